"""Twenty traits of real extracts, each from a public bug report, small enough to be
read: the right answer, or words that name what is doubtful."""

import re
from datetime import datetime, timedelta
from html import escape
from pathlib import Path

import duckdb
import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from streamlit.testing.v1 import AppTest

from tests.damage.judge import Ran, command, data_home, messages, problem_text

APP = Path(__file__).resolve().parents[2] / "app.py"
PAGES = sorted(
    str(path.relative_to(APP.parent))
    for path in APP.parent.glob("pages/*/*.py")
    if path.parent.name != "shell"
)
# what eight days cannot answer is told on these two; any other page has its answers
NEEDS_MORE = ("before_after.py", "savings.py")
HEADER = "patient_id,appointment_at,practice_code,status"
AE_HEADER = "patient_id,arrived_at,department_type,attendance_category"


class Loaded:
    """What came of a load: its rows, and all that it said."""

    def __init__(self, ran: Ran) -> None:
        assert ran.code in (0, 2), ran.trace or ran.printed
        self.stopped = ran.code == 2
        self.problems = ran.found["problems"]
        self.said = " ".join(map(problem_text, self.problems))
        if not self.stopped:
            self.said = " ".join(text for text, _ in messages(ran.found))
            self.folder = Path(ran.found["folder"])
            self.accounts = {one["table"]: one for one in ran.found["accounts"]}

    def rows(self, question: str) -> list[tuple]:
        """The answer to SQL over the stored tables gp, ae and people."""
        con = duckdb.connect()
        for name, table in (
            ("gp", "gp_appointments"),
            ("ae", "ae_attendances"),
            ("people", "people"),
            ("practices", "practices"),
        ):
            path = self.folder / f"{table}.parquet"
            if path.exists():
                con.execute(f"CREATE VIEW {name} AS FROM '{path}'")
        return con.execute(question).fetchall()

    def one(self, question: str):
        """The only value of an answer."""
        return self.rows(question)[0][0]

    def tells(self, *words: str) -> bool:
        """Whether one of these is among what was said (regular expressions)."""
        return any(re.search(word, self.said, re.IGNORECASE) for word in words)


@pytest.fixture
def case(tmp_path):
    """Loads files by the command line, into a data home of its own."""
    with data_home(tmp_path / "home"):

        def load(*flags, **files) -> Loaded:
            arguments = ["load", "--into", "case", "--json", *flags]
            for flag, given in files.items():
                given = given if isinstance(given, (list, tuple)) else [given]
                arguments += [f"--{flag}", *map(str, given)]
            return Loaded(command(*arguments))

        yield load


def text(path: Path, *lines: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def people(number: int, first: int = 1) -> list[str]:
    return [f"P{n:05d}" for n in range(first, first + number)]


def book(path: Path, tabs: dict[str, list[list]], merged=(), epoch=None) -> Path:
    """A workbook with these tabs. A moment is shown as a date; a pair is a value and
    its format."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    if epoch:
        made.epoch = epoch
    for title, rows in tabs.items():
        tab = made.create_sheet(title)
        for row in rows:
            tab.append([one[0] if isinstance(one, tuple) else one for one in row])
            for across, one in enumerate(row, 1):
                cell = tab.cell(tab.max_row, across)
                if isinstance(one, tuple):
                    cell.number_format = one[1]
                elif isinstance(one, datetime):
                    cell.number_format = "dd/mm/yyyy hh:mm"
        for place in merged:
            tab.merge_cells(place)
    made.save(path)
    return path


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


def eight_days(tmp_path: Path) -> Path:
    rows = [
        f"{one},2024-05-{13 + n} 09:30,Y99001,attended"
        for n, one in enumerate(people(8))
    ]
    return text(tmp_path / "gp.csv", HEADER, *rows)


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


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_on_eight_days(case, tmp_path, page):
    case(gp=eight_days(tmp_path))
    at = AppTest.from_file(APP, default_timeout=120)
    at.query_params["data"] = "case"
    at.run()
    if not page.endswith("overview.py"):
        at.switch_page(str(APP.parent / page)).run()
    assert not at.exception, [one.value for one in at.exception]
    said = [one.value for one in at.error]
    assert not any("our side" in one for one in said), said
    if not page.endswith(NEEDS_MORE):
        assert not said


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


def test_ids_as_excel_keeps_them_are_the_same_people(case, tmp_path):
    ids = [f"0{950 + n}000" for n in range(100)]
    days = [f"2024-{5 + n // 25:02d}-{1 + n % 25:02d}" for n in range(100)]
    gp = [
        f'"=""{one}""",{day} 09:30,Y99001,attended'
        for one, day in zip(ids, days, strict=True)
    ]
    ae = [f"'{one},{day} 11:30,01,1" for one, day in zip(ids, days, strict=True)]
    loaded = case(
        gp=text(tmp_path / "gp.csv", HEADER, *gp),
        ae=text(tmp_path / "ae.csv", AE_HEADER, *ae),
    )
    assert loaded.one("SELECT count(*) FROM people") == 100


