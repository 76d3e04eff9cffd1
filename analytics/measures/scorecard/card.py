"""The scorecard of a month: one row a metric."""

import numpy as np
import pandas as pd

from analytics.definitions.filters import Filters
from analytics.measures.result import Column, Result
from analytics.measures.scorecard.answered import PER, answered, modelled
from analytics.measures.scorecard.group import group_of
from analytics.measures.scorecard.metrics_counted import (
    Counted,
    all_counted,
    kind_of,
)
from analytics.measures.scorecard.series import Series, series_of
from analytics.measures.scorecard.wanted import Wanted
from analytics.store.dataset import Dataset

NOT_OF_THE_COHORT = "it is counted of the team, not of the cohort"


def card(dataset: Dataset, filters: Filters, wanted: Wanted) -> Result:
    """One row a metric, in the template's order: slug, id, metric; count (NaN where it
    is missing), people (in the cohort; NaN of the metric that is not of it), rate (per
    1,000 of the cohort); expected,
    lower, upper (the rate to be expected anyway, with its 95% interval of prediction;
    NaN where not known); missing (why there is no count), untold (why nothing is
    expected); note. Raises as `group_of`."""
    group = group_of(dataset, filters, wanted)
    rows = []
    for one in all_counted(dataset, filters, wanted):
        expected, untold = _expected(dataset, filters, wanted, one)
        rows.append(
            {
                "slug": one.metric.slug,
                "id": one.metric.id,
                "metric": one.metric.name,
                "count": np.nan if one.count is None else float(one.count),
                "people": np.nan if kind_of(one.metric) is None else group.size,
                "rate": None,
                "missing": one.missing,
                "untold": untold,
                "note": "" if one.note is None else one.note.in_full,
                **expected,
            }
        )

    return answered(
        "scorecard",
        dataset,
        filters,
        wanted,
        pd.DataFrame(rows),
        (
            Column("id", "Id"),
            Column("metric", "Metric"),
            Column("count", "Count", "count", of="people"),
            Column("people", "People in the cohort", "count"),
            Column("rate", "Per 1,000", "ratio", "count", "people", PER),
            modelled("expected", "Expected anyway, per 1,000"),
            modelled("lower", "95% from"),
            modelled("upper", "to"),
            Column("missing", "Why blank"),
            Column("untold", "Why nothing expected", shown=False),
            Column("note", "Note", shown=False, private=True),
            Column("slug", "Metric by name", shown=False),
        ),
        "The national scorecard, per 1,000 patients in the cohort",
        numbered=tuple(
            one.note
            for one in all_counted(dataset, filters, wanted)
            if one.note is not None
        ),
    )


def _expected(
    dataset: Dataset, filters: Filters, wanted: Wanted, one: Counted
) -> tuple[dict[str, float], str]:
    """The rate expected and its interval; and why there is none."""
    blank = dict.fromkeys(("expected", "lower", "upper"), np.nan)
    kind = kind_of(one.metric)
    if one.count is None:
        return blank, ""
    if kind is None:
        return blank, NOT_OF_THE_COHORT
    found = series_of(dataset, filters, wanted, one.metric, kind)
    if found.why or not len(found.months):
        return blank, found.why
    return {name: rates(found, name)[-1] for name in blank}, ""


def rates(found: Series, name: str) -> np.ndarray:
    """A column of a series per 1,000 of its cohort."""
    return np.asarray(PER * getattr(found, name) / found.people)
