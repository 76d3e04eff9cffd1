"""Records sent again, and numbers that say nothing."""

from dataclasses import replace

from tests.damage.damage import RIGHT, TOLD, Damage, Given
from tests.damage.extracts import clock
from tests.damage.kinds.repeats import AT, NUMBER, REPEATED, copied

REPLACED = (
    r"sent again",
    r"replace",
    r"takes? the place",
    r"later (row|record)",
    r"same number",
    r"rows_repeated",
    r"repeats another",
)


def _sent_again(given: Given) -> None:
    """Appointments first sent as booked or cancelled, then with what became of them."""
    sheet = given.sheet("gp")
    where = sheet.at("Appointment status")
    first = [list(sheet.rows[row]) for row in given.extracts.some("gp", 0.1, 34)]
    for row in first:
        row[where] = "Cancelled" if row[where] == "Attended" else "Attended"
    sheet.rows[:0] = first
    sheet.keys[:0] = [None] * len(first)


def _corrected(given: Given) -> None:
    """Attendances sent again later in the file, with the cost and the stay
    corrected."""
    sheet = given.sheet("ae")
    for row in given.extracts.some("ae", 0.1, 35):
        again, key = list(sheet.rows[row]), sheet.keys[row]
        again[sheet.at("Cost")] = "99.50"
        sheet.rows.append(again)
        sheet.keys[row] = None
        sheet.keys.append(key)
        given.extracts.events[key] = replace(given.extracts.events[key], cost=99.5)


def _moved(given: Given) -> None:
    """Appointments that were moved: the same number again, an hour later."""
    sheet = given.sheet("gp")
    for row in given.extracts.some("gp", 0.06, 36):
        again, key = list(sheet.rows[row]), sheet.keys[row]
        minute = given.extracts.events[key].minute + 61
        again[sheet.at(AT)] = clock(minute)
        sheet.rows.append(again)
        sheet.keys[row] = None
        sheet.keys.append(key)
        given.extracts.events[key] = replace(given.extracts.events[key], minute=minute)


def _numbers_begin_again(given: Given) -> None:
    """Numbers count from 1 each month."""
    sheet, seen = given.sheet("gp"), {}
    for row, day in enumerate(sheet.column("Appointment date")):
        seen[day[3:]] = seen.get(day[3:], 0) + 1
        sheet.rows[row][sheet.at(NUMBER)] = str(seen[day[3:]])


def _one_number(given: Given) -> None:
    sheet = given.sheet("gp")
    sheet.change(NUMBER, lambda _: "1")


def _several_codes(given: Given) -> None:
    """A row for each diagnosis of an attendance."""

    def change(sheet, row):
        row[sheet.at("Diagnosis code")] = "386661006"
        row[sheet.at("Diagnosis")] = "Fever"
        return row

    copied("ae", 0.2, change, 37)(given)


DAMAGES = (
    Damage(
        "appointments sent again when over",
        "daily extract",
        _sent_again,
        touches=(
            "gp number",
            "status",
        ),
        told=REPLACED,
        must_tell=True,
    ),
    Damage(
        "attendances sent again, corrected",
        "SUS+ refresh",
        _corrected,
        touches=(
            "ae number",
            "cost",
        ),
        told=REPLACED,
        must_tell=True,
    ),
    Damage(
        "appointments moved by an hour, same number",
        "daily extract",
        _moved,
        touches=(
            "gp number",
            "gp time",
        ),
        told=REPLACED,
        must_tell=True,
    ),
    Damage(
        "numbers that begin again each month",
        "small systems",
        _numbers_begin_again,
        touches=("gp number",),
        may=(RIGHT, TOLD),
    ),
    Damage(
        "one number in every row",
        "defaults",
        _one_number,
        touches=("gp number",),
        may=(RIGHT, TOLD),
        told=(r"number",),
    ),
    Damage(
        "a row a diagnosis",
        "warehouse",
        _several_codes,
        touches=(
            "ae number",
            "diagnosis",
        ),
        spoils=("diagnoses",),
        told=REPEATED,
        must_tell=True,
    ),
)
