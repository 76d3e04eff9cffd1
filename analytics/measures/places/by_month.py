"""How many frequent attenders each practice has, month by month."""

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import kinds_with_rule
from analytics.definitions.filters import Filters
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.persons import among
from analytics.measures.counting.scope import Scope, at_practices
from analytics.measures.counting.settle import settle
from analytics.measures.over_time.often import months_shown, often
from analytics.measures.places.denominators import basis_of
from analytics.measures.places.in_view import practices_in_view
from analytics.measures.places.rule import Rule, called, slug_of
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.store.dataset import Dataset, table

EVER = "1900-01-01"  # before any list


def practices_by_month(dataset: Dataset, filters: Filters, rule: Rule) -> Result:
    """Frequent attenders of each practice in the window to each month's end, by where
    they counted then as in `by_practice`: registered on the month's last day; without a
    list for every practice, else where their latest event in that window was.

    Columns: place (practice code), month (first day of the window's last), people. No
    meeting sees them: the windows overlap, so their steps tell of single people.
    """
    scope = settle(dataset, filters)
    known = practices_in_view(dataset, scope, rule)
    months = _months(dataset, scope, rule)
    places = pd.Index(sorted(known["practice_code"]), name="place")
    found = pd.DataFrame(0, index=places, columns=months)
    if len(months) and len(places):
        above = _above(dataset, scope, rule, months)
        home = _registered(dataset, scope, above.index, months)
        if basis_of(known, scope) != "list":
            home = home.where(home.notna(), _named(dataset, scope, above.index, months))
        counted = home.where(above)
        for month in months:
            each = counted[month].value_counts()
            found[month] = each.reindex(places, fill_value=0)
    frame = found.rename_axis(columns="month").stack().rename("people").reset_index()
    frame["month"] = pd.PeriodIndex(frame["month"], freq="M").to_timestamp()
    return result(
        f"practices_by_month_{slug_of(rule)}",
        dataset,
        scope,
        frame,
        (
            Column("place", "Practice"),
            Column("month", "Window to the end of", "month"),
            Column("people", "Frequent attenders", "count", private=True),
        ),
        f"{called(rule)} frequent attenders by practice and month",
    )


def _months(dataset: Dataset, scope: Scope, rule: Rule) -> pd.PeriodIndex:
    """The months that every extract of the rule can answer."""
    months = months_shown(dataset, scope, rule[0])
    for kind in rule[1:]:
        months = months.intersection(months_shown(dataset, scope, kind))
    return months


def _above(
    dataset: Dataset, scope: Scope, rule: Rule, months: pd.PeriodIndex
) -> pd.DataFrame:
    """Whether each person is above the rule of any kind: person × month."""
    found = pd.DataFrame(columns=months, dtype=bool)
    for kind in rule:
        more = often(dataset, scope, kind, months)[months]
        both = found.index.union(more.index)
        found = found.reindex(both, fill_value=False) | more.reindex(
            both, fill_value=False
        )
    return found


def _registered(
    dataset: Dataset, scope: Scope, people: pd.Index, months: pd.PeriodIndex
) -> pd.DataFrame:
    """The practice in scope that each person was registered with on the last day of
    each month (lowest code where two), None where none: person × month."""
    spells = at_practices(table("registrations"), scope)
    spells = spells.semi_join(among(people), "person")
    dead = table("people").select("died_on", who="person")
    both = spells.left_join(dead, spells.person == dead.who).drop("who")
    rows = engine.run(dataset, both)
    first = pd.to_datetime(rows["registered_from"]).fillna(pd.Timestamp(EVER))
    last, died = (pd.to_datetime(rows[name]) for name in ("registered_to", "died_on"))
    found = {}
    for month in months:
        day = month.end_time.normalize()
        there = (first <= day) & ~(last < day) & ~(died <= day)
        found[month] = rows[there].groupby("person")["practice_code"].min()
    return pd.DataFrame(found, index=people, columns=months).astype(object)


def _named(
    dataset: Dataset, scope: Scope, people: pd.Index, months: pd.PeriodIndex
) -> pd.DataFrame:
    """The practice that each person's latest event in the window to each month's end
    names: person × month."""
    naming = [
        scoped.events(kind, scope, window=False)
        .semi_join(among(people), "person")
        .select(
            "person",
            place="practice_code",
            when=kind.time,
            month=_[kind.time].truncate("M").cast("date"),
        )
        for kind in kinds_with_rule()
        if kind.table.has("practice_code")
    ]
    first = months[0] - scope.filters.months + 1
    order = ibis.row_number().over(
        group_by=["person", "month"], order_by=[ibis.desc("when"), ibis.asc("place")]
    )
    latest = (
        ibis.union(*naming)
        .filter(
            _.place.notnull(),
            _.when >= ibis.timestamp(str(first.start_time)),
            _.when < ibis.timestamp(str((months[-1] + 1).start_time)),
        )
        .mutate(nth=order)
        .filter(_.nth == 0)
        .select("person", "month", "place")
    )
    rows = engine.run(dataset, latest)
    rows["month"] = pd.PeriodIndex(pd.to_datetime(rows["month"]), freq="M")
    every = pd.period_range(first, months[-1], freq="M")
    each = rows.pivot(index="person", columns="month", values="place")
    each = each.reindex(index=people, columns=every)
    # limit: the window's months, of which the month itself is one
    filled = each.ffill(axis=1, limit=max(scope.filters.months - 1, 1))
    return (filled if scope.filters.months > 1 else each)[months].astype(object)
