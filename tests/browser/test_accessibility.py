"""WCAG 2.2 AA in a real browser: axe on every page and tab, order, focus, reflow,
names.

What Streamlit itself causes is named below and, by a test, the same in
docs/accessibility.md.
"""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
PAGES = {
    "": "Overview",
    "frequent_attenders": "Frequent attenders",
    "segments": "Segments",
    "before_after": "Before and after",
    "savings": "Savings",
    "places": "Places",
    "extracts": "Extracts",
    "quality": "Quality",
    "definitions": "Definitions",
    "pack": "Pack",
}
STREAMLITS_OWN = {  # (axe's rule, where): why, and what does the same
    (
        "target-size",
        "[role=spinbutton]",
    ): (
        "day, month and year of a date box are 20 px; the arrow keys, or the calendar, "
        "do the same"
    ),
    (
        "color-contrast",
        "[data-testid=stMultiSelect] span[title]",
    ): (
        "a chosen value is white on light blue in the dark theme; the chip above the "
        "page says the same"
    ),
    (
        "scrollable-region-focusable",
        "[data-testid=stTable] div",
    ): (
        "a wide table scrolls sideways; Chromium and Firefox let the keyboard into it "
        "themselves"
    ),
}
FOR_FILES = {"Columns of an extract"}  # tabs that say how a file's columns are written
DOCS = Path(__file__).resolve().parents[2] / "docs" / "accessibility.md"
TABS = "[data-testid=stMain] [role=tab]"
CONTRAST = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
EVERYTHING = {
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
}

WORDS = """() => {
  const seen = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const over = walk.currentNode.parentElement;
    if (over.checkVisibility() && !over.closest('[data-testid=stIconMaterial], script, style'))
      seen.push(walk.currentNode.data);
  }
  for (const one of document.querySelectorAll('[aria-label]'))
    seen.push(one.getAttribute('aria-label'));
  return seen.join(' ');
}"""
CHARTS = """() => {
  const found = document.querySelectorAll('[data-testid=stMain] :is([data-testid=stVegaLiteChart],'
    + '[data-testid=stDeckGlJsonChart], [data-testid=stTable], [data-testid=stDataFrame])');
  return [...found].map(one => {
    const kind = one.dataset.testid, drawn = kind.endsWith('Chart');
    const said = [one, ...one.querySelectorAll('[aria-label]')].find(
      part => ['graphics-document', 'figure', 'img'].includes(part.getAttribute('role')));
    return [drawn, said ? said.getAttribute('aria-label') || '' : ''];
  });
}"""
WIDER = """() => [document.documentElement, document.querySelector('[data-testid=stMain]')].map(
  one => one.scrollWidth - one.clientWidth)"""
STEP = """() => {
  const look = one => { const s = getComputedStyle(one); return [s.outline, s.boxShadow,
    s.border, s.backgroundColor, s.color, s.textDecoration, s.opacity].join('|'); };
  const around = one => { const parts = [one]; for (let up = one; up.parentElement && parts.length
    < 5; up = up.parentElement) parts.push(up.parentElement); return parts.map(look).join(); };
  const before = window.stopped, now = document.activeElement;
  const shown = !before || around(before.one) !== before.look;
  window.stopped = now === document.body ? null : {one: now, look: around(now)};
  if (now === document.body) return {where: 'end', shown};
  window.met = window.met || new Set();
  const again = window.met.has(now); window.met.add(now);
  const where = now.closest('[data-testid=stSidebar]') ? 'sidebar'
    : now.closest('[data-testid=stHeader]') ? 'navigation'
    : now.closest('[data-testid=stMain]') ? 'content' : 'skip';
  const scroller = now.dataset.testid === 'stMain';  // the browser's way to scroll by keyboard
  return {where, shown, again, scroller, name: now.getAttribute('aria-label') || now.innerText || now.id};
}"""


def rested(seen):
    """The page with everything drawn."""
    seen.settled().page.wait_for_function(
        "!document.querySelector('[data-testid=stMain] [data-testid=stSkeleton]')",
        timeout=30_000,
    )
    return seen.page


def faults(page, options=EVERYTHING) -> list[str]:
    """Serious and critical violations that are ours."""
    found = []
    for broken in Axe().run(page, options=options).response["violations"]:
        if broken["impact"] not in ("serious", "critical"):
            continue
        for node in broken["nodes"]:
            where = [place for rule, place in STREAMLITS_OWN if rule == broken["id"]]
            target = node["target"][-1]
            if not where or not page.evaluate(
                "([target, where]) => document.querySelector(target)?.matches(where)",
                [target, ", ".join(where)],
            ):
                found.append(
                    f"{broken['id']}: {node['html'][:200]} "
                    f"{node['failureSummary'][:160]}"
                )
    return found


