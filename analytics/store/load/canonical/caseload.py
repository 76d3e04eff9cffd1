"""The caseload as a canonical table: each person taken on."""

from duckdb import DuckDBPyConnection

from analytics.extract.cells import checks, values
from analytics.extract.reading.source import Source
from analytics.extract.temp_table import TempTable
from analytics.store.layout import CASELOAD as STORED
from analytics.store.load.canonical.left_out.row_accounts import (
    OF_ROWS,
    RowAccount,
    whole,
)
from analytics.store.load.canonical.people_ids import IDS
from analytics.store.load.canonical.whole_tables import (
    RAW,
    coded,
    day,
    hidden_lists,
    listed,
    wrong_days,
)
from analytics.store.load.duckdb_types import empty

CASELOAD = TempTable(
    "canonical_caseload",
    "a row of the caseload: one person taken on",
    (*STORED, *OF_ROWS),
)


def make_none(con: DuckDBPyConnection) -> None:
    """Make `CASELOAD` without a row, where none was given."""
    CASELOAD.make(con, empty(CASELOAD.columns, STORED | OF_ROWS))


def read(con: DuckDBPyConnection, source: Source, wrong: int) -> RowAccount:
    """Make `CASELOAD` of the staged rows; what became of them. wrong: rows whose id is
    no NHS number."""
    outcome, join, problems = coded(con, source, "outcome")
    worker, join_worker, found = coded(con, source, "coordinator")
    picked = day(source, "referred_on")
    missing = "true"
    if source.is_text("referred_on"):
        missing = values.is_missing("referred_on")
    cases = CASELOAD.make(
        con,
        f"SELECT i.person, {picked} AS referred_on, "
        f"{day(source, 'started_on')} AS started_on, {day(source, 'ended_on')} AS "
        f"ended_on, {worker} AS coordinator, {listed(source, 'services')} AS services, "
        f"{outcome} AS outcome, s.file_no, s.row_no, i.wrong, "
        f"CASE WHEN left_out > 0 THEN left_out WHEN i.raw IS NULL THEN {checks.NO_ID} "
        f"WHEN {picked} IS NULL THEN CASE WHEN {missing} "
        f"THEN {checks.NO_TIME} ELSE {checks.BAD_TIME} END ELSE i.nobody END::UTINYINT "
        f"AS fault FROM {RAW.of(source.table)} s LEFT JOIN {IDS.of()} i "
        f"ON s.patient_id = i.raw {join} {join_worker}",
    )
    con.execute(
        f"UPDATE {cases} SET fault = {checks.REPEATED} WHERE rowid IN (SELECT row FROM "
        "(SELECT rowid AS row, row_number() OVER (PARTITION BY person, referred_on "
        f"ORDER BY rowid) AS n FROM {cases} WHERE fault = 0) WHERE n > 1)"
    )
    account = whole(con, source, RAW.of(source.table), cases, wrong)
    found += hidden_lists(con, source, "services")
    account.problems[:0] = problems + found
    account.problems += wrong_days(con, source, ("started_on", "ended_on"))
    return account
