"""What became of those above the rule a window before, by age, place and kind of
need."""

from dataclasses import replace

import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.definitions.kinds_of_need import KIND_TITLES, KINDS
from analytics.measures.counting.kinds_of_need import kinds
from analytics.measures.counting.known_places import known_places
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.counting.spells import registrations_on
from analytics.measures.over_time.flows.states import (
    Window,
    column,
    states,
    windows,
)
from analytics.measures.population.groups import AGE, NOT_KNOWN
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.measures.who.attenders import age_band
from analytics.methods.states import (
    ABOVE,
    AWAY,
    DIED,
    JOINED,
    LEFT,
    NONE,
    RISING,
    SOME,
)
from analytics.store.dataset import Dataset, table

BY_AGE, BY_PLACE, BY_NEED = "age", "place", "need"
GROUPS = {BY_AGE: "Age", BY_PLACE: "PCN", BY_NEED: "Kind of need"}
STILL, FEWER, NO_MORE, GONE = "Above again", "Fewer", "None", "Left or died"
BECAME = {
    ABOVE: STILL,
    RISING: FEWER,
    SOME: FEWER,
    NONE: NO_MORE,
    JOINED: FEWER,
    AWAY: GONE,
    LEFT: GONE,
    DIED: GONE,
}


def by_group(dataset: Dataset, filters: Filters, kind: EventKind, by: str) -> Result:
    """Those above the rule in the window before the one asked, by group and what became
    of them: group, became (STILL, FEWER, NO_MORE or GONE), people, of (all of the
    group), share. by: a key of GROUPS. Groups are those of the window before, so that
    nobody is grouped by what came after."""
    scope = settle(dataset, filters)
    every = windows(dataset, scope, kind) if dataset.has(kind.table.name) else ()
    those = pd.DataFrame({"person": [], "became": [], "group": []})
    order: list[str] = []
    if len(every) > 1:
        those = _those(dataset, scope, kind, every[-2:])
        then = replace(scope, filters=scope.filters.with_(as_at=every[-2].last))
        those["group"], order = GROUP_BY[by](dataset, then, those["person"])
    counts = those.groupby(["group", "became"]).size()
    rows = [
        (group, became, int(counts.get((group, became), 0)))
        for group in order
        if (those["group"] == group).any()
        for became in (STILL, FEWER, NO_MORE, GONE)
    ]
    frame = pd.DataFrame(rows, columns=["group", "became", "people"])
    frame["of"] = frame.groupby("group")["people"].transform("sum")
    return result(
        f"became_by_{by}_{kind.slug}",
        dataset,
        scope,
        frame.astype({"people": "int64", "of": "int64"}),
        (
            Column("group", GROUPS[by]),
            Column("became", "A window later"),
            Column("people", "People", "count"),
            Column("of", "Of", "count"),
            Column("share", "Share", "percent", numerator="people", denominator="of"),
        ),
        f"What became of those above the rule {kind.at} in the window before",
    )


def _those(
    dataset: Dataset, scope: Scope, kind: EventKind, two: tuple[Window, ...]
) -> pd.DataFrame:
    """person, became: of who was above the rule in the first of two windows."""
    rows = states(dataset, scope, kind, two)
    rows = rows.filter(_[column(0)] == ABOVE).select("person", now=column(1))
    found = engine.run(dataset, rows.order_by("person"))
    return found.assign(became=found["now"].map(BECAME))


def _ages(
    dataset: Dataset, then: Scope, persons: pd.Series
) -> tuple[pd.Series, list[str]]:
    people = table("people")
    age = then.filters.as_at.year - people.birth_year.cast("int32")
    rows = people.filter(_.person.isin([int(one) for one in persons]))
    found = engine.run(dataset, rows.select("person", band=age_band(age)))
    bands = persons.map(found.set_index("person")["band"]).fillna(NOT_KNOWN)
    return bands, [*AGE.order, NOT_KNOWN]


def _places(
    dataset: Dataset, then: Scope, persons: pd.Series
) -> tuple[pd.Series, list[str]]:
    rows = registrations_on(then.filters.as_at)
    rows = rows.filter(_.person.isin([int(one) for one in persons]))
    found = engine.run(dataset, rows.group_by("person").agg(code=_.practice_code.min()))
    pcns = known_places(dataset).set_index("practice_code")["pcn"].replace("", None)
    place = persons.map(found.set_index("person")["code"]).map(pcns).fillna(NOT_KNOWN)
    return place, [*sorted(set(place) - {NOT_KNOWN}), NOT_KNOWN]


def _needs(
    dataset: Dataset, then: Scope, persons: pd.Series
) -> tuple[pd.Series, list[str]]:
    of_kind = kinds(dataset, then)
    need = persons.map(of_kind).map(KIND_TITLES).fillna(NOT_KNOWN)
    return need, [*(one.name for one in KINDS), NOT_KNOWN]


GROUP_BY = {BY_AGE: _ages, BY_PLACE: _places, BY_NEED: _needs}
