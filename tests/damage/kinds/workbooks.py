"""What people do to workbooks."""

from itertools import groupby

from tests.damage.damage import RIGHT, TOLD, WORKBOOKS, Damage, Given
from tests.damage.extracts import MONTHS, Sheet
from tests.damage.kinds.ids import COUNTS, ID

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


def _in_order_of_people(given: Given) -> None:
    sheet, where = given.sheet("gp"), given.sheet("gp").at(ID)
    sheet.only(sorted(range(len(sheet.rows)), key=lambda n: sheet.rows[n][where]))


def _merged_people(given: Given) -> None:
    _in_order_of_people(given)
    given.how["gp"].merged = ID


def _said_once(given: Given) -> None:
    """A grouped report: the id stands in the first row of each person only."""
    _in_order_of_people(given)
    sheet = given.sheet("gp")
    ids = sheet.column(ID)
    again = [n for n in range(1, len(ids)) if ids[n] == ids[n - 1]]
    sheet.change(ID, lambda _: "", again)


def _merged_day(given: Given) -> None:
    given.how["gp"].merged = "Appointment date"


def _empty_rows_below(given: Given) -> None:
    width = len(given.sheet("gp").headers)
    given.how["gp"].below = [[" "] * width for _ in range(300)]


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


def _numbers_as_text(given: Given) -> None:
    for table in ("gp", "ae", "patients"):
        given.sheet(table).as_text |= set(given.sheet(table).headers)


def _codes_as_numbers(given: Given) -> None:
    """Codes of up to 15 digits typed into a cell became numbers, 01 became 1."""
    sheet = given.sheet("ae")
    sheet.change("Department type", lambda cell: cell.lstrip("0"))
    sheet.as_text -= {"Department type", "Diagnosis code"}


BOOK = {"touches": ("shape",), "formats": WORKBOOKS}
MONTHLY = BOOK | {"touches": ("shape", "gp day"), "spoils": COUNTS, "told": SHEET}
OTHER = BOOK | {"told": SHEET, "must_tell": True, "spoils": ()}
DAMAGES = (
    Damage("a tab a month", "monthly reports", _tab_a_month, **MONTHLY),
    Damage(
        "a tab a month, a cover and a total",
        "monthly reports",
        _tab_a_month_with_cover,
        **MONTHLY,
    ),
    Damage(
        "a tab a practice",
        "reports of a PCN",
        _tab_a_practice,
        **BOOK | {"spoils": COUNTS, "told": SHEET},
    ),
    Damage(
        "an older copy in a hidden tab, first",
        "workbooks kept for years",
        _data_and("Old", _older, False, True),
        **OTHER,
    ),
    Damage(
        "an older copy in a hidden tab, last",
        "workbooks kept for years",
        _data_and("Old", _older, False, False),
        **OTHER,
    ),
    Damage(
        "a list of codes in another tab",
        "report tools",
        _data_and("Codes", _list_of_codes, True, False),
        **OTHER,
    ),
    Damage(
        "a pivot in the first tab",
        "analysts",
        _data_and(
            "Pivot", lambda s: [["Row labels", "Count"], ["F81001", "300"]], True, True
        ),
        **OTHER,
    ),
    Damage(
        "the data in a hidden tab",
        "report tools",
        _only_hidden,
        **BOOK | {"told": SHEET},
    ),
    Damage(
        "the person's cells merged",
        "tidied by hand",
        _merged_people,
        **BOOK
        | {
            "touches": ("shape", "gp id", "gp day"),
            "spoils": COUNTS,
            "told": (r"merged",),
        },
    ),
    Damage(
        "the day's cells merged",
        "tidied by hand",
        _merged_day,
        **BOOK
        | {
            "touches": ("shape", "gp id", "gp day"),
            "spoils": COUNTS,
            "told": (r"merged",),
        },
    ),
    Damage(
        "the id in the first row of each person only",
        "grouped reports",
        _said_once,
        touches=("gp id", "shape"),
        spoils=COUNTS,
        told=(r"merged", r"first row", r"no patient id"),
        must_tell=True,
    ),
    Damage(
        "three hundred empty rows below",
        "formatted sheets",
        _empty_rows_below,
        **BOOK | {"formats": ("csv", "xlsx", "xls"), "may": (RIGHT,)},
    ),
    Damage(
        "the table begins in column C, row 4",
        "designed sheets",
        _moved_right,
        **BOOK | {"may": (RIGHT,)},
    ),
    Damage(
        "a small table beside the data",
        "analysts",
        _beside,
        **BOOK | {"may": (RIGHT, TOLD)},
    ),
    Damage(
        "every cell held as text",
        "exports of systems",
        _numbers_as_text,
        touches=("shape",),
        formats=(*WORKBOOKS, "parquet"),
        may=(RIGHT,),
    ),
    Damage(
        "codes held as numbers",
        "typed into Excel",
        _codes_as_numbers,
        touches=("department",),
        may=(RIGHT,),
    ),
)
