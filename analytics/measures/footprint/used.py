"""How much of a service people used in the window, and what it cost, person by person.

The cost is the extract's own where a row has one; else the national unit cost that the
event takes; else none, and how many have none is told.
"""

import ibis
import pandas as pd
from ibis import _

from analytics.definitions.event_kinds import EventKind, kinds
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.use import use_of
from analytics.methods.savings import UnitCost
from analytics.methods.savings.catalogue import unit_cost

AMOUNTS = ("events", "pounds", "priced", "own", "days", "timed")


def used(kind: EventKind, scope: Scope) -> ibis.Table:
    """One row a person with an event of the kind in the window: person, events, pounds
    (of the events that have a cost), priced (how many have one), own (how many of
    these are the extract's own), days (nights in a bed, of stays that began in the
    window) and timed (how many events they are of)."""
    if kind.prices or kind.days:
        return _from_events(kind, scope)
    each = use_of(kind, scope)
    flat = unit_cost(kind.unit_cost).pounds if kind.unit_cost else None
    own = each[kind.sum_of("costed")] if kind.costs else ibis.literal(0)
    cost = each[kind.sum_of("cost_gbp")] if kind.costs else ibis.literal(0.0)
    events = each[kind.used]
    return each.select(
        "person",
        events=events,
        pounds=cost + (events - own) * (flat or 0.0),
        priced=events if flat is not None else own.cast("int64"),
        own=own.cast("int64"),
        days=ibis.literal(0, "int64"),
        timed=ibis.literal(0, "int64"),
    )


def _from_events(kind: EventKind, scope: Scope) -> ibis.Table:
    rows = scoped.events(kind, scope)
    own = rows.cost_gbp if kind.costs else ibis.null("float64")
    pounds = ibis.coalesce(own, _national(kind, rows))
    nights = kind.days(rows) if kind.days else ibis.null("int64")
    rows = rows.select("person", own=own, pounds=pounds, nights=nights)
    return rows.group_by("person").agg(
        events=_.count(),
        pounds=_.pounds.sum().fill_null(0.0),
        priced=_.pounds.count(),
        own=_.own.count(),
        days=_.nights.cast("int64").sum().fill_null(0),
        timed=_.nights.count(),
    )


def _national(kind: EventKind, rows: ibis.Table) -> ibis.Value:
    """The national unit cost of each row, in pounds; null where there is none."""
    flat = unit_cost(kind.unit_cost).pounds if kind.unit_cost else None
    if not kind.prices:
        return ibis.literal(flat, "float64")
    ways = [
        (
            one.fits(rows),
            ibis.literal(unit_cost(one.key).pounds) * one.times(rows)
            if one.key
            else ibis.null("float64"),
        )
        for one in kind.prices
    ]
    return ibis.cases(*ways, else_=ibis.literal(flat, "float64"))


def unit_costs_of(kind: EventKind) -> tuple[UnitCost, ...]:
    """The national unit costs that its events may take."""
    keys = [one.key for one in kind.prices if one.key]
    return tuple(unit_cost(key) for key in (*keys, kind.unit_cost) if key)


def costs_table() -> pd.DataFrame:
    """Every national unit cost that events may take: service, what, pounds, price year,
    source."""
    return pd.DataFrame(
        [
            {
                "Service": kind.service,
                "Of": cost.name,
                "Pounds": f"{cost.pounds:,.2f}",
                "Prices of": cost.price_year,
                "Source": cost.source,
            }
            for kind in kinds()
            for cost in unit_costs_of(kind)
        ]
    )
