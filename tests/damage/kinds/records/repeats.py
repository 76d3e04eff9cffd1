"""The same event twice, or two events that look the same."""

from dataclasses import replace

from tests.damage.damage import RIGHT, Damage, Given
from tests.damage.kinds.people.ids import COUNTS

NUMBER, AT = "Appointment number", "Appointment time"
AE_NUMBER = "Attendance number"
REPEATED = (r"rows_repeated", r"repeats another", r"sent again", r"repeat")


def copied(table: str, share: float, change=None, seed: int = 31) -> object:
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


def _given_twice(given: Given) -> None:
    (path,) = given.files["gp"]
    other = path.with_name(f"copy of {path.name}")
    other.write_bytes(path.read_bytes())
    given.files["gp"] = [path, other]


def _in_capitals(sheet, row):
    return [cell.upper() if n != 8 else cell for n, cell in enumerate(row)]


GP = {"spoils": COUNTS, "told": REPEATED}
DAMAGES = (
    Damage(
        "rows repeated, with their number",
        "joins in SQL",
        copied("gp", 0.05),
        must_tell=True,
        **GP | {"touches": ("gp number",)},
    ),
    Damage(
        "rows repeated, with a time and no number",
        "joins in SQL",
        lambda g: (copied("gp", 0.05)(g), _without("gp", NUMBER)(g)),
        must_tell=True,
        **GP
        | {
            "touches": (
                "gp number",
                "gp time",
            )
        },
    ),
    Damage(
        "attendances repeated",
        "joins in SQL",
        copied("ae", 0.05),
        touches=("ae number",),
        told=REPEATED,
        must_tell=True,
    ),
    Damage(
        "repeats in capitals",
        "two systems",
        copied("gp", 0.05, _in_capitals),
        must_tell=True,
        **GP
        | {
            "touches": (
                "gp number",
                "practice",
                "status",
                "role",
            )
        },
    ),
    Damage(
        "the file given twice",
        "uploads",
        files=_given_twice,
        touches=(
            "file count",
            "gp number",
            "gp time",
            "packing",
            "file name",
        ),
        told=(r"file_twice", *REPEATED),  # byte for byte the same: read once
        must_tell=True,
    ),
    Damage(
        "no time and no number: two visits a day",
        "SystmOne by day",
        _same_day,
        touches=(
            "gp time",
            "gp number",
        ),
        spoils=("gp_hours",),
        told=(r"repeat|twice|same day|alike|time of day|neither",),
        must_tell=True,
    ),
    Damage(
        "no number, every time 00:00: two visits a day",
        "time lost in Excel",
        _same_day_with_midnight,
        touches=(
            "gp time",
            "gp number",
        ),
        spoils=("gp_hours",),
        told=(r"midnight", r"repeat|twice|same day|alike|time of day|neither"),
        must_tell=True,
    ),
    Damage(
        "no time and no number at A&E",
        "daily extract",
        _same_day_in_ae,
        touches=(
            "ae time",
            "ae day",
            "ae number",
        ),
        told=(r"repeat|twice|same day|alike|time of day|neither",),
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
