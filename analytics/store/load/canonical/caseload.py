"""The caseload as a canonical table: each offer of support."""

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
from analytics.store.load.canonical.offers import status
from analytics.store.load.canonical.offers.doubts import doubts
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
    "a row of the caseload: one offer of support (said: the status as in the file)",
    (*STORED, "said", *OF_ROWS),
)
CODED = ("status", "reason", "referred_by", "coordinator", "outcome")
DAYS = ("accepted_on", "declined_on", "started_on", "ended_on")


def make_none(con: DuckDBPyConnection) -> None:
    """Make `CASELOAD` without a row, where none was given."""
    CASELOAD.make(con, empty(CASELOAD.columns, STORED | {"said": "string"} | OF_ROWS))


def read(con: DuckDBPyConnection, source: Source, wrong: int) -> RowAccount:
    """Make `CASELOAD` of the staged rows; what became of them. wrong: rows whose id is
    no NHS number."""
    words, joins, problems = {}, [], []
    for name in CODED:
        words[name], join, found = coded(con, source, name)
        joins.append(join)
        problems += found
    picked = day(source, "referred_on")
    missing = "true"
    if source.is_text("referred_on"):
        missing = values.is_missing("referred_on")
    days = ", ".join(f"{day(source, name)} AS {name}" for name in DAYS)
    offers = (
        f"SELECT i.person, {picked} AS referred_on, {days}, "
        f"{words['status']} AS status, {words['reason']} AS reason, "
        f"{words['referred_by']} AS referred_by, {words['coordinator']} AS "
        f"coordinator, {listed(source, 'services')} AS services, "
        f"{status.why(source, words['outcome'])} AS outcome, s.file_no, "
        f"s.row_no, i.wrong, CASE WHEN left_out > 0 THEN left_out "
        f"WHEN i.raw IS NULL THEN {checks.NO_ID} "
        f"WHEN {picked} IS NULL THEN CASE WHEN {missing} "
        f"THEN {checks.NO_TIME} ELSE {checks.BAD_TIME} END ELSE i.nobody END::UTINYINT "
        f"AS fault FROM {RAW.of(source.table)} s LEFT JOIN {IDS.of()} i "
        f"ON s.patient_id = i.raw {' '.join(joins)}"
    )
    cases = CASELOAD.make(con, status.settled(offers, source.has("started_on")))
    con.execute(
        f"UPDATE {cases} SET fault = {checks.REPEATED} WHERE rowid IN (SELECT row FROM "
        "(SELECT rowid AS row, row_number() OVER (PARTITION BY person, referred_on "
        f"ORDER BY rowid) AS n FROM {cases} WHERE fault = 0) WHERE n > 1)"
    )
    account = whole(con, source, RAW.of(source.table), cases, wrong)
    problems += hidden_lists(con, source, "services")
    account.problems[:0] = problems
    account.problems += wrong_days(con, source, DAYS)
    account.problems += doubts(con, source, cases)
    return account
