"""What must hold of every page for everybody: axe's rules, headings in steps, plain
words, numbers beside each chart.

What Streamlit itself causes is named here and, by a test, the same in
docs/accessibility.md.
"""

import re
from functools import cache
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

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
STORY = (
    "",
    "frequent_attenders",
    "segments",
    "over_time",
    "footprint",
    "population",
    "who_next",
    "cohorts",
    "before_after",
    "savings",
    "support",
    "services",
    "places",
    "neighbourhoods",
    "indicators",
    "scorecard",
)
SMALL = 120  # pixels high, on a shared screen too
# Tabs that say how a file's columns are written, which rows of which file are doubtful,
# and which codes a published rule names, from which file.
FOR_FILES = {"Columns of an extract", "Rows and codes", "Avoidable use"}
AS_DRAWN = {"preload": False}  # no stylesheet fetched again: no rule here asks that
CONTRAST = AS_DRAWN | {
    "runOnly": ["color-contrast"],
    "resultTypes": ["violations"],
}
EVERYTHING = AS_DRAWN | {
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
}
CONTENT = "[data-testid=stMain]"  # without sidebar and navigation
CHARTS = "[data-testid=stVegaLiteChart], [data-testid=stDeckGlJsonChart]"
SIZES = ((1280, 720), (1920, 1080), (390, 844))  # a desk, a large one, a telephone
REDRAWN, LOOKS = 400, 12  # milliseconds until charts have their new width, how often
DRAWN = 120  # milliseconds without any chart drawn anew: all are
SCRIPTS = Path(__file__).with_name("scripts")


@cache
def script(name: str) -> str:
    """The text of tests/browser/scripts/<name>.js, to be evaluated on a page."""
    return (SCRIPTS / f"{name}.js").read_text(encoding="utf-8")


def rested(seen):
    """The page of a tab with everything drawn."""
    seen.settled().page.wait_for_function(
        "!document.querySelector('[data-testid=stMain] [data-testid=stSkeleton]')",
        timeout=30_000,
    )
    return seen.page


def faults(page, options=EVERYTHING, within=None) -> list[str]:
    """Serious and critical violations that are ours, of a whole page or what is within
    a part of it."""
    found = []
    for broken in Axe().run(page, within, options).response["violations"]:
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
        for word in page.evaluate(script("words")).split()
        if re.search(r"[A-Za-z0-9]_[A-Za-z0-9]", word) and "/" not in word
    }


def without_numbers(page) -> list:
    """Charts without alternative text, or without a table before the next chart.

    A small chart beside its sentence has its numbers there; charts of one figure, which
    say the same of themselves, have one table.
    """
    found = page.evaluate(script("charts"))
    return [
        one
        for one, after in zip(found, [*found[1:], (True, "", 0)], strict=False)
        if one[0]
        and (len(one[1]) < 20 or (after[0] and one[2] > SMALL and one[1] != after[1]))
    ]


def cut(page, sizes=SIZES, besides=lambda page, wide, high: [], back=True) -> list[str]:
    """Words of charts that leave their chart or the screen, or lie over others, content
    wider than the screen, and what is asked besides, at each of some sizes; then the
    screen is as before, or stays at the last."""
    before, found = page.viewport_size, []
    for wide, high in sizes:
        at_size(page, wide, high)
        for look in range(LOOKS):  # a busy machine draws late; what is cut stays cut
            if look:
                page.wait_for_timeout(REDRAWN)
            now = page.evaluate(script("cut")) + besides(page, wide, high)
            if page.evaluate(script("wider")) != [0, 0]:
                now.append("content is wider than the screen")
            if not now:
                break
        found += [f"{wide}: {one}" for one in now]
    if back:
        at_size(page, before["width"], before["height"])
    return found


def at_size(page, wide: int, high: int) -> None:
    """Gives a screen a size, and waits until charts are drawn for it."""
    if page.viewport_size != {"width": wide, "height": high}:
        page.evaluate(script("redrawing"), [DRAWN, REDRAWN])
        page.set_viewport_size({"width": wide, "height": high})
        page.evaluate("redrawn()")


def checked(page, where: str, sizes=SIZES, within=None) -> None:
    """Asserts all of it of what is open on a page. sizes: of screens that it is for;
    within: of what axe's rules are asked, if what is around it was before."""
    found = {
        "axe": faults(page, within=within),
        "headings": skipped(page),
        "charts without numbers": without_numbers(page),
        "columns' names": [] if where in FOR_FILES else sorted(raw_names(page)),
        "cut": cut(page, sizes) if page.locator(CHARTS).count() else [],
    }
    assert not any(found.values()), (where, found)
