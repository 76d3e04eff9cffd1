"""A kind's months: what counts, by person and month."""

from datetime import date
from typing import Any

import ibis

from analytics.definitions.event_kinds import EventKind
from analytics.store.dataset import last_complete_month
from analytics.store.layout import months as stored

MONTHS_A_YEAR = 12


def months(kind: EventKind, rows: ibis.Table) -> ibis.Table:
    """One row a person, month, practice and value of the filters, with the stored
    columns. Where a filter decides what counts, every row is here."""
    by_load = kind.counted is not None and not kind.counted.by_filter
    counted = rows.filter(rows.counts) if by_load else rows
    sums: dict[str, Any] = {kind.months_count: counted.count().cast("int32")}
    for amount, had in kind.sums.items():
        of_rows = counted[amount].cast("float64")
        sums |= {
            amount: of_rows.sum().fill_null(0.0),
            had: counted[amount].count().cast("int32"),
        }
    return counted.group_by(
        counted.person,
        *(counted[name] for name in keys(kind)),
        month=counted.moment.truncate("M").date(),
    ).aggregate(**sums)


def keys(kind: EventKind) -> list[str]:
    """The columns by which a kind's months are kept apart, besides person and month."""
    return [name for name in stored(kind) if name in ("practice_code", *kind.months_by)]


def in_order(kind: EventKind, added: ibis.Table, last: date | None) -> ibis.Table:
    """The months with their stored columns, in the stored order: twelve by twelve back
    from the last complete one, and within twelve by person, so that the usual windows
    read their rows alone, person by person. last: the last day of what counts."""
    ordered = added.mutate(twelve=_twelve(added.month, last)).order_by(
        "twelve", "person", "month", *keys(kind)
    )
    return ordered.select(
        **{name: ordered[name].cast(type_) for name, type_ in stored(kind).items()}
    )


def _twelve(month: Any, last: date | None) -> Any:
    """How many times twelve months a month lies before the last complete one."""
    if last is None:
        return ibis.literal(1)
    newest = last_complete_month(last)
    years = ibis.literal(newest.year) - month.year()
    behind = years * MONTHS_A_YEAR + newest.month - month.month()
    return ibis.greatest(behind, 0) // MONTHS_A_YEAR
