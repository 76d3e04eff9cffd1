"""Clean extracts with known answers: 140 people, 15 months, both extracts, lists.

Written apart from the sample's generator and the load: a mistake there cannot hide
here.
"""

import random
from datetime import date, timedelta
from functools import lru_cache

from tests.damage.clean_sheets import (
    ACUITIES,
    AREAS,
    DIAGNOSES,
    DISPOSALS,
    PRACTICES,
    REASONS,
    ROLES,
    STATUSES,
    ae_sheet,
    areas_sheet,
    gp_sheet,
    patients_sheet,
    practices_sheet,
)
from tests.damage.extracts import Event, Extracts, Person, nhs_number

FIRST, MONTHS = date(2023, 1, 1), 15
LAST = date(2024, 3, 31)
# the nights on which the clocks change, and the days before: nobody attends A&E then
CLOCKS_CHANGE = {
    date(2023, 3, 25),
    date(2023, 3, 26),
    date(2023, 10, 28),
    date(2023, 10, 29),
    date(2024, 3, 30),
    date(2024, 3, 31),
}


@lru_cache(maxsize=1)
def _clean() -> Extracts:
    dice = random.Random(11)
    people = _people(dice, 140)
    events = [*_visits(dice, people), *_attendances(dice, people)]
    known = dict(enumerate(events))
    return Extracts(
        people,
        known,
        {
            "gp": gp_sheet(people, known),
            "ae": ae_sheet(people, known),
            "patients": patients_sheet(people),
            "practices": practices_sheet(),
            "areas": areas_sheet(),
        },
        {code: (name, pcn) for code, name, pcn in PRACTICES},
    )


def clean() -> Extracts:
    """A fresh copy of the clean extracts."""
    one = _clean()
    sheets = {
        table: sheet.part(range(len(sheet.rows))) for table, sheet in one.sheets.items()
    }
    return Extracts(list(one.people), dict(one.events), sheets, dict(one.names))


def _people(dice: random.Random, number: int) -> list[Person]:
    bodies = dice.sample(range(900_000_000, 999_999_999), number * 2)
    numbers = [found for body in bodies if (found := nhs_number(body))][:number]
    return [
        Person(
            nhs,
            f"RX{100_000 + n * 37}",
            date(dice.randint(1930, 2015), dice.randint(1, 12), dice.randint(1, 28)),
            dice.choice(("Female", "Male")),
            dice.choice(PRACTICES)[0],
            dice.choice(AREAS),
        )
        for n, nhs in enumerate(numbers)
    ]


def _times(dice: random.Random, how_many: int, begins: int, ends: int):
    """Different moments of one person, in order of time."""
    found = {
        (
            FIRST + timedelta(days=dice.randrange((LAST - FIRST).days + 1)),
            dice.randrange(begins, ends),
        )
        for _ in range(how_many)
    }
    return sorted(found)


def _visits(dice: random.Random, people: list[Person]):
    for who, person in enumerate(people):
        often = dice.randint(38, 50) if who % 20 == 0 else dice.randint(1, 9)
        for n, (when, minute) in enumerate(_times(dice, often, 8 * 60, 18 * 60)):
            yield Event(
                "gp",
                who,
                when,
                minute,
                dice.choices(list(STATUSES.values()), (88, 7, 5))[0],
                person.practice,
                dice.choice((5, 10, 15, 20)),
                f"G{who:03d}{n:03d}",
                term=dice.choice(REASONS),
                role=dice.choice(list(ROLES.values())),
            )


def _attendances(dice: random.Random, people: list[Person]):
    for who, person in enumerate(people):
        often = dice.randint(16, 24) if who % 20 == 5 else dice.randint(0, 4)
        for n, (when, minute) in enumerate(_times(dice, often, 0, 24 * 60)):
            if when in CLOCKS_CHANGE:
                continue
            code, term = dice.choice(DIAGNOSES)
            yield Event(
                "ae",
                who,
                when,
                minute,
                dice.choices(("1", "2", "4"), (92, 4, 4))[0],
                person.practice,
                dice.randint(30, 400),
                f"A{who:03d}{n:03d}",
                code,
                term,
                dice.randint(8000, 40000) / 100,
                acuity=dice.choice(list(ACUITIES)),
                disposal=dice.choice(list(DISPOSALS)),
                system="snomed",
            )
