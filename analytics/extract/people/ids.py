"""Ids that a spreadsheet rounded: 1.23457E+17 was once an id, and nobody can tell
which."""

from duckdb import DuckDBPyConnection

from analytics.definitions.contract import TABLES
from analytics.errors import Problem
from analytics.extract.reading.source import Source

ROUNDED = r"\s*\d(\.\d+)?[eE]\+?\d+\s*"
ENOUGH = 0.01  # share of the sample from which it is no accident


def rounded(
    con: DuckDBPyConnection, source: Source, samples: list[str]
) -> list[Problem]:
    """A problem for each id or code column with numbers as a spreadsheet writes long
    ones.

    Stops where it is the patient's id: people would be taken for one another.
    """
    problems = []
    for file, found, sample in zip(source.files, source.matches, samples, strict=True):
        for name, header in found.headers.items():
            if name not in TABLES[source.table].names or TABLES[source.table].field(
                name
            ).kind not in ("id", "code"):
                continue
            column = f"CAST({file.column(header)} AS VARCHAR)"
            ((some, rows),) = con.execute(
                f"SELECT count(*) FILTER (regexp_full_match({column}, '{ROUNDED}')), "
                f"count({column}) FROM {sample}"
            ).fetchall()
            if some and some >= ENOUGH * rows:
                problems.append(
                    Problem(
                        "id_rounded",
                        "Numbers were rounded by a spreadsheet (they look like "
                        "1.23E+17), so different ones became the same.",
                        "Export again as CSV without opening it in a spreadsheet, or "
                        "format the column as text before saving.",
                        file=file.name,
                        column=header,
                        stops=name == "patient_id",
                    )
                )
    return problems
