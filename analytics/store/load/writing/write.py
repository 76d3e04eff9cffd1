"""Step 2 of a load: from canonical tables to the stored tables of a dataset.

It reads what `canonical.tables` describes, and nothing of the files. A check goes the
same way and writes nothing.
"""

from dataclasses import dataclass

from analytics.definitions.event_kinds import EventKind
from analytics.store.load.canonical.events import EVENTS
from analytics.store.load.canonical.left_out.row_accounts import must_agree
from analytics.store.load.canonical.tables import Canonical, CanonicalTable
from analytics.store.load.made_of import misses
from analytics.store.load.made_of.spans import span
from analytics.store.load.progress import shares
from analytics.store.load.run import Run
from analytics.store.load.writing import (
    events,
    months,
    other_census,
    practices_filled,
    small_tables,
    swapped_ids,
)
from analytics.store.load.writing.of_files import OfFiles
from analytics.store.load.writing.people import PEOPLE
from analytics.store.load.writing.usually_counted import usually_counted
from analytics.store.manifest import Span

PEOPLE_AT = 0.72  # of a load: when people and places are written
WRITTEN_AT = (0.75, 0.95)  # the shares from and to which events are written


@dataclass(frozen=True)
class Written:
    """What was written: the span of each table given, and its rows kept; of a check,
    what would be counted when the dashboard opens, a sentence an extract."""

    spans: list[Span]
    kept: dict[str, int]
    usually_counted: tuple[str, ...] = ()


def write(run: Run, canonical: Canonical) -> Written:
    """Write every stored table to `run.out` (None: a check, nothing is written). Raises
    InputError if nothing counts of a kind."""
    run.watch.progress("Writing people and places", PEOPLE_AT)
    for kind, table in canonical.events:
        run.notes += practices_filled.fill(run.con, canonical, kind, table)
        run.notes += events.all_count(kind, table)
    spans = {
        table.table: _span(run, canonical, kind, table)
        for kind, table in canonical.events
    }
    for kind, table in canonical.events:
        if spans[table.table].rows == 0:
            run.problems += events.none_counts(kind, table)
        else:
            silent = events.silent(run.con, kind, table)
            run.problems += events.without_a_word(kind, table, *silent)
    run.stop_if_faulty()
    told = () if run.out else usually_counted(run.con, canonical.events, spans)
    small = small_tables.write(run.con, canonical, run.out)
    run.problems += swapped_ids.problems(run.con, canonical)
    missed, notes = misses.told(OfFiles(run.con, canonical, PEOPLE.of()))
    run.problems += missed
    run.problems += other_census.told(
        run.con, canonical, other_census.homes_of(PEOPLE.of())
    )
    run.notes += notes
    kept = {span.table: span.rows for span in small}
    kept |= _events(run, canonical, spans)
    if run.out:
        small_tables.write_none(run.con, run.out)
    _accounts_agree(canonical, kept)
    return Written([*spans.values(), *small], kept, tuple(told))


def _span(
    run: Run, canonical: Canonical, kind: EventKind, table: CanonicalTable
) -> Span:
    """First and last day of what counts, rows and people, and the fields that the
    extract does not have."""
    files = OfFiles(run.con, canonical)
    rows = files.kept(table.table)
    ((first, last, number, people),) = files.rows(span(rows.filter(rows.counts)))
    missing = events.missing(kind, table.had)
    return Span(table.table, first, last, number, people, missing)


def _events(run: Run, canonical: Canonical, spans: dict[str, Span]) -> dict[str, int]:
    """Write the events of each kind and their months; the rows kept, all episodes of an
    event among them."""
    kept, stored = {}, {}
    for kind, table in canonical.events:
        rows = f"sum({kind.episodes.count})" if kind.episodes else "count(*)"
        ((stored[table.table], kept[table.table]),) = run.con.execute(
            f"SELECT count(*), coalesce({rows}, 0)::BIGINT FROM {table.kept}"
        ).fetchall()
    between = shares(WRITTEN_AT, list(stored.values()))
    for (kind, table), (begins, ends) in zip(canonical.events, between, strict=True):
        if run.out:
            step = f"Writing {kind.table.title}"
            watched = run.watch.between(step, begins, ends, stored[table.table])
            must_agree(
                f"the rows kept of {table.table} and those written",
                watched(events.written(kind, table, run.out)),
                stored[table.table],
            )
            months.make(run.con, kind, canonical)
        EVENTS.drop(run.con, table.table)  # room for the months to be sorted in
        if run.out:
            months.write(run.con, kind, canonical, spans[table.table].last, run.out)
    return kept


def _accounts_agree(canonical: Canonical, kept: dict[str, int]) -> None:
    for table, given in canonical.given.items():
        must_agree(
            f"rows in of {table}, and kept and left out",
            given.account.rows,
            kept[table] + given.account.left_out,
        )
