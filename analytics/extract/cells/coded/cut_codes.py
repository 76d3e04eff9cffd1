"""SNOMED CT codes that a spreadsheet spoiled: it keeps 15 digits of a number, and puts
noughts for the rest, or writes 1.06E+15.

A code that truly ends so passes its check digit; one that was cut does not, but for the
one in ten whose last digit was a nought.
"""

from duckdb import DuckDBPyConnection

from analytics.errors import Problem
from analytics.extract.cells.checks import some_of
from analytics.extract.cells.coded.snomed import is_snomed
from analytics.extract.cells.values import quoted
from analytics.extract.people.ids import ROUNDED
from analytics.extract.reading.source import Source

# Fifteen digits are all that a spreadsheet keeps of a number.
CUT = r"\s*[1-9]\d{14}0{1,3}(\.0+)?\s*"


def spoiled(con: DuckDBPyConnection, seen: str) -> list[str]:
    """The texts of a coded column that a spreadsheet cut or rounded. seen: SQL of its
    distinct texts (v)."""
    found = con.execute(
        f"SELECT DISTINCT v FROM ({seen}) WHERE regexp_full_match(v, '{CUT}') OR "
        f"regexp_full_match(v, '{ROUNDED}') ORDER BY v"
    ).fetchall()
    return [row[0] for row in found if not is_snomed(row[0].strip().split(".")[0])]


def among(column: str, texts: list[str]) -> str:
    """SQL: whether a column holds one of some texts."""
    listed = ", ".join(map(quoted, texts))
    return f"coalesce({column} IN ({listed}), false)" if texts else "false"


def told(source: Source, name: str, rows: int, total: int) -> Problem:
    """Warning about codes that a spreadsheet spoiled."""
    return Problem(
        "codes_cut",
        f"The codes in {some_of(rows, total)} are as a spreadsheet leaves long "
        "numbers: cut to 15 digits, so that they end in 0 or 00, or written as "
        "1.06E+15. What they were is lost; taken as not known.",
        "Export again as CSV and load it without opening it in a spreadsheet, or "
        "format the column as text before saving.",
        file=source.label,
        column=source.header(name),
        rows=rows,
        stops=False,
    )
