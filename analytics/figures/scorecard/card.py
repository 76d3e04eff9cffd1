"""The scorecard of a month as a table, and what it means in words."""

import pandas as pd

from analytics.definitions.scorecard import METRICS
from analytics.definitions.scorecard.metric import Metric
from analytics.definitions.words import counted, interval, rate
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, Notes, figure
from analytics.figures.theme import Look

REGRESSION = (
    "People chosen because they use a lot use less later whatever anyone does "
    "(regression "
    "to the mean, appendix 3 of the guide). So no metric is judged by this month "
    "against "
    "another: each stands beside what was to be expected anyway, and its chart shows "
    "the "
    "months before."
)
OFFICIAL = (
    "These are the programme’s own definitions, which differ from this dashboard’s: "
    "its "
    "A&E attendances count planned follow-ups too, and its conveyances are of three of "
    "five ambulance modes."
)


def card(found: Protected, look: Look) -> Figure:
    """One row a metric: count, rate, what was to be expected, and which of them it
    lies by."""
    table = found.table
    told = table["missing"].fillna("") == ""
    blank = int((~told).sum())
    whole = f"{counted(int(told.sum()), 'metric')} of {len(table)} can be reported"
    month = found.result.period
    title = f"{month}: {whole}"
    if not blank:
        title = f"{month}: every metric of the scorecard can be reported"
    return figure(
        found,
        title,
        None,
        title,
        note=f"{REGRESSION} {OFFICIAL}",
        table=pd.DataFrame(
            {
                "Metric": table["metric"],
                "Count": found.in_words()["Count"].where(told, "–"),
                "Per 1,000": found.in_words()["Per 1,000"].where(told, "–"),
                "Expected anyway": [_expected(row) for row in table.to_dict("records")],
                "In words": [_stands(row) for row in table.to_dict("records")],
            }
        ),
    )


def _expected(row: dict) -> str:
    if pd.isna(row["expected"]):
        return "–"
    return f"{rate(row['expected'])} ({interval(row['lower'], row['upper'])})"


def _stands(row: dict) -> str:
    """Where a month's rate lies, never as better or worse than another month's."""
    if row["missing"]:
        return f"Blank: {row['missing']}"
    if pd.isna(row["count"]):
        return "Too few people to show"
    if pd.isna(row["expected"]):
        untold = str(row["untold"] or "what was to be expected is not known")
        return f"{untold[:1].upper()}{untold[1:]}"
    if row["rate"] > row["upper"]:
        return "Above what was to be expected, this month"
    if row["rate"] < row["lower"]:
        return "Below what was to be expected, this month"
    return "Within what was to be expected anyway"


def definitions(found: Protected) -> Notes:
    """What each metric counts, what the guide leaves open and how that is settled."""
    return Notes(found, tuple(_defined(one) for one in METRICS), "What each metric is")


def _defined(one: Metric) -> str:
    said = f"{one.id} {one.name}: {one.rule}."
    if one.left_open:
        said += f" Left open: {one.left_open} Settled here: {one.settled}"
    return said
