"""Somebody defines a cohort in a browser, fixes it, follows it, and takes its list."""

import csv

import pytest

from tests.browser.checks import checked, rested

pytestmark = pytest.mark.browser
WIDE = {"width": 1280, "height": 1500}
NAME = "Older attenders of one PCN"
DEFINITION = 'age >= 70 and pcn "Central Basildon" and more than 5 ae in 12 months'


def test_a_cohort_is_defined_fixed_followed_and_taken_away(tab, tmp_path):
    seen = tab(viewport=WIDE).open("cohorts?data=sample")
    page = seen.page
    day = page.get_by_role("textbox", name="Definition")
    day.fill(DEFINITION + " and conditon X")
    day.press("Control+Enter")
    page.get_by_text("Did you mean “condition”?").wait_for()
    day.fill(DEFINITION)
    day.press("Control+Enter")
    page.locator("h2, h3").filter(has_text="fit").first.wait_for()
    seen.settled()
    page.get_by_role("textbox", name="Name of the cohort").fill(NAME)
    page.get_by_role("textbox", name="Name of the cohort").press("Enter")
    seen.settled()
    page.get_by_role("button", name="Fix this cohort").click()
    page.get_by_text(f"Fixed: “{NAME}”").wait_for()
    page.get_by_role("tab", name="Learn").click()
    page.get_by_text("What may be claimed").first.wait_for()
    checked(rested(seen), "cohorts, learn")
    page.get_by_role("tab", name="Act").click()
    page.get_by_text("belong to the cohort").first.wait_for()
    seen.settled()
    page.get_by_role("button", name="Take it away").last.click()
    with page.expect_download() as given:
        page.get_by_role("button", name="Numbers (CSV)").last.click()
    file = tmp_path / given.value.suggested_filename
    given.value.save_as(file)
    with open(file, encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.reader(lines))
    at = next(n for n, row in enumerate(rows) if row[:1] == ["Pseudonym"])
    assert len(rows) > at + 1
    assert seen.outside == [] and seen.complaints == []
