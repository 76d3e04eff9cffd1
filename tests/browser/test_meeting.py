"""In a real browser: the meeting view, one figure at a time, by mouse and by keyboard
alone."""

import re

import pytest

pytestmark = pytest.mark.browser
PAGES = ("", "frequent_attenders", "segments", "before_after", "savings", "places")


@pytest.mark.parametrize("path", PAGES)
def test_one_figure_fills_the_screen(path, tab):
    seen = tab().open(f"{path}?meeting=true")
    charts = seen.page.locator(
        "[data-testid=stVegaLiteChart], [data-testid=stDeckGlJsonChart]"
    )
    assert charts.count() <= 1
    assert seen.page.locator("h1").count() == 1
    on = seen.page.get_by_role("button", name=re.compile("^Next.*PageDown"))
    on.wait_for(timeout=30_000)
    assert on.count() == 1
    assert "More than 10 A&E attendances, or more than 25 GP visits" in seen.text
    assert seen.outside == [] and seen.complaints == []


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
    assert "GP visits" in seen.page.locator("h1").inner_text()


def test_the_meeting_view_can_be_left_and_hides_nothing_then(tab):
    seen = tab().open("frequent_attenders?meeting=true&tab=The+30+who+attend+most")
    assert "Rows about single people are not shown" in seen.text
    seen.page.get_by_role("button", name="Leave").click()
    seen.page.wait_for_function("!location.search.includes('meeting')", timeout=30_000)
    assert "The 30 who attend most make" in seen.settled().text


def test_a_link_with_fine_filters_is_asked_coarsely_and_says_so(tab):
    seen = tab().open("?meeting=true&age_from=37&ae_more_than=7&as_at=2024-05-17")
    assert "In the meeting view" in seen.text
    assert "more than 7" not in seen.text.lower() and "17 May 2024" not in seen.text


def test_everything_of_the_analysts_view_can_be_reached_by_keyboard(tab):
    """Tab alone reaches the navigation, the switch, a filter, a chart's menu and the
    numbers."""
    seen = tab().open("frequent_attenders")
    reached = set()
    for _ in range(90):
        seen.page.keyboard.press("Tab")
        reached.add(
            seen.page.evaluate(
                "(e => (e.getAttribute('aria-label') || e.innerText || e.value || ''))"
                "(document.activeElement)"
            )
        )
    for wanted in (
        "Overview",
        "Places",
        "A&E more than",
        "Show the numbers",
        "Take it away",
    ):
        assert any(wanted in one for one in reached), (wanted, sorted(reached))
