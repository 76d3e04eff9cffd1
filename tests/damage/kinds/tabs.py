"""Tabs of a workbook."""

from itertools import groupby

from tests.damage.clean import MONTHS
from tests.damage.damage import RIGHT, TOLD, Damage, Given
from tests.damage.extracts import Sheet
from tests.damage.kinds.ids import COUNTS
from tests.damage.kinds.workbooks import BOOK

NAMES = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
]
SHEET = (r"\bsheets?\b", r"\btabs?\b")


def _by_month(sheet: Sheet, header: str) -> list[tuple[str, list[list[str]]]]:
    """(Jan 2023, its rows) of each month, in order."""
    where = sheet.at(header)

    def month(row):
        return row[where][6:], row[where][3:5]

    return [
        (f"{NAMES[int(number) - 1]} {year}", list(rows))
        for (year, number), rows in groupby(sorted(sheet.rows, key=month), month)
    ]


def _tab_a_month(given: Given) -> None:
    def tabs(sheet: Sheet):
        months = _by_month(sheet, "Appointment date")
        assert len(months) == MONTHS
        return [(name, [sheet.headers, *rows], True) for name, rows in months]

    given.how["gp"].tabs = tabs


def _tab_a_month_with_cover(given: Given) -> None:
    _tab_a_month(given)
    months = given.how["gp"].tabs

    def tabs(sheet: Sheet):
        cover = ("Contents", [["Appointments of four practices"], ["Each month"]], True)
        total = ("Total", [["Month", "Visits"], ["All", str(len(sheet.rows))]], True)
        return [cover, *months(sheet), total]

    given.how["gp"].tabs = tabs


def _tab_a_practice(given: Given) -> None:
    def tabs(sheet: Sheet):
        where = sheet.at("Practice code")
        codes = sorted({row[where] for row in sheet.rows})
        return [
            (code, [sheet.headers, *[r for r in sheet.rows if r[where] == code]], True)
            for code in codes
        ]

    given.how["gp"].tabs = tabs


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


def _moved_right(given: Given) -> None:
    """The table begins in column C, row 4."""
    for table in ("gp", "ae"):
        given.how[table].tabs = lambda sheet: [
            (
                "Data",
                [[], [], [], *[["", "", *r] for r in [sheet.headers, *sheet.rows]]],
                True,
            )
        ]


def _beside(given: Given) -> None:
    """A second small table stands to the right of the data."""

    def tabs(sheet: Sheet):
        rows = [[*sheet.headers, "", "Practice", "Visits"]]
        for n, row in enumerate(sheet.rows):
            more = ["", f"F8100{n + 1}", "300"] if n < 4 else []
            rows.append([*row, *more])
        return [("Data", rows, True)]

    given.how["gp"].tabs = tabs


MONTHLY = BOOK | {"spoils": COUNTS, "told": SHEET}
OTHER = BOOK | {"told": SHEET, "must_tell": True, "spoils": ()}
DAMAGES = (
    Damage(
        "a tab a month",
        "monthly reports",
        _tab_a_month,
        **MONTHLY
        | {
            "touches": (
                "tabs",
                "above",
                "end of file",
                "rows",
                "gp day",
            )
        },
    ),
    Damage(
        "a tab a month, a cover and a total",
        "monthly reports",
        _tab_a_month_with_cover,
        **MONTHLY
        | {
            "touches": (
                "tabs",
                "above",
                "end of file",
                "rows",
                "gp day",
            )
        },
    ),
    Damage(
        "a tab a practice",
        "reports of a PCN",
        _tab_a_practice,
        **BOOK
        | {
            "touches": (
                "tabs",
                "above",
                "end of file",
                "rows",
                "practice",
            ),
            "spoils": COUNTS,
            "told": SHEET,
        },
    ),
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
    Damage(
        "the table begins in column C, row 4",
        "designed sheets",
        _moved_right,
        **BOOK
        | {
            "touches": (
                "tabs",
                "above",
                "end of file",
            ),
            "may": (RIGHT,),
        },
    ),
    Damage(
        "a small table beside the data",
        "analysts",
        _beside,
        **BOOK
        | {
            "touches": (
                "tabs",
                "above",
                "end of file",
                "headers",
            ),
            "may": (RIGHT, TOLD),
        },
    ),
)
