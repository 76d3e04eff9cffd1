"""From the tables taken to the tables of a dataset: persons, registrations, small
tables, events, months, people, and what misses."""

from dataclasses import replace
from pathlib import Path

import duckdb
import ibis
import pandas as pd

from analytics.definitions.contract import with_people
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.tables_of_people import CASELOAD, PATIENTS
from analytics.definitions.tables_of_places import AREAS, PRACTICES
from analytics.lakehouse import events, persons, registered, small_tables
from analytics.lakehouse.columns import codes, reasons
from analytics.lakehouse.engines.engine import Engine
from analytics.lakehouse.kept import Kept
from analytics.lakehouse.taken import Taken, small
from analytics.store.layout import OTHERS, PEOPLE, REGISTRATIONS
from analytics.store.load.canonical.left_out.row_accounts import must_agree
from analytics.store.load.canonical.tables import CanonicalTable
from analytics.store.load.made_of import misses, months, people, spans
from analytics.store.load.made_of.practices import PRACTICE
from analytics.store.load.run import Run
from analytics.store.load.writing import events as told_of_events
from analytics.store.load.writing import other_census
from analytics.store.load.writing import small_tables as writing
from analytics.store.load.writing.parquet import stored_rows
from analytics.store.manifest import Exclusion, Span

LISTED = "lakehouse_listed"
Made = tuple[list[Span], dict[str, int]]


def make(
    run: Run,
    engine: Engine,
    taken: dict[str, Taken],
    seen: ibis.Table,
    are_pseudonyms: bool,
) -> Made:
    """Write every stored table to `run.out`; the spans of the tables given, and the
    rows kept. seen: every id as it is compared. Raises InputError."""
    out = run.out
    if out is None:
        raise ValueError("A build writes.")
    kept = Kept(engine)
    progress = run.watch.progress
    progress("Replacing identities by pseudonyms", 0.15)
    key = persons.key_table(engine, run.secret)
    of_people = [taken[table] for table in with_people() if table in taken]
    some = [one.kept().select("raw") for one in of_people]
    kept_ids = (ibis.union(*some) if len(some) > 1 else some[0]).distinct()
    known = seen.semi_join(kept_ids, seen.raw == kept_ids.raw)
    ids = persons.ids(engine, known, None if are_pseudonyms else key)
    _registered(engine, taken, kept, ids, key, out)
    progress("Reading places and the caseload", 0.25)
    found = _small(run, engine, taken, kept, ids, out)
    rows: dict[str, int] = {span.table: span.rows for span in found}
    for table in of_people:
        if kind := table.kind:
            progress(f"Writing {kind.table.title}", 0.3)
            found.append(_events(run, engine, kind, table, kept, ids, out))
            rows[kind.table.name] = table.account.rows - table.account.left_out
    run.stop_if_faulty()
    if PATIENTS.name in taken:
        found.append(_listed_span(engine, taken[PATIENTS.name], kept))
        rows[PATIENTS.name] = found[-1].rows
    progress("Putting people together", 0.8)
    _people(run, engine, kept, ids, out)
    problems, notes = misses.told(kept)
    run.problems, run.notes = run.problems + problems, run.notes + notes
    writing.write_none(run.con, out)
    return found, rows


def _canonical(one: Taken) -> CanonicalTable:
    table = one.place.table
    return CanonicalTable(table, "", one.place.said, one.had, one.account)


def _registered(
    engine: Engine,
    taken: dict[str, Taken],
    kept: Kept,
    ids: ibis.Table,
    key: ibis.Table,
    out: Path,
) -> None:
    """Write the registrations, each once."""
    one = taken.get(PATIENTS.name)
    if one is None:
        columns = PEOPLE | REGISTRATIONS
        none = pd.DataFrame(columns=list(columns))
        kept.tables[PATIENTS.name] = engine.small(LISTED, none, columns)
        return
    last = max((t.last for t in taken.values() if t.last), default=None)
    rows = codes.cleaned(PATIENTS.name, one.rows, one.looked)
    homes = persons.households(engine, rows, key)
    listed = engine.keep(LISTED, registered.listed(rows, ids, homes, last))
    engine.write(registered.registrations(listed), "registrations", out)
    written = engine.written("registrations", out)
    ((once,),) = engine.rows(written.aggregate(n=written.count()))
    left = one.account.rows - one.account.left_out
    if repeated := left - once:
        one.account.exclusions.append(
            Exclusion(PATIENTS.name, registered.REPEATED, repeated, left, once)
        )
    kept.tables[PATIENTS.name] = listed
    kept.given[PATIENTS.name] = _canonical(one)


def _listed_span(engine: Engine, one: Taken, kept: Kept) -> Span:
    rows = kept.kept(PATIENTS.name).select(*REGISTRATIONS).distinct()
    ((first, last, number, people_),) = engine.rows(spans.span(rows, "registered_from"))
    missing = tuple(
        field.name
        for field in PATIENTS.fields
        if not field.required and field.name not in one.had
    )
    return Span(PATIENTS.name, first, last, int(number), int(people_), missing)


