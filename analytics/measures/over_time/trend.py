"""Month by month: attendances of everybody per 1,000 people, where a real change must
show."""

import ibis
import numpy as np
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.kept_tables import once
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.registered import observed_by
from analytics.measures.counting.scope import Scope, at_practices, of_people
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.store.dataset import Dataset, last_complete_month, table


def person_days(
    dataset: Dataset, scope: Scope, months: pd.DatetimeIndex, seen_by: EventKind
) -> pd.Series:
    """Registered people in scope whom the extract of a kind of event covers, as a mean
    over each month, indexed by the month's first day.

    From the spells and deaths: days registered ÷ days of the month. The days of all
    spells before a day are those since each start, less those since each end.
    """
    spells = of_people(at_practices(table("registrations"), scope), scope)
    spells = observed_by(spells, seen_by)
    died = table("people").select("person", "died_on")
    ends = (
        spells.left_join(died, "person")
        .select(
            start=_.registered_from.fill_null(ibis.date("1900-01-01")),
            stop=ibis.least(
                _.registered_to.fill_null(ibis.date("2200-01-01")),
                _.died_on.fill_null(ibis.date("2200-01-01")),
            ),
        )
        .filter(_.stop >= _.start)
    )
    ends = once(ends)
    turns = ibis.union(
        ends.group_by(day="start").agg(n=_.count()),
        ends.group_by(day=_.stop + ibis.interval(days=1)).agg(n=-_.count()),
    )
    turns = turns.group_by("day").agg(n=_.n.sum()).mutate(day=_.day.cast("date"))
    found = engine.run(dataset, turns.order_by("day"))
    day = pd.to_datetime(found["day"]).to_numpy("datetime64[D]")
    n = found["n"].to_numpy("int64")
    # Up to each turn, after none: people registered, and the sum of their days.
    so_far = np.append(0, n.cumsum())
    weighted = np.append(0, (n * day.astype("int64")).cumsum())
    starts = months.append(months[-1:] + pd.offsets.MonthBegin(1))
    edges = starts.to_numpy("datetime64[D]")
    before = np.searchsorted(day, edges)
    days_before = so_far[before] * edges.astype("int64") - weighted[before]
    return pd.Series(np.diff(days_before) / months.days_in_month, index=months)


def monthly(dataset: Dataset, filters: Filters, kind: EventKind) -> Result:
    """Attendances a month in scope, over all the data up to the as-at day, per 1,000
    registered.

    Columns: month (first day), attendances, people_months (registered people, None
    without a list), per_1000 (a 30-day month, so that short months are not low). Whole
    months only.
    """
    scope = settle(dataset, filters)
    first, last_day = dataset.days(kind)
    events = scoped.months(kind, scope, window=False)
    counted = events.group_by("month").agg(attendances=_[kind.months_count].sum())
    found = engine.run(dataset, counted)
    found["month"] = pd.to_datetime(found["month"])
    last = min(last_complete_month(last_day), scope.filters.as_at)
    months = pd.date_range(first, last, freq="MS")
    months = months[[m + pd.offsets.MonthEnd(0) <= pd.Timestamp(last) for m in months]]
    frame = found.set_index("month")["attendances"].reindex(months, fill_value=0)
    frame = frame.astype("int64").rename_axis("month").reset_index()
    frame["days"] = frame["month"].dt.days_in_month
    if dataset.has("patients"):
        people = person_days(dataset, scope, months, kind).to_numpy()
        frame["people_months"] = people.round().astype("int64")
    else:
        frame["people_months"] = 0
    frame["standard_people"] = frame["people_months"] * frame["days"] / 30
    frame["per_1000"] = None
    return result(
        f"monthly_{kind.slug}",
        dataset,
        scope,
        frame,
        (
            Column("month", "Month", "month"),
            Column("attendances", kind.called, "count"),
            Column("people_months", "Registered people", "count"),
            Column(
                "per_1000",
                "Per 1,000 people in 30 days",
                "ratio",
                "attendances",
                "standard_people",
                1000,
            ),
            Column("standard_people", "People in 30 days", "count", shown=False),
        ),
        f"{kind.called} a month",
        months=frame["month"],
    )
