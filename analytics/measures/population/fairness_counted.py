"""What fairness is asked about: who attends often, how much everybody uses, how people
got in and how it ended, who died; and how much of it there is, person by person."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache, partial
from typing import Protocol

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.event_kinds.part import Part
from analytics.measures.counting.scope import Scope, part_of
from analytics.measures.counting.use import use
from analytics.measures.population.groups import NOT_KNOWN, listed
from analytics.store.dataset import Dataset, table

OFTEN, ALL, DIED = "often", "all", "died"
TOTALS = ["base", "counted", "squares", "users", "people"]


class People(Protocol):
    """People with `base` (what each may count for) and `n` (what counts), and the
    columns of `groups.listed`."""

    def __call__(self, scope: Scope) -> ibis.Table: ...


@dataclass(frozen=True)
class Counted:
    """One thing counted. slug; title: on a control; called: in words; of: the base, in
    words; per: what a rate is for, and scale how many; of_people: whether what is
    counted are people, each once; rows: the people with what they have."""

    slug: str
    title: str
    called: str
    of: str
    per: str
    scale: float
    of_people: bool
    rows: People


def counted_by(dataset: Dataset, kind: EventKind) -> dict[str, Counted]:
    """What can be counted of a kind of event in these data, by slug."""
    every = [
        Counted(
            OFTEN,
            "Who attends often",
            f"Frequent {kind.service} attenders",
            "Registered people",
            "Per 1,000",
            1000,
            True,
            partial(_often, kind),
        ),
        Counted(
            ALL,
            "All use",
            kind.called,
            "Registered people",
            "A head",
            1,
            False,
            partial(_all, kind),
        ),
        *(
            Counted(
                part.slug,
                part.title,
                part.called,
                part.of,
                "Per 100",
                100,
                False,
                partial(_part, kind, part),
            )
            for part in kind.parts
            if part.slug in _parts_there(dataset, kind)
        ),
    ]
    if _deaths_there(dataset):
        every.append(DEATHS)
    return {one.slug: one for one in every}


def everything(dataset: Dataset) -> list[Counted]:
    """What can be counted of every kind, each once."""
    found = [
        one
        for kind in dataset.kinds_with_rule
        for one in counted_by(dataset, kind).values()
    ]
    return list({(one.called, one.slug): one for one in found}.values())


def titles(dataset: Dataset, kind: EventKind) -> dict[str, str]:
    """Title → slug, for a control."""
    return {one.title: one.slug for one in counted_by(dataset, kind).values()}


def cells(
    dataset: Dataset, scope: Scope, counted: Counted, by: list[str]
) -> pd.DataFrame:
    """By the columns of `groups.listed` asked for: base, counted, squares (of what each
    person has, summed), users (people with any), people (behind the base)."""
    rows = counted.rows(scope)
    found = engine.run(
        dataset,
        rows.group_by(by).agg(
            base=_.base.sum(),
            counted=_.n.sum(),
            squares=(_.n * _.n).sum(),
            users=(_.n > 0).sum(),
            people=(_.base > 0).sum(),
        ),
    )
    found[TOTALS] = found[TOTALS].astype("int64")
    if "age_band" in found:
        found["age_band"] = found["age_band"].fillna(NOT_KNOWN)
    return found


def _often(kind: EventKind, scope: Scope) -> ibis.Table:
    return _used(kind, scope, use(scope).select("person", n=_[kind.frequent]))


def _all(kind: EventKind, scope: Scope) -> ibis.Table:
    return _used(kind, scope, use(scope).select("person", n=_[kind.used]))


def _used(kind: EventKind, scope: Scope, used: ibis.Table) -> ibis.Table:
    people = listed(scope, kind).left_join(used, "person")
    n = _.n.cast("int64").fill_null(0)
    return people.mutate(base=ibis.literal(1, "int64"), n=n)


def _part(kind: EventKind, part: Part, scope: Scope) -> ibis.Table:
    rows = part_of(kind, part, scope)
    each = rows.group_by("person").agg(
        base=_.count(), n=_.counts.sum().fill_null(0).cast("int64")
    )
    return listed(scope, kind).inner_join(each, "person")


def _died(scope: Scope) -> ibis.Table:
    """Who was registered when the window began, and died in it."""
    filters = scope.filters
    before = replace(
        scope, filters=filters.with_(as_at=filters.start - timedelta(days=1))
    )
    dead = table("people").filter(
        _.died_on >= ibis.date(str(scope.start)), _.died_on < ibis.date(str(scope.end))
    )
    people = listed(before).left_join(
        dead.select("person", gone=ibis.literal(1, "int64")), "person"
    )
    return people.mutate(base=ibis.literal(1, "int64"), n=_.gone.fill_null(0))


DEATHS = Counted(
    DIED,
    "Deaths",
    "Deaths",
    "People registered when the window began",
    "Per 1,000",
    1000,
    True,
    _died,
)


@lru_cache(maxsize=16)
def _parts_there(dataset: Dataset, kind: EventKind) -> frozenset[str]:
    """The parts of a kind whose fields these data have anything in."""
    if not kind.parts:
        return frozenset()
    fields = sorted({field for part in kind.parts for field in part.fields})
    rows = table(kind.table.name)
    filled = engine.run(
        dataset, rows.agg(**{field: rows[field].count() for field in fields})
    ).iloc[0]
    return frozenset(
        part.slug for part in kind.parts if all(filled[f] > 0 for f in part.fields)
    )


@lru_cache(maxsize=16)
def _deaths_there(dataset: Dataset) -> bool:
    found = engine.run(dataset, table("people").agg(n=_.died_on.count()))
    return bool(found.iloc[0, 0])
