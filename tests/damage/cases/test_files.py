"""Files of public bug reports: what was not read is told."""

from datetime import datetime
from html import escape

import pytest
from streamlit.testing.v1 import AppTest

from tests.damage.cases.made import HEADER, book, people, text, visits
from tests.damage.loading import command, data_home


def test_a_tab_a_month(case, tmp_path):
    names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun"]
    tabs = {
        f"{name} 2024": [
            HEADER.split(","),
            *[
                [one, datetime(2024, month, 13 + n, 9, 30), "Y99001", "attended"]
                for n, one in enumerate(people(8))
            ],
        ]
        for month, name in enumerate(names, 1)
    }
    loaded = case(gp=book(tmp_path / "gp.xlsx", tabs))
    rows = loaded.one("SELECT count(*) FROM gp")
    assert rows == 48 or all(f"{name} 2024" in loaded.said for name in names[1:])
    assert rows in (8, 48)


def test_short_lines_are_filled_up(case, tmp_path):
    rows = [
        f"P{n:05d},2024-{1 + n % 6:02d}-{1 + n % 28:02d} {8 + n % 10:02d}:{n % 60:02d},"
        "Y99001,attended" + (",Cough" if n >= 2500 else "")
        for n in range(3000)
    ]
    loaded = case(gp=text(tmp_path / "gp.csv", f"{HEADER},reason_term", *rows))
    assert loaded.accounts["gp_appointments"]["kept"] == 3000
    assert loaded.one("SELECT count(*) FROM gp WHERE reason_term IS NULL") == 2500


def test_a_web_page_named_xls(case, tmp_path):
    rows = [
        [one, f"{13 + n}/05/2024 09:30", "Y99001", "Attended"]
        for n, one in enumerate(people(8))
    ]
    page = "".join(
        "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row) + "</tr>"
        for tag, row in [("th", HEADER.split(",")), *[("td", row) for row in rows]]
    )
    path = tmp_path / "gp.xls"
    path.write_text(f"<html><body><table>{page}</table></body></html>")
    loaded = case(gp=path)
    if loaded.stopped:
        assert loaded.tells("html", "web page") and not loaded.tells("password")
    else:
        assert loaded.one("SELECT count(*) FROM gp") == 8


def test_cells_merged_over_a_persons_rows(case, tmp_path):
    rows = [
        [
            one if hour == 0 else None,
            datetime(2024, 5, 13 + n, 9 + hour, 30),
            "Y99001",
            "attended",
        ]
        for n, one in enumerate(people(8))
        for hour in range(3)
    ]
    merged = [f"A{2 + 3 * n}:A{4 + 3 * n}" for n in range(8)]
    path = book(tmp_path / "gp.xlsx", {"Data": [HEADER.split(","), *rows]}, merged)
    loaded = case(gp=path)
    if loaded.stopped:
        assert loaded.tells("merged")
        return
    assert loaded.one("SELECT count(*) FROM gp") == 24
    assert loaded.one("SELECT count(*) FROM people") == 8


def test_a_name_with_brackets_is_no_pattern(case, tmp_path):
    text(tmp_path / "report1.csv", f"{HEADER},role", *visits(7, 7, "Z"))
    whole = text(tmp_path / "report[1].csv", f"{HEADER},role", *visits(60, 20))
    loaded = case(gp=whole)
    assert loaded.one("SELECT count(*) FROM gp") == 60
    assert loaded.one("SELECT count(*) FROM people") == 20


def test_two_files_of_one_name(case, tmp_path):
    paths = [
        text(
            tmp_path / folder / "appointments.csv",
            f"{HEADER},role",
            *[
                f"X{n:05d},2024-{month:02d}-{1 + n % 28:02d} 10:{n % 60:02d},F81001,"
                "attended,gp"
                for n in range(100)
            ],
        )
        for month, folder in enumerate(("m1", "m2"), 1)
    ]
    assert case(gp=paths).one("SELECT count(*) FROM gp") == 200


def _upload_page() -> None:
    from pages.shell.loading import upload

    name, chosen = upload.choose_files()
    upload.check_or_load(None, name, chosen)


def test_two_uploads_of_one_name_are_two_files(tmp_path):
    files = [
        (
            "appointments.csv",
            "\n".join([HEADER, *rows, ""]).encode(),
            "text/csv",
        )
        for rows in (
            [
                f"X{n:05d},2024-0{m}-{1 + n % 28:02d} 10:00,F81001,attended"
                for n in range(100)
            ]
            for m in (1, 2)
        )
    ]
    with data_home(tmp_path / "home"):
        at = AppTest.from_function(_upload_page, default_timeout=60).run()
        at.file_uploader(key="file_gp").set_value(files).run()
        next(one for one in at.button if one.label == "Check and load").click().run()
        assert not at.exception, [one.value for one in at.exception]
        ran = command("summary", "--data", "my-pcn", "--json", "--as-at", "2024-02-29")
        assert ran.found["gp"]["appointments"] == 200


@pytest.mark.parametrize("lines", [65_536, 1_048_576])
def test_a_file_as_long_as_old_programs_can_hold_may_be_cut(case, tmp_path, lines):
    rows = "".join(
        (
            f"X{n % 5000},2024-0{1 + n % 6}-{1 + n % 28:02d} "
            f"{8 + n % 10}:{n % 60:02d},F81001,{n}\n"
        )
        for n in range(lines - 1)
    )
    path = tmp_path / "gp.csv"
    path.write_text("patient_id,appointment_at,practice_code,appointment_id\n" + rows)
    assert case(gp=path).tells(f"{lines:,}")
