"""What areas of a dataset may be scored by: their deprivation, their people, what these
use, and whatever numbers of areas were loaded."""

import re
from dataclasses import dataclass
from functools import lru_cache

from ibis import _

from analytics import engine
from analytics.definitions.areas.area_indicators import AREA_INDICATORS
from analytics.definitions.filters import Filters
from analytics.definitions.indicators import every_indicator
from analytics.definitions.tables_of_people import PATIENTS
from analytics.definitions.words import mid_sentence
from analytics.methods.need.recipe import LESS, MORE
from analytics.store.dataset import Dataset, table

AREA = "area"  # the level of a count of an indicator that is of a small area
SEVERAL = 2  # long-term conditions, from which on they are several
DECILE = "imd_decile"
OTHER_GROUPS, SEVERAL_KEY = "other_ethnic_groups", "several_conditions"
PERCENT, PER_1000, NONE = "percent", "per_1000", "number"


@dataclass(frozen=True)
class Choice:
    """An indicator of areas. key: its name. title: what it is called. unit: percent,
    per_1000 or number, in which its value is written, with so many decimals. direction:
    MORE or LESS of it is more need, unless somebody says otherwise. partial: its
    extract is of some practices alone. of_people: whether it is counted from people."""

    key: str
    title: str
    unit: str
    direction: int = MORE
    decimals: int = 1
    partial: bool = False
    of_people: bool = True

    @property
    def scale(self) -> float:
        """By which a share is multiplied to be written in the unit."""
        return {PERCENT: 100.0, PER_1000: 1000.0}.get(self.unit, 1.0)


def condition_key(name: str) -> str:
    """ "condition_severe_mental_illness"."""
    return "condition_" + re.sub(r"\W+", "_", name.casefold()).strip("_")


def choices(dataset: Dataset, _filters: Filters | None = None) -> dict[str, Choice]:
    """Every indicator of areas that the dataset holds, by key, in the order shown."""
    return _choices(dataset)


@lru_cache(maxsize=16)  # keyed on the dataset's fingerprint
def _choices(dataset: Dataset) -> dict[str, Choice]:
    found = [*_of_areas(dataset), *_of_people(dataset), *_loaded_counts(dataset)]
    return {one.key: one for one in found}


def _of_areas(dataset: Dataset) -> list[Choice]:
    names = (DECILE, *AREA_INDICATORS)
    areas = table("areas")
    filled = engine.run(
        dataset, areas.agg(**{name: areas[name].count() for name in names})
    ).iloc[0]
    found = []
    if filled[DECILE]:
        found.append(
            Choice(DECILE, "Deprivation decile", NONE, LESS, 0, of_people=False)
        )
    for name, one in AREA_INDICATORS.items():
        if filled[name]:
            found.append(
                Choice(
                    name,
                    one.title,
                    PER_1000 if one.total else NONE,
                    MORE if one.more_is_need else LESS,
                    max(one.decimals, 1),
                    of_people=False,
                )
            )
    return found


def _of_people(dataset: Dataset) -> list[Choice]:
    if not dataset.has(PATIENTS.name):
        return []
    people = table("people")
    known = engine.run(
        dataset,
        people.agg(
            age=people.birth_year.count(),
            ethnicity=people.ethnicity.count(),
            conditions=people.conditions.count(),
        ),
    ).iloc[0]
    found = []
    if known["age"]:
        found += [
            Choice("older", "People of 65 and over", PERCENT),
            Choice("children", "Children (under 18)", PERCENT),
        ]
    for kind in dataset.kinds_with_rule:
        partial = kind.own_list and any(
            not one.own_list for one in dataset.kinds_with_rule
        )
        found += [
            Choice(
                f"frequent_{kind.slug}",
                f"{kind.service} frequent attenders",
                PER_1000,
                partial=partial,
            ),
            Choice(
                f"events_{kind.slug}",
                f"{kind.called[:1].upper()}{kind.called[1:]} a head",
                NONE,
                decimals=2,
                partial=partial,
            ),
        ]
    if known["ethnicity"]:
        found.append(
            Choice(OTHER_GROUPS, "Ethnic groups other than White British", PERCENT)
        )
    if known["conditions"]:
        found.append(Choice(SEVERAL_KEY, "People with two or more conditions", PERCENT))
        found += [
            Choice(condition_key(name), f"People with {mid_sentence(name)}", PERCENT)
            for name in _conditions(dataset)
        ]
    return found


def _conditions(dataset: Dataset) -> list[str]:
    names = table("people").select(name=_.conditions.unnest()).distinct()
    found = engine.run(dataset, names)["name"].dropna()
    return sorted(name for name in found if name)


def _loaded_counts(dataset: Dataset) -> list[Choice]:
    counts = table("indicators").filter(_.level == AREA).select("indicator").distinct()
    there = set(engine.run(dataset, counts)["indicator"])
    return [
        Choice(
            name,
            one.title,
            PERCENT,
            LESS if one.direction == "higher" else MORE,
            of_people=False,
        )
        for name, one in every_indicator().items()
        if name in there
    ]
