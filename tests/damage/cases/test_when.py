"""Dates and times of public bug reports: the right answer, or words that name the
doubt."""

from datetime import datetime

from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.damage.cases.made import HEADER, book, eight_days, people, text, visits

CLOCKS = {
    "09:10 AM": (9, 10),
    "12:05 PM": (12, 5),
    "01:30 PM": (13, 30),
    "02:45 PM": (14, 45),
    "04:20 PM": (16, 20),
    "12:15 AM": (0, 15),
    "11:59 PM": (23, 59),
    "08:00 AM": (8, 0),
}


def test_am_and_pm_in_a_column_of_time(case, tmp_path):
    rows = [
        f"P{n:05d},{12 + n}/05/2024,{clock},Y99001,Attended"
        for n, clock in enumerate(CLOCKS, 1)
    ]
    header = "patient_id,appointment_date,appointment_time,practice_code,status"
    loaded = case(gp=text(tmp_path / "gp.csv", header, *rows))
    found = loaded.rows(
        "SELECT hour(appointment_at), minute(appointment_at) FROM gp ORDER BY "
        "appointment_at::DATE"
    )
    assert found == list(CLOCKS.values())


def test_stays_over_noon_with_am_and_pm(case, tmp_path):
    rows = [
        f"P{n:05d},{12 + n}/05/2024,11:30 AM,{12 + n}/05/2024,02:{9 + n} PM,01,1"
        for n in range(1, 9)
    ]
    header = "patient_id,arrived_date,arrived_time,departed_date,departed_time,"
    header += "department_type,attendance_category"
    loaded = case(ae=text(tmp_path / "ae.csv", header, *rows))
    stays = loaded.rows("SELECT minutes FROM ae ORDER BY minutes")
    assert [stay for (stay,) in stays] == [*range(160, 168)]


def test_births_of_two_digits_lie_in_the_past(case, tmp_path):
    births = "12/03/31 25/12/45 13/06/52 30/01/67 01/07/68 15/08/69 31/12/85 09/09/12"
    rows = [
        f"{one},Y99001,{born},F"
        for one, born in zip(people(8), births.split(), strict=True)
    ]
    listed = text(
        tmp_path / "list.csv", "patient_id,practice_code,date of birth,sex", *rows
    )
    loaded = case(gp=eight_days(tmp_path), patients=listed)
    born = [year for (year,) in loaded.rows("SELECT birth_year FROM people ORDER BY 1")]
    assert born == [1931, 1945, 1952, 1967, 1968, 1969, 1985, 2012]


def test_numbers_in_a_workbook_of_1904(case, tmp_path):
    first = datetime(2024, 5, 13, 9, 30) - datetime(1904, 1, 1)
    rows = [
        [one, (first.total_seconds() / 86400 + n, "General"), "Y99001", "attended"]
        for n, one in enumerate(people(16))
    ]
    path = tmp_path / "gp.xlsx"
    book(path, {"Data": [HEADER.split(","), *rows]}, epoch=CALENDAR_MAC_1904)
    loaded = case(gp=path)
    found = loaded.rows("SELECT appointment_at::DATE FROM gp ORDER BY 1")
    assert [day.isoformat() for (day,) in found] == [
        f"2024-05-{n}" for n in range(13, 29)
    ]


MONTHLY = [31, 18, 20, 29, 21, 23, 24, 27, 30, 32, 20, 25]


def test_dates_half_swapped_by_excel(case, tmp_path):
    """A day-first file opened by an Excel that expects the month first: days up to the
    12th became dates with day and month changed about, the others stayed text."""
    rows = []
    for month, how_many in enumerate(MONTHLY, 1):
        for n in range(how_many):
            day = 1 + n % 28
            told = f"{day:02d}/{month:02d}/2024"
            if day <= 12:
                told = (datetime(2024, day, month), "m/d/yyyy")
            rows.append([f"P{len(rows):06d}", told, "01", "1"])
    header = ["patient_id", "Arrival date", "department_type", "attendance_category"]
    loaded = case(ae=book(tmp_path / "ae.xlsx", {"Data": [header, *rows]}))
    if loaded.stopped:
        assert loaded.tells("date_order", "day.{0,30}month")
        return
    found = loaded.rows(
        "SELECT count(*) FROM ae GROUP BY date_trunc('month', arrived_at) ORDER BY "
        "date_trunc('month', arrived_at)"
    )
    assert [number for (number,) in found] == MONTHLY


def test_a_year_beyond_time_leaves_its_row_out(case, tmp_path):
    rows = visits(60, 20)
    rows[0] = "X00000,9999-12-31 23:59,F81001,attended,gp"
    loaded = case(gp=text(tmp_path / "gp.csv", f"{HEADER},role", *rows))
    account = loaded.accounts["gp_appointments"]
    assert (account["kept"], account["left_out"]) == (59, 1)
    assert loaded.tells("future", "9999", "cannot be read as a date")
