"""The kinds of need among a dataset's frequent attenders, as tables for display."""

from functools import lru_cache

import pandas as pd

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.measures.counting.features import features
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.methods.segments import Segmentation, segment
from analytics.methods.segments.feature_table import FEATURES
from analytics.store.dataset import Dataset

USED = "grouped by"  # a feature that people were grouped by
MANY = 0.2  # of those frequent at A&E


@lru_cache(
    maxsize=16
)  # keyed on the dataset's fingerprint; several figures share one answer
def segmentation(dataset: Dataset, filters: Filters) -> Segmentation:
    """The kinds of need, found in the data and by rule, among the frequent attenders in
    scope."""
    scope = settle(dataset, filters)
    return segment(engine.run(dataset, features(scope)), months=scope.filters.months)


def cards(dataset: Dataset, filters: Filters, by: str = "data") -> Result:
    """One row a segment: how many, how old, how much use, why, at what cost.

    by: "data" (groups found in it, largest first; none where nothing is stable) or
    "rule" (the published kinds, in the order in which they are tried).
    """
    found = segmentation(dataset, filters)
    chosen = found.segments if by == "data" else found.rule_segments
    rows = [
        {
            "name": card.name,
            "people": card.people,
            "everyone": found.people,
            "share": None,
            "median_age": card.median_age,
            "ae_attendances": card.ae_attendances,
            "ae_per_person": None,
            "gp_visits": card.gp_visits,
            "gp_per_person": None,
            "cost_gbp": card.cost_gbp,
            "overlap": card.overlap,
            "verdict": card.verdict,
            "definition": card.definition,
            "source": card.source,
        }
        for card in chosen
    ]
    columns = _columns(
        by, dataset.has("ae_attendances"), dataset.has("gp_appointments")
    )
    table = pd.DataFrame(
        rows, columns=list(rows[0]) if rows else [c.name for c in columns]
    )
    for column in columns:
        if column.kind != "label":
            table[column.name] = table[column.name].astype("float64")
    table = table[[column.name for column in columns]]
    measure = (
        "Frequent attenders in groups found in the data"
        if by == "data"
        else "Frequent attenders by the kinds of need known from the literature"
    )
    notes = (found.in_words(),) if by == "data" else ()
    if (
        by == "data"
        and found.found
        and dataset.has("gp_appointments")
        and found.without_gp > MANY
    ):
        notes += (
            "Many who attend A&E often have no GP visit in the window: the GP extract "
            "may not cover their practices.",
        )
    return result(
        f"segments_by_{by}",
        dataset,
        settle(dataset, filters),
        table,
        columns,
        measure,
        notes,
    )


def _columns(by: str, ae: bool, gp: bool) -> tuple[Column, ...]:
    """The columns of `cards`: use of a service only where its extract is loaded."""
    return (
        Column("name", "Segment"),
        Column("people", "People", "count"),
        Column("share", "Share of people", "percent", "people", "everyone"),
        Column("median_age", "Median age", "number", decimals=0, of="people"),
        *(
            (
                Column("ae_attendances", "A&E attendances", "count", of="people"),
                Column(
                    "ae_per_person", "A&E each", "ratio", "ae_attendances", "people"
                ),
                Column("cost_gbp", "A&E cost", "money", of="people"),
            )
            if ae
            else ()
        ),
        *(
            (
                Column("gp_visits", "GP visits", "count", of="people"),
                Column("gp_per_person", "GP each", "ratio", "gp_visits", "people"),
            )
            if gp
            else ()
        ),
        *(
            (
                Column(
                    "overlap",
                    "Overlap when drawn again",
                    "number",
                    decimals=2,
                    of="people",
                ),
                Column("verdict", "Stability"),
            )
            if by == "data"
            else (Column("definition", "Rule"), Column("source", "After"))
        ),
        Column("everyone", "Frequent attenders", "count"),
    )


def reasons(dataset: Dataset, filters: Filters, by: str = "data") -> Result:
    """The diagnosis groups that lead in each segment, most contacts first.

    Columns: segment, reason, people (with it), contacts (at A&E and the GP), told (the
    segment's contacts whose reason is known), share.
    """
    found = segmentation(dataset, filters)
    chosen = found.segments if by == "data" else found.rule_segments
    columns = (
        Column("segment", "Segment"),
        Column("reason", "Reason"),
        Column("people", "People with it", "count"),
        Column("contacts", "Attendances and visits for it", "count", of="people"),
        Column("told", "All with a known reason", "count", of="segment_people"),
        Column("share", "Share", "percent", "contacts", "told"),
        Column("segment_people", "People in the segment", "count", shown=False),
    )
    table = pd.DataFrame(
        [
            {
                "segment": card.name,
                "reason": reason.group,
                "people": reason.people,
                "contacts": reason.contacts,
                "told": card.told,
                "share": None,
                "segment_people": card.people,
            }
            for card in chosen
            for reason in card.top_reasons
        ],
        columns=[column.name for column in columns],
    )
    return result(
        f"segment_reasons_{by}",
        dataset,
        settle(dataset, filters),
        table,
        columns,
        "Main reasons of each segment",
    )


def differences(dataset: Dataset, filters: Filters) -> Result:
    """What sets each segment found in the data apart: one row a segment and feature.

    Columns: segment, people, feature, mean (in the feature's unit), difference (from
    everybody else, in standard deviations).
    """
    found = segmentation(dataset, filters)
    rows = [
        {
            "segment": card.name,
            "people": card.people,
            "feature": feature.title,
            "used": USED if feature.grouped else "described",
            "mean": found.means.loc[number, feature.name],
            "unit": feature.unit,
            "difference": found.differences.loc[number, feature.name],
        }
        for number, card in enumerate(found.segments)
        for feature in FEATURES
        if feature.name in found.differences
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


def everyone_placed(dataset: Dataset, filters: Filters) -> Result:
    """Where each person stands: across, up, segment. A row a person: not for a meeting.

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
                "segment": points["segment"].map(names),
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
