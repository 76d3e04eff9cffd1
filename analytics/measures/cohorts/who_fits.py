"""Who fits a cohort's definition on a day, by what was known on it.

Events count where they were before that day, registration and deaths where they were
known on it. Conditions, homes and deprivation have no dates in the list: they are those
of the dataset. Only who was there that day can belong: registered and alive, or where
there is no list, seen before it.
"""

from datetime import date, timedelta
from functools import reduce

import ibis
from ibis import _

from analytics.definitions.cohorts.clauses import (
    Aged,
    All,
    AtHome,
    Clause,
    Either,
    Has,
    Not,
    OfNeed,
    OnCaseload,
    SeenFor,
    Used,
)
from analytics.definitions.diagnosis_groups import NOT_RECORDED
from analytics.definitions.filters import Filters, Of
from analytics.definitions.filters.people import AGE_COLUMN
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.persons import among
from analytics.measures.counting.settle import settle
from analytics.measures.counting.spells import registrations_on
from analytics.measures.counting.use import use_of
from analytics.store.dataset import Dataset, table


def present_on(dataset: Dataset, day: date) -> ibis.Table:
    """person: registered and alive on a day; without a list, whoever was seen before
    it."""
    if dataset.has("patients"):
        return registrations_on(day).select("person").distinct()
    before = ibis.timestamp(str(day))
    seen = [
        table(kind.table.name).filter(_[kind.time] < before).select("person")
        for kind in dataset.kinds
    ]
    return ibis.union(*seen, distinct=True) if len(seen) > 1 else seen[0].distinct()


def fitting(dataset: Dataset, definition: Clause, day: date) -> ibis.Table:
    """person: who was there on the day and fits the definition. Raises InputError for a
    value that the dataset does not have (`askable` tells all of them at once)."""
    return _Fits(dataset, day).who(definition)


class _Fits:
    """Each clause as the people who fit it, all of them people who were there."""

    def __init__(self, dataset: Dataset, day: date) -> None:
        self.dataset, self.day = dataset, day
        self.there = present_on(dataset, day)

    def who(self, clause: Clause) -> ibis.Table:
        match clause:
            case Not(one):
                return self.there.anti_join(self.who(one), "person")
            case All(parts):
                each = [self.who(part) for part in parts]
                return reduce(lambda some, more: some.semi_join(more, "person"), each)
            case Either(parts):
                return ibis.union(*map(self.who, parts), distinct=True)
            case AtHome(within, least):
                return self.at_home(within, least)
            case Used():
                return self.used(clause)
        return self.there.semi_join(self.simply(clause), "person")

    def simply(self, clause: Clause) -> ibis.Table:
        """The people of a clause, whether they were there or not."""
        match clause:
            case Aged(low, high):
                ages = self.people().filter(_[AGE_COLUMN].notnull())
                ages = ages if low is None else ages.filter(_[AGE_COLUMN] >= low)
                return ages if high is None else ages.filter(_[AGE_COLUMN] <= high)
            case Has(one, values) if one.of is Of.PEOPLE:
                held = getattr(self.scope(**{one.name: values}).filters, one.name)
                people = self.people()
                return people.filter(one.kept(people, held).fill_null(False))
            case Has(one, values) if one.of is Of.PRACTICES:
                practices = self.scope(**{one.name: values}).practices or ()
                here = registrations_on(self.day)
                return here.filter(here.practice_code.isin(practices))
            case Has(one, values):
                homes = self.scope(**{one.name: values}).homes or ()
                people = self.people()
                return people.filter(people.lsoa_code.isin(homes))
            case SeenFor(groups, months):
                return self.seen_for(groups, months)
            case OfNeed(kinds):
                return among(self.scope(segments=kinds).persons or ())
            case OnCaseload():
                offers = table("caseload")
                return offers.filter(offers.referred_on < ibis.date(str(self.day)))
        raise TypeError(f"{clause!r} is no clause.")

    def used(self, clause: Used) -> ibis.Table:
        used = use_of(clause.kind, self.scope(months=clause.months))
        number = used[clause.kind.used]
        above = used.filter(number >= max(clause.least, 1))
        if clause.most is not None:
            over = used.filter(number > clause.most)
            if clause.least == 0:
                return self.there.anti_join(over, "person")
            above = above.anti_join(over, "person")
        return self.there.semi_join(above, "person")

    def seen_for(self, groups: tuple[str, ...], months: int) -> ibis.Table:
        scope = self.scope(months=months)
        seen = [
            scoped.events(kind, scope).select("person", group=kind.reason.group)
            for kind in self.dataset.kinds
            if kind.reason
        ]
        every = ibis.union(*seen) if len(seen) > 1 else seen[0]
        return every.filter(_.group.fill_null(NOT_RECORDED).isin(groups))

    def at_home(self, within: Clause, least: int) -> ibis.Table:
        living = table("people").filter(_.household.notnull())
        living = living.select("person", "household").semi_join(self.there, "person")
        fits = living.semi_join(self.who(within), "person")
        homes = fits.group_by("household").agg(n=_.person.nunique())
        homes = homes.filter(homes.n >= least)
        return living.semi_join(homes, "household").select("person")

    def people(self) -> ibis.Table:
        """Everybody, with their age in the year of the day."""
        people = table("people")
        age = self.day.year - people.birth_year.cast("int32")
        return people.mutate(**{AGE_COLUMN: age})

    def scope(self, **chosen: object) -> scoped.Scope:
        """Filters whose window ends on the day before."""
        before = self.day - timedelta(days=1)
        return settle(self.dataset, Filters(as_at=before, **chosen))
