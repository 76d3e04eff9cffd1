"""Everybody's attendances month by month, the limits of chance, and what lies beyond
them (XmR, by the rules of Making Data Count)."""

from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.definitions.words import months_in_words
from analytics.measures.over_time.trend import monthly
from analytics.measures.result import Column, Result
from analytics.methods.season import THREE_YEARS, season
from analytics.methods.xmr import xmr
from analytics.store.dataset import Dataset

JUDGED = 36  # months; limits follow the practice of two to three years
USUAL, HIGHER, LOWER = "usual", "higher than usual", "lower than usual"
FIVE = 5  # attendances a month: limits are told to a meeting no finer than that


def unusual_months(dataset: Dataset, filters: Filters, kind: EventKind) -> Result:
    """Attendances a month as in `trend.monthly`, each of the last three years judged:
    see `judged`."""
    return judged(monthly(dataset, filters, kind))


def judged(result: Result) -> Result:
    """A Result of `monthly` with the limits in force, and what is unusual.

    Adds to the last 36 months: rated (whether judged by the rate per 1,000; else there
    is no list, and the counts are), mean, lower, upper (limits of what was judged; NaN
    with fewer than 13 months), season (what the month of the year usually makes of it,
    a factor learned from all the months; NaN with fewer than three years), kind
    (usual, higher or lower than usual), cause (the rule of methods.xmr), rising. Judged
    on true counts, before anything is hidden or rounded.
    """
    table = result.table
    recent = table.tail(JUDGED)
    people = recent["standard_people"].astype(float)
    rated = bool((people > 0).all()) and len(recent) > 0
    values = recent["attendances"].astype(float)
    if rated:
        values = 1000 * values / people
    factors = _season(table, rated).reindex(recent.index)
    known = bool(factors.notna().all()) and len(recent) > 0
    added = pd.DataFrame(index=table.index, columns=["mean", "lower", "upper"])
    added = added.astype(float).assign(kind="", cause="", rising=False)
    if len(recent) > 1:
        chart = xmr(
            values,
            recent["month"],
            factors=factors.to_numpy() if known else None,
        ).frame.set_index(recent.index)
        limits = ["mean", "lower", "upper"]
        added.loc[recent.index, limits] = chart[limits]
        added.loc[recent.index, "cause"] = chart["cause"]
        added.loc[recent.index, "rising"] = chart["direction"] > 0
        added.loc[recent.index, "kind"] = np.where(
            chart["cause"] == "",
            USUAL,
            np.where(chart["direction"] > 0, HIGHER, LOWER),
        )
    limit = partial(
        Column,
        kind="number",
        decimals=2,
        nearest=1000 * FIVE / people.mean() if rated else FIVE,
        shown=False,
    )
    return replace(
        result,
        table=table.join(added.assign(rated=rated, season=factors)),
        period=months_in_words(recent["month"]) or result.period,
        columns=(
            *result.columns,
            limit("mean", "Mean"),
            limit("lower", "Lower limit"),
            limit("upper", "Upper limit"),
            Column("season", "Season", "number", decimals=2, shown=False),
            Column("kind", "The month is", shown=False),
            Column("cause", "Why", shown=False),
        ),
    )


def _season(table: pd.DataFrame, rated: bool) -> pd.Series:
    """The factor of each month's place in the year; NaN with fewer than three years."""
    values = table["attendances"].astype(float)
    if rated:
        people = table["standard_people"].astype(float)
        values = values[people > 0] / people[people > 0]
    if len(values) < THREE_YEARS:
        return pd.Series(np.nan, index=table.index)
    month = pd.to_datetime(table.loc[values.index, "month"]).dt.month - 1
    return pd.Series(season(values, month), index=values.index)
