"""What a group had, month by month before and after people were picked, of whatever an
outcome is measured by."""

import ibis
import numpy as np
import pandas as pd

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.definitions.outcomes import Measured
from analytics.definitions.outcomes.measured import A_STAY
from analytics.measures.before_after.impact import answered
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.persons import among
from analytics.measures.outcomes.group import Settled, people_of
from analytics.methods.impact.ladder import picked
from analytics.methods.impact.panels.counts import monthly_course, observed
from analytics.methods.impact.panels.windows import Windows, shift_months
from analytics.store.dataset import Dataset, table


def seen(dataset: Dataset, filters: Filters, of: Settled) -> pd.DataFrame:
    """One row a month, 0 the first after people were picked: month, amount (events, or
    nights), per (person-years; of the length of a stay the stays), people (on each row,
    of the group). Raises InputError where nobody can be picked or followed."""
    asked = people_of(dataset, filters, of)
    windows = of.windows
    cohort, _ = answered(
        lambda: picked(asked.panel, asked.rule, asked.on, windows), asked.panel
    )
    events, years = monthly_course(asked.panel, cohort.rows, cohort.index_day, windows)
    amount, per = events.sum(axis=0), years.sum(axis=0)
    if not of.measured.whole:
        begin, end = observed(asked.panel, cohort.rows)
        there = pd.DataFrame(
            {
                "person": asked.panel.index.person[cohort.rows],
                "picked": cohort.index_day,
                "begin": begin,
                "end": end,
            }
        )
        found = _by_month(_marked(dataset, filters, of.measured, there), windows)
        amount = found["amount"].to_numpy(float)
        per = found["events"].to_numpy(float) if of.measured.each == A_STAY else per
    months = np.arange(-windows.before, windows.follow_up)
    return pd.DataFrame(
        {"month": months, "amount": amount, "per": per, "people": len(cohort)}
    )


def _marked(
    dataset: Dataset, filters: Filters, measured: Measured, there: pd.DataFrame
) -> pd.DataFrame:
    """The events of these people that count, while they were observed: day (number),
    picked (the day number of picking), amount."""
    kind = measured.kind
    rows = measured.prepared(table(kind.table.name))
    if kind.counted and not kind.counted.by_filter:
        rows = rows.filter(rows.counted)
    rows = scoped.of_kind_of_event(rows, kind, filters)
    rows = rows.semi_join(among(there["person"]), "person")
    if measured.holds is not None:
        rows = rows.filter(measured.holds(rows).fill_null(False))
    amount = ibis.literal(1) if measured.amount is None else measured.amount(rows)
    rows = rows.select("person", day=rows[kind.time].date(), amount=amount)
    found = engine.run(dataset, rows.filter(rows.amount.notnull()))
    found["day"] = (
        pd.to_datetime(found["day"]).to_numpy("datetime64[D]").astype(np.int64)
    )
    found = found.merge(there, on="person")
    inside = (found["day"] >= found["begin"]) & (found["day"] < found["end"])
    return found[inside]


def _by_month(found: pd.DataFrame, windows: Windows) -> pd.DataFrame:
    """amount and events of each month around the days of picking."""
    months = range(-windows.before, windows.follow_up + 1)
    each, which = np.unique(found["picked"].to_numpy(np.int64), return_inverse=True)
    at = np.full(len(found), -1)
    if len(each):
        edges = np.column_stack([shift_months(each, month) for month in months])
        at = (found["day"].to_numpy()[:, None] >= edges[which]).sum(axis=1) - 1
    size = len(months) - 1
    inside = (at >= 0) & (at < size)
    amount = np.bincount(
        at[inside], found["amount"].to_numpy(float)[inside], minlength=size
    )
    events = np.bincount(at[inside], minlength=size)
    return pd.DataFrame({"amount": amount, "events": events})


def crude_change(months: pd.DataFrame, wait: int = 0) -> float:
    """Change of the rate from the months before to those after a wait; NaN where there
    was nothing before, or nothing to divide by. months: as `seen`."""
    before = months[months["month"] < 0]
    after = months[months["month"] >= wait]
    parts = [part[["amount", "per"]].sum() for part in (before, after)]
    if not (parts[0]["amount"] and parts[0]["per"] and parts[1]["per"]):
        return float("nan")
    rates = [part["amount"] / part["per"] for part in parts]
    return float(rates[1] / rates[0] - 1)
