"""When events were, as extracts write it: right, or the load says what is doubtful."""

from datetime import date, datetime, timedelta

import duckdb
import pytest

from analytics.definitions.filters import Filters
from analytics.measures.quality.findings import findings
from tests.contract.extracts import AE_HEADER, HEADER, PEOPLE, Case, loaded, text

PARTS = "patient_id,arrived_date,arrived_time,departed_date,departed_time"
CLOCKS = "patient_id,practice_code,appointment_date,appointment_time"


def rows(dataset, question: str, table: str = "gp_appointments") -> list:
    """The one column of an answer over a stored table (t)."""
    assert dataset, "the load stopped"
    sql = question.replace(" t", f" '{dataset.folder}/{table}.parquet'", 1)
    return [row[0] for row in duckdb.sql(sql).fetchall()]


def rules(problems) -> dict[str, int]:
    return {one["rule"]: one["rows"] for one in problems}


def found(dataset) -> dict[str, float]:
    table = findings(dataset, Filters()).table
    return dict(zip(table["kind"], table["rows"], strict=True))


def test_am_and_pm_in_a_column_of_their_own(tmp_path):
    clocks = ["9:10,AM", "12:05,PM", "1:30,PM", "12:15,AM", "11:59,PM"]
    gp = [
        f"{person},Y1,{13 + n}/05/2024,{clock}"
        for n, (person, clock) in enumerate(zip(PEOPLE, clocks, strict=False))
    ]
    dataset, _, _ = loaded(Case(gp=text(CLOCKS + ",AM/PM", gp)), tmp_path)
    stored = rows(
        dataset,
        "SELECT strftime(appointment_at, '%H:%M') FROM t ORDER BY appointment_at::DATE",
    )
    assert stored == ["09:10", "12:05", "13:30", "00:15", "23:59"]


def test_twelve_hours_without_am_or_pm_are_told_on_load_and_on_quality(tmp_path):
    gp = [
        f"{PEOPLE[n % 8]},Y1,{1 + n % 28:02d}/05/2024,{1 + n % 12:02d}:{n % 60:02d}"
        for n in range(60)
    ]
    dataset, problems, _ = loaded(Case(gp=text(CLOCKS, gp)), tmp_path)
    assert rules(problems)["time_twelve_hours"] == 30
    assert {"at_night", "doubtful_values"} <= set(found(dataset))


def test_the_hours_are_those_of_all_rows_with_a_time_whoever_they_are_about(tmp_path):
    """Rows without an id tell of the clock too."""
    gp = [
        f"{PEOPLE[n % 8] if n % 12 > 5 else ''},Y1,{1 + n % 28:02d}/05/2024,"
        f"{1 + n % 12:02d}:{n % 60:02d}"
        for n in range(60)
    ]
    case = Case(gp=text(CLOCKS, gp), more={"accept_left_out": True})
    _, problems, _ = loaded(case, tmp_path)
    assert rules(problems)["time_twelve_hours"] == 30


@pytest.mark.parametrize(
    "row,minutes",
    [
        ("13/05/2024,23:30,,01:10", 100),  # a time of day alone
        ("12/05/2024,24:00,13/05/2024,01:10", 70),  # midnight, as the day ends
        ("13/05/2024,930,13/05/2024,1430", 300),
        ("13/05/2024,9.30,13/05/2024,14.30", 300),
    ],
)
def test_stays_are_minutes_by_the_clock(tmp_path, row, minutes):
    dataset, problems, _ = loaded(
        Case(ae=text(PARTS, [f"{PEOPLE[0]},{row}"])), tmp_path
    )
    assert rows(dataset, "SELECT minutes FROM t", "ae_attendances") == [minutes]
    assert "second_date_unreadable" not in rules(problems)


def test_a_departure_of_which_half_is_missing_is_told(tmp_path):
    ae = [f"{person},13/05/2024,10:00,13/05/2024,11:00" for person in PEOPLE]
    ae[0] = f"{PEOPLE[0]},13/05/2024,10:00,13/05/2024,"
    ae[1] = f"{PEOPLE[1]},13/05/2024,10:00,soon,11:00"
    _, problems, _ = loaded(Case(ae=text(PARTS, ae)), tmp_path)
    assert rules(problems)["second_date_unreadable"] == 2


def test_stays_over_a_day_are_told_on_quality(tmp_path):
    began = datetime(2024, 3, 1, 10)
    ae = [
        f"{PEOPLE[n % 8]},{began + timedelta(n)},"
        f"{began + timedelta(n, hours=30 if n < 6 else 2)},01,1,150"
        for n in range(60)
    ]
    dataset, _, _ = loaded(Case(ae=text(AE_HEADER, ae)), tmp_path)
    assert found(dataset)["long_stays"] == 6


@pytest.mark.parametrize(
    "at,rule",
    [
        ("9999-12-31 23:59", "date_future"),
        ("31/12/9999 23:59", "date_future"),
        ("01/01/0001", "date_too_old"),
        ("01/01/1900", "date_too_old"),
    ],
)
def test_years_beyond_time_leave_their_row_out(tmp_path, at, rule):
    gp = [
        f"{person},2024-05-{13 + n} 09:30,Y1,attended,gp"
        for n, person in enumerate(PEOPLE)
    ]
    gp[0] = f"{PEOPLE[0]},{at},Y1,attended,gp"
    dataset, problems, _ = loaded(Case(gp=text(HEADER, gp)), tmp_path)
    assert rules(problems)[rule] == 1
    assert rows(dataset, "SELECT count(*) FROM t") == [7]


