"""What each segment was told by in these data, and what could not be seen."""

import pandas as pd

from analytics.definitions.filters import Filters
from analytics.definitions.population_segments import Segment, segments
from analytics.definitions.population_segments import frailty_index as defined
from analytics.definitions.population_segments.segments import table
from analytics.measures.counting.settle import settle
from analytics.measures.population_segments import frailty_index
from analytics.measures.population_segments.ways import why_not
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.store.dataset import Dataset


def told_by(dataset: Dataset, filters: Filters) -> Result:
    """One row a segment, the highest first.

    Columns: title, published (what it is in the paper), told_by (each way that these
    data can be asked), not_asked (each that they cannot, and why), unseen.
    """
    rows = [_row(dataset, one) for one in segments()]
    raw = table()
    there, many = frailty_index.seen(dataset), len(defined.deficits())
    index = defined.table()
    least = index["least_seen"]
    return result(
        "segments_told_by",
        dataset,
        settle(dataset, filters),
        pd.DataFrame(rows),
        (
            Column("title", "Segment"),
            Column("published", "As published"),
            Column("told_by", "Told here by"),
            Column("not_asked", "Could not be asked"),
            Column("unseen", "Not seen"),
        ),
        "What each segment is told by, the highest first",
        (
            "A person is in the highest segment of which one way fits.",
            f"The eight and their order: {raw['source']}; {raw['adapted']}; our table, "
            f"version {raw['version']}.",
            f"Electronic frailty index ({index['source']}): the GP record here has "
            f"{there} of its {many} deficits"
            + (
                "."
                if defined.can_be_told(there)
                else f", and {least} are needed ({index['least_seen_source']}), so it "
                "is not worked out. Age alone is not frailty."
            ),
        ),
    )


def _row(dataset: Dataset, one: Segment) -> dict[str, str]:
    reasons = {way: why_not(dataset, way) for way in one.ways}
    asked = [way.says for way, why in reasons.items() if not why]
    gone = [f"{way.says} ({why})" for way, why in reasons.items() if why]
    return {
        "title": one.title,
        "published": one.published,
        "told_by": "; ".join(asked) if one.ways else "whoever is left",
        "not_asked": "; ".join(gone) or "–",
        "unseen": one.unseen,
    }
