"""What was known on a day: the dataset's tables cut at it.

Features are made of a `Known` and of nothing else, so no row of the future can be
reached from them, whatever they ask.
"""

from dataclasses import dataclass, replace
from datetime import date

import ibis
from ibis import _

from analytics.definitions.event_kinds import EventKind
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.scope import Scope
from analytics.store.dataset import table

EVER = ibis.date("1900-01-01")


@dataclass(frozen=True)
class Known:
    """Tables as they stood at the beginning of a day.

    people: person, birth_year, sex, of who was alive. spells: person, practice_code,
    open (whether it still ran), of every registration begun. events: of each kind of
    event, person, at, practice_code, group (of the reason; null where the kind has
    none), of what counts. covered: practice_code, of those that a kind's events name.
    """

    day: date
    people: ibis.Table
    spells: ibis.Table
    events: dict[EventKind, ibis.Table]
    covered: dict[EventKind, ibis.Table]

    def of(self, persons: ibis.Table) -> "Known":
        """The same of some persons (person) alone."""
        return replace(
            self,
            people=self.people.semi_join(persons, "person"),
            spells=self.spells.semi_join(persons, "person"),
            events={
                kind: rows.semi_join(persons, "person")
                for kind, rows in self.events.items()
            },
        )


def known(day: date, kinds: tuple[EventKind, ...], scope: Scope) -> Known:
    """The tables cut at a day. scope: of everybody; says which events count.

    An end of registration or a death of that day or later is not known: those people
    are on the list and alive. Long-term conditions carry no date, so that a list would
    tell of later ones; they are not among the tables.
    """
    at = ibis.date(str(day))
    people = table("people")
    alive = people.filter(people.died_on.isnull() | (people.died_on >= at))
    spells = table("registrations")
    begun = spells.filter(spells.registered_from.fill_null(EVER) < at).mutate(
        open=_.registered_to.isnull() | (_.registered_to >= at)
    )
    events = {kind: _events(kind, scope, day) for kind in kinds}
    return Known(
        day,
        alive.select("person", "birth_year", "sex"),
        begun.select("person", "practice_code", "open"),
        events,
        {
            kind: rows.select("practice_code").distinct()
            for kind, rows in events.items()
        },
    )


def _events(kind: EventKind, scope: Scope, day: date) -> ibis.Table:
    rows = counted(kind, scope)
    return rows.filter(_.at < ibis.timestamp(str(day)))


def counted(kind: EventKind, scope: Scope) -> ibis.Table:
    """The events that count, at any time: person, at, practice_code, group."""
    rows = scoped.events(kind, scope, window=False)
    group = rows[kind.reason.group] if kind.reason else ibis.null("string")
    place = (
        rows.practice_code if "practice_code" in rows.columns else ibis.null("string")
    )
    return rows.select("person", at=rows[kind.time], practice_code=place, group=group)
