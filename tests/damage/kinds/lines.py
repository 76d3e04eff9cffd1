"""Lines of a file that are not as the others."""

import random

from tests.damage.damage import ANY, RIGHT, Damage, Given
from tests.damage.kinds.dates import ALL_OF_GP
from tests.damage.kinds.texts import CSV, SHAPE, changed_text

LINES = (
    r"line_unreadable",
    r"cannot be split",
    r"columns than the header",
    r"more or fewer columns",
    r"quot",
)


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


ROWS = {
    "spoils": ALL_OF_GP,
    "told": LINES,
    "must_tell": True,
}
DAMAGES = (
    Damage(
        "two separators behind each line",
        "Excel, wider sheet",
        changed_text(_trailing),
        **SHAPE
        | {
            "touches": (
                "separator",
                "line ends",
            )
        },
    ),
    Damage(
        "a separator behind each row but not the header",
        "old programs",
        changed_text(_trailing_in_rows),
        touches=(
            "separator",
            "line ends",
            "above",
        ),
        formats=CSV,
        told=LINES,
        spoils=ALL_OF_GP,
    ),
    Damage(
        "empty cells at line ends left out",
        "old programs",
        _ending_cells_cut,
        touches=(
            "separator",
            "line ends",
            "gp number",
            "gp reason",
        ),
        formats=CSV,
        told=LINES,
        spoils=ALL_OF_GP,
    ),
    Damage(
        "commas in text without quotes",
        "hand-made export",
        _comma_in_text,
        formats=CSV,
        **ROWS
        | {
            "touches": (
                "separator",
                "quoting",
                "line ends",
                "gp reason",
            )
        },
    ),
    Damage(
        "quotes opened and never closed",
        "hand-made export",
        _open_quote,
        formats=CSV,
        **ROWS
        | {
            "touches": (
                "separator",
                "quoting",
                "line ends",
                "gp reason",
                "end of file",
            )
        },
    ),
    Damage(
        "quotes within text",
        "hand-made export",
        _inch,
        touches=(
            "separator",
            "quoting",
            "gp reason",
        ),
        formats=CSV,
        spoils=ALL_OF_GP,
        told=LINES,
    ),
    Damage(
        "line breaks in text, in quotes",
        "Excel",
        _lines_in_text,
        touches=(
            "quoting",
            "line ends",
            "gp reason",
        ),
        formats=CSV,
        may=(RIGHT,),
    ),
    Damage(
        "line breaks in text without quotes",
        "hand-made export",
        _lines_in_text_without_quotes,
        formats=CSV,
        **ROWS
        | {
            "touches": (
                "quoting",
                "line ends",
                "gp reason",
            )
        },
    ),
    Damage(
        "cut in the last line",
        "broken copy",
        _cut_in_the_last_line,
        touches=(
            "separator",
            "line ends",
            "encoding",
            "end of file",
            "packing",
        ),
        formats=CSV,
        spoils=ALL_OF_GP,
        told=(*LINES, r"breaks? off|cut (short|off)|last line"),
        must_tell=True,
    ),
    Damage(
        "zero bytes at the end",
        "full disk",
        _zeros,
        touches=(
            "encoding",
            "end of file",
        ),
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
)
