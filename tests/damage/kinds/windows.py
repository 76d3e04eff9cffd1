"""Extracts of a few days, with holes, or of other months than the other extract."""

from datetime import date, datetime

from tests.damage.damage import Damage, Given

HEADERS = {"gp": "Appointment date", "ae": "Arrival date"}
HOLE = (
    r"gap",
    r"empty days?",
    r"days? without",
    r"no (rows|visits|appointments|attendances)",
    r"missing months?",
    r"stops?\b",
)
PART = (
    r"part of",
    r"only \d+ (days|months)",
    r"covers?",
    r"complete",
    r"begins?|ends?",
)


def _only(first: date, last: date, tables=("gp", "ae"), hole: bool = False):
    """What is from a day to a day is in the extract; or just that is not."""

    def cells(given: Given) -> None:
        for table in tables:
            sheet = given.sheet(table)
            days = [
                datetime.strptime(cell, "%d/%m/%Y").date()
                for cell in sheet.column(HEADERS[table])
            ]
            kept = [
                n for n, day in enumerate(days) if (first <= day <= last) is not hole
            ]
            given.extracts.lose(table, sorted(set(range(len(days))) - set(kept)))
            sheet.only(kept)

    return cells


def _alone(table: str):
    def cells(given: Given) -> None:
        for other in {"gp", "ae"} - {table}:
            given.extracts.lose(other, range(len(given.sheet(other).rows)))
            del given.extracts.sheets[other], given.how[other]

    return cells


def _one_person(given: Given) -> None:
    """An extract of one person, asked for by a manager."""
    for table in ("gp", "ae"):
        sheet = given.sheet(table)
        one = given.extracts.people[5].nhs
        ids = sheet.column("NHS Number")
        kept = [n for n, cell in enumerate(ids) if cell == one]
        given.extracts.lose(table, sorted(set(range(len(ids))) - set(kept)))
        sheet.only(kept)


def _far_apart(given: Given) -> None:
    _only(date(2023, 1, 1), date(2023, 6, 30), ("gp",))(given)
    _only(date(2023, 9, 1), date(2024, 3, 31), ("ae",))(given)


WINDOW = {
    "opens": True,
    "alone": True,
}
DAMAGES = (
    Damage(
        "eight days of data",
        "a trial extract",
        _only(date(2024, 3, 11), date(2024, 3, 18)),
        **WINDOW,
    ),
    Damage(
        "one day of data",
        "a trial extract",
        _only(date(2024, 3, 21), date(2024, 3, 21)),
        **WINDOW,
    ),
    Damage(
        "one month of data",
        "a monthly extract",
        _only(date(2024, 2, 1), date(2024, 2, 29)),
        **WINDOW,
    ),
    Damage(
        "three months of data",
        "a quarterly extract",
        _only(date(2024, 1, 1), date(2024, 3, 31)),
        **WINDOW,
    ),
    Damage(
        "a last month of five days",
        "run on the 6th",
        _only(date(2023, 1, 1), date(2024, 3, 5)),
        **WINDOW,
    ),
    Damage(
        "a hole of two months",
        "an export that failed",
        _only(date(2023, 6, 1), date(2023, 7, 31), hole=True),
        told=HOLE,
        must_tell=True,
        **WINDOW,
    ),
    Damage(
        "a hole of two months at A&E alone",
        "an export that failed",
        _only(date(2023, 6, 1), date(2023, 7, 31), ("ae",), hole=True),
        told=HOLE,
        must_tell=True,
        **WINDOW,
    ),
    Damage(
        "GP and A&E of other months",
        "two requests",
        _far_apart,
        told=(*PART, *HOLE, r"overlap|same months|in common"),
        must_tell=True,
        **WINDOW,
    ),
    Damage(
        "A&E ends three months before the GP",
        "late submission",
        _only(date(2023, 1, 1), date(2023, 12, 31), ("ae",)),
        told=(*PART, *HOLE),
        must_tell=True,
        **WINDOW,
    ),
    Damage(
        "GP alone",
        "no A&E extract",
        _alone("gp"),
        **WINDOW,
    ),
    Damage(
        "A&E alone",
        "no GP extract",
        _alone("ae"),
        **WINDOW,
    ),
    Damage("one person alone", "a single request", _one_person, **WINDOW),
)
