"""Every hospital stay of a set of people, from their attendances and the people."""

import numpy as np

from sample_data.generator.calendar import Calendar
from sample_data.generator.details.code_sets import SITE_IS_MINOR, SITE_SHARES
from sample_data.generator.details.draw import draw
from sample_data.generator.wider_care.effect import Known
from sample_data.generator.wider_care.people import People
from sample_data.generator.wider_care.stays import emergencies, planned
from sample_data.generator.wider_care.stays.lengths import emergency_lengths, in_order
from sample_data.generator.wider_care.stays.records import Attended, Stays


def stays_of(
    rng: np.random.Generator,
    people: People,
    attended: Attended,
    every_day: Calendar,
    weekdays: Calendar,
    neighbourhood: np.ndarray,
    known: Known,
) -> Stays:
    """The stays that begin in the span, by person and time. neighbourhood: of each
    registration. every_day, weekdays: when emergencies and planned stays happen."""
    site_of = _sites(rng, neighbourhood)
    day = attended.arrived // 1440
    inside = (day >= people.first) & (day <= people.last)
    from_ae = emergencies.after_ae(rng, attended.take(np.flatnonzero(inside)))
    emergency_lengths(rng, people, from_ae)
    other = emergencies.by_other_routes(rng, people, every_day, site_of, known)
    emergency_lengths(rng, people, other)
    again = emergencies.again(rng, people, Stays.joined([from_ae, other]), site_of)
    emergency_lengths(rng, people, again)
    last = emergencies.deaths(rng, people, site_of)
    emergency_lengths(rng, people, last)
    others = [
        last,
        other,
        again,
        planned.planned_stays(rng, people, weekdays, site_of),
        planned.births(rng, people, every_day, site_of),
    ]
    return in_order(rng, people, from_ae, Stays.joined(others), attended)


def _sites(rng: np.random.Generator, neighbourhood: np.ndarray) -> np.ndarray:
    """The hospital to which each registration is admitted if not from A&E."""
    shares = np.array(SITE_SHARES) * ~np.array(SITE_IS_MINOR)
    return draw(rng, shares, neighbourhood.astype(np.int64))
