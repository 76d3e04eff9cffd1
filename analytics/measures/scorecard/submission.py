"""The numbers that go into the national template: true counts by group, suppressed only
on writing."""

import pandas as pd

from analytics.definitions.filters import Filters
from analytics.definitions.scorecard.splits import SPLITS, TOTAL
from analytics.measures.result import Column, Result
from analytics.measures.scorecard.answered import answered
from analytics.measures.scorecard.group import group_of
from analytics.measures.scorecard.metrics_counted import (
    all_counted,
    cohort_by_group,
)
from analytics.measures.scorecard.wanted import Wanted
from analytics.store.dataset import Dataset

COHORT = "cohort"


def submission(dataset: Dataset, filters: Filters, wanted: Wanted) -> Result:
    """One row a metric and group, and one of the cohort (slug COHORT) a group: slug,
    split, group, count (NaN where missing), missing. Raises as `group_of`."""
    group = group_of(dataset, filters, wanted)
    cohort = cohort_by_group(group)
    every = [(TOTAL, ""), *((s.slug, one) for s in SPLITS for one in s.groups)]
    rows: list[tuple[str, str, str, int | None, str]]
    rows = [(COHORT, *where, cohort[where], "") for where in every]
    for one in all_counted(dataset, filters, wanted):
        rows += [
            (one.metric.slug, *where, one.by.get(where), one.missing) for where in every
        ]
    names = ["slug", "split", "group", "count", "missing"]
    table = pd.DataFrame(rows, columns=names)
    table["count"] = table["count"].astype(float)
    return answered(
        "scorecard_submission",
        dataset,
        filters,
        wanted,
        table,
        (
            Column("slug", "Metric"),
            Column("split", "Split"),
            Column("group", "Group"),
            Column("count", "Count", "count"),
            Column("missing", "Why blank"),
        ),
        "The submission of a month",
    )
