"""Delimited text as programs and people leave it."""

import csv

from tests.damage.damage import RIGHT, Damage, Given

CSV = ("csv",)


def _how(**what):
    """Both extracts and the list are written so."""

    def cells(given: Given) -> None:
        for how in given.how.values():
            for name, value in what.items():
                setattr(how, name, value)

    return cells


def changed_text(*changes):
    def cells(given: Given) -> None:
        for table in ("gp", "ae"):
            given.how[table].text += changes

    return cells


def _octets(*changes):
    def cells(given: Given) -> None:
        for table in ("gp", "ae"):
            given.how[table].octets += changes

    return cells


def _accents(given: Given) -> None:
    sheet = given.sheet("gp")
    for row, cell in enumerate(sheet.column("Reason")):
        if cell == "Back pain":
            sheet.rows[row][sheet.at("Reason")] = "Ménière’s – vertigo"
            given.extracts.alter("gp", [row], term="Ménière’s – vertigo")


def _encoded(encoding: str):
    def cells(given: Given) -> None:
        _accents(given)
        for how in given.how.values():
            how.encoding = encoding

    return cells


def _title_rows(given: Given) -> None:
    for table in ("gp", "ae"):
        given.how[table].above = [
            ["Monthly report"],
            ["Run by", "Information team", "on 02/04/2024"],
            [],
        ]


def _group_header_above(given: Given) -> None:
    """A row of groups over the header, as two header rows."""
    for table in ("gp", "ae"):
        width = len(given.sheet(table).headers)
        given.how[table].above = [["Patient", "When", *[""] * (width - 3), "Coding"]]


def _fixed_width(text: str) -> str:
    rows = list(csv.reader(text.splitlines()))
    widths = [max(len(row[n]) for row in rows) + 2 for n in range(len(rows[0]))]
    return "".join(
        "".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        + "\n"
        for row in rows
    )


def _single_quotes(text: str) -> str:
    return "".join(
        ",".join(f"'{cell}'" for cell in row) + "\n"
        for row in csv.reader(text.splitlines())
    )


SHAPE = {"formats": CSV, "may": (RIGHT,)}
SHEETS = ("csv", "xlsx", "xls")
DAMAGES = (
    Damage(
        "byte order mark",
        "Excel “CSV UTF-8”",
        _encoded("utf-8-sig"),
        **SHAPE
        | {
            "touches": (
                "encoding",
                "gp reason",
            )
        },
    ),
    Damage(
        "UTF-16",
        "Excel “Unicode text”",
        _encoded("utf-16"),
        **SHAPE
        | {
            "touches": (
                "encoding",
                "gp reason",
            )
        },
    ),
    Damage(
        "Windows-1252",
        "Excel on Windows",
        _encoded("cp1252"),
        **SHAPE
        | {
            "touches": (
                "encoding",
                "gp reason",
            )
        },
    ),
    Damage(
        "semicolons",
        "European settings",
        _how(delimiter=";"),
        **SHAPE | {"touches": ("separator",)},
    ),
    Damage(
        "tabs",
        "copied from a grid",
        _how(delimiter="\t"),
        **SHAPE | {"touches": ("separator",)},
    ),
    Damage(
        "vertical bars",
        "warehouse",
        _how(delimiter="|"),
        **SHAPE | {"touches": ("separator",)},
    ),
    Damage(
        "lines ended as on Windows",
        "Windows",
        _how(newline="\r\n"),
        **SHAPE | {"touches": ("line ends",)},
    ),
    Damage(
        "lines ended as on an old Mac",
        "Excel “CSV (Macintosh)”",
        _how(newline="\r"),
        **SHAPE | {"touches": ("line ends",)},
    ),
    Damage(
        "everything in quotes",
        "warehouse",
        _how(quoting=csv.QUOTE_ALL),
        **SHAPE | {"touches": ("quoting",)},
    ),
    Damage(
        "everything in single quotes",
        "SQL scripts",
        changed_text(_single_quotes),
        touches=(
            "separator",
            "quoting",
            "line ends",
        ),
        formats=CSV,
        told=("quot", "cannot be read as a date"),
        spoils=(),
    ),
    Damage(
        "sep= on the first line",
        "made for Excel",
        changed_text(lambda t: "sep=,\n" + t),
        **SHAPE
        | {
            "touches": (
                "above",
                "separator",
            )
        },
    ),
    Damage(
        "title rows above the header",
        "report tools",
        _title_rows,
        touches=("above",),
        formats=SHEETS,
        may=(RIGHT,),
    ),
    Damage(
        "groups in a row above the header",
        "report tools",
        _group_header_above,
        touches=("above",),
        formats=SHEETS,
        may=(RIGHT,),
    ),
    Damage(
        "columns of fixed width",
        "mainframe",
        changed_text(_fixed_width),
        touches=(
            "separator",
            "quoting",
            "line ends",
            "above",
            "end of file",
        ),
        formats=CSV,
        told=("fixed|width|header|column|separat",),
        spoils=(),
    ),
)
