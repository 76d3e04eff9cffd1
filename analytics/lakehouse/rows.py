"""Which rows of a canonical table are kept, and why others are left out: counted to the
row, for events and for the registered list."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import ibis

from analytics.definitions.contract import TABLES
from analytics.definitions.event_kinds import kind_of_table
from analytics.errors import Problem
from analytics.extract.cells import checks
from analytics.extract.people import identity
from analytics.lakehouse import persons
from analytics.store.load.canonical.left_out.doubts import MOST
from analytics.store.load.canonical.left_out.row_accounts import RowAccount
from analytics.store.manifest import Exclusion

NOBODY = "id stands for nobody"
TOMORROW = timedelta(days=2)  # a day that may be today in another zone
ORDER = (
    checks.REASONS[checks.NO_ID],
    NOBODY,
    checks.REASONS[checks.NO_TIME],
    checks.REASONS[checks.TOO_OLD],
    checks.REASONS[checks.FUTURE],
    checks.REASONS[checks.REPEATED],
)


def of_nobody(seen: ibis.Table, are_pseudonyms: bool) -> ibis.Table:
    """The ids that stand for nobody, and why: bad, why."""
    nobody: Any = seen.normal.isnull()
    if not are_pseudonyms:
        nobody = nobody | persons.stands_for_nobody(seen.normal)
    found = seen.filter(nobody)
    no_id = checks.REASONS[checks.NO_ID]
    return found.select(
        bad=found.raw, why=ibis.ifelse(found.normal.isnull(), no_id, NOBODY)
    )


def marked(table: str, shaped: ibis.Table, nobody: ibis.Table, today: date) -> Any:
    """The rows with `raw` (their id) and `fault`: why one is left out, null where it is
    kept; no id goes before what is wrong with its time, that before an id of
    nobody."""
    rows = shaped.mutate(raw=shaped.patient_id)
    rows = rows.left_join(nobody, rows.raw == nobody.bad)
    no_id = checks.REASONS[checks.NO_ID]
    cases = [(rows.raw.isnull() | (rows.why == no_id), no_id)]
    if kind := kind_of_table(table):
        moment = rows[kind.time]
        first = ibis.timestamp(f"{checks.FIRST_YEAR}-01-01")
        last = ibis.timestamp(f"{today + TOMORROW}")
        cases += [
            (moment.isnull(), checks.REASONS[checks.NO_TIME]),
            (moment < first, checks.REASONS[checks.TOO_OLD]),
            (moment >= last, checks.REASONS[checks.FUTURE]),
        ]
    return rows.mutate(fault=ibis.cases(*cases, else_=rows.why)).drop("bad", "why")


def not_pseudonyms(table: str, shaped: ibis.Table) -> ibis.Table:
    """How many rows of a table have an id that is no pseudonym: rows."""
    form = f"^{identity.PSEUDONYM.pattern}$"
    odd = shaped.patient_id.notnull() & ~shaped.patient_id.re_search(form)
    return shaped.aggregate(rows=shaped.count(where=odd))


def account(
    table: str, label: str, faults: dict[str | None, int], accepted: bool
) -> RowAccount:
    """What became of the rows of a table. faults: rows by fault, null for those kept.
    Its problems stop where every row is left out, or more than a fifth and that is not
    accepted."""
    total = sum(faults.values())
    found = RowAccount(rows=total)
    left = total
    for reason in ORDER:
        if rows := faults.get(reason, 0):
            found.exclusions.append(Exclusion(table, reason, rows, left, left - rows))
            left -= rows
            found.problems.append(_told(table, label, reason, rows, total))
    lost = found.left_out - faults.get(checks.REASONS[checks.REPEATED], 0)
    if MOST * total < lost < total:
        found.problems.append(_many(table, label, lost, total, accepted))
    if not total:
        found.problems.append(
            Problem(
                "no_rows",
                "The table holds no rows.",
                "Fill it, or leave it out.",
                file=label,
            )
        )
    return found


def _told(table: str, label: str, reason: str, rows: int, total: int) -> Problem:
    kind = kind_of_table(table)
    every = rows >= total
    booked = (
        reason == checks.REASONS[checks.FUTURE]
        and kind is not None
        and kind.booked_ahead
    )
    return Problem(
        "rows_left_out",
        f"{checks.some_of(rows, total).capitalize()} left out: {reason}.",
        "Nothing to do: they are still to come."
        if booked
        else "Put them right where they come from, or accept that they are left out.",
        file=label,
        rows=rows,
        stops=every,
    )


def _many(table: str, label: str, lost: int, total: int, accepted: bool) -> Problem:
    return Problem(
        "many_left_out",
        f"{lost:,} of {total:,} rows of {TABLES[table].title} ({lost / total:.0%}) "
        f"{'were' if accepted else 'would be'} left out."
        + (" This was accepted." if accepted else ""),
        "What is counted would be too low. Put the cause right, or confirm that these "
        "rows may be left out.",
        file=label,
        rows=lost,
        stops=not accepted,
        flag="" if accepted else "Confirm with --accept-left-out.",
    )


def key_of_event(table: str, rows: ibis.Table) -> Iterator[Any]:
    """The columns by which rows of one person are one event: its time, its own number
    and what its kind says tells events apart."""
    kind = kind_of_table(table)
    if kind is None:
        return
    yield rows.raw
    yield rows[kind.time]
    names = {"second": kind.second.field if kind.second else "", "number": kind.number}
    reason = kind.reason.fields if kind.reason else ()
    for name in dict.fromkeys((*kind.repeats.without, "number")):
        for one in reason if name == "r" else (names.get(name, name),):
            if one:
                yield rows[one]


def once(table: str, rows: ibis.Table) -> ibis.Table:
    """The rows kept, of which those that repeat another have the fault that says so:
    they have the same time and number, and the time says the hour or there is a
    number. The one that ended last is kept."""
    kind = kind_of_table(table)
    if kind is None:
        return rows
    moment = rows[kind.time]
    told = moment != moment.truncate("D")
    if kind.number:
        told = told | rows[kind.number].notnull()
    order = [rows[kind.second.field].desc(nulls_first=False)] if kind.second else []
    if kind.costs:
        order.append(rows.cost_gbp.desc(nulls_first=False))
    place = ibis.row_number().over(
        ibis.window(group_by=list(key_of_event(table, rows)), order_by=order or moment)
    )
    repeats = rows.fault.isnull() & told
    placed = rows.mutate(place=place, repeats=repeats)
    again = placed.repeats & (placed.place > 0)
    return placed.mutate(
        fault=ibis.ifelse(again, checks.REASONS[checks.REPEATED], placed.fault)
    ).drop("place", "repeats")


def some_repeat(table: str, rows: ibis.Table) -> ibis.Table:
    """How many rows more than one each event has, at most: rows. Cheap to ask, so that
    rows without repeats are not sorted for them."""
    kept = rows.filter(rows.fault.isnull())
    whole = kept.select(
        key=ibis.array(
            [one.cast("string").fill_null("") for one in key_of_event(table, kept)]
        )
        .join("|")
        .hash()
    )
    sizes = whole.group_by("key").aggregate(n=whole.count())
    return sizes.aggregate(rows=(sizes.n - 1).sum().fill_null(0))