PLACEHOLDERS = [
    *("TEST", "Anonymous", "N/K", "0", "-1", "9999999999", "1111111111", "#N/A"),
    *("0000000000", "XXXXXXXX", "Unknown patient", "#REF!", "not stated", "1234567890"),
]


def test_placeholders_are_nobody(case, tmp_path):
    rows = [
        f"{one},2024-05-{13 + n} 09:30,Y99001,attended"
        for n, one in enumerate(people(8))
    ]
    rows += [
        f"{PLACEHOLDERS[n % len(PLACEHOLDERS)]},2024-06-{1 + n % 28:02d} "
        f"{8 + n % 9:02d}:{n:02d},Y99001,attended"
        for n in range(42)
    ]
    loaded = case(gp=text(tmp_path / "gp.csv", HEADER, *rows))
    assert loaded.one("SELECT count(*) FROM people") == 8
    assert loaded.accounts["gp_appointments"]["left_out"] == 42
    assert loaded.tells("no person", "nobody", "placeholder", "cannot be")


def test_short_lines_are_filled_up(case, tmp_path):
    rows = [
        f"P{n:05d},2024-{1 + n % 6:02d}-{1 + n % 28:02d} {8 + n % 10:02d}:{n % 60:02d},"
        "Y99001,attended" + (",Cough" if n >= 2500 else "")
        for n in range(3000)
    ]
    loaded = case(gp=text(tmp_path / "gp.csv", f"{HEADER},reason_term", *rows))
    assert loaded.accounts["gp_appointments"]["kept"] == 3000
    assert loaded.one("SELECT count(*) FROM gp WHERE reason_term IS NULL") == 2500


def test_codes_that_excel_cut_are_told(case, tmp_path):
    header = "Der_Pseudo_NHS_Number,EC_Ident,Arrival_Date,Arrival_Time,"
    header += "EC_Department_Type,EC_AttendanceCategory,EC_Acuity_SNOMED_CT,"
    header += "EC_Diagnosis_01,EC_Discharge_Status_SNOMED_CT"
    rows = [
        f"P{n:05d},A{n},{12 + n}/05/2024,10:00,01,1,1064911000000100,"
        "1064891000000107.0,1066301000000100"
        for n in range(1, 9)
    ]
    loaded = case(ae=text(tmp_path / "ae.csv", header, *rows))
    assert loaded.tells(r"15 digits", r"end(s|ing)? in 00?\b", r"spreadsheet|excel")


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


def test_control_characters_in_practices_do_not_stop_a_pack(case, tmp_path):
    names = ["Ash\x0bLane", "Birch\x1b[32m Road", "=cmd|' /C calc'!A0", "x" * 500]
    pcns = ["North\x01PCN", "North\x01PCN", "+South PCN", "+South PCN"]
    practices = [
        f"P{n},{name},{pcn},Riverside,Test ICB,51.5{n},0.4{n},120"
        for n, (name, pcn) in enumerate(zip(names, pcns, strict=True), 1)
    ]
    header = "practice_code,name,pcn,place,icb,lat,lon,list_size"
    visits, attendances = [], []
    for who in range(60):
        for month in range(1, 13):
            at = f"2023-{month:02d}-{1 + who % 27:02d}"
            visits.append(f"X{who:03d},{at} 09:{who % 60:02d},P{1 + who % 4},attended")
            attendances.append(f"X{who:03d},{at} 13:{who % 60:02d},01,1")
    loaded = case(
        gp=text(tmp_path / "gp.csv", HEADER, *visits),
        ae=text(tmp_path / "ae.csv", AE_HEADER, *attendances),
        practices=text(tmp_path / "practices.csv", header, *practices),
    )
    stored = loaded.rows("SELECT name, pcn FROM practices")
    assert not any(re.search(r"[\x00-\x1f]", one) for row in stored for one in row)
    pcn = loaded.one("SELECT pcn FROM practices WHERE practice_code = 'P1'")
    folder = tmp_path / "out"
    folder.mkdir()
    ran = command(
        "pack", "--data", "case", "--pcn", pcn, "--page", str(folder / "a.pdf")
    )
    assert ran.code == 0, ran.trace or ran.printed
    assert any(path.stat().st_size > 1000 for path in folder.iterdir())