def births(tmp_path, *born):
    """Years of birth as they are stored, and what was told."""
    listed = tmp_path / "list.csv"
    people = [f"{one},Y1,{day}" for one, day in zip(PEOPLE, born, strict=False)]
    listed.write_text(text("patient_id,practice_code,Date of birth", people))
    gp = [f"{p},2024-0{n + 1}-13 09:30,Y1,attended,gp" for n, p in enumerate(PEOPLE)]
    case = Case(gp=text(HEADER, gp), more={"patients": (listed,)})
    dataset, problems, _ = loaded(case, tmp_path)
    by_id = dict(
        duckdb.sql(
            f"SELECT row_number() OVER (), birth_year FROM "
            f"'{dataset.folder}/people.parquet'"
        ).fetchall()
    )
    years = sorted((year for year in by_id.values() if year), key=int)
    return years, rules(problems), dataset


@pytest.mark.parametrize(
    "born",
    [
        ["12/03/31", "25/12/45", "01/07/68", "15/08/69", "31/12/85", "09/09/12"],
        ["12-Mar-31", "25-Dec-45", "01-Jul-68", "15-Aug-69", "31-Dec-85", "09-Sep-12"],
        ["1931", "1945", "1968", "00/00/1969", "12/1985", "2012-09-09"],
        ["31/12/1931", "1945-02-28", "25020", "Mon 15/08/1969", "31121985", "2012"],
    ],
)
def test_births_lie_in_the_past(tmp_path, born):
    years, told, _ = births(tmp_path, *born)
    assert years == [1931, 1945, 1968, 1969, 1985, 2012]
    assert not [rule for rule in told if rule.startswith("birth")]


def test_births_that_cannot_be_are_unknown_and_told(tmp_path):
    years, told, dataset = births(
        tmp_path, "01/01/1900", "12/03/2031", "soon", "12/03/1950"
    )
    assert years == [1950]
    assert (told["birth_unlikely"], told["birth_unreadable"]) == (2, 1)
    assert found(dataset)["doubtful_values"] == 2


COSTS = ["inf", "-inf", "NaN", "1e400", "-120", "999999999", "(150.00)", "150,25"]


def test_costs_beyond_sense_are_unknown_and_counted(tmp_path):
    known = ["£1,234.50", "GBP 100", "1 000.50", "0"]
    ae = [
        (
            f"{PEOPLE[n % 8]},2024-03-{1 + n:02d} 10:00,2024-03-{1 + n:02d} "
            f'12:00,01,1,"{one}"'
        )
        for n, one in enumerate(COSTS + known)
    ]
    dataset, problems, _ = loaded(Case(ae=text(AE_HEADER, ae)), tmp_path)
    stored = rows(
        dataset,
        "SELECT cost_gbp FROM t WHERE cost_gbp IS NOT NULL ORDER BY 1",
        "ae_attendances",
    )
    assert stored == [0, 100, 1000.5, 1234.5]
    assert rules(problems)["cost_unknown"] == len(COSTS)


@pytest.mark.parametrize("book", ["xlsx", "xls"])
def test_numbers_of_days_in_a_workbook_of_1904(tmp_path, book):
    first, days = date(1904, 1, 1), [date(2024, 5, 13 + n) for n in range(8)]
    cells = [
        [person, "Y1", (day - first).days]
        for person, day in zip(PEOPLE, days, strict=True)
    ]
    header, path = (
        ["patient_id", "practice_code", "appointment_date"],
        tmp_path / f"gp.{book}",
    )
    if book == "xls":
        import xlwt

        made = xlwt.Workbook()
        made.dates_1904 = True
        sheet = made.add_sheet("Data")
        for at, row in enumerate([header, *cells]):
            for across, cell in enumerate(row):
                sheet.write(at, across, cell)
    else:
        import openpyxl
        from openpyxl.utils.datetime import CALENDAR_MAC_1904

        made = openpyxl.Workbook()
        made.epoch = CALENDAR_MAC_1904
        for row in [header, *cells]:
            made.active.append(row)
    made.save(path)
    dataset, _, _ = loaded(Case(gp=path.read_bytes(), name=path.name), tmp_path)
    assert rows(dataset, "SELECT appointment_at::DATE FROM t ORDER BY 1") == days


def test_days_and_months_swapped_in_half_stop_the_load(tmp_path):
    dates = [f"2024-{d:02d}-03" for d in range(1, 9)] + ["21/03/2024"] * 8
    gp = [f"{PEOPLE[n % 8]},{one},Y1,attended,gp" for n, one in enumerate(dates)]
    gp += [f"{PEOPLE[n]},{13 + n}/03/2024,Y1,attended,gp" for n in range(8)]
    dataset, problems, said = loaded(Case(gp=text(HEADER, gp)), tmp_path)
    assert dataset is None and list(rules(problems)) == ["date_order_unclear"]
    assert "swapped" in said
