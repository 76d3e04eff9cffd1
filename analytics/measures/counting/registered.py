"""Who is registered, where and when: the denominators.

A person absent from the list in a period was not observed, which is not the same as no
visits.
"""

from datetime import date

import ibis
from ibis import _

from analytics.definitions.event_kinds import GP, EventKind
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


def practices_covered(kind: EventKind) -> ibis.Table:
    """Practices that the extract of a kind of event covers: practice_code."""
    return table(kind.months).select("practice_code").distinct()


def observed_by(spells: ibis.Table, kind: EventKind | None) -> ibis.Table:
    """Registrations at the practices that a kind's extract covers, where it covers some
    alone (`own_list`); else all. A rate never divides by people whose visits could not
    be seen."""
    if kind is None or not kind.own_list:
        return spells
    return spells.semi_join(practices_covered(kind), "practice_code")


def registered(scope: Scope, seen_by: EventKind | None = None) -> ibis.Table:
    """People registered on the as-at day in scope: person, practice_code.

    seen_by: only those whom the extract of that kind of event covers.
    """
    spells = at_practices(registrations_on(scope.filters.as_at), scope)
    return of_people(observed_by(spells, seen_by), scope)


def gp_practices():  # shim
    return practices_covered(GP)
