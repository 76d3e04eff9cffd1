"""Who is registered, where and when: the denominators.

A person absent from the list in a period was not observed, which is not the same as no
visits.
"""

from datetime import date

import ibis
from ibis import _

from analytics.measures.counting.scope import Scope, at_practices, of_people
from analytics.store.dataset import table


def registrations_on(day: date) -> ibis.Table:
    """Spells open on a day, of people not dead by then: person, practice_code."""
    on = ibis.date(str(day))
    spells = table("registrations").filter(
        _.registered_from.isnull() | (_.registered_from <= on),
        _.registered_to.isnull() | (_.registered_to >= on),
    )
    dead = table("people").filter(_.died_on.notnull() & (_.died_on <= on))
    return spells.anti_join(dead, "person").select("person", "practice_code")


def gp_practices() -> ibis.Table:
    """Practices that the GP extract covers: practice_code."""
    return table("gp_months").select("practice_code").distinct()


def registered(scope: Scope, gp_covered: bool = False) -> ibis.Table:
    """People registered on the as-at day in scope: person, practice_code.

    gp_covered: only at practices that the GP extract covers, so that a rate of GP
    visits never divides by people whose visits could not be seen.
    """
    spells = at_practices(registrations_on(scope.filters.as_at), scope)
    if gp_covered:
        spells = spells.semi_join(gp_practices(), "practice_code")
    return of_people(spells, scope)
