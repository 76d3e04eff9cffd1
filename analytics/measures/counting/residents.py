"""How many people live in small areas, as the areas file says."""

import pandas as pd

from analytics.definitions.words import counted
from analytics.errors import Problem
from analytics.geography.neighbours import some


def residents_faults(areas: pd.DataFrame, rule: str) -> list[Problem]:
    """Everything that is wrong with the residents of areas. areas: by code, with
    population. rule: what the faults are called."""
    people, found = areas["population"], []
    for wrong, said in (
        (people.isna(), "no number of residents"),
        (people.fillna(0) < 0, "fewer than no residents"),
    ):
        codes = list(areas.index[wrong])
        if codes:
            found.append(
                Problem(
                    rule,
                    f"{counted(len(codes), 'area')} ({some(codes)}) "
                    f"{'has' if len(codes) == 1 else 'have'} {said}.",
                    "Give the population of each area; 0 where nobody lives.",
                    column="population",
                )
            )
    return found
