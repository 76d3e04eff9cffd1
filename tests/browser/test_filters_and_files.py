"""In a real browser: filters in the address, Back, the meeting view, downloads, one's
own extracts, a pack."""

import io
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from tests.support import hand_made

pytestmark = pytest.mark.browser


def test_filters_are_in_the_address_and_a_link_opens_the_same_view(tab):
    seen = tab().open("")
    seen.go("Understand", "Frequent attenders")
    seen.page.get_by_text("Who attends often").wait_for(timeout=30_000)
    box = seen.settled().page.get_by_role("spinbutton", name="A&E more than")
    box.fill("5")
    box.press("Enter")
    seen.page.wait_for_url("**ae_more_than=5**", timeout=30_000)
    finding = "399 people with more than 5 A&E attendances"
    seen.page.get_by_text(finding).first.wait_for(timeout=30_000)
    link = seen.page.url
    other = tab().open(link.removeprefix(seen.server + "/"))
    assert finding in other.text
    seen.page.go_back()
    seen.page.get_by_text("Who attends often, why").wait_for(timeout=30_000)


def test_meeting_view_stays_and_hides_people(tab):
    seen = tab().open("?meeting=true")
    assert seen.page.get_by_role("button", name="Leave").count() == 1
    assert "Who attends often, why" in seen.text and "people at the GP" in seen.text
    seen.go("Understand", "Frequent attenders")
    seen.page.wait_for_url("**frequent_attenders**")
    seen.settled()
    tabs = seen.page.locator("[data-testid=stMain]").get_by_role(
        "tab", include_hidden=True
    )
    assert "The list" not in tabs.all_inner_texts()
    assert seen.page.get_by_role("button", name="Leave").count() == 1


def test_numbers_and_picture_can_be_taken_away(tab, tmp_path):
    seen = tab().open("frequent_attenders?ae_more_than=5")
    seen.page.get_by_role("button", name="Take it away").first.click()
    with seen.page.expect_download(timeout=60_000) as waiting:
        seen.page.get_by_role("button", name="Numbers (CSV)").first.click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    assert "399 people with more than 5" in text and "Rule: More than 5 A&E" in text
    with seen.page.expect_download(timeout=60_000) as waiting:
        seen.page.get_by_role("button", name="Picture (PNG)").first.click()
    assert Path(waiting.value.path()).read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    with seen.page.expect_download(timeout=60_000) as waiting:
        seen.page.get_by_role("button", name="Picture (SVG)").first.click()
    assert "<svg" in Path(waiting.value.path()).read_text(encoding="utf-8")[:500]


def test_a_filter_that_leaves_nobody_says_which(tab):
    seen = tab().open("?age_from=119")
    assert "Nobody is left" in seen.text and "Age from" in seen.text


def test_my_own_two_files_give_the_same_pages(tab, tmp_path, browser_home):
    gp, ae = (
        hand_made.systmone(tmp_path / "gp.csv"),
        hand_made.ecds(tmp_path / "ae.csv"),
    )
    seen = tab().open("extracts")
    try:
        seen.page.get_by_role("tab", name="Load my own").click()
        for title, path in (("GP appointments", gp), ("A&E attendances", ae)):
            box = seen.page.locator("[data-testid=stFileUploader]", has_text=title)
            box.locator("input[type=file]").set_input_files(str(path))
            box.get_by_text(path.name).first.wait_for(timeout=60_000)
            # The page is drawn again once it has a file: wait, or the next one is lost.
            seen.settled()
        seen.page.get_by_role("button", name="Check and load").click()
        seen.page.get_by_text("my-pcn is loaded and in view on every page").wait_for(
            timeout=60_000
        )
        other = tab().open("?data=my-pcn")
        assert "1 person" in other.text and "75.0% of all attendances" in other.text
    finally:
        shutil.rmtree(browser_home / "my-pcn", ignore_errors=True)


def test_a_pack_is_made_and_opens(tab):
    seen = tab().open("pack")
    seen.page.get_by_role("button", name="Add the whole story").click()
    seen.page.get_by_role("button", name="Make slides").wait_for(timeout=120_000)
    for kind, opens in (("slides", Presentation), ("workbook", load_workbook)):
        seen.settled().page.get_by_role("button", name=f"Make {kind}").click()
        download = seen.page.get_by_role("button", name=f"Download {kind}")
        download.wait_for(timeout=60_000)
        with seen.page.expect_download(timeout=60_000) as waiting:
            download.click()
        assert opens(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    assert seen.outside == []
