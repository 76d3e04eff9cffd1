"""Each page in a real browser, opened by a cold link: in the analyst's view, in the
dark, and in the meeting view. All that must hold of a page is asked of one visit.
"""

import pytest

from analytics.figures.answers import ORDER
from tests.browser.checks import (
    CHARTS,
    CONTENT,
    CONTRAST,
    STORY,
    checked,
    faults,
    rested,
)

pytestmark = pytest.mark.browser
PAGES = {  # path: title in the browser, what its question begins with
    "": ("Overview", "Who attends often, why"),
    "frequent_attenders": ("Frequent attenders", "Who attends often by"),
    "segments": ("Segments", "What kinds of need"),
    "over_time": ("Over time", "Who stays"),
    "footprint": ("Footprint", "What else do they use"),
    "population": ("Population", "Who is registered, with what"),
    "who_next": ("Who next", "Who will attend often"),
    "cohorts": ("Cohorts", "Who is the group"),
    "before_after": ("Before and after", "Did attendances fall"),
    "savings": ("Savings", "What is it worth"),
    "support": ("Support", "What happens after"),
    "services": ("Services", "Who near here"),
    "places": ("Places", "Where do they live"),
    "neighbourhoods": ("Neighbourhoods", "How do the neighbourhoods differ"),
    "indicators": ("Indicators", "How are we doing"),
    "scorecard": ("Scorecard", "What do we report"),
    "pack": ("Pack", "What leaves the room"),
    "extracts": ("Extracts", "Does my file fit"),
    "quality": ("Quality", "Can I trust these data"),
    "audit": ("Audit", "Who did what"),
    "definitions": ("Definitions", "What exactly is counted"),
}
LIST_FIRST = ("cohorts", "scorecard", "who_next")  # or a form, or a table
WORDS_FIRST = ("audit", "definitions", "pack", "quality", "services")
FIGURE_FIRST = [path for path in PAGES if path not in LIST_FIRST + WORDS_FIRST]
TABS = "[data-testid=stMain] [role=tab]"


def opened_well(seen, path: str) -> None:
    """Asserts that a cold link opened its page, whole, and asked nothing of the
    network."""
    title, question = PAGES[path]
    assert seen.page.title() == title
    assert seen.page.locator("h1").count() == 1
    assert question in seen.page.locator("h1").inner_text()
    assert "Something went wrong" not in seen.text and "Traceback" not in seen.text
    assert seen.page.get_by_text("Page not found").count() == 0
    assert seen.outside == []
    assert seen.complaints == []


def first_figure_in_sight(seen) -> None:
    """Asserts that at 1280 × 720 the first figure starts high enough to be read without
    scrolling."""
    first = seen.page.locator(CHARTS).first
    first.wait_for(timeout=30_000)
    box = first.bounding_box()
    assert box["y"] < 520 and box["y"] + min(box["height"], 200) <= 720


@pytest.mark.parametrize("path", PAGES)
def test_a_page_and_each_of_its_tabs(path, tab):
    seen = tab().open(path)
    opened_well(seen, path)
    if path in FIGURE_FIRST:
        first_figure_in_sight(seen)
    page = rested(seen)
    checked(page, path)
    for at in range(1, page.locator(TABS).count()):
        page.locator(TABS).nth(at).click()
        checked(rested(seen), page.locator(TABS).nth(at).inner_text(), within=CONTENT)
    assert seen.outside == [] and seen.complaints == []


def test_five_answers_are_in_sight_at_once(tab):
    """Each in its line, with its chart and the page that shows why; and the frequent
    attenders by month."""
    page = rested(tab().open("?pcn=Central+Basildon"))
    for about in ORDER:
        line = page.get_by_role("link", name=about, exact=True)
        box = line.bounding_box()
        assert box["y"] + box["height"] <= 720, about
    said = page.locator("[data-testid=stMain]").inner_text()
    assert "24 people at A&E and 379 people at the GP" in said
    assert "points were coming anyway; the rest is not larger than chance" in said
    assert "24 people above the rule at A&E: 1 new, 4 no longer since Jul 2024" in said
    charts = page.locator(CHARTS)
    for at in range(len(ORDER) + 2):
        box = charts.nth(at).bounding_box()
        assert box["x"] + box["width"] <= 1280 and box["y"] + box["height"] <= 740


@pytest.mark.parametrize("path", PAGES)
def test_a_page_in_the_dark(path, tab):
    seen = tab(color_scheme="dark").open(path)
    opened_well(seen, path)
    seen.page.wait_for_function(
        "getComputedStyle(document.querySelector('.stApp')).colorScheme === 'dark'"
    )
    assert faults(rested(seen), CONTRAST) == []


@pytest.mark.parametrize("path", [path for path in PAGES if path not in STORY])
def test_a_page_in_the_meeting_view(path, tab):
    """Those that a meeting is led through are opened there."""
    seen = tab().open(f"{path}?meeting=true")
    checked(rested(seen), path)
    assert seen.page.locator("h1").count() == 1
    assert seen.outside == [] and seen.complaints == []
