"""In a real browser: a click filters everything, chips and Back undo it, a link opens
the same."""

import pytest

pytestmark = pytest.mark.browser
TALL = {"width": 1280, "height": 1100}  # the whole chart is on the screen


def marks(seen, words: str):
    """Marks of charts that a screen reader would name with these words."""
    return seen.page.locator(f'[role="graphics-symbol"][aria-label*="{words}"]')


def click_on(seen, words: str) -> None:
    """A real click in the middle of the last such mark."""
    mark = marks(seen, words).last
    mark.wait_for(timeout=30_000)
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    seen.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def boxes(seen) -> list[str]:
    """The four headline numbers."""
    found = seen.page.locator("[data-testid=stMetricValue]")
    found.nth(3).wait_for(timeout=30_000)
    return found.all_inner_texts()


def chip(seen, words: str):
    return seen.page.get_by_role("button", name=f"{words} ✕")


def test_a_click_filters_every_page_and_back_brings_it_back(tab):
    seen = tab(viewport=TALL).open("frequent_attenders?tab=What+for&ae_more_than=5")
    click_on(seen, "reason: Digestive")
    seen.page.wait_for_url("**diagnosis_groups=Digestive**", timeout=30_000)
    chip(seen.settled(), "Seen for: Digestive").first.wait_for(timeout=20_000)
    seen.go("Understand", "Overview")
    seen.page.get_by_text("Who attends often, why").wait_for(timeout=30_000)
    assert "diagnosis_groups=Digestive" in seen.settled().page.url
    other = tab().open(seen.page.url.removeprefix(seen.server + "/"))
    filtered = boxes(seen)
    assert boxes(other) == filtered
    chip(seen, "Seen for: Digestive").first.click()
    seen.page.wait_for_function(
        "!location.search.includes('diagnosis_groups')", timeout=30_000
    )
    assert boxes(seen.settled()) != filtered
    seen.page.go_back()
    seen.page.wait_for_url("**diagnosis_groups=Digestive**", timeout=30_000)
    chip(seen.settled(), "Seen for: Digestive").first.wait_for(timeout=20_000)
    assert boxes(seen) == filtered


@pytest.mark.parametrize(
    "path, words, chipped, address",
    [
        (
            "frequent_attenders?ae_more_than=5",
            "Age: 25–34",
            "Ages 25 to 34",
            "age_from=25&age_to=34",
        ),
        ("places", "Place: ", "Practice: ", "practice="),
    ],
)
def test_bars_and_practices_can_be_clicked(path, words, chipped, address, tab):
    seen = tab(viewport=TALL).open(path)
    click_on(seen, words)
    seen.page.wait_for_url(f"**{address}**", timeout=30_000)
    seen.settled().page.locator("button", has_text=chipped).first.wait_for(
        timeout=20_000
    )


def test_a_segment_can_be_clicked(tab):
    seen = tab(viewport=TALL).open("segments")
    click_on(seen, "name: Lower severity or short term")
    seen.page.wait_for_url("**segments=Lower+severity**", timeout=30_000)
    seen.settled().page.locator(
        "button", has_text="Kind of need: Lower"
    ).first.wait_for(timeout=20_000)


def test_an_area_of_the_map_can_be_clicked(tab):
    seen = tab(viewport=TALL).open("places")
    deck = seen.page.locator("[data-testid=stDeckGlJsonChart] canvas").first
    deck.wait_for(timeout=30_000)
    box = deck.bounding_box()
    for across, down in ((0.5, 0.3), (0.45, 0.45), (0.6, 0.5), (0.4, 0.6)):
        seen.page.mouse.move(
            box["x"] + box["width"] * across, box["y"] + box["height"] * down
        )
        seen.page.wait_for_timeout(600)
        seen.page.mouse.click(
            box["x"] + box["width"] * across, box["y"] + box["height"] * down
        )
        seen.page.wait_for_timeout(1500)
        if "areas=" in seen.page.url or "neighbourhood=" in seen.page.url:
            break
    assert "areas=" in seen.page.url or "neighbourhood=" in seen.page.url
    assert "✕" in seen.settled().text


def test_a_view_is_saved_and_chosen_again(tab, browser_home):
    seen = tab().open("?ae_more_than=5&age_from=18")
    seen.page.get_by_role("button", name="Save this view").click()
    box = seen.page.get_by_role("textbox", name="Name")
    box.fill("Adults above five")
    box.press("Enter")
    seen.settled().page.get_by_role("button", name="Save", exact=True).click()
    try:
        seen.page.get_by_text("Saved.").wait_for(timeout=20_000)
        other = tab().open("")
        chooser = other.page.get_by_role("combobox", name="Named view")
        chooser.click()
        chooser.fill("Adults above five")
        other.page.get_by_role("option", name="Adults above five").wait_for(
            timeout=30_000
        )
        chooser.press("Enter")
        other.page.wait_for_url("**ae_more_than=5**", timeout=30_000)
        assert "age_from=18" in other.settled().page.url
        assert chip(other, "Ages 18 and over").count()
    finally:
        (browser_home / "views.json").unlink(missing_ok=True)


def test_compare_with_the_year_before(tab):
    seen = tab().open("?compare=The+year+before")
    assert "Beside The 12 months to 31 August 2023" in seen.text
    assert "frequent attenders per 1,000" in seen.text


def test_a_link_to_the_view_is_offered_with_the_stamp_of_its_data(tab):
    seen = tab().open("?age_from=18")
    seen.page.get_by_role("button", name="Link to this view").click()
    link = seen.page.locator("[data-testid=stCode]").first.inner_text()
    assert link.startswith(seen.server) and "age_from=18" in link and "made_on=" in link
    other = tab().open(link.removeprefix(seen.server + "/"))
    assert "Ages 18 and over" in other.text and "have changed" not in other.text


def test_the_first_visit_is_told_three_steps(tab):
    seen = tab().open("")
    assert "Load your own." not in seen.text  # folded: the filters come first
    seen.page.get_by_text("New here?").click()
    seen.page.get_by_text("Load your own.").wait_for(timeout=20_000)
