"""The table of people: one row a person, from the registered list and, where it says
nothing, from the events."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import ibis

from analytics.definitions.event_kinds import EventKind
from analytics.store.layout import PEOPLE

OF_LIST = (
    "birth_year",
    "sex",
    "ethnicity",
    "lsoa_code",
    "imd_decile",
    "imd_year",
    "frailty",
    "conditions",
    "household",
)
OF_EVENTS = ("birth_year", "sex", "lsoa_code")
UNKNOWN = "unknown"
HOME_SAID = "home_said"  # the small area as the files had it


def age_field(kind: EventKind) -> str:
    """The field that holds the person's age at the event; "" where a kind has none."""
    return next((one.name for one in kind.numbers if one.unit == "years"), "")


def says_who(kind: EventKind) -> bool:
    """Whether events of a kind say anything of the person."""
    return bool(age_field(kind) or kind.table.has("sex") or kind.table.has("lsoa_code"))


def said(kind: EventKind, rows: ibis.Table) -> ibis.Table:
    """What each event of a kind says of its person: person, moment, birth_year, sex,
    lsoa_code."""
    age = age_field(kind)
    born = rows.moment.year() - rows[age] if age else ibis.null("int16")
    return rows.select(
        rows.person,
        rows.moment,
        birth_year=born.cast("int16"),
        **{
            name: rows[name] if kind.table.has(name) else ibis.null("string")
            for name in ("sex", "lsoa_code")
        },
    )


def people(
    persons: ibis.Table,
    listed: ibis.Table,
    said_by_events: Sequence[ibis.Table],
    areas: ibis.Table,
    translated: ibis.Table,
) -> ibis.Table:
    """One row a person with the stored columns, and `home_said`, in no order.

    Of several registrations the newest that says something counts; of several events
    the last. A home of the other census is the area that the look-up says. The
    deprivation of a person's area is used where the list has none. persons: person,
    pseudonym. areas: lsoa_code, imd_decile, imd_year, each code once. translated: code
    and the code that it is now.
    """
    on_list = _latest(listed)
    found = persons.left_join(on_list, persons.person == on_list.r_person)
    if said_by_events:
        events = _last_said(said_by_events)
        found = found.left_join(events, found.person == events.e_person)
    else:
        found = found.mutate(**{f"e_{x}": ibis.null(PEOPLE[x]) for x in OF_EVENTS})
    found = found.mutate(home_said=ibis.coalesce(found.r_lsoa_code, found.e_lsoa_code))
    now = translated.select(t_code=translated.code, t_now=translated.now)
    found = found.left_join(now, found.home_said == now.t_code)
    found = found.mutate(lsoa_code=ibis.coalesce(found.t_now, found.home_said))
    of_area = areas.select(
        a_code=areas.lsoa_code, a_decile=areas.imd_decile, a_year=areas.imd_year
    )
    found = found.left_join(of_area, found.lsoa_code == of_area.a_code)
    made = {
        "listed": found.r_person.notnull(),
        "birth_year": ibis.coalesce(found.r_birth_year, found.e_birth_year),
        "sex": ibis.coalesce(
            found.r_sex.nullif(UNKNOWN), found.e_sex, found.r_sex, UNKNOWN
        ),
        "ethnicity": found.r_ethnicity,
        "imd_decile": ibis.coalesce(found.r_imd_decile, found.a_decile),
        "imd_year": ibis.ifelse(
            found.r_imd_decile.isnull(), found.a_year, found.r_imd_year
        ),
        "died_on": found.died_on,
        "frailty": found.r_frailty,
        "conditions": found.r_conditions,
        "household": found.r_household,
    }
    of_people = {
        name: (made[name] if name in made else found[name]).cast(kind)
        for name, kind in PEOPLE.items()
    }
    return found.select(**of_people, home_said=found.home_said)


def _latest(listed: ibis.Table) -> ibis.Table:
    """What the registered list says of each person, the newest first."""
    begins = listed.registered_from.fill_null(ibis.literal(date(1800, 1, 1)))
    of_list: dict[str, Any] = {
        f"r_{name}": listed[name].argmax(begins, where=listed[name].notnull())
        for name in OF_LIST
    }
    return listed.group_by(r_person=listed.person).aggregate(
        **of_list, died_on=listed.died_on.max()
    )


def _last_said(events: Sequence[ibis.Table]) -> ibis.Table:
    """What the events say of each person, the last first."""
    every = ibis.union(*events) if len(events) > 1 else events[0]
    return every.group_by(e_person=every.person).aggregate(
        e_birth_year=every.birth_year.argmax(
            every.moment, where=every.birth_year.notnull()
        ),
        e_sex=every.sex.argmax(
            every.moment, where=every.sex.notnull() & (every.sex != UNKNOWN)
        ),
        e_lsoa_code=every.lsoa_code.argmax(
            every.moment, where=every.lsoa_code.notnull()
        ),
    )
