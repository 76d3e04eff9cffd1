"""The practice of an event that says none: that of the person's registration on the
day."""

from datetime import date

import ibis

PRACTICE = "practice_code"
FIRST, LAST = date(1800, 1, 1), date(2999, 12, 31)  # of a registration without a day


def practices_of_the_day(lacking: ibis.Table, registered: ibis.Table) -> ibis.Table:
    """The practice of each person and day that has one: person, day, practice. Of
    several registrations on a day the newest counts.

    lacking: person, day, each once. registered: person, practice_code,
    registered_from, registered_to (the last day; null: still registered).
    """
    spells = registered.select(
        spell_of=registered.person,
        practice=registered[PRACTICE],
        begins=registered.registered_from.fill_null(ibis.literal(FIRST)),
        ends=registered.registered_to.fill_null(ibis.literal(LAST)),
    )
    on_the_day = lacking.join(
        spells,
        [
            lacking.person == spells.spell_of,
            lacking.day >= spells.begins,
            lacking.day <= spells.ends,
        ],
    ).filter(lambda row: row.practice.notnull())
    return on_the_day.group_by("person", "day").aggregate(
        practice=on_the_day.practice.argmax(on_the_day.begins)
    )
