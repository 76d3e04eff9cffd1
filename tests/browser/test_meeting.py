"""In a real browser: the meeting view is led by keyboard, opened by link, left."""

import re
from urllib.parse import urlsplit

import pytest

from tests.browser.checks import CHARTS, STORY, checked, cut, rested

pytestmark = pytest.mark.browser
ROOMS = ((1280, 720), (1920, 1080))  # screens of a meeting


def test_a_cold_link_opens_the_very_figure(tab):
    seen = tab().open("?meeting=true&figure=3")
    assert "at the GP" in seen.page.locator("h1").inner_text()


def test_the_meeting_view_can_be_left_and_hides_nothing_then(tab):
    seen = tab().open("frequent_attenders?meeting=true")
    main = seen.page.locator("[data-testid=stMain]")
    assert main.get_by_role("tab", include_hidden=True).count() == 4  # no person's rows
    seen.page.get_by_role("button", name="Leave").click()
    seen.page.wait_for_function("!location.search.includes('meeting')", timeout=30_000)
    assert "The list" in seen.settled().text


def test_the_whole_meeting_by_keyboard_alone(tab):
    """From the switch to the last figure of the last page: none twice, none empty, each
    whole on the screens of a room, and no word of it cut."""
    seen = tab().open("?pcn=Central+Basildon")
    page, told, rooms = seen.page, {}, ROOMS
    page.locator("label", has_text="Meeting view").first.click()
    on = page.get_by_role("button", name=re.compile("^Next Shortcut"))
    on.wait_for(timeout=30_000)
    rule = "More than 10 A&E attendances, or more than 25 GP visits"
    assert rule in seen.settled().text
    while True:
        title = seen.settled().page.locator("h1").inner_text()
        path = urlsplit(page.url).path.strip("/")
        if path not in told:
            checked(rested(seen), f"{path} in a meeting", sizes=())  # see outside
        told.setdefault(path, []).append(title)
        # Each is drawn on the screen of the one before, and then on the other.
        assert cut(page, rooms, too_large, back=False) == [], title
        rooms = rooms[::-1]
        if on.is_disabled():
            break
        page.keyboard.press("PageDown")
        moved_from(page, title)
    assert tuple(told) == STORY
    for titles in told.values():
        assert len(titles) == len(set(titles))
    assert told[""][1].startswith("25 people above the rule")  # 24, rounded
    assert sum(map(len, told.values())) > 25
    page.keyboard.press("PageUp")
    moved_from(page, title)
    assert "Central Basildon; periods up to 31 August 2024" in seen.settled().text
    assert seen.outside == [] and seen.complaints == []


def moved_from(page, title: str) -> None:
    """Waits until another figure is shown; one of many analyses takes its time."""
    page.wait_for_function(
        "old => { const h = document.querySelector('h1'); return h && "
        "h.innerText !== old }",
        arg=title,
        timeout=90_000,
    )


def too_large(page, wide: int, high: int) -> list[str]:
    """Charts that are not wholly on a screen of this size."""
    boxes = [chart.bounding_box() for chart in page.locator(CHARTS).all()]
    return [
        str(box)
        for box in boxes
        if box["y"] + box["height"] > high or box["x"] + box["width"] > wide
    ]


def test_a_link_with_fine_filters_is_asked_coarsely_and_says_so(tab):
    seen = tab().open("?meeting=true&age_from=37&ae_more_than=7&as_at=2024-05-17")
    assert "In the meeting view" in seen.text
    assert "more than 7" not in seen.text.lower() and "17 May 2024" not in seen.text