def skipped(page) -> list[str]:
    """Headings of the content that are more than a level below the one before."""
    levels = page.locator(
        "[data-testid=stMain] :is(h1, h2, h3, h4, h5, h6)"
    ).evaluate_all(
        "all => all.filter(one => one.checkVisibility()).map(one => [+one.tagName[1], "
        "one.innerText])"
    )
    assert levels and levels[0][0] == 1 and [n for n, _ in levels].count(1) == 1, levels
    return [
        words
        for (before, _), (level, words) in zip(levels, levels[1:], strict=False)
        if level > before + 1
    ]


def raw_names(page) -> set[str]:
    """Words on screen, or said of a mark, that are written as columns are."""
    return {
        word
        for word in page.evaluate(WORDS).split()
        if re.search(r"[A-Za-z0-9]_[A-Za-z0-9]", word) and "/" not in word
    }


def without_numbers(page) -> list:
    """Charts without alternative text, or without a table before the next chart."""
    found = page.evaluate(CHARTS)
    return [
        one
        for one, after in zip(found, [*found[1:], (True, "")], strict=False)
        if one[0] and (len(one[1]) < 20 or after[0])
    ]


def checked(page, where: str) -> None:
    assert faults(page) == [], where
    assert skipped(page) == [], where
    assert without_numbers(page) == [], where
    assert where in FOR_FILES or raw_names(page) == set(), where


@pytest.mark.parametrize("path", PAGES)
def test_every_tab_of_a_page_in_the_analysts_view(path, tab):
    seen = tab().open(path)
    page = rested(seen)
    assert page.title() == PAGES[path]
    checked(page, path)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        "getComputedStyle(document.querySelector('.stApp')).colorScheme === 'dark'"
    )
    assert faults(rested(seen), CONTRAST) == [], "dark"
    page.emulate_media(color_scheme="light")
    for at in range(1, page.locator(TABS).count()):
        page.locator(TABS).nth(at).click()
        checked(rested(seen), page.locator(TABS).nth(at).inner_text())


@pytest.mark.parametrize("path", PAGES)
def test_the_meeting_view(path, tab):
    checked(rested(tab().open(f"{path}?meeting=true")), path)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_opens_and_what_is_chosen(scheme, tab):
    """Chips, a menu, the sidebar's further filters, a switch that is on, a pack with
    figures."""
    seen = tab(color_scheme=scheme, viewport={"width": 1280, "height": 1600}).open(
        "frequent_attenders?age_from=18&diagnosis_groups=Digestive&meeting=true"
    )
    page = rested(seen)
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_text("More filters").click()
    page.get_by_role("button", name="Take it away").first.click()
    page.get_by_role("button", name="Picture (PNG)").wait_for()
    assert faults(page) == []
    page.keyboard.press("Escape")
    seen = tab(color_scheme=scheme).open("pack")
    rested(seen).get_by_role("button", name="Add the whole story").click()
    seen.page.get_by_role("button", name="Make slides").wait_for(timeout=60_000)
    assert faults(rested(seen)) == []


def test_tab_goes_from_sidebar_to_navigation_to_content_and_out_with_focus_seen(tab):
    page = rested(tab().open("frequent_attenders"))
    page.add_style_tag(content="* {transition: none !important}")
    stops = []
    for _ in range(250):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(STEP))
        if stops[-1]["where"] == "end" or stops[-1]["again"]:
            break
    unseen = [
        before["name"]
        for before, after in zip(stops, stops[1:], strict=False)
        if not after["shown"] and not before["scroller"]
    ]
    assert unseen == []
    places = list(
        dict.fromkeys(stop["where"] for stop in stops[:-1] if stop["where"] != "skip")
    )
    assert stops[0]["name"] == "Skip to main content"
    assert places == [
        "sidebar",
        "navigation",
        "content",
    ]  # as Streamlit lays the page out
    assert stops[-1]["where"] == "end"


@pytest.mark.parametrize("wide", [320, 390])
@pytest.mark.parametrize("path", ["", "definitions", "pack"])
def test_no_sideways_scroll_on_a_phone(path, wide, tab):
    """320 is also a desk at 400%."""
    page = rested(tab(viewport={"width": wide, "height": 844}).open(path))
    assert page.evaluate(WIDER) == [0, 0]
    heading = page.locator("h1").bounding_box()
    assert heading["x"] >= 0 and heading["x"] + heading["width"] <= wide
    assert page.evaluate(  # and nothing lies over it
        "at => document.elementFromPoint(at.x + 30, at.y + 15).closest('h1') !== null",
        heading,
    )


def test_what_streamlit_causes_is_told_in_the_docs():
    told = re.findall(
        r"^\| `([a-z-]+)` \| `([^`]+)` \| (.+?) \|$", DOCS.read_text("utf-8"), re.M
    )
    assert {(rule, place): why for rule, place, why in told} == STREAMLITS_OWN
