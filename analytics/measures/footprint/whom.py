"""Whose footprint it is: those who attend often, the caseload, the highest few."""

import re
from dataclasses import dataclass

import ibis
from ibis import _

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.definitions.words import day_in_words, listed
from analytics.errors import InputError, Problem
from analytics.kept_tables import once
from analytics.measures.counting.registered import registered
from analytics.measures.counting.scope import Scope, of_people
from analytics.measures.counting.settle import settle
from analytics.measures.counting.use import frequent, use_of
from analytics.measures.population.groups import NOT_KNOWN, described
from analytics.measures.support.offers import NO_CASELOAD
from analytics.store.dataset import Dataset, table

RULE, CASELOAD = "rule", "caseload"
MOST_LISTED = 100
CELL = ("age_band", "sex")
TOP = re.compile(r"top:([1-9]\d*)")


@dataclass(frozen=True)
class Group:
    """persons: a table of `person`, each once. words: who they are, after "of"."""

    persons: ibis.Table
    words: str


def group(dataset: Dataset, scope: Scope, of: str) -> Group:
    """The people of the filters who attend often ("rule"), were offered support by the
    as-at day ("caseload"), or have most of the first kind with a rule ("top:30").

    Raises InputError for a group that is none, and for a caseload that is not there.
    """
    text = of.strip().casefold()
    if text == RULE:
        words = f"people with {scope.filters.rule_in_words()}"
        return Group(frequent(scope).select("person"), words)
    if text == CASELOAD:
        return _caseload(dataset, scope)
    top = TOP.fullmatch(text)
    if top and dataset.kinds_with_rule:
        kind = dataset.kinds_with_rule[0]
        most = use_of(kind, scope).order_by(ibis.desc(kind.used), "person")
        persons = once(most.limit(int(top[1])).select("person"))
        return Group(persons, f"the {top[1]} people with most {kind.called}")
    known = listed((RULE, CASELOAD, "top:30"), "or")
    raise InputError(
        Problem(
            rule="group_unknown",
            found=f"There is no group {of!r}.",
            remedy=f"Give {known}.",
        )
    )


def _caseload(dataset: Dataset, scope: Scope) -> Group:
    if not dataset.has("caseload"):
        raise InputError(NO_CASELOAD)
    day = scope.filters.as_at
    rows = of_people(table("caseload"), scope)
    rows = rows.filter(_.referred_on.isnull() | (_.referred_on <= ibis.date(str(day))))
    if scope.practices is not None:
        here = table("registrations").filter(_.practice_code.isin(scope.practices))
        rows = rows.semi_join(here, "person")
    words = f"people whom the team had offered support by {day_in_words(day)}"
    return Group(rows.select("person").distinct(), words)


def people(dataset: Dataset, scope: Scope, of: str) -> ibis.Table:
    """The group, and everyone else who was registered in scope on the as-at day (where
    there is no list: who used anything): person, ours (boolean), age_band, sex."""
    ours = group(dataset, scope, of).persons
    if dataset.has("patients"):
        there = registered(scope).select("person")
    else:
        seen = [use_of(kind, scope).select("person") for kind in dataset.kinds]
        there = ibis.union(*seen) if len(seen) > 1 else seen[0]
    whole = ibis.union(there, ours, distinct=True)
    marked = whole.left_join(ours.mutate(ours=True), "person")
    marked = marked.select("person", ours=_.ours.fill_null(False))
    known = described(scope).select(
        "person", "sex", age_band=_.age_band.fill_null(NOT_KNOWN)
    )
    return once(marked.inner_join(known, "person").select(*marked.columns, *CELL))


def pseudonyms(dataset: Dataset, filters: Filters) -> tuple[str, ...]:
    """Whose year can be looked at, for an analyst: of those who attend often the ones
    with most contacts of all services together, most first."""
    scope = settle(dataset, filters)
    often = frequent(scope).select("person")
    each = [
        use_of(kind, scope).semi_join(often, "person").select("person", n=_[kind.used])
        for kind in dataset.kinds
    ]
    every = ibis.union(*each) if len(each) > 1 else each[0]
    most = every.group_by("person").agg(n=_.n.sum())
    named = most.inner_join(table("people").select("person", "pseudonym"), "person")
    first = named.order_by(ibis.desc("n"), "pseudonym").limit(MOST_LISTED)
    return tuple(engine.run(dataset, first)["pseudonym"])
