"""The cells that places are counted in: people by place, age band and sex, as
expressions.

A cell's numerator and denominator are always of the same people.
"""

from functools import reduce
from operator import or_

import ibis
from ibis import _

from analytics.definitions.event_kinds import EventKind, kinds_with_rule
from analytics.kept_tables import once
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.registered import registered
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.use import use
from analytics.measures.places.rule import Rule
from analytics.measures.who.attenders import age_at, age_band
from analytics.store.dataset import table


def by_rule(scope: Scope, rule: Rule) -> ibis.Table:
    """Frequent attenders by the rule of any of these kinds: person, how many of each
    kind."""
    everyone = use(scope.by_rules_of(rule))
    meets = reduce(or_, [everyone[kind.frequent] for kind in rule])
    return everyone.filter(meets).select("person", *(kind.used for kind in rule))


def covered(scope: Scope, rule: Rule) -> ibis.Table:
    """Practices in scope whose people the rule's extracts hold in the window:
    practice_code.

    A practice must be in each of the extracts that name one: elsewhere one rule could
    not be met. Where none names a practice, those on the registered list.
    """

    def seen(kind: EventKind) -> ibis.Table:
        months = table(kind.months).filter(
            _.practice_code.notnull(),
            _.month >= ibis.date(str(scope.start.replace(day=1))),
            _.month < ibis.date(str(scope.end)),
        )
        return scoped.at_practices(months, scope).select("practice_code").distinct()

    naming = [seen(kind) for kind in rule if kind.table.has("practice_code")]
    if not naming:
        return registered(scope).select("practice_code").distinct()
    return reduce(lambda some, more: some.semi_join(more, "practice_code"), naming)


def homes(scope: Scope) -> ibis.Table:
    """Each person registered in scope once (lowest code where twice): person,
    practice_code."""
    return registered(scope).group_by("person").agg(practice_code=_.practice_code.min())


def list_cells(scope: Scope, rule: Rule, by: str) -> ibis.Table:
    """Registered people and the frequent attenders among them, by place, age band and
    sex.

    by: practice_code or lsoa_code. Columns: place, age, sex, people, how many of each
    kind, registered. Frequent attenders registered nowhere in view are in a row without
    a place.
    """
    listed = homes(scope).semi_join(covered(scope, rule), "practice_code")
    listed = once(
        listed.inner_join(table("people"), "person").select(
            "person",
            place=_[by].fill_null(""),
            age=age_band(age_at(scope, _)).fill_null("not known"),
            sex=_.sex.fill_null("unknown"),
        )
    )
    cell = ["place", "age", "sex"]
    everybody = once(listed.group_by(cell).agg(registered=_.count()))
    mine = by_rule(scope, rule).left_join(listed, "person")
    mine = mine.group_by(cell).agg(people=_.count(), **_made(rule))
    # Those registered nowhere in view are in no cell of everybody.
    nowhere = mine.filter(_.place.isnull()).mutate(registered=ibis.literal(0, "int64"))
    both = everybody.left_join(mine, cell).select(
        *cell,
        **{n: _[n].fill_null(0) for n in ("people", *_made(rule))},
        registered="registered",
    )
    return both.union(nowhere.select(both.columns))


def seen_cells(scope: Scope, rule: Rule, by: str) -> ibis.Table:
    """Frequent attenders by where they are known to be, for places without a list.

    by: practice_code (registered with, else of the latest event) or lsoa_code (of the
    person, else of the latest attendance). Columns: place (null: unknown), people, how
    many of each kind.
    """
    home = homes(scope) if by == "practice_code" else table("people")
    home = home.select(home_person="person", home=by)
    last = latest(scope, by).rename(last_person="person", last="place")
    mine = by_rule(scope, rule)
    mine = mine.left_join(home, mine.person == home.home_person)
    mine = mine.left_join(last, mine.person == last.last_person)
    return mine.group_by(place=ibis.coalesce(mine.home, mine["last"])).agg(
        people=_.count(), **_made(rule)
    )


def _made(rule: Rule) -> dict[str, ibis.Value]:
    return {kind.used: _[kind.used].sum().fill_null(0).cast("int64") for kind in rule}


def latest(scope: Scope, by: str, people: ibis.Table | None = None) -> ibis.Table:
    """The place that each person's latest event in the window names: person, place.
    people: of these alone."""
    naming = [
        scoped.events(kind, scope).select("person", when=kind.time, place=by)
        for kind in kinds_with_rule()
        if kind.table.has(by)
    ]
    order = ibis.row_number().over(
        group_by="person", order_by=[ibis.desc("when"), ibis.asc("place")]
    )
    if people is not None:
        naming = [rows.semi_join(people, "person") for rows in naming]
    return (
        ibis.union(*naming)
        .filter(_.place.notnull())
        .mutate(nth=order)
        .filter(_.nth == 0)
        .select("person", "place")
    )
