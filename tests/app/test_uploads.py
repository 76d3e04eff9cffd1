"""Files uploaded on the page: two of one name are two, and many rows left out are asked
about before they go live."""

import io

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from analytics.store.dataset import open_dataset
from analytics.store.home import datasets

HEADER = "patient_id,appointment_at,practice_code,status\n"


def visits(month: int, without_id: int = 0) -> bytes:
    """A hundred visits in a month, so many of them without a patient id."""
    return (
        HEADER.encode()
        + "".join(
            f"{'' if n < without_id else f'X{n:05d}'},2024-{month:02d}-"
            f"{1 + n % 28:02d} 10:{n % 60:02d},F81001,attended\n"
            for n in range(100)
        ).encode()
    )


def page() -> None:
    from types import SimpleNamespace

    from pages.shell.loading import upload

    name, chosen = upload.choose_files()
    upload.check_or_load(SimpleNamespace(aggregate=False), name, chosen)


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("FREQUENT_ATTENDERS_HOME", str(tmp_path))
    return tmp_path


def uploaded(*contents: bytes) -> AppTest:
    at = AppTest.from_function(page, default_timeout=120).run()
    files = [("appointments.csv", content, "text/csv") for content in contents]
    at.file_uploader(key="file_gp").set_value(files).run()
    return at


def workbook(*months: int) -> bytes:
    """A sheet a month, all alike."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.remove(book.active)
    for month in months:
        sheet = book.create_sheet(f"Month {month}")
        for line in visits(month).decode().splitlines():
            sheet.append(line.split(","))
    book.save(out)
    return out.getvalue()


def press(at: AppTest, label: str) -> None:
    next(one for one in at.button if one.label == label).click().run()
    assert not at.exception, [one.value for one in at.exception]


def test_two_uploads_of_one_name_are_two_files(home):
    at = uploaded(visits(1), visits(2))
    press(at, "Check and load")
    manifest = open_dataset("my-pcn", home).manifest
    assert manifest.accounts[0].kept == 200
    assert sorted(one.file for one in manifest.sources) == [
        "appointments (2).csv",
        "appointments.csv",
    ]


def test_many_rows_left_out_are_asked_about_first(home):
    at = uploaded(visits(1, without_id=30))
    press(at, "Check and load")
    assert datasets(home) == []
    said = " ".join(one.value for one in at.error)
    assert "30 of 100 rows" in said and "no patient id (30 rows)" in said
    press(at, "Load without these rows")
    assert open_dataset("my-pcn", home).manifest.accounts[0].kept == 70


def test_another_sheet_than_was_read_is_chosen_on_the_page(home):
    at = AppTest.from_function(page, default_timeout=120).run()
    given = ("visits.xlsx", workbook(1, 2, 3), "application/octet-stream")
    at.file_uploader(key="file_gp").set_value([given]).run()
    press(at, "Check only")
    assert "300 rows" in " ".join(one.value for one in at.success).replace(",", "") or (
        sum("100 rows" in one.value for one in at.success)
    )
    box = at.selectbox(key="sheet_gp_appointments")
    assert box.options == ["Month 1", "Month 2", "Month 3"]
    box.select("Month 2").run()
    press(at, "Read this sheet and check again")
    press(at, "Check and load")
    manifest = open_dataset("my-pcn", home).manifest
    assert manifest.accounts[0].rows == 100
    (span,) = (one for one in manifest.spans if one.rows)
    assert span.first.month == span.last.month == 2
    assert any("Month 2" in note for note in manifest.notes)
