"""Areas with their values, what the data cover of them, and their place on the scale of
a score: worked out once for each score."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from analytics.definitions.areas.need_presets import PRESETS
from analytics.definitions.filters import Filters
from analytics.errors import InputError, Problem
from analytics.measures.need.choices import choices
from analytics.measures.need.ground import Land, land
from analytics.measures.need.values import asked_of, together, values
from analytics.methods.need import scores
from analytics.methods.need.recipe import Recipe, faults
from analytics.store.dataset import Dataset


@dataclass(frozen=True)
class Asked:
    """A score: its recipe, the areas (of LEVELS), and the preset it was made of, ""
    where it is of one's own making. seed: of the random weightings."""

    recipe: Recipe
    level: str = "lsoa"
    preset: str = ""
    seed: int = scores.SEED

    @property
    def called(self) -> str:
        return PRESETS[self.preset].title if self.preset else "weights of one’s own"


@dataclass(frozen=True)
class Scored:
    """Areas with everything known of them. values, covered, behind, on_scale, parts:
    areas × indicators; the last two of the areas scored alone."""

    ground: Land
    values: pd.DataFrame
    covered: pd.DataFrame
    behind: pd.DataFrame
    on_scale: pd.DataFrame
    parts: pd.DataFrame


def problems(dataset: Dataset, asked: Asked) -> list[Problem]:
    """Everything that is wrong with a score, and with the areas that it is of."""
    scope = asked_of(dataset, Filters())
    return [
        *faults(asked.recipe, choices(dataset)),
        *land(dataset, scope, asked.level)[1],
    ]


@lru_cache(maxsize=4)  # keyed on the dataset's fingerprint
def scored(dataset: Dataset, filters: Filters, asked: Asked) -> Scored:
    """Every area, and those that have a score on its scale. Raises InputError with
    everything that is wrong with the score and with the areas at once."""
    scope = asked_of(dataset, filters)
    ground, more = land(dataset, scope, asked.level)
    wrong = [*faults(asked.recipe, choices(dataset)), *more]
    if wrong or ground is None:
        raise InputError(wrong)
    each = values(dataset, scope)
    value, covered, behind = together(each, ground.within, ground.people)
    names = [part.indicator for part in asked.recipe.weighing]
    value, covered, behind = (
        one.reindex(index=ground.places.index, columns=names)
        for one in (value, covered, behind)
    )
    covered = covered.fillna(0.0)
    enough = (covered >= asked.recipe.least_covered).all(axis=1)
    held = value.notna().all(axis=1) & (ground.places["population"] > 0)
    on_scale = scores.scaled(value[enough & held], asked.recipe)
    return Scored(
        ground,
        value,
        covered,
        behind,
        on_scale,
        scores.contributions(on_scale, asked.recipe),
    )
