"""Somebody works the list in a browser: two are decided on, the list shrinks, another
session sees it, and the sheet for the team downloads."""

import re

import openpyxl
import pytest

from tests.browser.checks import checked, rested

pytestmark = pytest.mark.browser
PAGE = "frequent_attenders?data=sample&tab=Worklist&pcn=Central+Basildon&setting=gp"
FIRST_BOX = {"x": 15, "y": 52}  # of the first row, in the grid


def left(seen) -> int:
    """How many are still to be reviewed, as the heading says."""
    said = seen.page.locator("h2").filter(has_text="still to review").inner_text()
    return int(re.match(r"([\d,]+) (?:people|person)", said)[1].replace(",", ""))


def decide(seen, by: str) -> str:
    """Choose the first row, decide, and give the pseudonym."""
    page = seen.page
    page.locator("[data-testid=stDataFrame]").first.click(position=FIRST_BOX)
    seen.settled()
    heading = page.locator("h3").filter(has_text="Decide about")
    who = heading.inner_text().split()[-1]
    page.get_by_label("Decided by").first.fill(by)
    page.get_by_label("Note").fill("Rings the practice often")
    page.get_by_role("button", name="Keep the decision").click()
    page.get_by_text(f"Kept for {who}: offered.").wait_for()
    seen.settled()
    return who


def test_two_are_decided_on_and_another_session_sees_it(tab, tmp_path):
    seen = tab(viewport={"width": 1280, "height": 1400}).open(PAGE)
    before = left(seen)
    assert before > 2
    people = [decide(seen, "KB")]
    assert left(seen) == before - 1
    people.append(decide(seen, "KB"))
    assert left(seen) == before - 2 and len(set(people)) == 2
    other = tab(viewport={"width": 1280, "height": 1400}).open(PAGE)
    assert left(other) == before - 2 and "2 decided" in other.text
    other.page.get_by_text("Decided", exact=True).first.click()
    other.settled()
    with other.page.expect_download() as given:
        other.page.get_by_role("button", name="Sheet to fill in").click()
    file = tmp_path / given.value.suggested_filename
    given.value.save_as(file)
    page = openpyxl.load_workbook(file)["Worklist"]
    told = {str(cell.value) for row in page.iter_rows() for cell in row}
    assert set(people) <= told
    assert seen.outside == other.outside == []
    assert seen.complaints == other.complaints == []


def test_the_tab_is_for_everybody(tab):
    for scheme in ("light", "dark"):
        seen = tab(color_scheme=scheme).open(PAGE)
        page = seen.page
        page.locator("[data-testid=stDataFrame]").first.click(position=FIRST_BOX)
        checked(rested(seen), f"worklist, {scheme}")


def test_no_meeting_has_the_tab(tab):
    seen = tab().open(f"{PAGE}&meeting=true")
    assert "Decide about" not in seen.text and "still to review" not in seen.text
