"""One metric month by month: the process chart, and the course to be expected "
"anyway."""

import numpy as np
import pandas as pd

from analytics.definitions.filters import Filters
from analytics.definitions.scorecard import metric as metric_of
from analytics.definitions.words import month_in_words
from analytics.measures.over_time.unusual_months import HIGHER, LOWER, USUAL
from analytics.measures.result import Column, Result
from analytics.measures.scorecard.answered import PER, answered, modelled, of_the_counts
from analytics.measures.scorecard.card import rates
from analytics.measures.scorecard.group import group_of
from analytics.measures.scorecard.metrics_counted import kind_of, one_counted
from analytics.measures.scorecard.series import Series, series_of
from analytics.measures.scorecard.wanted import Wanted
from analytics.methods.xmr import xmr
from analytics.store.dataset import Dataset

ABOVE, BELOW, WITHIN, UNKNOWN = "above", "below", "within", "not known"
MONTHS = 24  # shown: what is older is history
ANEW = (
    "Each month is of the people picked by the twelve months before it, so the line is "
    "of a group as far above its usual every month, and the limits hold."
)
FIXED = (
    "People who use a lot when they are picked use less later whatever anyone does, so "
    "this line falls by itself: look at what was to be expected, not at the limits."
)


def course(dataset: Dataset, filters: Filters, wanted: Wanted, slug: str) -> Result:
    """Of the metric of that slug, one row a month, up to 24: month, count, people,
    rate; expected, lower, upper (rates); mean, low, high (process limits, NaN with
    fewer than 13 months), kind, cause and rising as `methods.xmr` has them; stands
    (above, below or within what was to be expected). No row where the metric is
    missing. Raises as `group_of`."""
    metric = metric_of(slug)
    group = group_of(dataset, filters, wanted)
    kind = kind_of(metric)
    now = one_counted(dataset, filters, group, metric)
    table = pd.DataFrame(columns=["month", *NUMBERS, "kind", "cause", "rising"])
    table = table.assign(stands="", rate=None)
    notes: tuple[str, ...] = ()
    if kind is not None and now.count is not None:
        found = series_of(dataset, filters, wanted, metric, kind)
        table = _rows(found).tail(MONTHS).reset_index(drop=True)
        notes = (ANEW if group.picked.anew else FIXED,)
        notes += (f"Blank: {found.why}.",) if found.why else ()
    period = ""
    fewest = float(table["people"].min()) if len(table) else 1.0
    if len(table):
        ends = (table["month"].iloc[0], table["month"].iloc[-1])
        period = " to ".join(month_in_words(one) for one in ends)

    return answered(
        f"scorecard_{metric.slug}",
        dataset,
        filters,
        wanted,
        table,
        (
            Column("month", "Month", "month"),
            Column("count", "Count", "count", of="people"),
            Column("people", "People in the cohort", "count"),
            Column("rate", "Per 1,000", "ratio", "count", "people", PER),
            modelled("expected", "Expected anyway, per 1,000"),
            modelled("lower", "95% from"),
            modelled("upper", "to"),
            of_the_counts("mean", "Mean", fewest),
            of_the_counts("low", "Lower limit", fewest),
            of_the_counts("high", "Upper limit", fewest),
            Column("rising", "Rising", of="count", shown=False),
            Column("kind", "The month is", of="count", shown=False),
            Column("cause", "Why", of="count", shown=False),
            Column("stands", "Against what was expected", of="count"),
        ),
        f"{metric.name} a month, per 1,000 of the cohort",
        notes,
        period,
        () if now.note is None else (now.note,),
    )


NUMBERS = ("count", "people", "expected", "lower", "upper", "mean", "low", "high")


def _rows(found: Series) -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "month": found.months,
            "count": found.count,
            "people": found.people,
            "rate": None,
            **{name: rates(found, name) for name in ("expected", "lower", "upper")},
        }
    )
    table[["mean", "low", "high"]] = np.nan
    table["kind"], table["cause"], table["rising"] = USUAL, "", False
    if len(table) > 1:
        chart = xmr(rates(found, "count"), found.months).frame
        table[["mean", "low", "high"]] = chart[["mean", "lower", "upper"]]
        table["cause"] = chart["cause"].astype(str)
        table["rising"] = chart["direction"] > 0
        side = np.where(table["rising"], HIGHER, LOWER)
        table["kind"] = np.where(table["cause"] == "", USUAL, side)
    table["stands"] = np.select(
        [
            np.isnan(found.expected),
            found.count > found.upper,
            found.count < found.lower,
        ],
        [UNKNOWN, ABOVE, BELOW],
        WITHIN,
    )
    return table
