"""Whose footprint it is: those who attend often, the caseload, the highest few, a
cohort that was fixed, everybody."""

import re
from dataclasses import dataclass, replace

import ibis
from ibis import _

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.definitions.words import day_in_words, listed
from analytics.errors import InputError, Problem
from analytics.kept_tables import once
from analytics.measures.cohorts.members import persons_of
from analytics.measures.counting.persons import among
from analytics.measures.counting.registered import registered
from analytics.measures.counting.scope import Scope, at_practices, of_people
from analytics.measures.counting.settle import settle
from analytics.measures.counting.use import frequent, use_of
from analytics.measures.population.groups import NOT_KNOWN, described
from analytics.measures.result import Result
from analytics.measures.support.offers import NO_CASELOAD
from analytics.store import cohorts
from analytics.store.cohorts import Saved
from analytics.store.dataset import Dataset, table

RULE, CASELOAD, EVERYBODY = "rule", "caseload", "everybody"
MOST_LISTED = 100
CELL = ("age_band", "sex")
TOP = re.compile(r"top:([1-9]\d*)")


@dataclass(frozen=True)
class Group:
    """persons: a table of `person`, each once. words: who they are, after "of". chosen:
    whether somebody chose who is in it. notes: what is to be known of it."""

    persons: ibis.Table
    words: str
    chosen: bool = False
    notes: tuple[str, ...] = ()

    def told(self, of: Result) -> Result:
        """A result of the group, with what is to be known of it. Small numbers of a
        group that somebody chose are hidden further."""
        narrowed = of.narrowed or self.chosen
        return replace(of, notes=(*self.notes, *of.notes), narrowed=narrowed)


def group(dataset: Dataset, scope: Scope, of: str) -> Group:
    """The people of the filters who attend often ("rule"), were offered support by the
    as-at day ("caseload"), have most of the first kind with a rule ("top:30"), belong
    to a cohort that was fixed (its name), or are registered ("everybody").

    Raises InputError for a group that is none, and for a caseload that is not there.
    """
    text = of.strip().casefold()
    if text == RULE:
        words = f"people with {scope.filters.rule_in_words()}"
        return Group(frequent(scope).select("person"), words)
    if text == CASELOAD:
        return _caseload(dataset, scope)
    if text == EVERYBODY:
        known = "registered" if dataset.has("patients") else "in the data"
        return Group(_there(dataset, scope).distinct(), f"everybody {known}")
    top = TOP.fullmatch(text)
    if top and dataset.kinds_with_rule:
        kind = dataset.kinds_with_rule[0]
        most = use_of(kind, scope).order_by(ibis.desc(kind.used), "person")
        persons = once(most.limit(int(top[1])).select("person"))
        return Group(persons, f"the {top[1]} people with most {kind.called}")
    return _fixed(dataset, scope, _named(dataset, of))


def _named(dataset: Dataset, of: str) -> Saved:
    """The cohort of that name. Raises InputError naming every group there is."""
    try:
        return cohorts.called(dataset, of)
    except InputError as fault:
        if any(one.rule != "cohort_unknown" for one in fault.problems):
            raise
    there = (f"the cohort “{name}”" for name in cohorts.saved(dataset))
    known = listed((RULE, CASELOAD, "top:30", EVERYBODY, *there), "or")
    raise InputError(
        Problem(
            rule="group_unknown",
            found=f"There is no group {of!r}.",
            remedy=f"Give {known}.",
        )
    )


def _fixed(dataset: Dataset, scope: Scope, cohort: Saved) -> Group:
    """Who belongs to a fixed cohort and could be seen in the window: nobody else is
    taken out, and who died or left before it has no use in it."""
    filters = scope.filters
    persons = among(persons_of(dataset, cohort))
    if dataset.has("patients"):
        start, end = (ibis.date(str(day)) for day in (scope.start, filters.as_at))
        spells = at_practices(table("registrations"), scope).filter(
            _.registered_from.isnull() | (_.registered_from <= end),
            _.registered_to.isnull() | (_.registered_to >= start),
        )
        dead = table("people").filter(_.died_on < start)
        persons = persons.semi_join(spells, "person").anti_join(dead, "person")
    day = day_in_words(cohort.fixed_on)
    words = f"the cohort “{cohort.name}”, fixed on {day}"
    notes: tuple[str, ...] = ()
    if scope.start < cohort.fixed_on:
        notes = (
            f"The window begins before {day}: what people were picked for in it is "
            "high by that alone.",
        )
    return Group(once(of_people(persons, scope)), words, True, notes)


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
    whole = ibis.union(_there(dataset, scope), ours, distinct=True)
    marked = whole.left_join(ours.mutate(ours=True), "person")
    marked = marked.select("person", ours=_.ours.fill_null(False))
    known = described(scope).select(
        "person", "sex", age_band=_.age_band.fill_null(NOT_KNOWN)
    )
    return once(marked.inner_join(known, "person").select(*marked.columns, *CELL))


def _there(dataset: Dataset, scope: Scope) -> ibis.Table:
    """person: who was registered in scope on the as-at day; without a list, who used
    anything in the window."""
    if dataset.has("patients"):
        return registered(scope).select("person")
    seen = [use_of(kind, scope).select("person") for kind in dataset.kinds]
    return ibis.union(*seen, distinct=True) if len(seen) > 1 else seen[0]


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