def test_without_time_and_number_every_row_counts(case, tmp_path):
    """A came twice on 1 March: nothing says that one row repeats the other."""
    header = "Patient ID,Appointment date,Appointment status,practice_code"
    days = ["01/03/2024", "01/03/2024", "02/03/2024", "03/03/2024"]
    rows = [f"A,{day},Finished,P1" for day in days] + ["B,31/03/2024,Finished,P1"]
    loaded = case(gp=text(tmp_path / "gp.csv", header, *rows))
    visits = loaded.rows("SELECT count(*) AS n FROM gp GROUP BY person ORDER BY n DESC")
    assert visits == [(4,), (1,)]
    assert loaded.tells("twice", "same day", "repeat", "alike", "time of day")


def test_a_column_of_missed_appointments_alone(case, tmp_path):
    header = "Patient ID,Appointment date,DNA flag,practice_code"
    days = ["A,01/03/2024,No", "A,02/03/2024,No", "A,03/03/2024,Yes", "B,31/03/2024,No"]
    loaded = case(gp=text(tmp_path / "gp.csv", header, *[f"{day},P1" for day in days]))
    assert not loaded.stopped, loaded.said
    assert loaded.rows("SELECT status, count(*) FROM gp GROUP BY 1 ORDER BY 1") == [
        ("attended", 3),
        ("did_not_attend", 1),
    ]


def visits(number: int, who: int, prefix: str = "X") -> list[str]:
    return [
        f"{prefix}{n % who:05d},2024-{1 + n % 6:02d}-{1 + n % 28:02d} 10:{n % 60:02d},"
        "F81001,attended,gp"
        for n in range(number)
    ]


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
        f"X{n % 5000},2024-0{1 + n % 6}-{1 + n % 28:02d} {8 + n % 10}:{n % 60:02d},F81001,{n}\n"
        for n in range(lines - 1)
    )
    path = tmp_path / "gp.csv"
    path.write_text("patient_id,appointment_at,practice_code,appointment_id\n" + rows)
    assert case(gp=path).tells(f"{lines:,}")


COSTS = ["inf", "-inf", "Infinity", "NaN", "1e400", "-120", "999999999"]


def test_costs_that_are_no_numbers_are_unknown_and_counted(case, tmp_path):
    header = "patient_id,arrived_at,departed_at,department_type,attendance_category,"
    header += "diagnosis_term,cost_gbp,age_at_arrival,sex,practice_code"
    rows, day = [], datetime(2024, 1, 1)
    for n in range(60):
        at = day + timedelta(days=n, minutes=n)
        cost = COSTS[n] if n < len(COSTS) else "150.00"
        rows.append(
            f"X{n % 20:05d},{at:%Y-%m-%d %H:%M},{at + timedelta(minutes=100):%Y-%m-%d %H:%M},"
            f"01,1,Asthma,{cost},40,female,F81001"
        )
    loaded = case(ae=text(tmp_path / "ae.csv", header, *rows))
    known = len(rows) - len(COSTS)
    assert loaded.rows("SELECT count(cost_gbp), sum(cost_gbp) FROM ae") == [
        (known, known * 150.0)
    ]
    counted = [
        one["rows"] for one in loaded.problems if "cost" in problem_text(one).lower()
    ]
    assert sum(counted) == len(COSTS)
    ran = command("summary", "--data", "case", "--json", "--as-at", "2024-02-29")
    assert ran.code == 0 and not re.search(r"NaN|Infinity", ran.printed)


def test_a_year_beyond_time_leaves_its_row_out(case, tmp_path):
    rows = visits(60, 20)
    rows[0] = "X00000,9999-12-31 23:59,F81001,attended,gp"
    loaded = case(gp=text(tmp_path / "gp.csv", f"{HEADER},role", *rows))
    account = loaded.accounts["gp_appointments"]
    assert (account["kept"], account["left_out"]) == (59, 1)
    assert loaded.tells("future", "9999", "cannot be read as a date")


SURGERIES = ("The Surgery", "The Surgery", "Cedar House")


def test_practices_of_one_name_are_chosen_by_their_code(case, tmp_path):
    """Two practices are called The Surgery: a name alone is asked, a code is not."""
    rows = [
        f"X{n:05d},2024-{1 + n % 6:02d}-{13 + n % 15:02d} 10:{n % 60:02d},"
        f"F8100{1 + n % 3},attended"
        for n in range(300)
    ]
    practices = [f"F8100{n},{name}" for n, name in enumerate(SURGERIES, 1)]
    case(
        gp=text(tmp_path / "gp.csv", HEADER, *rows),
        practices=text(tmp_path / "p.csv", "practice_code,name", *practices),
    )
    ask = ("summary", "--data", "case", "--json", "--as-at", "2024-06-30", "--practice")
    by_name = command(*ask, "The Surgery")
    said = by_name.printed
    assert by_name.code == 2 and "F81001" in said and "F81002" in said
    assert command(*ask, "F81001").found["gp"]["appointments"] == 100
    assert command(*ask, "The Surgery (F81002)").found["gp"]["appointments"] == 100
    assert command(*ask, "Cedar House").found["gp"]["appointments"] == 100
