"""Ids that are no NHS number, in tables whose ids are NHS numbers."""

from duckdb import DuckDBPyConnection

from analytics.errors import Problem
from analytics.extract.people import identity
from analytics.extract.profiles import plain
from analytics.extract.reading.source import Source

# share of a table's ids with ten digits, and of those the share passing the check
MOSTLY = 0.5
SOME = 20_000  # ids of a table that tell of what kind they are
SAYS_SO = ("nhsnumber", "nhsno", "newnhsnumber", "nhsnum")


def wrong(
    con: DuckDBPyConnection, found: str, of_nobody: str, sources: list[Source]
) -> tuple[dict[str, int], list[Problem]]:
    """Rows of each table whose id fails the check, for tables whose ids are NHS
    numbers; a warning where some are no such numbers at all.

    found: the name of a table of t, normal, n (rows); of_nobody: of one of the ids
    (normal) that stand for nobody, which are passed over.
    """
    ten, fails = identity.ten_digits("normal"), identity.fails_nhs_check("normal")
    failing_rows: dict[str, int] = {}
    problems = []
    for source in sources:
        of_table = (
            f"FROM {found} ANTI JOIN {of_nobody} USING (normal) "
            f"WHERE t = '{source.table}' AND normal IS NOT NULL"
        )
        ((ids, of_ten, failing),) = con.execute(
            f"SELECT count(*), count(*) FILTER ({ten}), count(*) FILTER ({fails}) "
            f"FROM (SELECT normal {of_table} LIMIT {SOME})"
        ).fetchall()
        named = plain(source.header("patient_id")) in SAYS_SO
        if of_ten > MOSTLY * ids and (named or of_ten - failing > MOSTLY * of_ten):
            ((rows, others),) = con.execute(
                f"SELECT coalesce(sum(n) FILTER ({fails}), 0)::BIGINT, "
                f"coalesce(sum(n) FILTER (NOT ({ten})), 0)::BIGINT {of_table}"
            ).fetchall()
            failing_rows |= {source.table: rows} if rows else {}
            problems += [_other_kind(source, others)] if others else []
    return failing_rows, problems


def _other_kind(source: Source, rows: int) -> Problem:
    return Problem(
        "id_other_kind",
        "The patient id is an NHS number in most rows, but another kind of id in some: "
        "these people may stand under two ids, and are not found in the other files.",
        "Export the NHS number in each row, or have these ids traced at the source.",
        file=source.label,
        column=source.header("patient_id"),
        rows=rows,
        stops=False,
    )
