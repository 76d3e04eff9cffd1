"""Each filter once more, in plain pandas: whom and what it leaves.

`TWINS`: name of a filter → what it leaves, as arguments of `plain.summary`. A test
fails for a filter that has none.
"""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from tests.spec import plain
from tests.support.world import COHORTS_FIXED_ON, World

AS_AT, RULE = "2024-06-30", {"ae_more_than": 1, "gp_more_than": 8}
Twin = Callable[[World, object], dict]


def _at(column: str) -> Twin:
    def twin(world: World, values) -> dict:
        there = world.practices[world.practices[column].isin(values)]
        return {"practices": list(there["practice_code"])}

    return twin


def _living(column: str) -> Twin:
    def twin(world: World, values) -> dict:
        there = world.areas.loc[world.areas[column].isin(values), "lsoa_code"]
        return _people(world, world.patients["lsoa_code"].isin(there))

    return twin


def _people(world: World, some: pd.Series) -> dict:
    return {"ids": set(world.patients.loc[some, "patient_id"])}


def _held(column: str) -> Twin:
    return lambda world, values: _people(world, world.patients[column].isin(values))


def _in_fifth(world: World, values) -> dict:
    """By hand: the deciles of each fifth."""
    deciles = {"1": (1, 2), "2": (3, 4), "3": (5, 6), "4": (7, 8), "5": (9, 10)}
    some = [decile for value in values for decile in deciles[value]]
    return _people(world, world.patients["imd_decile"].isin(some))


def _has_one(world: World, values) -> dict:
    has = [bool(set(c.split(";")) & set(values)) for c in world.patients["conditions"]]
    return _people(world, pd.Series(has, index=world.patients.index))


def _aged(**limit: str) -> Twin:
    ((side, _),) = limit.items()
    return lambda world, age: {"ids": plain.aged(world, AS_AT, **{side: age})}


def _seen_for(world: World, values) -> dict:
    seen = plain.contacts(world, AS_AT)
    return {"ids": {person for person, group, _day in seen if group in values}}


def _of_kind(world: World, values) -> dict:
    found = plain.kinds(world, AS_AT, **RULE)
    return {"ids": {person for person, kind in found.items() if kind in values}}


def _in_cohorts(world: World, values) -> dict:
    """By hand, the cohorts of tests/support/world."""
    there = plain.registered(world, COHORTS_FIXED_ON)
    people = world.patients[world.patients["patient_id"].isin(there["patient_id"])]
    fit = {
        "Women": people["sex"] == "female",
        "North or older": people["practice_code"].isin(["P1", "P2"])
        | (COHORTS_FIXED_ON.year - people["birth_year"] >= 65),
    }
    return {"ids": {i for value in values for i in people[fit[value]]["patient_id"]}}


def _department(world: World, values) -> dict:
    some = world.ae["department_type"].isin(values)
    return {"world": replace(world, ae=world.ae[some])}


def _category(world: World, values) -> dict:
    """`plain` counts categories 1 to 3: those chosen are called 1, the rest 4."""
    some = world.ae["attendance_category"].isin(values)
    called = some.map({True: "1", False: "4"})
    return {"world": replace(world, ae=world.ae.assign(attendance_category=called))}


def _role(world: World, values) -> dict:
    """Visits with others are no visits; their practices stay in the extract."""
    status = world.gp["status"].where(world.gp["role"].isin(values), "cancelled")
    return {"world": replace(world, gp=world.gp.assign(status=status))}


TWINS: dict[str, Twin] = {
    "as_at": lambda world, day: {"as_at": str(day)},
    "months": lambda world, months: {"months": months},
    "ae_more_than": lambda world, number: {"ae_more_than": number},
    "gp_more_than": lambda world, number: {"gp_more_than": number},
    "icb": _at("icb"),
    "place": _at("place"),
    "pcn": _at("pcn"),
    "practice": _at("name"),
    "neighbourhood": _living("neighbourhood"),
    "areas": _living("lsoa_code"),
    "age_from": _aged(low="age"),
    "age_to": _aged(high="age"),
    "sex": _held("sex"),
    "ethnic_group": _held("ethnicity"),
    "deprivation_fifth": _in_fifth,
    "condition": _has_one,
    "diagnosis_groups": _seen_for,
    "segments": _of_kind,
    "cohorts": _in_cohorts,
    "department_types": _department,
    "attendance_categories": _category,
    "roles": _role,
}


def summary(world: World, name: str, value) -> dict:
    """`plain.summary` under one filter."""
    asked = {"as_at": AS_AT, **RULE, **TWINS[name](world, value)}
    return plain.summary(asked.pop("world", world), **asked)
