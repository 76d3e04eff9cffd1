"""In a real browser: the meeting view is led by keyboard, opened by link, left."""

import pytest

from tests.browser.checks import CHARTS

pytestmark = pytest.mark.browser


def test_the_keyboard_goes_through_the_figures_and_tabs(tab):
    seen = tab().open("frequent_attenders?meeting=true")
    titles = [seen.page.locator("h1").inner_text()]
    for _ in range(4):
        seen.page.keyboard.press("PageDown")
        seen.page.wait_for_function(
            (
                "old => { const h = document.querySelector('h1'); return h && "
                "h.innerText !== old }"
            ),
            arg=titles[-1],
            timeout=30_000,
        )
        titles.append(seen.settled().page.locator("h1").inner_text())
    assert len(set(titles)) == 5
    assert "tab=What+for" in seen.page.url and "figure=2" in seen.page.url
    seen.page.keyboard.press("PageUp")
    seen.page.wait_for_function(
        (
            "old => { const h = document.querySelector('h1'); return h && h.innerText "
            "=== old }"
        ),
        arg=titles[-2],
        timeout=30_000,
    )


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


def test_from_the_switch_the_keyboard_leads_to_the_next_page(tab):
    """No figure twice on a page, each whole within the screen."""
    seen = tab().open("?pcn=Central+Basildon")
    page = seen.page
    page.locator("label", has_text="Meeting view").first.click()
    page.get_by_role("button", name="Next").wait_for(timeout=30_000)
    told = []
    while "frequent_attenders" not in page.url:
        told.append(seen.settled().page.locator("h1").inner_text())
        for chart in page.locator(CHARTS).all():
            box = chart.bounding_box()
            assert box["y"] + box["height"] <= 720 and box["x"] + box["width"] <= 1280
        page.keyboard.press("PageDown")
        page.wait_for_function(
            "old => (document.querySelector('h1') || {}).innerText !== old",
            arg=told[-1],
            timeout=30_000,
        )
    assert len(told) == len(set(told)) > 5
    assert told[1].startswith("25 people above the rule")  # 24, rounded
    first = seen.settled().page.locator("h1").inner_text()
    assert first.startswith("25 people with more than 10 A&E attendances")
    page.keyboard.press("PageUp")
    page.wait_for_url(lambda url: "frequent_attenders" not in url, timeout=30_000)
    assert seen.settled().page.locator("h1").inner_text() == told[-1]


def test_a_link_with_fine_filters_is_asked_coarsely_and_says_so(tab):
    seen = tab().open("?meeting=true&age_from=37&ae_more_than=7&as_at=2024-05-17")
    assert "In the meeting view" in seen.text
    assert "more than 7" not in seen.text.lower() and "17 May 2024" not in seen.text
