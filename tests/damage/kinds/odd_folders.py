"""What else lies in a folder of months."""

import os

from tests.damage.damage import TOLD, Damage, Given
from tests.damage.extracts import Sheet
from tests.damage.kinds.folders import FINE, FOLDER, MONTHS, folder_of_months, months
from tests.damage.writing import How, write


def _lock(given: Given) -> None:
    path = folder_of_months(given) / f"~$visits 2023-02.{given.kind}"
    path.write_bytes(b"\x05Alice" + b" " * 160)


def _empty(given: Given) -> None:
    (folder_of_months(given) / f"visits 2024-04.{given.kind}").write_bytes(b"")


def _hidden(given: Given) -> None:
    folder = folder_of_months(given)
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", f"._visits.{given.kind}"):
        (folder / name).write_bytes(b"\x00\x01")


def _only_header(given: Given) -> None:
    folder = folder_of_months(given)
    empty = given.sheet("gp").part([])
    write(empty, How(name="visits 2024-04"), folder, given.kind)


def _copy(given: Given) -> None:
    """One month twice: "visits 2023-05 (1)"."""
    folder = folder_of_months(given)
    sheet = given.sheet("gp")
    write(
        sheet.part(months(sheet)["2023-05"]),
        How(name="visits 2023-05 (1)"),
        folder,
        given.kind,
    )


def _overlap(given: Given) -> None:
    """Each file holds its month and the one before."""
    folder = folder_of_months(given)
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
    folder = folder_of_months(given)
    elsewhere = given.folder / "elsewhere"
    sheet = given.sheet("gp")
    outside = sheet.part(range(0, 400))
    where = outside.at("Appointment number")
    for row in outside.rows:
        row[where] += "out"
    path = write(outside, How(name="secret"), elsewhere, given.kind)
    os.symlink(path, folder / f"visits link.{given.kind}")


def _folder_link_out(given: Given) -> None:
    folder = folder_of_months(given)
    elsewhere = given.folder / "elsewhere"
    outside = given.sheet("gp").part(range(0, 400))
    where = outside.at("Appointment number")
    for row in outside.rows:
        row[where] += "out"
    write(outside, How(name="secret"), elsewhere, given.kind)
    os.symlink(elsewhere, folder / "more")


def _archive(given: Given) -> None:
    """A folder of old copies within the folder."""
    folder = folder_of_months(given)
    sheet = given.sheet("gp")
    for month, rows in list(months(sheet).items())[:4]:
        write(
            sheet.part(rows),
            How(name=f"visits {month}"),
            folder / "archive",
            given.kind,
        )


def _report_of_the_folder(given: Given) -> None:
    folder = folder_of_months(given)
    path = folder / f"summary.{'csv' if given.kind == 'csv' else 'xlsx'}"
    report = Sheet(["Practice", "Total"], [["Ash Lane", "300"]], [None])
    write(report, How(name="summary"), folder, path.suffix[1:])


SKIPPED = FOLDER | {"must_tell": True, "may": (TOLD,)}
LINK = FOLDER | {"told": (r"link", r"outside|out of the folder"), "must_tell": True}
TWICE = FOLDER | {
    "told": (r"rows_repeated", r"repeats another", r"same (file|content)"),
    "must_tell": True,
}
DAMAGES = (
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
        files=_hidden,
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
        "a report among the months",
        "report tools",
        files=_report_of_the_folder,
        told=(r"summary", r"no_usable_columns|column_missing"),
        touches=MONTHS,
        must_tell=True,
    ),
)
