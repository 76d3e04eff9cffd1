"""Step 1 of a load: from files to canonical tables.

Every file is scanned once; ids become persons; coded words become codes; rows that
cannot be kept are marked, counted and listed. What it leaves is `tables.Canonical`.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache, partial

from duckdb import DuckDBPyConnection

from analytics.definitions.contract import TABLES, with_people
from analytics.definitions.event_kinds import kind_of_table
from analytics.definitions.indicators.table import INDICATORS
from analytics.definitions.services.tables import SERVICES
from analytics.definitions.tables_of_people import CASELOAD, PATIENTS
from analytics.extract.reading.source import Source
from analytics.store.load import faults
from analytics.store.load.canonical import (
    caseload,
    event_codes,
    event_hours,
    events,
    people_ids,
    places,
    registered,
    staging,
    whole_tables,
)
from analytics.store.load.canonical.directory import services
from analytics.store.load.canonical.episodes.put_together import put_together
from analytics.store.load.canonical.indicators import read as indicators
from analytics.store.load.canonical.left_out import file as left_out_file
from analytics.store.load.canonical.left_out import row_accounts
from analytics.store.load.canonical.left_out import rows as left_out_rows
from analytics.store.load.canonical.left_out.doubts import many_left_out
from analytics.store.load.canonical.left_out.row_accounts import RowAccount
from analytics.store.load.canonical.same_event import marks
from analytics.store.load.canonical.staging import Staged
from analytics.store.load.canonical.tables import (
    Canonical,
    CanonicalTable,
    canonical_table,
)
from analytics.store.load.progress import about_rows, shares
from analytics.store.load.run import Run

# Of a load, the shares from and to which files are read, and events are sorted.
STAGED_AT = (0.03, 0.45)
CHECKED_AT = 0.5
SORTED_AT = (0.52, 0.72)


def read(run: Run) -> Canonical:
    """Read the files that were opened. Raises InputError with every problem, after
    all were looked at."""
    staged = _stage(run)
    run.watch.progress("Replacing identities by pseudonyms", STAGED_AT[1])
    wrong = _identify(run, staged)
    given = _whole_tables(run, staged, wrong) | _events(run, staged, wrong)
    given |= _indicators(run, given)
    run.stop_if_faulty()
    return Canonical(given)


def _stage(run: Run) -> list[Staged]:
    """Read every file once: events into small values, other tables as they are."""
    staged = []
    extracts = [
        (source, kind)
        for table, source in run.sources.items()
        if (kind := kind_of_table(table))
    ]
    sizes = [sum(file.stamp[0] for file in source.files) for source, _ in extracts]
    for (source, kind), (begins, ends) in zip(
        extracts, shares(STAGED_AT, sizes), strict=True
    ):
        step, rows = f"Reading {source.label}", about_rows(run.con, source)
        watched = run.watch.between(step, begins, ends, rows)
        with faults.of_the_file(run, source.label):
            staged.append(
                staging.stage(run.con, source, kind, run.workspace, run.today, watched)
            )
    for source in _read_whole(run, run.sources):
        with faults.of_the_file(run, source.label):
            whole_tables.stage(run.con, source)
    run.stop_if_faulty()
    return staged


def _identify(run: Run, staged: list[Staged]) -> dict[str, int]:
    """Number the people; rows of each table whose id is no NHS number."""
    has_ids = [one.has_ids() for one in staged]
    has_ids += [whole_tables.has_ids(one) for one in _read_whole(run, with_people())]
    identified = people_ids.identify(run.con, has_ids, run.secret)
    run.problems += identified.problems
    return identified.wrong


def _read_whole(run: Run, names: Iterable[str]) -> list[Source]:
    """The sources of those tables that are no events."""
    return [
        run.sources[name]
        for name in names
        if name in run.sources and kind_of_table(name) is None
    ]


def _whole_tables(
    run: Run, staged: list[Staged], wrong: dict[str, int]
) -> dict[str, CanonicalTable]:
    """Places, the registered list and the caseload; those not given, without rows."""
    con, given = run.con, dict[str, CanonicalTable]()
    registered.make_none(con)
    caseload.make_none(con)
    for table in places.NAMED:
        places.make_none(con, table)

    def keep(source: Source, name: str, account: RowAccount) -> None:
        given.update(_kept(run, source, name, account))

    for source in _read_whole(run, (*places.NAMED, PATIENTS.name, CASELOAD.name)):
        run.watch.progress(f"Checking {source.label}", CHECKED_AT)
        table, wrong_ids = source.table, wrong.get(source.table, 0)
        if table == PATIENTS.name:
            as_of = _last_day(run, staged)
            account = registered.read(con, source, as_of, wrong_ids, run.secret)
            keep(source, registered.PATIENTS.of(), account)
        elif table == CASELOAD.name:
            keep(source, caseload.CASELOAD.of(), caseload.read(con, source, wrong_ids))
        elif table == SERVICES.name:
            keep(source, places.PLACES.of(table), services.read(con, source))
        else:
            keep(source, places.PLACES.of(table), places.read(con, source))
    return given


def _indicators(
    run: Run, given: dict[str, CanonicalTable]
) -> dict[str, CanonicalTable]:
    """The indicators, whose places are those of all the other tables."""
    con = run.con
    indicators.make_none(con)
    named = [
        one.kept for one in given.values() if TABLES[one.table].has("practice_code")
    ]
    found: dict[str, CanonicalTable] = {}
    for source in _read_whole(run, (INDICATORS.name,)):
        run.watch.progress(f"Checking {source.label}", SORTED_AT[1])
        practices = indicators.practices_of(con, named)
        account = indicators.read(con, source, practices)
        found |= _kept(run, source, indicators.INDICATORS.of(), account)
    return found


def _kept(
    run: Run, source: Source, name: str, account: RowAccount
) -> dict[str, CanonicalTable]:
    """A table read whole, by its name; nothing where a problem stops the load."""
    _ask_about_loss(run, source, account)
    run.problems += account.problems
    if account.stops:
        return {}
    run.notes += account.notes
    rows = left_out_rows.of_whole(source, name, run.secret)
    _write_left_out(run, source, account, rows)
    return {source.table: canonical_table(source, name, account)}


def _last_day(run: Run, staged: list[Staged]) -> date:
    """The day of the newest record of the extracts."""
    days = [
        run.con.execute(
            f"SELECT max(moment)::DATE FROM {one.name} WHERE fault = 0"
        ).fetchall()[0][0]
        for one in staged
    ]
    return max((day for day in days if day), default=date.today())


def _events(
    run: Run, staged: list[Staged], wrong: dict[str, int]
) -> dict[str, CanonicalTable]:
    """The extracts of events, sorted, with their repeats marked and their rows
    counted."""
    given = {}
    practices = registered.practices(run.con)
    sizes = [sum(one.by_file.values()) for one in staged]
    shared = shares(SORTED_AT, sizes)
    for one, rows, between in zip(staged, sizes, shared, strict=True):
        con, source = run.con, one.source
        problems = event_codes.look_up(con, one, practices)
        of_hours = event_hours.doubts(con, one)
        title, (first, then) = TABLES[one.table].title, shares(between, [1, 1])
        step = f"Finding the people of {title}"
        events.give_people(con, one, run.watch.between(step, *first, rows))
        step = f"Sorting {title} by person and time"
        name = events.sort(con, one, run.watch.between(step, *then, rows))
        near = marks.near(con, one)
        looking = partial(left_out_rows.look_again, con, one, run.today, run.secret)
        look = cache(partial(looking, run.workspace))
        if near:
            marks.mark(con, one, look())
        account, listed = row_accounts.of_events(
            con,
            one,
            name,
            wrong.get(one.table, 0),
            partial(_listed, con, one, look, bool(near)),
        )
        account.problems[:0] = problems
        account.problems += near.problems + marks.told(con, one) + of_hours
        _ask_about_loss(run, source, account)
        run.problems += account.problems
        if not account.stops:
            _write_left_out(run, source, account, listed)
            if one.kind.episodes:
                problems, notes = put_together(con, one, near.own)
                run.problems, run.notes = run.problems + problems, run.notes + notes
            given[one.table] = canonical_table(source, name, account)
    return given


def _listed(
    con: DuckDBPyConnection, staged: Staged, look: Callable[[], str], repeats: bool
) -> str:
    return left_out_rows.of_events(con, staged, look(), repeats)


def _ask_about_loss(run: Run, source: Source, account: RowAccount) -> None:
    account.problems += many_left_out(
        source, account.rows, account.lost, run.accept_left_out
    )


def _write_left_out(run: Run, source: Source, account: RowAccount, rows: str) -> None:
    if run.out and account.left_out:
        row_accounts.must_agree(
            f"the file of rows left out of {source.table}",
            left_out_file.write(run.con, source, rows, run.out),
            account.left_out,
        )
