"""Every indicator now, for the places in view: share, interval, target."""

import pandas as pd

from analytics.definitions.filters import Filters
from analytics.definitions.indicators import DIRECTIONS, Target, indicator_called
from analytics.measures.counting.settle import settle
from analytics.measures.indicators.answer import (
    answer,
    interval_columns,
    target_columns,
)
from analytics.measures.indicators.counts import LEVELS, Counts, counts_in_view
from analytics.measures.result import Column, Result
from analytics.methods.against_target import against_target
from analytics.methods.proportion import wilson
from analytics.store.dataset import Dataset


def panels(dataset: Dataset, filters: Filters) -> Result:
    """Each indicator that has counts, in its last period up to the day asked.

    Columns: indicator (name of its definition), panel, title, period, numerator,
    denominator (people, added up over the places in view), value with low and high (95%
    limits of a proportion, Wilson), target (in words), target_low, target_high (shares,
    null for none), better (direction in words), verdict
    (`methods.against_target`, from exact counts), places (how many of those that have
    ever had a count), level.
    """
    scope = settle(dataset, filters)
    found = counts_in_view(dataset, scope)
    rows = [_row(one) for one in found.values()]
    columns = (
        Column("indicator", "Name", shown=False),
        Column("panel", "Panel"),
        Column("title", "Indicator"),
        Column("period", "Period"),
        Column("numerator", "Counted", "count", of="denominator"),
        Column("denominator", "Of", "count"),
        Column("value", "Share", "percent", "numerator", "denominator", decimals=2),
        *interval_columns(),
        Column("target", "Target"),
        *target_columns(),
        Column("better", "Which is better"),
        Column("verdict", "Against the target", of="numerator"),
        Column("places", "Added up from"),
    )
    names = [column.name for column in columns]
    table = pd.DataFrame(rows, columns=names).astype({"target_low": float})
    return answer(
        "indicators",
        dataset,
        scope,
        table,
        columns,
        "Indicators of health and wellbeing",
    )


def there_are(dataset: Dataset, filters: Filters) -> dict[str, str]:
    """The indicators that have counts for the places in view: name to title."""
    found = counts_in_view(dataset, settle(dataset, filters))
    return {name: indicator_called(name).title for name in found}


def target_of(counts: Counts) -> Target | None:
    """The target of the file's last rows, else that of the definition."""
    last = counts.latest.dropna(subset=["target_low"])
    if last.empty:
        return indicator_called(counts.indicator).target
    row = last.iloc[-1]
    return Target(float(row["target_low"]), float(row["target_high"]), "as loaded")


def direction_of(counts: Counts) -> str:
    """The direction of the file's last rows, else that of the definition."""
    last = counts.latest["direction"].dropna()
    own = indicator_called(counts.indicator).direction
    return own if last.empty else str(last.iloc[-1])


def _row(counts: Counts) -> dict[str, object]:
    one, last = indicator_called(counts.indicator), counts.latest
    some, people = int(last["numerator"].sum()), int(last["denominator"].sum())
    target, side = target_of(counts), direction_of(counts)
    low, high = (float(limit) for limit in wilson(some, people))
    edges = (target.low, target.high) if target else (float("nan"), float("nan"))
    return {
        "indicator": one.name,
        "panel": one.panel,
        "title": one.title,
        "period": counts.period().in_words(),
        "numerator": some,
        "denominator": people,
        "value": None,
        "low": None,
        "high": None,
        "target": target.in_words() if target else "none set",
        "target_low": edges[0],
        "target_high": edges[1],
        "better": DIRECTIONS[side],
        "verdict": against_target(low, high, people, *edges, side),
        "places": in_words(counts, len(last)),
    }


def in_words(counts: Counts, places: int) -> str:
    """ "9 practices", "8 of 9 practices"."""
    word = LEVELS[counts.level]
    many = f"{word if word.isupper() else word.lower()}{'s' * (counts.places != 1)}"
    part = "" if places == counts.places else f"{places:,} of "
    return f"{part}{counts.places:,} {many}"
