"""One indicator over time, for the places in view, with the limits of chance where its
periods are of different people."""

import numpy as np
import pandas as pd

from analytics.definitions.filters import Filters
from analytics.definitions.indicators import indicator_called
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.indicators.answer import (
    answer,
    interval_columns,
    target_columns,
)
from analytics.measures.indicators.counts import counts_in_view
from analytics.measures.indicators.panels import in_words, target_of
from analytics.measures.over_time.unusual_months import FIVE, HIGHER, LOWER, USUAL
from analytics.measures.result import Column, Result
from analytics.methods.season import THREE_YEARS, season
from analytics.methods.xmr import xmr
from analytics.store.dataset import Dataset

JUDGED = 36  # periods
MOST = 0.5  # of the places must have every period, for their course to stand for all


def course(dataset: Dataset, filters: Filters, indicator: str) -> Result:
    """The indicator in each of its last 36 periods up to the day asked, of the same
    places throughout where at least half have every period.

    Columns: starts_on (its first day), period (in words), numerator, denominator, value
    with low and high (95% limits, Wilson), mean, lower, upper (limits of the process
    chart, as shares; NaN with fewer than 13 periods, or where each count looks back
    over earlier periods, so that neighbours are of the same people), season (the
    factor of its month of the year; NaN where not known), kind (usual, higher or lower
    than usual; "" without limits), cause, rising, target_low, target_high.
    """
    scope = settle(dataset, filters)
    one = indicator_called(indicator)
    counts = counts_in_view(dataset, scope).get(indicator)
    if counts is None:
        empty = pd.DataFrame(columns=["starts_on", "numerator", "denominator"])
        return _result(dataset, scope, indicator, _judged(empty, 1), one.title, ())
    rows, same = _same_places(counts.rows)
    table = rows.groupby("starts_on", as_index=False)[
        ["numerator", "denominator"]
    ].sum()
    apart = one.looks_back <= counts.months
    table = _judged(table, counts.months) if apart else _judged(table, 0)
    target = target_of(counts)
    table = table.assign(
        period=[counts.period(day).in_words() for day in table["starts_on"]],
        target_low=target.low if target else np.nan,
        target_high=target.high if target else np.nan,
    )
    notes = [f"Of {in_words(counts, same)}, the same throughout."]
    if not same:
        notes = ["The places differ from period to period, since few have every one."]
    if not apart:
        notes.append(
            f"Each count looks back {one.looks_back} months: neighbouring points are "
            "mostly of the same people, so no limits of chance are drawn."
        )
    return _result(dataset, scope, indicator, table, one.title, tuple(notes))


def _same_places(rows: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The rows of the last periods, of the places that have all of them, and how many
    these are; of all and 0 where they are too few."""
    periods = sorted(rows["starts_on"].unique())[-JUDGED:]
    recent = rows[rows["starts_on"].isin(periods)]
    each = recent.groupby("place")["starts_on"].nunique()
    whole = each.index[each == len(periods)]
    if len(whole) < max(1, MOST * len(each)):
        return recent, 0
    return recent[recent["place"].isin(whole)], len(whole)


def _judged(table: pd.DataFrame, months: int) -> pd.DataFrame:
    """The table with the limits in force. months: of a period; 0: no limits."""
    values = table["numerator"].astype(float) / table["denominator"].astype(float)
    added = pd.DataFrame(
        np.nan, index=table.index, columns=["mean", "lower", "upper", "season"]
    ).assign(kind="", cause="", rising=False)
    if months and len(values) > 1 and values.notna().all():
        factors = None
        if months == 1 and len(values) >= THREE_YEARS:
            factors = season(values, table["starts_on"].dt.month - 1)
            added["season"] = factors
        chart = xmr(values, factors=factors).frame
        limits = ["mean", "lower", "upper"]
        added[limits] = chart[limits].clip(upper=1).to_numpy()
        added["cause"] = chart["cause"].to_numpy()
        added["rising"] = (chart["direction"] > 0).to_numpy()
        if chart["mean"].notna().all():
            side = np.where(chart["direction"] > 0, HIGHER, LOWER)
            added["kind"] = np.where(chart["cause"] == "", USUAL, side)
    return table.join(added).assign(value=None, low=None, high=None)


def _result(
    dataset: Dataset,
    scope: Scope,
    indicator: str,
    table: pd.DataFrame,
    title: str,
    notes: tuple[str, ...],
) -> Result:
    people = table["denominator"].astype(float).mean() if len(table) else 1.0
    step = FIVE / people if people else 0.0

    def limit(name: str, called: str) -> Column:
        return Column(name, called, "number", decimals=3, nearest=step, shown=False)

    for name in ("period", "target_low", "target_high"):
        if name not in table:
            table = table.assign(**{name: None if name == "period" else np.nan})
    return answer(
        f"indicator_course_{indicator}",
        dataset,
        scope,
        table,
        (
            Column("starts_on", "From", "day", shown=False),
            Column("period", "Period"),
            Column("numerator", "Counted", "count", of="denominator"),
            Column("denominator", "Of", "count"),
            Column("value", "Share", "percent", "numerator", "denominator"),
            *interval_columns(),
            limit("mean", "Mean"),
            limit("lower", "Lower limit"),
            limit("upper", "Upper limit"),
            Column("season", "Season", "number", decimals=2, shown=False),
            Column("kind", "The period is", of="numerator"),
            Column("cause", "Why", of="numerator", shown=False),
            *target_columns(),
        ),
        title,
        notes,
    )
