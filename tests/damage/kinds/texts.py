"""Delimited text as programs and people leave it."""

import csv
import random

from tests.damage.damage import ANY, RIGHT, TOLD, Damage, Given
from tests.damage.kinds.dates import ALL_OF_GP

LINES = (
    r"line_unreadable",
    r"cannot be split",
    r"columns than the header",
    r"more or fewer columns",
    r"quot",
)
CSV = ("csv",)


def _how(**what):
    """Both extracts and the list are written so."""

    def cells(given: Given) -> None:
        for how in given.how.values():
            for name, value in what.items():
                setattr(how, name, value)

    return cells


def _text(*changes):
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


def _second_header(words: str):
    """A row below the header that says what the columns hold."""

    def cells(given: Given) -> None:
        for table in ("gp", "ae"):
            sheet = given.sheet(table)
            row = [words or "-" * len(header) for header in sheet.headers]
            sheet.rows.insert(0, row)
            sheet.keys.insert(0, None)
            sheet.as_text |= set(sheet.headers)

    return cells


def _total_row(given: Given) -> None:
    for table in ("gp", "ae"):
        sheet = given.sheet(table)
        rest = [""] * (len(sheet.headers) - 2)
        given.how[table].below = [["Total", str(len(sheet.rows)), *rest]]


def _affected(given: Given) -> None:
    for table in ("gp", "ae"):
        rows = len(given.sheet(table).rows)
        given.how[table].text.append(
            lambda text, n=rows: f"{text}\n({n} rows affected)\n"
        )
        given.how[table].text.append(
            lambda text: text + "\nCompletion time: 2024-04-02T09:10:11\n"
        )


