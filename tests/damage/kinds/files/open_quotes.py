"""Quotes and line breaks in text."""

from tests.damage.damage import RIGHT, Damage, Given
from tests.damage.kinds.files.lines import LINES
from tests.damage.kinds.files.texts import CSV
from tests.damage.kinds.when.dates import ALL_OF_GP


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


def _closed_by_chance(given: Given) -> None:
    """A quote that is opened in a reason, and closed at the end of one four rows
    below."""
    sheet = given.sheet("gp")
    for row in range(40, len(sheet.rows) - 10, 150):
        sheet.rows[row][sheet.at("Reason")] = "@Back"
        sheet.rows[row + 4][sheet.at("Reason")] = "Neck@@"
        given.extracts.lose("gp", range(row + 1, row + 5))
    given.how["gp"].text.append(
        lambda text: text.replace("@Back", '"Back').replace("Neck@@", 'Neck"')
    )


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
    given.extracts.alter("gp", rows, term="Cough and cold")  # a break is a space


def _lines_in_text_without_quotes(given: Given) -> None:
    rows = given.extracts.some("gp", 0.02, 25)
    given.extracts.lose("gp", rows)
    sheet = given.sheet("gp")
    for row in rows:
        sheet.rows[row][sheet.at("Reason")] = "Cough@cold"
    given.how["gp"].text.append(lambda text: text.replace("Cough@cold", "Cough\ncold"))


ROWS = {
    "spoils": ALL_OF_GP,
    "told": LINES,
    "must_tell": True,
}
QUOTED = ROWS | {
    "touches": ("separator", "quoting", "line ends", "gp reason", "end of file")
}
DAMAGES = (
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
        **QUOTED,
    ),
    Damage(
        "quotes opened and closed by chance",
        "hand-made export",
        _closed_by_chance,
        formats=CSV,
        **QUOTED,
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
)