def _small(
    run: Run,
    engine: Engine,
    taken: dict[str, Taken],
    kept: Kept,
    ids: ibis.Table,
    out: Path,
) -> list[Span]:
    """Read and write the small tables, and let the engine have what it needs of
    them."""
    there = {}
    for table, one in small(taken).items():
        rows = one.rows
        if table == CASELOAD.name:
            rows = small_tables.numbered(rows, ids)
        there[table] = rows.select(*one.had)
    canonical = small_tables.take(run, engine, there)
    for table, given in canonical.given.items():
        taken[table].account = given.account
        kept.given[table] = replace(given, label=taken[table].place.said)
    other_census.fill_districts(run.con)
    names = [table for table in writing.ORDERS if table != PATIENTS.name]
    found = writing.write_tables(run.con, canonical, out, names)
    for table in (PRACTICES.name, AREAS.name):
        rows = _stored(table, out)
        kept.tables[table] = engine.small(
            f"lakehouse_{table}_kept", rows, OTHERS[table]
        )
    return found


def _stored(table: str, out: Path) -> pd.DataFrame:
    with duckdb.connect() as con:
        found = con.execute(stored_rows(out / f"{table}.parquet"))
        names = [one[0] for one in found.description or ()]
        return pd.DataFrame(found.fetchall(), columns=names, dtype=object)


def _events(
    run: Run,
    engine: Engine,
    kind: EventKind,
    one: Taken,
    kept: Kept,
    ids: ibis.Table,
    out: Path,
) -> Span:
    """Write the events of a kind and their months; what they span."""
    table = kind.table.name
    rows = codes.cleaned(table, events.of_people(one.rows, ids), one.looked)
    lacking = one.looked.empty.get(PRACTICE, 0 if PRACTICE in one.had else 1)
    fills = bool(lacking and kind.table.has(PRACTICE) and PATIENTS.name in kept.given)
    if fills:
        rows = events.with_practice(kind, rows, engine.written("registrations", out))
    rows = reasons.joined(engine, kind, rows, one.reasons)
    engine.write(events.stored(kind, rows, one.had), table, out)
    written = events.as_kept(kind, engine.written(table, out), one.had)
    given = kept.given[table] = _canonical(one)
    kept.tables[table] = written
    left = one.account.rows - one.account.left_out
    ((number,),) = engine.rows(written.aggregate(n=written.count()))
    must_agree(f"the rows kept of {table} and those written", number, left)
    if fills:
        run.notes += _filled(engine, written, given, lacking, left)
    run.notes += told_of_events.all_count(kind, given)
    counted = written.filter(written.counts)
    ((first, last, number, people_),) = engine.rows(spans.span(counted))
    if not number:
        run.problems += told_of_events.none_counts(kind, given)
    else:
        silent = one.looked.empty.get(kind.counted.field, 0) if kind.counted else 0
        run.problems += told_of_events.without_a_word(kind, given, silent, left)
    added = months.in_order(kind, months.months(kind, written), last)
    engine.write(added, kind.months, out)
    missing = told_of_events.missing(kind, one.had)
    return Span(table, first, last, int(number), int(people_), missing)


def _filled(
    engine: Engine, written: ibis.Table, given: CanonicalTable, lacking: int, left: int
) -> list[str]:
    """A note on the events that got the practice of the person's registration."""
    empty = written.filter(written[PRACTICE].isnull())
    ((still,),) = engine.rows(empty.aggregate(n=empty.count()))
    before = lacking if PRACTICE in given.had else left
    return told_of_events.practices_filled(before - still, given)


def _people(run: Run, engine: Engine, kept: Kept, ids: ibis.Table, out: Path) -> None:
    """Write the people, and tell where censuses and indices meet."""
    said = [
        people.said(kind, kept.kept(table.table))
        for kind, table in kept.events
        if people.says_who(kind)
    ]
    translated = run.con.execute(f"FROM {other_census.translate(run.con)}").df()
    now = engine.small(
        "lakehouse_translated",
        translated.astype(object),
        {"code": "string", "now": "string"},
    )
    made = people.people(
        persons.people_of(ids),
        kept.kept(PATIENTS.name),
        said,
        kept.kept(AREAS.name),
        now,
    )
    made = engine.keep("lakehouse_people", made)
    engine.write(made.select(*PEOPLE).order_by("person"), "people", out)
    kept.everybody = engine.written("people", out)
    homes = made.group_by("home_said", "imd_decile", "imd_year").aggregate(
        n=made.count()
    )
    found = engine.rows(homes.select("home_said", "imd_decile", "imd_year", "n"))
    run.problems += other_census.told_of(run.con, kept.given, found)
