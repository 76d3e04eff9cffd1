"""Rows that are no records."""

from tests.damage.damage import RIGHT, TOLD, Damage, Given
from tests.damage.kinds.texts import CSV, SHAPE, SHEETS, changed_text


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


DAMAGES = (
    Damage(
        "a row of dashes below the header",
        "SQL Server",
        _second_header(""),
        touches=(
            "rows",
            "typed",
        ),
    ),
    Damage(
        "a row of types below the header",
        "data dictionaries",
        _second_header("text"),
        touches=(
            "rows",
            "typed",
        ),
        must_tell=False,
    ),
    Damage(
        "total row",
        "report tools",
        _total_row,
        touches=("end of file",),
        formats=SHEETS,
    ),
    Damage(
        "(n rows affected) below",
        "SQL Server",
        _affected,
        touches=(
            "end of file",
            "line ends",
        ),
        formats=CSV,
    ),
    Damage(
        "header standing three times",
        "months put together by hand",
        _header_again,
        touches=(
            "rows",
            "typed",
        ),
    ),
    Damage(
        "blank lines between all rows",
        "wrong line ends",
        changed_text(_blank_between),
        **SHAPE | {"touches": ("line ends",)},
    ),
    Damage(
        "blank rows here and there",
        "tidied by hand",
        _blank_rows,
        touches=("rows",),
        may=(RIGHT, TOLD),
    ),
)
