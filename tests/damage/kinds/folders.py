"""Folders of months, and several files of one extract."""

import os
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


def _folder(given: Given):
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


def _and(name: str, octets: bytes):
    """A folder of months, and one more file in it."""

    def files(given: Given) -> None:
        (_folder(given) / name).write_bytes(octets)

    return files


def _lock(given: Given) -> None:
    _and(f"~$visits 2023-02.{given.kind}", b"\x05Alice" + b" " * 160)(given)


def _empty(given: Given) -> None:
    _and(f"visits 2024-04.{given.kind}", b"")(given)


def _only_header(given: Given) -> None:
    folder = _folder(given)
    empty = given.sheet("gp").part([])
    write(empty, How(name="visits 2024-04"), folder, given.kind)


def _copy(given: Given) -> None:
    """One month twice: "visits 2023-05 (1)"."""
    folder = _folder(given)
    sheet = given.sheet("gp")
    write(
        sheet.part(months(sheet)["2023-05"]),
        How(name="visits 2023-05 (1)"),
        folder,
        given.kind,
    )


def _overlap(given: Given) -> None:
    """Each file holds its month and the one before."""
    folder = _folder(given)
    sheet = given.sheet("gp")
    before: list[int] = []
    for month, rows in months(sheet).items():
        write(
            sheet.part([*before, *rows]),
            How(name=f"visits {month}"),
            folder,
            given.kind,
        )
        before = rows


def _link_out(given: Given) -> None:
    """A symbolic link in the folder to a file elsewhere, which nobody gave."""
    folder = _folder(given)
    elsewhere = given.folder / "elsewhere"
    sheet = given.sheet("gp")
    outside = sheet.part(range(0, 400))
    where = outside.at("Appointment number")
    for row in outside.rows:
        row[where] += "out"
    path = write(outside, How(name="secret"), elsewhere, given.kind)
    os.symlink(path, folder / f"visits link.{given.kind}")


def _folder_link_out(given: Given) -> None:
    folder = _folder(given)
    elsewhere = given.folder / "elsewhere"
    outside = given.sheet("gp").part(range(0, 400))
    where = outside.at("Appointment number")
    for row in outside.rows:
        row[where] += "out"
    write(outside, How(name="secret"), elsewhere, given.kind)
    os.symlink(elsewhere, folder / "more")


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
    folder = _folder(given)
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
    folder = _folder(given)
    sheet = given.sheet("gp")
    for month, rows in months(sheet).items():
        if month >= "2023-07":
            part = sheet.part(rows)
            part.drop("Appointment status")
            write(part, How(name=f"visits {month}"), folder, given.kind)


def _dates_change(given: Given) -> None:
    """From July on dates are written as 2024-05-13."""
    folder = _folder(given)
    sheet = given.sheet("gp")
    for month, rows in months(sheet).items():
        if month >= "2023-07":
            part = sheet.part(rows)
            part.change(DAY, lambda cell: f"{cell[6:]}-{cell[3:5]}-{cell[:2]}")
            write(part, How(name=f"visits {month}"), folder, given.kind)


def _month_missing(given: Given) -> None:
    folder = _folder(given)
    (folder / f"visits 2023-06.{given.kind}").unlink()
    given.extracts.lose("gp", months(given.sheet("gp"))["2023-06"])


def _archive(given: Given) -> None:
    """A folder of old copies within the folder."""
    folder = _folder(given)
    sheet = given.sheet("gp")
    for month, rows in list(months(sheet).items())[:4]:
        write(
            sheet.part(rows),
            How(name=f"visits {month}"),
            folder / "archive",
            given.kind,
        )


def _report_of_the_folder(given: Given) -> None:
    folder = _folder(given)
    path = folder / f"summary.{'csv' if given.kind == 'csv' else 'xlsx'}"
    report = Sheet(["Practice", "Total"], [["Ash Lane", "300"]], [None])
    write(report, How(name="summary"), folder, path.suffix[1:])


MONTHS = ("file", "shape", "gp day", "gp time", "status", "gp id", "role")
FOLDER = {"touches": MONTHS}
FINE = FOLDER | {"may": (RIGHT,)}
SKIPPED = FOLDER | {"spoils": (), "must_tell": True}
LINK = FOLDER | {"told": (r"link", r"outside|out of the folder"), "must_tell": True}
TWICE = FOLDER | {
    "told": (r"rows_repeated", r"repeats another", r"same (file|content)"),
    "must_tell": True,
}
DAMAGES = (
    Damage("a file a month in a folder", "monthly exports", files=_folder, **FINE),
    Damage("two files of one name", "uploads", files=_same_name, **FINE),
    Damage(
        "a lock file of Excel in the folder",
        "a workbook left open",
        files=_lock,
        told=(r"~\$", r"lock file|temporary"),
        formats=("xlsx", "xls"),
        **SKIPPED,
    ),
    Damage(
        "an empty file in the folder",
        "export that failed",
        files=_empty,
        told=(r"empty",),
        **SKIPPED,
    ),
    Damage(
        "a file with a header alone in the folder",
        "month not over",
        files=_only_header,
        told=(r"no rows|empty",),
        **SKIPPED,
    ),
    Damage(
        "hidden files in the folder",
        "Mac, Windows",
        files=lambda g: (
            _and(".DS_Store", b"\x00\x01")(g),
            _and("Thumbs.db", b"\x00")(g),
            _and("desktop.ini", b"[x]")(g),
        ),
        **FINE,
    ),
    Damage("a month twice: (1)", "downloaded twice", files=_copy, **TWICE),
    Damage("months that overlap", "rolling exports", files=_overlap, **TWICE),
    Damage("old copies in a folder within", "kept for safety", files=_archive, **TWICE),
    Damage("a link out of the folder", "shared drives", files=_link_out, **LINK),
    Damage(
        "a linked folder in the folder", "shared drives", files=_folder_link_out, **LINK
    ),
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
    Damage(
        "a report among the months",
        "report tools",
        files=_report_of_the_folder,
        told=(r"summary", r"no_usable_columns|column_missing"),
        touches=MONTHS,
        must_tell=True,
    ),
)
