"""The cells that places are counted in: people by place, age band and sex, as
expressions.

A cell's numerator and denominator are always of the same people.
"""

import ibis
from ibis import _

from analytics.measures.attenders import age_at, age_band
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.registered import registered
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.use import use
from analytics.store.dataset import table


def by_rule(scope: Scope, rule: str) -> ibis.Table:
    """Frequent attenders by one rule: person, gp_visits, ae_attendances."""
    everyone = use(scope)
    meets = {
        "gp": everyone.frequent_gp,
        "ae": everyone.frequent_ae,
        "either": everyone.frequent_gp | everyone.frequent_ae,
    }[rule]
    return everyone.filter(meets).select("person", "gp_visits", "ae_attendances")


def covered(scope: Scope, rule: str) -> ibis.Table:
    """Practices in scope whose people the rule's extracts hold in the window:
    practice_code.

    For either rule a practice must be in both extracts: elsewhere one rule could not be
    met.
    """

    def seen(name: str) -> ibis.Table:
        months = table(name).filter(
            _.practice_code.notnull(),
            _.month >= ibis.date(str(scope.start.replace(day=1))),
            _.month < ibis.date(str(scope.end)),
        )
        return scoped.at_practices(months, scope).select("practice_code").distinct()

    if rule == "either":
        return seen("gp_months").semi_join(seen("ae_months"), "practice_code")
    return seen(f"{rule}_months")


def homes(scope: Scope) -> ibis.Table:
    """Each person registered in scope once (lowest code where twice): person,
    practice_code."""
    return registered(scope).group_by("person").agg(practice_code=_.practice_code.min())


def list_cells(scope: Scope, rule: str, by: str) -> ibis.Table:
    """Registered people and the frequent attenders among them, by place, age band and
    sex.

    by: practice_code or lsoa_code. Columns: place, age, sex, people, gp_visits,
    ae_attendances, registered. Frequent attenders registered nowhere in view are in a
    row without a place.
    """
    listed = homes(scope).semi_join(covered(scope, rule), "practice_code")
    listed = listed.inner_join(table("people"), "person").select(
        "person",
        place=_[by].fill_null(""),
        age=age_band(age_at(scope, _)).fill_null("not known"),
        sex=_.sex.fill_null("unknown"),
    )
    mine = by_rule(scope, rule).rename(attender="person")
    both = listed.outer_join(mine, listed.person == mine.attender)
    return both.group_by("place", "age", "sex").agg(
        people=_.attender.count(),
        gp_visits=_.gp_visits.sum().fill_null(0).cast("int64"),
        ae_attendances=_.ae_attendances.sum().fill_null(0).cast("int64"),
        registered=_.person.count(),
    )


def seen_cells(scope: Scope, rule: str, by: str) -> ibis.Table:
    """Frequent attenders by where they are known to be, for places without a list.

    by: practice_code (registered with, else of the latest event) or lsoa_code (of the
    person, else of the latest attendance). Columns: place (null: unknown), people,
    gp_visits, ae_attendances.
    """
    home = homes(scope) if by == "practice_code" else table("people")
    home = home.select(home_person="person", home=by)
    last = latest(scope, by).rename(last_person="person", last="place")
    mine = by_rule(scope, rule)
    mine = mine.left_join(home, mine.person == home.home_person)
    mine = mine.left_join(last, mine.person == last.last_person)
    return mine.group_by(place=ibis.coalesce(mine.home, mine["last"])).agg(
        people=_.count(),
        gp_visits=_.gp_visits.sum().cast("int64"),
        ae_attendances=_.ae_attendances.sum().cast("int64"),
    )


def latest(scope: Scope, by: str) -> ibis.Table:
    """The place that each person's latest event in the window names: person, place."""
    events = scoped.ae_attendances(scope).select("person", when="arrived_at", place=by)
    if by == "practice_code":
        visits = scoped.gp_visits(scope).select(
            "person", when="appointment_at", place=by
        )
        events = ibis.union(events, visits)
    order = ibis.row_number().over(
        group_by="person", order_by=[ibis.desc("when"), ibis.asc("place")]
    )
    return (
        events.filter(_.place.notnull())
        .mutate(nth=order)
        .filter(_.nth == 0)
        .select("person", "place")
    )
