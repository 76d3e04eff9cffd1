"""The same event twice, or two events that look the same."""

from dataclasses import replace

from tests.damage.damage import RIGHT, TOLD, Damage, Given
from tests.damage.extracts import clock
from tests.damage.kinds.ids import COUNTS

NUMBER, AT = "Appointment number", "Appointment time"
AE_NUMBER = "Attendance number"
REPEATED = (r"rows_repeated", r"repeats another", r"sent again", r"repeat")
REPLACED = (
    r"sent again",
    r"replace",
    r"takes? the place",
    r"later (row|record)",
    r"same number",
    r"rows_repeated",
    r"repeats another",
)


def _copied(table: str, share: float, change=None, seed: int = 31) -> object:
    def cells(given: Given) -> None:
        sheet = given.sheet(table)
        for row in given.extracts.some(table, share, seed):
            again = list(sheet.rows[row])
            if change:
                again = change(sheet, again)
            sheet.rows.append(again)
            sheet.keys.append(None)

    return cells


def _without(table: str, *headers: str):
    return lambda given: given.sheet(table).drop(*headers)


def _same_day(given: Given) -> None:
    """No time and no number: people who come twice a day look like repeats."""
    sheet, number = given.sheet("gp"), max(given.extracts.events) + 1
    for n, row in enumerate(given.extracts.some("gp", 0.1, 32)):
        sheet.rows.append(list(sheet.rows[row]))
        sheet.keys.append(number + n)
        given.extracts.events[number + n] = given.extracts.events[sheet.keys[row]]
    given.extracts.alter("gp", range(len(sheet.rows)), minute=0)
    sheet.drop(AT, NUMBER)


def _same_day_with_midnight(given: Given) -> None:
    """The same, with a column of time that says 00:00 throughout."""
    _same_day(given)
    sheet = given.sheet("gp")
    sheet.add(AT, ["00:00"] * len(sheet.rows), at=2)


def _same_day_in_ae(given: Given) -> None:
    sheet, number = given.sheet("ae"), max(given.extracts.events) + 1
    for n, row in enumerate(given.extracts.some("ae", 0.1, 33)):
        sheet.rows.append(list(sheet.rows[row]))
        sheet.keys.append(number + n)
        given.extracts.events[number + n] = given.extracts.events[sheet.keys[row]]
    given.extracts.alter("ae", range(len(sheet.rows)), minute=0)
    for key, one in given.extracts.events.items():
        if one.kind == "ae":
            given.extracts.events[key] = replace(one, minutes=None)
    sheet.drop("Arrival time", "Departure time", "Departure date", AE_NUMBER)


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
    """Attendances sent again later in the file, with the cost and the stay corrected."""
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

    _copied("ae", 0.2, change, 37)(given)


def _given_twice(given: Given) -> None:
    (path,) = given.files["gp"]
    other = path.with_name(f"copy of {path.name}")
    other.write_bytes(path.read_bytes())
    given.files["gp"] = [path, other]


def _in_capitals(sheet, row):
    return [cell.upper() if n != 8 else cell for n, cell in enumerate(row)]


GP = {"touches": ("gp number", "shape"), "spoils": COUNTS, "told": REPEATED}
DAMAGES = (
    Damage(
        "rows repeated, with their number",
        "joins in SQL",
        _copied("gp", 0.05),
        must_tell=True,
        **GP,
    ),
    Damage(
        "rows repeated, with a time and no number",
        "joins in SQL",
        lambda g: (_copied("gp", 0.05)(g), _without("gp", NUMBER)(g)),
        must_tell=True,
        **GP | {"touches": ("gp number", "gp time", "shape")},
    ),
    Damage(
        "attendances repeated",
        "joins in SQL",
        _copied("ae", 0.05),
        touches=("ae number", "shape"),
        told=REPEATED,
        must_tell=True,
    ),
    Damage(
        "repeats in capitals",
        "two systems",
        _copied("gp", 0.05, _in_capitals),
        must_tell=True,
        **GP,
    ),
    Damage(
        "the file given twice",
        "uploads",
        files=_given_twice,
        touches=("file", "gp number", "gp time"),
        told=REPEATED,
        must_tell=True,
    ),
    Damage(
        "no time and no number: two visits a day",
        "SystmOne by day",
        _same_day,
        touches=("gp time", "gp number", "shape"),
        spoils=("gp_hours",),
        told=(r"repeat|twice|same day|alike|time of day|neither",),
        must_tell=True,
    ),
    Damage(
        "no number, every time 00:00: two visits a day",
        "time lost in Excel",
        _same_day_with_midnight,
        touches=("gp time", "gp number", "shape"),
        spoils=("gp_hours",),
        told=(r"midnight", r"repeat|twice|same day|alike|time of day|neither"),
        must_tell=True,
    ),
    Damage(
        "no time and no number at A&E",
        "daily extract",
        _same_day_in_ae,
        touches=("ae time", "ae day", "ae number", "shape"),
        told=(r"repeat|twice|same day|alike|time of day|neither",),
        must_tell=True,
    ),
    Damage(
        "appointments sent again when over",
        "daily extract",
        _sent_again,
        touches=("gp number", "status", "shape"),
        told=REPLACED,
        must_tell=True,
    ),
    Damage(
        "attendances sent again, corrected",
        "SUS+ refresh",
        _corrected,
        touches=("ae number", "cost", "shape"),
        told=REPLACED,
        must_tell=True,
    ),
    Damage(
        "appointments moved by an hour, same number",
        "daily extract",
        _moved,
        touches=("gp number", "gp time", "shape"),
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
        touches=("ae number", "diagnosis", "shape"),
        spoils=("diagnoses",),
        told=REPEATED,
        must_tell=True,
    ),
    Damage(
        "no number, times as they were",
        "many systems",
        _without("gp", NUMBER),
        touches=("gp number", "gp time"),
        may=(RIGHT,),
    ),
)
