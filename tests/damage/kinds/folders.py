"""Folders of months, and several files of one extract."""

from copy import deepcopy

from tests.damage.damage import RIGHT, TOLD, Damage, Given
from tests.damage.extracts import Sheet
from tests.damage.kinds.ids import COUNTS
from tests.damage.writing import How, write

DAY = "Appointment date"
MORE = (*COUNTS,)


def months(sheet: Sheet, header: str = DAY) -> dict[str, list[int]]:
    """2023-01 → the places of its rows."""
    found: dict[str, list[int]] = {}
    for n, cell in enumerate(sheet.column(header)):
        found.setdefault(f"{cell[6:]}-{cell[3:5]}", []).append(n)
    return found


def folder_of_months(given: Given):
    """A folder with a file a month instead of the one file."""
    for path in given.files["gp"]:
        path.unlink()
    sheet, how = given.sheet("gp"), given.how["gp"]
    folder = given.folder / "gp months"
    for month, rows in months(sheet).items():
        own = deepcopy(how)
        own.name = f"visits {month}"
        write(sheet.part(rows), own, folder, given.kind)
    given.files["gp"] = [folder]
    return folder


def _same_name(given: Given) -> None:
    """Two files of one name from two folders, as two uploads are."""
    sheet = given.sheet("gp")
    for path in given.files["gp"]:
        path.unlink()
    half = len(sheet.rows) // 2
    given.files["gp"] = [
        write(
            sheet.part(rows), How(name="appointments"), given.folder / name, given.kind
        )
        for name, rows in (("m1", range(half)), ("m2", range(half, len(sheet.rows))))
    ]


def _columns_change(given: Given) -> None:
    """From July on the system has other headers and another order of columns."""
    folder = folder_of_months(given)
    sheet = given.sheet("gp")
    for month, rows in months(sheet).items():
        if month >= "2023-07":
            part = sheet.part(rows)
            for old, new in (
                ("NHS Number", "NHSNumber"),
                ("Appointment status", "Status"),
                ("Clinician type", "Role"),
                ("Practice code", "Organisation code"),
            ):
                part.name(old, new)
            part.headers.reverse()
            for row in part.rows:
                row.reverse()
            write(part, How(name=f"visits {month}"), folder, given.kind)


def _column_lost(given: Given) -> None:
    """From July on the status is not exported any more."""
    folder = folder_of_months(given)
    sheet = given.sheet("gp")
    for month, rows in months(sheet).items():
        if month >= "2023-07":
            part = sheet.part(rows)
            part.drop("Appointment status")
            write(part, How(name=f"visits {month}"), folder, given.kind)


def _dates_change(given: Given) -> None:
    """From July on dates are written as 2024-05-13."""
    folder = folder_of_months(given)
    sheet = given.sheet("gp")
    for month, rows in months(sheet).items():
        if month >= "2023-07":
            part = sheet.part(rows)
            part.change(DAY, lambda cell: f"{cell[6:]}-{cell[3:5]}-{cell[:2]}")
            write(part, How(name=f"visits {month}"), folder, given.kind)


def _month_missing(given: Given) -> None:
    folder = folder_of_months(given)
    (folder / f"visits 2023-06.{given.kind}").unlink()
    given.extracts.lose("gp", months(given.sheet("gp"))["2023-06"])


# what a file a month is made of, so that no other damage of it may be in the way
MONTHS = ("file name", "file count", "file kind", "packing", "ending", "tabs", "above")
MONTHS += ("end of file", "rows", "headers", "order", "gp day", "gp time", "gp id")
MONTHS += ("status", "role", "practice")
FOLDER = {"touches": MONTHS}
FINE = FOLDER | {"may": (RIGHT,)}
DAMAGES = (
    Damage(
        "a file a month in a folder", "monthly exports", files=folder_of_months, **FINE
    ),
    Damage("two files of one name", "uploads", files=_same_name, **FINE),
    Damage(
        "headers that change in July",
        "new version of a system",
        files=_columns_change,
        **FINE,
    ),
    Damage(
        "dates that change in July",
        "new version of a system",
        files=_dates_change,
        **FINE,
    ),
    Damage(
        "status not exported from July on",
        "new version of a system",
        files=_column_lost,
        touches=MONTHS,
        told=(r"status",),
        spoils=MORE,
        must_tell=True,
        may=(TOLD, "stopped"),
    ),
    Damage(
        "a month that is missing",
        "forgotten",
        files=_month_missing,
        touches=MONTHS,
        told=(r"jun", r"gap|empty days|days without|no (rows|visits|appointments)"),
        must_tell=True,
    ),
)
