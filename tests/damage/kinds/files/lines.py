"""Lines of a file that are not as the others."""

import random

from tests.damage.damage import ANY, Damage, Given
from tests.damage.kinds.files.texts import CSV, SHAPE, changed_text
from tests.damage.kinds.when.dates import ALL_OF_GP

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
