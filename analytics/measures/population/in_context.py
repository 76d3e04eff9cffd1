"""What plans and strategies say of the places in view, beside the registered list."""

import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.definitions.published.context import told
from analytics.measures.counting.known_places import known_places
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.population.groups import listed
from analytics.measures.population.registered_people import needs_list, on_the_day
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.store.dataset import Dataset

OVER = 75  # years


def in_context(dataset: Dataset, filters: Filters) -> Result:
    """One row a published figure of a place in view, or of everywhere.

    Columns: figure, of (what is counted), published (as text), people (what is counted
    here, of those registered on the as-at day), whole (of whom), share, pcns (where
    those are counted; else null), source. Raises InputError without a list.
    """
    needs_list(dataset)
    scope = settle(dataset, filters)
    by_place = _by_place(dataset, scope)
    rows = []
    for one in told():
        here = by_place
        if one.place:
            here = by_place[by_place["place_name"] == one.place]
        if here.empty or not here["people"].sum():
            continue
        counted = one.of if one.of in ("over_75", "core20") else "people"
        pcns = here["pcn"].replace("", None).nunique() if one.of == "pcns" else None
        rows.append(
            {
                "figure": one.title,
                "of": one.of,
                "published": one.in_words,
                "people": int(here[counted].sum()),
                "whole": int(here["people"].sum()),
                "pcns": pcns,
                "source": one.whose,
            }
        )
    names = ["figure", "of", "published", "people", "whole", "pcns", "source"]
    frame = pd.DataFrame(rows, columns=names).astype({"pcns": float})
    made = result(
        "in_context",
        dataset,
        scope,
        frame.assign(share=None),
        (
            Column("figure", "What, and where"),
            Column("published", "By plans and strategies"),
            Column("people", "Counted here", "count"),
            Column("whole", "Registered people", "count"),
            Column("share", "Share", "percent", "people", "whole", decimals=1),
            Column("pcns", "PCNs here", "number", decimals=0),
            Column("source", "Source"),
        ),
        "What plans and strategies say, beside the people registered here",
    )
    return on_the_day(made, scope)


def _by_place(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    """Registered people by PCN: place_name, pcn, people, over_75, core20."""
    rows = listed(scope).group_by("practice_code")
    found = engine.run(
        dataset,
        rows.agg(
            people=_.count(),
            over_75=(_.age > OVER).sum().fill_null(0),
            core20=(_.fifth == "1").sum().fill_null(0),
        ),
    )
    known = known_places(dataset)[["practice_code", "place_name", "pcn"]]
    found = found.merge(known, "left", "practice_code").fillna("")
    counted = ["people", "over_75", "core20"]
    return found.groupby(["place_name", "pcn"], as_index=False)[counted].sum()
