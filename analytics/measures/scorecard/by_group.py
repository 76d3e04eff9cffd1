"""One metric of a month by age, ethnic group and deprivation."""

import pandas as pd

from analytics.definitions.filters import Filters
from analytics.definitions.scorecard import metric as metric_of
from analytics.definitions.scorecard.splits import SPLITS, split_of
from analytics.measures.counting import index_of_deprivation
from analytics.measures.result import Column, Result
from analytics.measures.scorecard.answered import PER, answered
from analytics.measures.scorecard.group import group_of
from analytics.measures.scorecard.metrics_counted import (
    all_counted,
    cohort_by_group,
)
from analytics.measures.scorecard.wanted import Wanted
from analytics.store.dataset import Dataset


def by_group(
    dataset: Dataset, filters: Filters, wanted: Wanted, slug: str, by: str
) -> Result:
    """Of the metric and split of those slugs, one row a group, in the template's order:
    group, count, people (of the cohort), rate per 1,000. No row where the metric is
    missing. Raises as `group_of`."""
    metric, split = metric_of(slug), split_of(by)
    group = group_of(dataset, filters, wanted)
    found = next(
        one
        for one in all_counted(dataset, filters, wanted)
        if one.metric.slug == metric.slug
    )
    cohort = cohort_by_group(group)
    rows = [
        {
            "group": one,
            "count": found.by[split.slug, one],
            "people": cohort[split.slug, one],
            "rate": None,
        }
        for one in split.groups
        if found.count is not None
    ]
    table = pd.DataFrame(rows, columns=["group", "count", "people", "rate"])
    table[["count", "people"]] = table[["count", "people"]].astype("int64")
    return answered(
        f"scorecard_{metric.slug}_{split.slug}",
        dataset,
        filters,
        wanted,
        table,
        (
            Column("group", split.title.capitalize()),
            Column("count", "Count", "count", of="people"),
            Column("people", "People in the cohort", "count"),
            Column("rate", "Per 1,000", "ratio", "count", "people", PER),
        ),
        f"{metric.name} by {split.title.lower()}, per 1,000 of the cohort",
        index_of_deprivation.note(dataset) if split is SPLITS[-1] else (),
    )
