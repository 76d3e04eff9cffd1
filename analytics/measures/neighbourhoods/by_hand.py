"""A plan changed by hand: the areas that could be moved, and what moves changed."""

import numpy as np
import pandas as pd

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.measures.counting.index_of_deprivation import imd
from analytics.measures.counting.known_places import known_areas
from analytics.measures.counting.settle import settle
from analytics.measures.neighbourhoods.design import Design, chosen
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.methods.neighbourhoods import moves
from analytics.methods.neighbourhoods.plan import Plan
from analytics.store.dataset import Dataset, table

SPLIT = "Practices’ lists split"
EVERYWHERE = "All neighbourhoods"
PEOPLE, AWAY, NEED = "Residents", "From the mean", "Mean IMD decile"


def on_edges(dataset: Dataset, filters: Filters, design: Design) -> Result:
    """The areas of the plan chosen that border on another neighbourhood: code, area
    (its name), place (its neighbourhood), beside (those it could go to), people
    (published residents), imd_decile."""
    land, plan = chosen(dataset, filters, design)
    near = moves.beside(land, design.rules, plan)
    frame = pd.DataFrame(
        {
            "code": land.codes,
            "place": [plan.names[part] for part in plan.of_areas],
            "people": land.people,
            "imd_decile": land.decile,
        }
    )
    frame = frame[frame["code"].isin(list(near))]
    names = known_areas(dataset).set_index("lsoa_code")["area"]
    frame["area"] = names.reindex(frame["code"]).to_numpy()
    frame["beside"] = ["; ".join(near[code]) for code in frame["code"]]
    frame = frame.sort_values(["place", "area"], kind="stable").reset_index(drop=True)
    columns = (
        Column("code", "Code"),
        Column("area", "Area"),
        Column("place", "Neighbourhood"),
        Column("beside", "Borders on"),
        Column("people", "Residents", "count"),
        Column(
            "imd_decile",
            f"{imd(dataset, 'areas')} decile",
            "number",
            of="people",
            decimals=0,
        ),
    )
    return result(
        "plan_edges",
        dataset,
        settle(dataset, filters),
        frame[[column.name for column in columns]],
        columns,
        "small areas that border on another neighbourhood",
    )


def changes(dataset: Dataset, filters: Filters, design: Design) -> Result:
    """What the moves made by hand changed: where (a neighbourhood, or all), what,
    before, after."""
    land, now = chosen(dataset, filters, design)
    _land, was = chosen(dataset, filters, design.before_moves)
    moved = was.of_areas != now.of_areas
    touched = np.union1d(was.of_areas[moved], now.of_areas[moved])
    rows = [
        (now.names[part], what, before, after)
        for part in touched
        for what, before, after in zip(
            (PEOPLE, AWAY, NEED), _of(was, part), _of(now, part), strict=True
        )
    ]
    rows += [
        (EVERYWHERE, by.title, was.scored[by.key], now.scored[by.key])
        for by in design.scores
    ]
    rows.append(
        (EVERYWHERE, SPLIT, was.scored["lists_split"], now.scored["lists_split"])
    )
    frame = pd.DataFrame(rows, columns=["where", "what", "before", "after"])
    return result(
        "plan_changes",
        dataset,
        settle(dataset, filters),
        frame[frame["before"].notna() | frame["after"].notna()].reset_index(drop=True),
        (
            Column("where", "Where"),
            Column("what", "What"),
            Column("before", "Before", "number", decimals=4),
            Column("after", "After", "number", decimals=4),
        ),
        f"{len(design.moves)} moved by hand",
    )


def _of(plan: Plan, part: int) -> tuple[float, float, float]:
    people = plan.parts.people
    return people[part], people[part] / people.mean() - 1, plan.parts.decile[part]


def names(dataset: Dataset, _filters: Filters) -> dict[str, str]:
    """What each small area with a place in the areas file is called."""
    known = known_areas(dataset).set_index("lsoa_code")["area"]
    codes = engine.run(dataset, table("areas").select("lsoa_code"))["lsoa_code"]
    return {code: known[code] for code in sorted(codes)}
