"""Whom each way of a segment fits on a day, and which ways a dataset can be asked.

What is known of a person counts from wherever it was recorded, so no filter of places
or events leaves any of it out.
"""

from datetime import date, timedelta
from functools import lru_cache

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.avoidable import coded
from analytics.definitions.diagnosis_groups import said_by
from analytics.definitions.event_kinds.inpatient import INPATIENT
from analytics.definitions.event_kinds.stay import is_emergency
from analytics.definitions.population_segments import Way, hospital_frailty
from analytics.definitions.population_segments.segments import (
    AGE,
    CATEGORY,
    HOSPITAL_FRAILTY,
    INDEX,
    LISTED,
    SEEN,
    STAYS,
    ways,
)
from analytics.kept_tables import once
from analytics.measures.population_segments import frailty_index
from analytics.store.dataset import Dataset, table

LONG = 3  # characters of a category of ICD-10


def fitting(dataset: Dataset, day: date) -> ibis.Table:
    """person, way (its number): each way that fits each person, by what was known at
    the end of a day."""
    asked = [way for way in ways() if not why_not(dataset, way)]

    def of(by: str) -> list[Way]:
        return [way for way in asked if way.by == by]

    parts = [_aged(way, day) for way in of(AGE)]
    if listed := of(LISTED):
        parts.append(_listed(dataset, listed))
    if stays := of(STAYS):
        parts.append(_stays(stays, day))
    parts += [
        table("people")
        .filter(_.frailty.isin(way.categories))
        .select("person", way=ibis.literal(way.number, "int32"))
        for way in of(CATEGORY)
    ]
    parts += [_seen(dataset, way, day) for way in of(SEEN)]
    parts += [_frail_in_hospital(way, day) for way in of(HOSPITAL_FRAILTY)]
    parts += [
        frailty_index.each(dataset, day)
        .filter(_.index > way.least)
        .select("person", way=ibis.literal(way.number, "int32"))
        for way in of(INDEX)
    ]
    return once(ibis.union(*parts, distinct=True))


@lru_cache(maxsize=256)
def why_not(dataset: Dataset, way: Way) -> str:
    """Why a dataset cannot be asked a way; "" where it can."""
    if way.by == LISTED:
        return "" if conditions_there(dataset) else "the list has no conditions"
    if way.by == CATEGORY:
        return "" if frailty_index.has_categories(dataset) else "the list has none"
    if way.by == SEEN:
        told = any(kind.reason for kind in dataset.kinds)
        return "" if told else "no extract has reasons"
    if way.by == INDEX:
        return frailty_index.why_not(dataset)
    if way.by in (STAYS, HOSPITAL_FRAILTY):
        if INPATIENT not in dataset.kinds:
            return f"no extract of {INPATIENT.called} is loaded"
        return _lacking(dataset, way)
    return ""


def _lacking(dataset: Dataset, way: Way) -> str:
    """What hospital spells lack that a way needs."""
    needed = {
        "diagnosis_codes": way.by == HOSPITAL_FRAILTY or bool(way.codes),
        "admission_method": way.emergency or bool(way.methods),
    }
    rows = table(INPATIENT.table.name)
    for name in [name for name, needs in needed.items() if needs]:
        if not engine.number(dataset, rows.agg(n=rows[name].count())):
            meaning = INPATIENT.table.field(name).meaning
            return f"the {INPATIENT.called} lack: {meaning.lower()}"
    return ""


@lru_cache(maxsize=16)
def conditions_there(dataset: Dataset) -> tuple[str, ...]:
    """Every condition that somebody on the list has."""
    each = table("people").select(condition=_.conditions.unnest()).distinct()
    found = engine.run(dataset, each)["condition"].dropna()
    return tuple(sorted(one for one in found if one.strip()))


def _listed(dataset: Dataset, asked: list[Way]) -> ibis.Table:
    there = pd.Series(conditions_there(dataset), dtype="string")
    parts = [
        pd.DataFrame(
            {
                "condition": there if way.any else there[said_by(there, way.words)],
                "way": way.number,
            }
        )
        for way in asked
    ]
    says = pd.concat(parts, ignore_index=True)
    says = says.astype({"condition": "str", "way": "int32"})
    schema = ibis.schema({"condition": "string", "way": "int32"})
    each = table("people").select("person", condition=_.conditions.unnest())
    return each.inner_join(ibis.memtable(says, schema=schema), "condition").select(
        "person", "way"
    )


def _until(rows: ibis.Table, time: str, day: date, days: int) -> ibis.Table:
    """The rows up to the end of a day, of the last so many days where they are told."""
    end = day + timedelta(days=1)
    rows = rows.filter(rows[time] < ibis.timestamp(str(end)))
    if days:
        start = end - timedelta(days=days)
        rows = rows.filter(rows[time] >= ibis.timestamp(str(start)))
    return rows


def _stays(asked: list[Way], day: date) -> ibis.Table:
    rows = _until(table(INPATIENT.table.name), INPATIENT.time, day, 0)
    parts = []
    for way in asked:
        some = _until(rows, INPATIENT.time, day, way.days)
        if way.emergency:
            some = some.filter(is_emergency(some))
        if way.methods:
            some = some.filter(some.admission_method.isin(way.methods))
        if way.codes:
            text = coded.in_one(some.diagnosis_codes)
            fits = coded.first_is if way.first else coded.any_is
            some = some.filter(fits(text, way.codes))
        parts.append(some.select("person", way=ibis.literal(way.number, "int32")))
    return ibis.union(*parts, distinct=True) if len(parts) > 1 else parts[0]


def _seen(dataset: Dataset, way: Way, day: date) -> ibis.Table:
    parts = []
    for kind in dataset.kinds:
        if kind.reason:
            rows = _until(table(kind.table.name), kind.time, day, way.days)
            rows = rows.filter(rows[kind.reason.group].isin(way.groups))
            parts.append(rows.select("person", way=ibis.literal(way.number, "int32")))
    return ibis.union(*parts, distinct=True) if len(parts) > 1 else parts[0]


def _aged(way: Way, day: date) -> ibis.Table:
    """By age alone, as all ages: year of the day less year of birth."""
    return _of_age(table("people"), way, day).select(
        "person", way=ibis.literal(way.number, "int32")
    )


def _of_age(people: ibis.Table, way: Way, day: date) -> ibis.Table:
    age = day.year - people.birth_year.cast("int32")
    if way.age_from is not None:
        people = people.filter(age >= way.age_from)
    if way.age_to is not None:
        people = people.filter((age <= way.age_to) & (age >= 0))
    return people


def _frail_in_hospital(way: Way, day: date) -> ibis.Table:
    """Who has the points: each category once, of the stays looked back on."""
    rows = _until(table(INPATIENT.table.name), INPATIENT.time, day, way.days)
    each = rows.select("person", code=_.diagnosis_codes.unnest())
    each = each.select("person", category=_.code.substr(0, LONG)).distinct()
    scored = each.inner_join(ibis.memtable(hospital_frailty.points()), "category")
    points = scored.group_by("person").agg(points=_.points.sum())
    # Points have one decimal; a sum of them may fall short of it by a rounding.
    points = points.filter(_.points.round(1) >= way.least)
    aged = _of_age(table("people"), way, day).select("person")
    return points.semi_join(aged, "person").select(
        "person", way=ibis.literal(way.number, "int32")
    )
