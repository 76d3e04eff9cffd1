"""A kind's months as a stored table: what counts, by person and month."""

from datetime import date
from pathlib import Path

from duckdb import DuckDBPyConnection

from analytics.definitions.event_kinds import EventKind
from analytics.extract.temp_table import TempTable
from analytics.store.dataset import last_complete_month
from analytics.store.layout import months as stored
from analytics.store.load.canonical.tables import CanonicalTable
from analytics.store.load.duckdb_types import columns
from analytics.store.load.writing.events import counts
from analytics.store.load.writing.parquet import copy

MONTHS = TempTable(
    "months_of_{table}",
    "what a person had of a kind in a month, by practice and what filters choose by",
    ("<stored>",),
)
MONTH = "date_trunc('month', moment)::DATE AS month"
AMOUNTS = {"cost_gbp": "cost_gbp", "minutes": "minutes::DOUBLE"}


def write(
    con: DuckDBPyConnection,
    kind: EventKind,
    table: CanonicalTable,
    last: date | None,
    out: Path,
) -> None:
    """Write the months, twelve by twelve back from the last complete one.

    last: the last day of what counts. Within twelve by person, so that the usual
    windows read their rows alone, person by person. Where a filter decides what counts,
    every row is here.
    """
    sums = [f"count(*)::INTEGER AS {kind.months_count}"]
    for amount, had in kind.sums.items():
        sums += [
            f"coalesce(sum({amount}::DOUBLE), 0)::DOUBLE AS {amount}",
            f"count({amount})::INTEGER AS {had}",
        ]
    keys = [name for name in stored(kind) if name in ("practice_code", *kind.months_by)]
    by_load = kind.counted is not None and not kind.counted.by_filter
    months = MONTHS.make(
        con,
        f"SELECT {', '.join(['person', MONTH, *keys, *sums])} FROM {table.kept} "
        f"WHERE {counts(kind, table.had) if by_load else 'true'} GROUP BY ALL",
        table.table,
    )
    twelve = "1::SMALLINT"
    if last:
        newest = last_complete_month(last).replace(day=1)
        twelve = f"(date_diff('month', month, DATE '{newest}') // 12)::SMALLINT"
    order = ", ".join((twelve, "person", "month", *keys))
    picked = columns(kind.months, {name: name for name in stored(kind)})
    copy(
        con, f"SELECT {picked} FROM (FROM {months} ORDER BY {order})", kind.months, out
    )
    MONTHS.drop(con, table.table)
