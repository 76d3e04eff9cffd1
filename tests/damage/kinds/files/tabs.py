"""Tabs of a workbook."""

from itertools import groupby

from tests.damage.clean import MONTHS
from tests.damage.damage import RIGHT, TOLD, Damage, Given
from tests.damage.extracts import Sheet
from tests.damage.kinds.files.workbooks import BOOK
from tests.damage.kinds.people.ids import COUNTS

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
