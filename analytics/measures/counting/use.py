"""How much each person used the GP and A&E in the window, and who is a frequent
attender."""

import ibis
from ibis import _

from analytics.measures.counting import scope as scoped
from analytics.measures.counting.scope import Scope


def gp_use(scope: Scope) -> ibis.Table:
    """One row a person with a GP visit in the window: person, gp_visits."""
    if scope.filters.whole_months:
        return (
            scoped.gp_months(scope)
            .group_by("person")
            .agg(gp_visits=_.visits.sum().cast("int64"))
        )
    return scoped.gp_visits(scope).group_by("person").agg(gp_visits=_.count())


def ae_use(scope: Scope) -> ibis.Table:
    """One row a person with an A&E attendance in the window.

    Columns: person, ae_attendances, cost_gbp (pounds, of the `costed` attendances),
    costed, minutes (arrival to departure, of the `timed` attendances), timed.
    """
    if scope.filters.whole_months:
        return (
            scoped.ae_months(scope)
            .group_by("person")
            .agg(
                ae_attendances=_.attendances.sum().cast("int64"),
                cost_gbp=_.cost_gbp.sum().fill_null(0.0),
                costed=_.costed.sum().cast("int64"),
                minutes=_.minutes.sum().fill_null(0.0),
                timed=_.timed.sum().cast("int64"),
            )
        )
    return (
        scoped.ae_attendances(scope)
        .group_by("person")
        .agg(
            ae_attendances=_.count(),
            cost_gbp=_.cost_gbp.sum().fill_null(0.0),
            costed=_.cost_gbp.count(),
            minutes=_.minutes.cast("float64").sum().fill_null(0.0),
            timed=_.minutes.count(),
        )
    )


def use(scope: Scope) -> ibis.Table:
    """One row a person with any use in the window, and whether it is frequent by the
    rule.

    Columns: those of gp_use and ae_use (0 where none), frequent_gp, frequent_ae
    (boolean).
    """
    gp, ae = gp_use(scope), ae_use(scope)
    both = gp.outer_join(ae, "person")
    filters = scope.filters
    return both.select(
        person=ibis.coalesce(_.person, _.person_right),
        gp_visits=_.gp_visits.fill_null(0),
        ae_attendances=_.ae_attendances.fill_null(0),
        cost_gbp=_.cost_gbp.fill_null(0.0),
        costed=_.costed.fill_null(0),
        minutes=_.minutes.fill_null(0.0),
        timed=_.timed.fill_null(0),
    ).mutate(
        frequent_gp=_.gp_visits > filters.gp_more_than,
        frequent_ae=_.ae_attendances > filters.ae_more_than,
    )


def frequent(scope: Scope) -> ibis.Table:
    """`use` of the frequent attenders alone: by the GP rule, the A&E rule, or both."""
    return use(scope).filter(_.frequent_gp | _.frequent_ae)
