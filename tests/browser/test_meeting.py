"""In a real browser: the meeting view is led by keyboard, opened by link, left."""

import pytest

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
