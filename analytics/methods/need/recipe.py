"""What a score of need is made of: indicators with direction and weight, how they are
put on one scale, and below which coverage no area is scored."""

import math
from collections.abc import Collection
from dataclasses import dataclass

from analytics.definitions.words import listed
from analytics.errors import Problem

SCALES = {"decile": "Deciles", "rank": "Ranks", "z": "Standard deviations"}
LEAST_COVERED = 0.5
MORE, LESS = 1, -1  # more of it, or less of it, means more need


@dataclass(frozen=True)
class Part:
    """One indicator of a score. weight: against the others, 0 or more. direction: MORE
    or LESS."""

    indicator: str
    weight: float = 1.0
    direction: int = MORE


@dataclass(frozen=True)
class Recipe:
    """The parts of a score. scale: of SCALES. least_covered: share of an area's people
    that the data of each part must cover."""

    parts: tuple[Part, ...]
    scale: str = "decile"
    least_covered: float = LEAST_COVERED

    @property
    def weighing(self) -> tuple[Part, ...]:
        """The parts that have a weight."""
        return tuple(part for part in self.parts if part.weight > 0)

    @property
    def shares(self) -> dict[str, float]:
        """The share of the whole weight that each weighing part has."""
        total = sum(part.weight for part in self.weighing)
        return {part.indicator: part.weight / total for part in self.weighing}


def faults(recipe: Recipe, known: Collection[str]) -> list[Problem]:
    """Everything that is wrong with a recipe. known: the indicators that the data
    hold."""
    found = []
    names = [part.indicator for part in recipe.parts]
    unknown = sorted({name for name in names if name not in known})
    twice = sorted({name for name in names if names.count(name) > 1})
    weights = [part.weight for part in recipe.parts]
    wrong = [w for w in weights if not math.isfinite(w) or w < 0]
    if unknown:
        there = listed(sorted(known)) if known else "none"
        found.append(
            Problem(
                "need_indicator",
                f"There is no indicator {listed(map(repr, unknown))} of small areas in "
                "this dataset.",
                f"Indicators here: {there}.",
            )
        )
    if twice:
        found.append(
            Problem(
                "need_twice",
                f"{listed(map(repr, twice))} is chosen more than once.",
                "Choose each indicator once, with one weight.",
            )
        )
    if wrong:
        found.append(
            Problem(
                "need_weight",
                f"{listed(f'{w:g}' for w in wrong)} cannot be a weight.",
                "Give weights of 0 or more; where less of an indicator means more "
                "need, change its direction.",
            )
        )
    elif not any(weights):
        found.append(
            Problem(
                "need_weights",
                "No indicator has a weight above 0."
                if names
                else "No indicator is chosen.",
                "Give at least one indicator a weight above 0.",
            )
        )
    if any(part.direction not in (MORE, LESS) for part in recipe.parts):
        found.append(
            Problem(
                "need_direction",
                "A direction is neither more nor less.",
                "Say whether more or less of it means more need.",
            )
        )
    if recipe.scale not in SCALES:
        found.append(
            Problem(
                "need_scale",
                f"There is no scale {recipe.scale!r}.",
                f"Choose one of {listed(SCALES, 'or')}.",
            )
        )
    if not 0 <= recipe.least_covered <= 1:  # also where it is not a number
        found.append(
            Problem(
                "need_coverage",
                f"{recipe.least_covered:g} is no share of people.",
                "Give the least coverage as a share between 0 and 1, 0.5 for half.",
            )
        )
    return found
