"""Which list and which residents: where the people of each practice's list live."""

import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.measures.counting.known_places import known_areas, practice_titles
from analytics.measures.counting.settle import settle
from analytics.measures.population.groups import listed
from analytics.measures.population.registered_people import needs_list, on_the_day
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.store.dataset import Dataset

NOWHERE = "Elsewhere or not known"
WHICH = (
    "A practice’s list and the residents of a neighbourhood are not the same people: "
    "rates by practice are of the list, rates by area are of those registered who live "
    "there."
)


def lists_and_homes(dataset: Dataset, filters: Filters) -> Result:
    """People registered on the as-at day by practice and the neighbourhood they live
    in: every pair, those of nobody too, in order of name.

    Columns: practice, neighbourhood (NOWHERE where the small area is in none), people,
    of_list (of the practice), share (people ÷ of_list). Raises InputError without a
    list.
    """
    needs_list(dataset)
    scope = settle(dataset, filters)
    found = engine.run(
        dataset,
        listed(scope).group_by("practice_code", "lsoa_code").agg(people=_.count()),
    )
    areas = known_areas(dataset).set_index("lsoa_code")["neighbourhood"]
    found["practice"] = found["practice_code"].map(practice_titles(dataset))
    homes = found["lsoa_code"].map(areas).fillna("")
    found["neighbourhood"] = homes.replace("", NOWHERE)
    cells = found.groupby(["practice", "neighbourhood"])["people"].sum()
    frame = cells.unstack(fill_value=0).sort_index().stack().rename("people")
    frame = frame.astype("int64").reset_index()
    frame = pd.concat(
        [
            frame[frame["neighbourhood"] != NOWHERE],
            frame[frame["neighbourhood"] == NOWHERE],
        ]
    )
    frame = frame.sort_values("practice", kind="stable", ignore_index=True)
    whole = frame.groupby("practice")["people"].transform("sum")
    made = result(
        "lists_and_homes",
        dataset,
        scope,
        frame.assign(of_list=whole.astype("int64"), share=None),
        (
            Column("practice", "Practice"),
            Column("neighbourhood", "Lives in"),
            Column("people", "Registered people", "count"),
            Column("share", "Share of the list", "percent", "people", "of_list"),
            Column("of_list", "The whole list", "count", shown=False),
        ),
        "People on each practice’s list by the neighbourhood they live in",
        (WHICH,),
    )
    return on_the_day(made, scope)
