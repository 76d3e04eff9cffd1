"""Headers, and columns that nobody needs."""

from tests.damage.damage import Damage, Given
from tests.damage.extracts import Sheet
from tests.damage.kinds.files import FINE


def _headers(how):
    def cells(given: Given) -> None:
        for table in ("gp", "ae", "patients"):
            sheet: Sheet = given.sheet(table)
            for header in list(sheet.headers):
                sheet.name(header, how(header))

    return cells


def _other_order(given: Given) -> None:
    for sheet in given.extracts.sheets.values():
        sheet.headers.reverse()
        for row in sheet.rows:
            row.reverse()


def _twice(given: Given) -> None:
    """The practice stands twice, the second time empty."""
    sheet = given.sheet("gp")
    sheet.add("Practice code", [""] * len(sheet.rows))


def _row_numbers(given: Given) -> None:
    for table in ("gp", "ae"):
        sheet = given.sheet(table)
        sheet.add("", [str(n) for n in range(len(sheet.rows))], at=0)


def _personal(given: Given) -> None:
    """Names, addresses and numbers beside what is needed."""
    sheet, rows = given.sheet("gp"), len(given.sheet("gp").rows)
    sheet.add("Surname", [("Testcase", "Sampleton")[n % 2] for n in range(rows)])
    sheet.add("Date of birth", ["01/02/1950"] * rows)
    sheet.add("Postcode", ["ZZ99 3VZ"] * rows)
    sheet.add("Mobile", ["07700 900123"] * rows)


def _number_in_name(given: Given) -> None:
    given.how["gp"].name = f"visits of {given.extracts.people[0].nhs}"


def _number_in_header(given: Given) -> None:
    sheet = given.sheet("gp")
    sheet.add(f"Note on {given.extracts.people[0].nhs}", [""] * len(sheet.rows))


DAMAGES = (
    Damage(
        "headers in capitals",
        "warehouse",
        _headers(str.upper),
        **FINE | {"touches": ("headers",)},
    ),
    Damage(
        "headers with underscores",
        "warehouse",
        _headers(lambda h: h.lower().replace(" ", "_")),
        **FINE | {"touches": ("headers",)},
    ),
    Damage(
        "spaces around headers",
        "typed",
        _headers(lambda h: f"  {h} "),
        **FINE | {"touches": ("headers",)},
    ),
    Damage(
        "line breaks in headers",
        "designed sheets",
        _headers(lambda h: h.replace(" ", "\n")),
        **FINE
        | {
            "touches": (
                "headers",
                "line ends",
                "quoting",
            )
        },
    ),
    Damage(
        "hard spaces in headers",
        "copied from a web page",
        _headers(lambda h: h.replace(" ", "\u00a0")),
        **FINE | {"touches": ("headers",)},
    ),
    Damage(
        "columns in another order",
        "report tools",
        _other_order,
        **FINE | {"touches": ("order",)},
    ),
    Damage(
        "a header twice, the second empty",
        "joins in SQL",
        _twice,
        formats=("csv", "xlsx", "xls"),
        **FINE
        | {
            "touches": (
                "headers",
                "practice",
            )
        },
    ),
    Damage(
        "row numbers under an empty header",
        "pandas",
        _row_numbers,
        **FINE | {"touches": ("order",)},
    ),
    Damage(
        "names, addresses and phones beside",
        "reports for people",
        _personal,
        **FINE | {"touches": ("more columns",)},
    ),
    Damage(
        "an NHS number in the file's name",
        "saved for one person",
        _number_in_name,
        **FINE | {"touches": ("file name",)},
    ),
    Damage(
        "an NHS number in a header",
        "notes",
        _number_in_header,
        **FINE
        | {
            "touches": (
                "more columns",
                "headers",
            )
        },
    ),
)
