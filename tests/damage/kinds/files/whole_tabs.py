"""Tabs beside the data."""

from tests.damage.damage import Damage, Given
from tests.damage.extracts import Sheet
from tests.damage.kinds.files.tabs import SHEET
from tests.damage.kinds.files.workbooks import BOOK


def _data_and(title: str, rows, visible: bool, first: bool):
    """The data in one tab and something else in another."""

    def cells(given: Given) -> None:
        def tabs(sheet: Sheet):
            data = ("Data", [sheet.headers, *sheet.rows], True)
            other = (title, rows(sheet), visible)
            return [other, data] if first else [data, other]

        given.how["gp"].tabs = tabs

    return cells


def _older(sheet: Sheet) -> list[list[str]]:
    """An older, shorter copy with a column more."""
    wide = [*sheet.headers, "Appointment mode"]
    return [wide, *[[*row, "Telephone"] for row in sheet.rows[::3]]]


def _list_of_codes(sheet: Sheet) -> list[list[str]]:
    return [["Practice code", "Practice name"], ["F81001", "Ash Lane"]]


def _only_hidden(given: Given) -> None:
    given.how["gp"].tabs = lambda sheet: [
        ("Read me", [["The data are hidden"]], True),
        ("Data", [sheet.headers, *sheet.rows], False),
    ]


OTHER = BOOK | {"told": SHEET, "must_tell": True, "spoils": ()}
DAMAGES = (
    Damage(
        "an older copy in a hidden tab, first",
        "workbooks kept for years",
        _data_and("Old", _older, False, True),
        **OTHER
        | {
            "touches": (
                "tabs",
                "above",
                "end of file",
            )
        },
    ),
    Damage(
        "an older copy in a hidden tab, last",
        "workbooks kept for years",
        _data_and("Old", _older, False, False),
        **OTHER
        | {
            "touches": (
                "tabs",
                "above",
                "end of file",
            )
        },
    ),
    Damage(
        "a list of codes in another tab",
        "report tools",
        _data_and("Codes", _list_of_codes, True, False),
        **OTHER
        | {
            "touches": (
                "tabs",
                "above",
                "end of file",
            )
        },
    ),
    Damage(
        "a pivot in the first tab",
        "analysts",
        _data_and(
            "Pivot", lambda s: [["Row labels", "Count"], ["F81001", "300"]], True, True
        ),
        **OTHER
        | {
            "touches": (
                "tabs",
                "above",
                "end of file",
            )
        },
    ),
    Damage(
        "the data in a hidden tab",
        "report tools",
        _only_hidden,
        **BOOK
        | {
            "touches": (
                "tabs",
                "above",
                "end of file",
            ),
            "told": SHEET,
        },
    ),
)
