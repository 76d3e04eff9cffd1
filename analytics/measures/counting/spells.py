"""Registration spells: who is on which practice's list on a day."""

from datetime import date

import ibis
from ibis import _

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
