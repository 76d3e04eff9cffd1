"""How the groups found in the data differ, and where each person stands among them."""

import pandas as pd

from analytics.definitions.filters import Filters
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.measures.segments.segments import segmentation
from analytics.methods.segments.feature_table import FEATURES
from analytics.store.dataset import Dataset

GROUPED_BY = "grouped by"  # a feature that people were grouped by


def differences(dataset: Dataset, filters: Filters) -> Result:
    """What sets each segment found in the data apart: one row a segment and feature.

    Columns: segment, people, feature, mean (in the feature's unit), difference (from
    everybody else, in standard deviations).
    """
    found = segmentation(dataset, filters)
    means, apart = found.means, found.differences
    known = () if apart is None else tuple(apart)
    rows = [
        {
            "segment": card.name,
            "people": card.people,
            "feature": feature.title,
            "used": GROUPED_BY if feature.grouped else "described",
            "mean": means.loc[number, feature.name],
            "unit": feature.unit,
            "difference": apart.loc[number, feature.name],
        }
        for number, card in enumerate(found.segments)
        for feature in FEATURES
        if means is not None and apart is not None and feature.name in known
    ]
    columns = (
        Column("segment", "Segment"),
        Column("people", "People", "count"),
        Column("feature", "Feature"),
        Column("used", "Use"),
        Column("mean", "Mean", "number", decimals=2, of="people", private=True),
        Column("unit", "Unit"),
        Column(
            "difference",
            "Difference from the others (SD)",
            "number",
            of="people",
            nearest=0.2,
        ),
    )
    table = pd.DataFrame(rows, columns=[column.name for column in columns])
    return result(
        "segment_differences",
        dataset,
        settle(dataset, filters),
        table,
        columns,
        "How far each segment is from the other frequent attenders",
    )


def by_degrees(dataset: Dataset, filters: Filters) -> Result:
    """How people change along the direction in which they differ most, where the data
    part them into no groups: one row a part of the way and feature.

    Parts have as many people each: fifths, or thirds of fewer than 100 people. Columns:
    part (the first and the last in words), people, feature, difference (from everybody
    else, in standard deviations). Empty where there are groups, or too few people.
    """
    found = segmentation(dataset, filters)
    rows = [
        {
            "part": part.name,
            "people": part.people,
            "feature": feature.title,
            "used": GROUPED_BY if feature.grouped else "described",
            "difference": part.difference[feature.name],
        }
        for part in found.parts
        for feature in FEATURES
        if feature.name in part.difference
    ]
    columns = (
        Column("part", "Part of the way"),
        Column("people", "People", "count"),
        Column("feature", "Feature"),
        Column("used", "Use"),
        Column(
            "difference",
            "Difference from the others (SD)",
            "number",
            of="people",
            nearest=0.2,
        ),
    )
    return result(
        "people_by_degrees",
        dataset,
        settle(dataset, filters),
        pd.DataFrame(rows, columns=[column.name for column in columns]),
        columns,
        "Frequent attenders in order, along the direction in which they differ most",
        (found.in_words(),),
    )


def everyone_placed(dataset: Dataset, filters: Filters) -> Result:
    """Where each person stands: across, up, segment ("" where there are no groups). A
    row a person: not for a meeting.

    The titles of across and up say what people at their two ends have more of.
    """
    found = segmentation(dataset, filters)
    names = dict(enumerate(card.name for card in found.segments))
    table = pd.DataFrame({"segment": [], "across": [], "up": []})
    across = up = ""
    if found.picture:
        points = found.picture.points
        across, up = (
            found.picture.across.title("←", "→"),
            found.picture.up.title("↓", "↑"),
        )
        table = pd.DataFrame(
            {
                "segment": points["segment"].map(names).fillna(""),
                "across": points["x"],
                "up": points["y"],
            }
        )
    columns = (
        Column("segment", "Segment"),
        Column("across", across, "number", decimals=2),
        Column("up", up, "number", decimals=2),
    )
    return result(
        "people_by_segment",
        dataset,
        settle(dataset, filters),
        table,
        columns,
        "Frequent attenders, each a point: people alike are near each other",
        person_rows=True,
    )