def _header_again(given: Given) -> None:
    """Months put one below the other, each with its header."""
    for table in ("gp", "ae"):
        sheet = given.sheet(table)
        for at in (len(sheet.rows) // 2, len(sheet.rows) // 4):
            sheet.rows.insert(at, list(sheet.headers))
            sheet.keys.insert(at, None)
        sheet.as_text |= set(sheet.headers)


def _blank_between(text: str) -> str:
    return "\n\n".join(text.splitlines()) + "\n"


def _blank_rows(given: Given) -> None:
    for table in ("gp", "ae"):
        sheet = given.sheet(table)
        for at in range(len(sheet.rows) - 1, 0, -7):
            sheet.rows.insert(at, [""] * len(sheet.headers))
            sheet.keys.insert(at, None)


def _trailing(text: str) -> str:
    return "".join(f"{line},,\n" for line in text.splitlines())


def _trailing_in_rows(text: str) -> str:
    first, *rest = text.splitlines()
    return "\n".join([first, *(f"{line}," for line in rest)]) + "\n"


def _ending_cells_cut(given: Given) -> None:
    """Some programs leave out the empty cells at the end of a line."""
    sheet = given.sheet("gp")
    sheet.drop("Appointment number")

    def cut(text: str) -> str:
        return "\n".join(line.rstrip(",") for line in text.splitlines()) + "\n"

    given.how["gp"].text.append(cut)


def _comma_in_text(given: Given) -> None:
    """A comma in a reason, without quotes: one column too many."""
    rows = given.extracts.some("gp", 0.03, 21)
    given.extracts.lose("gp", rows)
    sheet = given.sheet("gp")
    for row in rows:
        sheet.rows[row][sheet.at("Reason")] = "Pain@chest"
    given.how["gp"].text.append(lambda text: text.replace("Pain@chest", "Pain, chest"))


def _open_quote(given: Given) -> None:
    """A quote that is opened in a reason and never closed."""
    rows = given.extracts.some("gp", 0.004, 22)
    sheet = given.sheet("gp")
    for row in rows:
        sheet.rows[row][sheet.at("Reason")] = "@Back"
    given.extracts.lose("gp", rows)
    given.how["gp"].text.append(lambda text: text.replace("@Back", '"Back'))


def _inch(given: Given) -> None:
    """A quote inside a text, not doubled."""
    rows = given.extracts.some("gp", 0.02, 23)
    sheet = given.sheet("gp")
    for row in rows:
        sheet.rows[row][sheet.at("Reason")] = "5@ nail"
    given.extracts.alter("gp", rows, term='5" nail')
    given.how["gp"].text.append(lambda text: text.replace("5@ nail", '5" nail'))


def _lines_in_text(given: Given) -> None:
    rows = given.extracts.some("gp", 0.05, 24)
    sheet = given.sheet("gp")
    for row in rows:
        sheet.rows[row][sheet.at("Reason")] = "Cough\nand cold"
    given.extracts.alter("gp", rows, term="Cough\nand cold")


def _lines_in_text_without_quotes(given: Given) -> None:
    rows = given.extracts.some("gp", 0.02, 25)
    given.extracts.lose("gp", rows)
    sheet = given.sheet("gp")
    for row in rows:
        sheet.rows[row][sheet.at("Reason")] = "Cough@cold"
    given.how["gp"].text.append(lambda text: text.replace("Cough@cold", "Cough\ncold"))


def _cut_in_the_last_line(given: Given) -> None:
    """The copy broke off in the middle of a line."""
    given.extracts.lose("gp", [len(given.sheet("gp").rows) - 1])
    given.how["gp"].octets.append(lambda octets: octets.rstrip(b"\n")[:-34])


def _zeros(given: Given) -> None:
    """A program padded the file with zero bytes."""
    given.how["gp"].octets.append(lambda octets: octets + b"\x00" * 3000)


def _control_characters(given: Given) -> None:
    dice, sheet = random.Random(26), given.sheet("gp")
    for row in given.extracts.some("gp", 0.1, 26):
        for header in ("Reason", "Clinician type", "Appointment status"):
            cell = sheet.rows[row][sheet.at(header)]
            if cell:
                sheet.rows[row][sheet.at(header)] = cell + dice.choice("\x07\x0b\x1b")


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


SHAPE = {"touches": ("shape",), "formats": CSV, "may": (RIGHT,)}
ROWS = {
    "touches": ("shape", "gp reason"),
    "spoils": ALL_OF_GP,
    "told": LINES,
    "must_tell": True,
}
SHEETS = ("csv", "xlsx", "xls")
DAMAGES = (
    Damage("byte order mark", "Excel “CSV UTF-8”", _encoded("utf-8-sig"), **SHAPE),
    Damage("UTF-16", "Excel “Unicode text”", _encoded("utf-16"), **SHAPE),
    Damage("Windows-1252", "Excel on Windows", _encoded("cp1252"), **SHAPE),
    Damage("semicolons", "European settings", _how(delimiter=";"), **SHAPE),
    Damage("tabs", "copied from a grid", _how(delimiter="\t"), **SHAPE),
    Damage("vertical bars", "warehouse", _how(delimiter="|"), **SHAPE),
    Damage("lines ended as on Windows", "Windows", _how(newline="\r\n"), **SHAPE),
    Damage(
        "lines ended as on an old Mac",
        "Excel “CSV (Macintosh)”",
        _how(newline="\r"),
        **SHAPE,
    ),
    Damage("everything in quotes", "warehouse", _how(quoting=csv.QUOTE_ALL), **SHAPE),
    Damage(
        "everything in single quotes",
        "SQL scripts",
        _text(_single_quotes),
        touches=("shape",),
        formats=CSV,
        told=("quot", "cannot be read as a date"),
        spoils=(),
    ),
    Damage(
        "sep= on the first line",
        "made for Excel",
        _text(lambda t: "sep=,\n" + t),
        **SHAPE,
    ),
    Damage(
        "title rows above the header",
        "report tools",
        _title_rows,
        touches=("shape",),
        formats=SHEETS,
        may=(RIGHT,),
    ),
    Damage(
        "groups in a row above the header",
        "report tools",
        _group_header_above,
        touches=("shape",),
        formats=SHEETS,
        may=(RIGHT,),
    ),
    Damage(
        "a row of dashes below the header",
        "SQL Server",
        _second_header(""),
        touches=("shape",),
    ),
    Damage(
        "a row of types below the header",
        "data dictionaries",
        _second_header("text"),
        touches=("shape",),
        must_tell=False,
    ),
    Damage("total row", "report tools", _total_row, touches=("shape",), formats=SHEETS),
    Damage(
        "(n rows affected) below",
        "SQL Server",
        _affected,
        touches=("shape",),
        formats=CSV,
    ),
    Damage(
        "header standing three times",
        "months put together by hand",
        _header_again,
        touches=("shape",),
    ),
    Damage(
        "blank lines between all rows",
        "wrong line ends",
        _text(_blank_between),
        **SHAPE,
    ),
    Damage(
        "blank rows here and there",
        "tidied by hand",
        _blank_rows,
        touches=("shape",),
        may=(RIGHT, TOLD),
    ),
    Damage(
        "two separators behind each line",
        "Excel, wider sheet",
        _text(_trailing),
        **SHAPE,
    ),
    Damage(
        "a separator behind each row but not the header",
        "old programs",
        _text(_trailing_in_rows),
        touches=("shape",),
        formats=CSV,
        told=LINES,
        spoils=ALL_OF_GP,
    ),
    Damage(
        "empty cells at line ends left out",
        "old programs",
        _ending_cells_cut,
        touches=("shape", "gp number", "gp reason"),
        formats=CSV,
        told=LINES,
        spoils=ALL_OF_GP,
    ),
    Damage(
        "commas in text without quotes",
        "hand-made export",
        _comma_in_text,
        formats=CSV,
        **ROWS,
    ),
    Damage(
        "quotes opened and never closed",
        "hand-made export",
        _open_quote,
        formats=CSV,
        **ROWS,
    ),
    Damage(
        "quotes within text",
        "hand-made export",
        _inch,
        touches=("shape", "gp reason"),
        formats=CSV,
        spoils=ALL_OF_GP,
        told=LINES,
    ),
    Damage(
        "line breaks in text, in quotes",
        "Excel",
        _lines_in_text,
        touches=("shape", "gp reason"),
        formats=CSV,
        may=(RIGHT,),
    ),
    Damage(
        "line breaks in text without quotes",
        "hand-made export",
        _lines_in_text_without_quotes,
        formats=CSV,
        **ROWS,
    ),
    Damage(
        "cut in the last line",
        "broken copy",
        _cut_in_the_last_line,
        touches=("shape",),
        formats=CSV,
        spoils=ALL_OF_GP,
        told=(*LINES, r"breaks? off|cut (short|off)|last line"),
        must_tell=True,
    ),
    Damage(
        "zero bytes at the end",
        "full disk",
        _zeros,
        touches=("shape",),
        formats=CSV,
        told=("zero|nul|file_kind|neither text|damaged|cut",),
        spoils=ALL_OF_GP,
    ),
    Damage(
        "control characters in words",
        "terminals",
        _control_characters,
        touches=("gp reason", "status", "role"),
        formats=("csv", "parquet"),
        may=ANY,
    ),
    Damage(
        "columns of fixed width",
        "mainframe",
        _text(_fixed_width),
        touches=("shape",),
        formats=CSV,
        told=("fixed|width|header|column|separat",),
        spoils=(),
    ),
)
