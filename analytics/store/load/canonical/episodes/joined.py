"""Episodes become events, such as hospital spells.

Rows of one person with the same number of their event are one, while they go on: a row
that begins after the day on which the others were over, with another start, is of an
event of its own. Rows without such a number are one where they are of one person at one
provider and begin at the same moment, or where a later episode begins when the one
before is over. Within an event rows are in the order of their numbers, else of their
days.
"""

from duckdb import DuckDBPyConnection

from analytics.definitions.event_kinds import Episodes, EventKind
from analytics.extract.reading.source import Source
from analytics.extract.temp_table import TempTable
from analytics.store.load.canonical import event_times_sql
from analytics.store.load.canonical.events import EVENTS, QUARTER
from analytics.store.load.canonical.staging import Staged, coded_fields

MOST = 97  # as a number in an event: HES has 98 for none and 99 for not known
EPISODES = TempTable(
    "episodes_{table}",
    "a row that is kept of an extract of episodes: its event (s), its place in it (n), "
    "the day it begins and ends",
    ("<event>", "begins", "ends", "s", "n"),
)


def label(con: DuckDBPyConnection, staged: Staged, own: bool) -> str:
    """Make `EPISODES` of the sorted events; its name.

    own: whether the numbers are those of events (`own_numbers` says so of a column that
    gives a person one number).
    """
    kind, told = staged.kind, _episodes(staged.kind)
    begins = f"coalesce({told.began}, moment::DATE)"
    ends = f"coalesce({told.ended}, second::DATE)"
    key = "number" if own else "NULL::UBIGINT"
    provider = f"coalesce({told.provider}::VARCHAR, '')"
    number = f"CASE WHEN {told.number} BETWEEN 1 AND {MOST} THEN {told.number} END"
    rows = (
        f"SELECT * REPLACE ({number} AS {told.number}), {begins} AS begins, "
        f"{ends} AS ends, {key} AS own FROM {EVENTS.of(kind.table.name)} "
        "WHERE fault = 0"
    )
    group = f"person, own, CASE WHEN own IS NULL THEN {provider} END"
    order = f"begins, {told.number} NULLS LAST, ends NULLS LAST, moment, {_ties(kind)}"
    before = f"OVER (PARTITION BY {group} ORDER BY {order} ROWS BETWEEN UNBOUNDED"
    before += " PRECEDING AND 1 PRECEDING)"
    last = f"OVER (PARTITION BY {group} ORDER BY {order})"
    apart = (
        f"CASE WHEN lag(begins) {last} IS NULL THEN true "
        f"WHEN moment = lag(moment) {last} THEN false "
        f"WHEN own IS NOT NULL THEN coalesce(begins > max(ends) {before} "
        f"AND moment::DATE <> lag(moment::DATE) {last}, false) "
        f"ELSE NOT coalesce({told.number} > 1 AND begins <= max(ends) {before}, false) "
        "END"
    )
    numbered = f"SELECT *, {apart} AS apart FROM ({rows})"
    parted = (
        f"SELECT * EXCLUDE (apart), count(*) FILTER (apart) OVER (PARTITION BY {group} "
        f"ORDER BY {order} ROWS UNBOUNDED PRECEDING) AS part FROM ({numbered})"
    )
    one = f"{group}, part"
    by_number = f"{told.number} NULLS LAST, {order}"
    return EPISODES.make(
        con,
        f"SELECT * EXCLUDE (own, part), dense_rank() OVER (ORDER BY {one}) AS s, "
        f"row_number() OVER (PARTITION BY {one} ORDER BY {by_number}) AS n "
        f"FROM ({parted})",
        kind.table.name,
    )


def join(con: DuckDBPyConnection, staged: Staged) -> None:
    """Make the sorted events anew, a row for each event of `EPISODES`."""
    kind, source = staged.kind, staged.source
    told = _episodes(kind)
    query = _joined(source, kind, told, EPISODES.of(kind.table.name))
    con.execute(
        EVENTS.made(f"{query} ORDER BY {QUARTER}, person, moment", kind.table.name)
    )


def _joined(source: Source, kind: EventKind, told: Episodes, episodes: str) -> str:
    """SQL of the events of episodes, in the columns of `EVENTS` and how many each is
    of.

    It was over when its last row says so, else when any other does after that one had
    begun. What is said once counts: of the first row that says it, or of the last.
    """
    parsed = event_times_sql.parsed(source, kind)
    picked = ["any_value(person) AS person", "min(moment) AS moment"]
    later = "max(second) FILTER (second::DATE > last_begins OR alone)"
    picked.append(f"coalesce(max(second) FILTER (n = of), {later}) AS second")
    for name in (*coded_fields(kind), "r", *parsed):
        picked.append(f"{_of_rows(name, told)} AS {name}")
    picked += [
        "any_value(number) AS number",
        "0::UTINYINT AS fault",
        "bit_or(flags) AS flags",
        f"count(*)::INTEGER AS {told.count}",
    ]
    whole = "OVER (PARTITION BY s)"
    rows = (
        f"SELECT *, count(*) {whole} AS of, arg_max(begins, n) {whole} AS last_begins, "
        f"min(second) {whole} = max(second) {whole} AND count(second) {whole} > 1 "
        f"AS alone FROM {episodes}"
    )
    events = f"SELECT {', '.join(picked)} FROM ({rows}) GROUP BY s"
    lasted = parsed.get("minutes")
    minutes = f"* REPLACE ({lasted} AS minutes)" if lasted else "*"
    return f"SELECT {minutes} FROM ({events}) s"


def _of_rows(name: str, told: Episodes) -> str:
    """SQL of what an event has of a column of its rows."""
    if name in told.lists:
        return f"string_agg({name}::VARCHAR, ';' ORDER BY n)"
    if name in told.sums:
        return f"sum({name})"
    which = "last" if name in told.of_last else "first"
    return f"{which}({name} ORDER BY n) FILTER ({name} IS NOT NULL)"


def _ties(kind: EventKind) -> str:
    """SQL of an order of rows that nothing else tells apart, so that a load gives the
    same twice."""
    return f"hash({', '.join(('second', *coded_fields(kind)))})"


def _episodes(kind: EventKind) -> Episodes:
    if kind.episodes is None:
        raise ValueError(f"Rows of {kind.table.title} are no episodes.")
    return kind.episodes
