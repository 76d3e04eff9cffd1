"""A ready-made score as a recipe for one dataset: of what it holds, and what it lacks
said."""

from dataclasses import dataclass
from fnmatch import fnmatch

from analytics.definitions.areas.need_presets import PRESETS, Group
from analytics.definitions.filters import Filters
from analytics.measures.need.choices import Choice, choices
from analytics.methods.need.recipe import LEAST_COVERED, Part, Recipe
from analytics.store.dataset import Dataset


@dataclass(frozen=True)
class Filled:
    """A preset's parts for a dataset, and the items that the dataset lacks."""

    parts: tuple[Part, ...]
    lacking: tuple[str, ...]


def filled(dataset: Dataset, _filters: Filters | None, name: str) -> Filled:
    """The parts of a preset that a dataset can be scored by. Raises KeyError for a name
    that is none."""
    there, parts, lacking = choices(dataset), dict[str, Part](), []
    for group in PRESETS[name].groups:
        found, without = _held(group, there)
        lacking += without
        for one in found:
            weight = group.weight / len(found)
            parts.setdefault(one.key, Part(one.key, round(weight, 6), one.direction))
    return Filled(tuple(parts.values()), tuple(lacking))


def recipe_of(
    dataset: Dataset,
    name: str,
    scale: str = "decile",
    least_covered: float = LEAST_COVERED,
) -> Recipe:
    """A preset as a recipe."""
    return Recipe(filled(dataset, None, name).parts, scale, least_covered)


def _held(group: Group, there: dict[str, Choice]) -> tuple[list[Choice], list[str]]:
    found, lacking = [], []
    for item, patterns in group.items:
        fitting = [
            one
            for pattern in patterns
            for one in there.values()
            if fnmatch(one.key, pattern) and not one.partial and one not in found
        ]
        if fitting:
            found.append(fitting[0])
        else:
            lacking.append(item)
    return found, lacking
