"""The four tables of the rest of care, one after the other."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sample_data.generator.calendar import (
    NEVER,
    ae_calendar,
    by_the_clock,
    gp_calendar,
)
from sample_data.generator.details.draw import Details
from sample_data.generator.files.columns import Columns, Minutes, Words
from sample_data.generator.wider_care.community import contact_columns
from sample_data.generator.wider_care.effect import Known
from sample_data.generator.wider_care.outpatients import outpatient_columns
from sample_data.generator.wider_care.people import People
from sample_data.generator.wider_care.stays.columns import stay_columns
from sample_data.generator.wider_care.stays.draw import stays_of
from sample_data.generator.wider_care.stays.records import (
    EMERGENCY,
    PLANNED_STAY,
    Attended,
)
from sample_data.generator.wider_care.urgent_calls import call_columns

TABLES = (
    "inpatient_spells",
    "urgent_calls",
    "community_contacts",
    "outpatient_appointments",
)


@dataclass(frozen=True)
class Place:
    """Where people live: NHS numbers of people, codes of practices, neighbourhood of
    each registration (whose hospitals it uses)."""

    ids: pa.StringArray
    practice_codes: list[str]
    neighbourhood: np.ndarray


def attended_of(details: Details, registration: np.ndarray) -> Attended:
    """What the rest of care needs to know of A&E attendances."""
    left = details["minute"] + details["stay"]
    admitted = np.flatnonzero(np.isin(details["destination"], (1, 2)))
    left[admitted] = by_the_clock(
        details["minute"][admitted], details["stay"][admitted]
    )
    return Attended(
        registration=registration.astype(np.int64),
        arrived=details["minute"],
        left=left,
        destination=details["destination"],
        diagnosis=details["diagnosis"],
        site=details["site"],
        arrival=details["arrival"],
        acuity=details["acuity"],
    )


def wider_care(
    seed: list[int], people: People, attended: Attended, place: Place, known: Known
) -> Iterator[tuple[str, Columns]]:
    """Name and columns of each table of TABLES, each made when it is asked for.

    seed: each table draws from a generator of its own that starts from it, so that one
    does not hang on another.
    """
    span = people.first, people.last
    every_day, weekdays = ae_calendar(*span), gp_calendar(*span)
    names = place.ids, place.practice_codes
    rngs = [np.random.default_rng([*seed, number]) for number in range(6)]
    stays = stays_of(
        rngs[0], people, attended, every_day, weekdays, place.neighbourhood, known
    )
    picked = np.where(people.referred <= people.last - 364, people.referred, NEVER)
    person = people.spells.person[stays.registration]
    for kind, service in (
        (EMERGENCY, "inpatient_emergency"),
        (PLANNED_STAY, "inpatient_planned"),
    ):
        of_it = stays.kind == kind
        known.around(service, person[of_it], stays.admitted[of_it], picked)
    yield TABLES[0], stay_columns(rngs[1], people, stays, *names, rngs[5])
    calls = call_columns(rngs[2], people, attended, stays, every_day, *names, known)
    for number, service in enumerate(("urgent_999", "urgent_111")):
        known.around(service, *_events(calls, "service", (number,)), picked)
    yield TABLES[1], calls
    contacts = contact_columns(rngs[3], people, weekdays, stays, *names, known)
    known.around("community", *_events(contacts, "attended", (0, 1)), picked)
    yield TABLES[2], contacts
    appointments = outpatient_columns(rngs[4], people, weekdays, *names)
    known.around("outpatient", *_events(appointments, "attended", (0, 1)), picked)
    yield TABLES[3], appointments


def _events(
    table: Columns, column: str, numbers: tuple[int, ...]
) -> tuple[np.ndarray, np.ndarray]:
    """Person and minute of the rows of a table with one of some words in a column."""
    told, who = table[column], table["patient_id"]
    (when,) = (one for one in table.values() if isinstance(one, Minutes))
    assert isinstance(told, Words) and isinstance(who, Words)
    rows = np.isin(told.codes, numbers)
    return who.codes[rows], when.values[rows]
