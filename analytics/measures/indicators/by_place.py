"""One indicator for each practice in its last period, and which stand apart."""

import pandas as pd

from analytics.definitions.filters import Filters
from analytics.definitions.indicators import indicator_called
from analytics.measures.counting.settle import settle
from analytics.measures.indicators.answer import (
    answer,
    interval_columns,
    target_columns,
)
from analytics.measures.indicators.counts import LEVELS, counts_in_view
from analytics.measures.indicators.panels import direction_of, target_of
from analytics.measures.result import Column, Result
from analytics.methods.against_target import against_target
from analytics.methods.funnel_of_shares import SHARE_VERDICTS, funnel_of_shares
from analytics.methods.proportion import wilson
from analytics.store.dataset import Dataset

LISTED = ["place", "name", "numerator", "denominator"]


def by_place(dataset: Dataset, filters: Filters, indicator: str) -> Result:
    """Practices (PCNs or places where the file has no smaller ones) with their counts
    in the last period up to the day asked.

    Columns: place (code), name, numerator, denominator, value with low and high (95%
    limits, Wilson), apart (against the 99.8% limits of the funnel, from exact counts),
    verdict (against the target), tau and overall (of the funnel:
    `methods.funnel_of_shares`), target_low, target_high. In the order of names.
    """
    scope = settle(dataset, filters)
    one = indicator_called(indicator)
    counts = counts_in_view(dataset, scope).get(indicator)
    if counts is None:
        table, level, period = pd.DataFrame(columns=LISTED), "Practice", ""
        target, side = one.target, one.direction
    else:
        table = counts.latest[LISTED].sort_values("name", kind="stable")
        table = table.reset_index(drop=True)
        level, period = LEVELS[counts.level], counts.period().in_words()
        target, side = target_of(counts), direction_of(counts)
    funnel = funnel_of_shares(table.astype({"numerator": float, "denominator": float}))
    outside = funnel.points.set_index("place")["outside"].map(SHARE_VERDICTS)
    lower, upper = wilson(table["numerator"], table["denominator"])
    edges = (target.low, target.high) if target else (float("nan"), float("nan"))
    table = table.assign(
        value=None,
        low=None,
        high=None,
        apart=table["place"].map(outside).fillna("").astype(object),
        verdict=[
            against_target(*row, *edges, side)
            for row in zip(lower, upper, table["denominator"], strict=True)
        ],
        tau=funnel.tau,
        overall=funnel.overall,
        target_low=edges[0],
        target_high=edges[1],
    )
    return answer(
        f"indicator_by_place_{indicator}",
        dataset,
        scope,
        table,
        (
            Column("name", level),
            Column("numerator", "Counted", "count", of="denominator"),
            Column("denominator", "Of", "count"),
            Column("value", "Share", "percent", "numerator", "denominator"),
            *interval_columns(),
            Column("apart", "Against the others", of="numerator"),
            Column("verdict", "Against the target", of="numerator"),
            # Exact counts could be worked out from these: a meeting's are its own.
            Column("tau", "Spread", "number", decimals=3, private=True, shown=False),
            Column(
                "overall", "Of all", "number", decimals=4, private=True, shown=False
            ),
            *target_columns(),
        ),
        f"{one.title}, {period}" if period else one.title,
    )
