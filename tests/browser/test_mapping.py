"""In a real browser: a file that nobody knows is checked, said, checked again, and
known next month."""

import pytest

from analytics.store import mappings
from tests.contract.extracts import PEOPLE, text, written

pytestmark = pytest.mark.browser
HEADER = "Wer,Appt when,Surgery ODS,Slot result,Seen-by"


def stranger(folder, name: str, month: int):
    """Appointments under headers of its own, dates that show no order, and a word on no
    list."""
    rows = [
        f"{PEOPLE[n % 8]},{n % 5 + 1:02d}/{month:02d}/2024 "
        f"{8 + n % 9:02d}:{n % 6}0,Y99001,"
        f"{('Arrived', 'Arrived', 'Zonked', 'DNA')[n % 4]},Rosa Quillfeather"
        for n in range(40)
    ]
    return written(folder, name, text(HEADER, rows))


@pytest.fixture
def dataset(browser_home, monkeypatch):
    """A dataset name of its own, whose mapping is forgotten afterwards."""
    monkeypatch.setenv("FREQUENT_ATTENDERS_HOME", str(browser_home))
    yield "strangers"
    mappings.forget("strangers")


def checked(seen, path, name: str):
    """The page after a file was chosen for a dataset and checked."""
    box = seen.page.get_by_role("textbox", name="Name of the dataset")
    box.fill(name)
    box.press("Enter")
    seen.settled()
    upload = seen.page.locator(
        "[data-testid=stFileUploader]", has_text="GP appointments"
    )
    upload.locator("input[type=file]").set_input_files(str(path))
    upload.get_by_text(path.name).first.wait_for(timeout=20_000)
    seen.settled().page.get_by_role("button", name="Check only").click()
    seen.page.get_by_text("not used").first.wait_for(timeout=60_000)
    return seen.settled()


def test_what_is_not_recognised_is_said_once_and_known_next_month(
    tab, tmp_path, dataset
):
    seen = checked(
        tab().open("extracts?tab=Load+my+own"),
        stranger(tmp_path, "april.csv", 4),
        dataset,
    )
    text = seen.text
    assert "What could not be recognised" in text and "No column is recognised" in text
    assert "9999999999" in text and "dd/dd/dddd dd:dd" in text
    assert (
        "every row counts as attended" in text
        and "Suggested: the header is like" in text
    )
    assert PEOPLE[0] not in text and "Quillfeather" not in text and "Y99001" not in text

    seen.page.get_by_role("button", name="Save the mapping and check again").click()
    seen.page.get_by_text("Which comes first in the dates of").wait_for(timeout=60_000)
    seen.settled().page.get_by_text("The day: 31/12/2024").click()
    seen.settled().page.get_by_role("combobox", name="What Zonked means").click()
    seen.page.get_by_role("option", name="Attended", exact=True).click()
    seen.settled().page.get_by_role(
        "button", name="Save the mapping and check again"
    ).click()
    seen.page.get_by_text("It fits.").wait_for(timeout=60_000)
    assert "What could not be recognised" not in seen.settled().text
    said = mappings.kept(dataset).parts["gp_appointments"]
    assert said.columns["patient_id"] == "Wer" and said.codes == {
        "status": {"Zonked": "attended"}
    }

    later = checked(
        tab().open("extracts?tab=Load+my+own"),
        stranger(tmp_path, "may.csv", 5),
        dataset,
    )
    assert (
        "It fits." in later.text
        and "The mapping kept for strangers was used" in later.text
    )
    assert later.complaints == [] and later.outside == []


def test_samples_are_withheld_in_the_meeting_view(tab, tmp_path, dataset):
    seen = checked(
        tab(color_scheme="dark").open("extracts?tab=Load+my+own&meeting=true"),
        stranger(tmp_path, "april.csv", 4),
        dataset,
    )
    assert "withheld in the meeting view" in seen.text and "Surgery ODS" in seen.text
    seen.page.get_by_text("5 columns are not used").click()
    assert "9999999999" not in seen.settled().text and "dd/dd" not in seen.text
