"""Who is registered, where and when: the denominators.

A person absent from the list in a period was not observed, which is not the same as no
visits.
"""

import ibis

from analytics.definitions.event_kinds import EventKind
from analytics.kept_tables import once
from analytics.measures.counting.scope import Scope, at_practices, of_people
from analytics.measures.counting.spells import registrations_on
from analytics.store.dataset import table


def practices_covered(kind: EventKind) -> ibis.Table:
    """Practices that the extract of a kind of event covers: practice_code. Needs a kind
    whose events name a practice."""
    return once(table(kind.months).select("practice_code").distinct())


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
