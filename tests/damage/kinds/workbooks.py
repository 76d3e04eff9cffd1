"""What people do to workbooks."""

from tests.damage.damage import RIGHT, WORKBOOKS, Damage, Given
from tests.damage.kinds.ids import COUNTS, ID


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


def _numbers_as_text(given: Given) -> None:
    for table in ("gp", "ae", "patients"):
        given.sheet(table).as_text |= set(given.sheet(table).headers)


def _codes_as_numbers(given: Given) -> None:
    """Codes of up to 15 digits typed into a cell became numbers, 01 became 1."""
    sheet = given.sheet("ae")
    sheet.change("Department type", lambda cell: cell.lstrip("0"))
    sheet.as_text -= {"Department type", "Diagnosis code"}


BOOK = {"formats": WORKBOOKS}
DAMAGES = (
    Damage(
        "the person's cells merged",
        "tidied by hand",
        _merged_people,
        **BOOK
        | {
            "touches": (
                "tabs",
                "above",
                "headers",
                "rows",
                "gp id",
                "gp day",
            ),
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
            "touches": (
                "tabs",
                "above",
                "headers",
                "rows",
                "gp day",
            ),
            "spoils": COUNTS,
            "told": (r"merged",),
        },
    ),
    Damage(
        "the id in the first row of each person only",
        "grouped reports",
        _said_once,
        touches=(
            "gp id",
            "rows",
        ),
        spoils=COUNTS,
        told=(r"merged", r"first row", r"no patient id"),
        must_tell=True,
    ),
    Damage(
        "three hundred empty rows below",
        "formatted sheets",
        _empty_rows_below,
        **BOOK
        | {
            "touches": ("end of file",),
            "formats": ("csv", "xlsx", "xls"),
            "may": (RIGHT,),
        },
    ),
    Damage(
        "every cell held as text",
        "exports of systems",
        _numbers_as_text,
        touches=("typed",),
        formats=(*WORKBOOKS, "parquet"),
        may=(RIGHT,),
    ),
    Damage(
        "codes held as numbers",
        "typed into Excel",
        _codes_as_numbers,
        touches=(
            "department",
            "typed",
        ),
        may=(RIGHT,),
    ),
)
