"""Clean extracts with known answers: 140 people, 15 months, both extracts, lists.

Written apart from the sample's generator and the load: a mistake there cannot hide
here.
"""

import random
from datetime import date, timedelta
from functools import lru_cache

from tests.damage.extracts import (
    Event,
    Extracts,
    Person,
    Sheet,
    age,
    clock,
    day,
    nhs_number,
)

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
ROLES = {"GP": "gp", "Nurse": "nurse", "Pharmacist": "pharmacist"}
STATUSES = {
    "Attended": "attended",
    "Did not attend": "did_not_attend",
    "Cancelled": "cancelled",
}
REASONS = ("Chest infection", "Depressive disorder", "Back pain", "")
DIAGNOSES = (
    ("35489007", "Depressive disorder"),
    ("195967001", "Asthma"),
    ("44465007", "Sprain of ankle"),
    ("233604007", "Pneumonia"),
)
ACUITIES = {
    "1064911000000105": "very_urgent",
    "1064901000000108": "urgent",
    "1077241000000103": "standard",
    "1077251000000100": "non_urgent",
}
DISPOSALS = {
    "182992009": "treatment_completed",
    "1066301000000103": "left_before_assessment",
    "1066321000000107": "left_before_treatment_complete",
}
PRACTICES = (
    ("F81001", "Ash Lane Surgery", "North PCN"),
    ("F81002", "Birch Road Practice", "North PCN"),
    ("F81003", "Cedar House", "South PCN"),
    ("F81004", "Dale View Medical Centre", "South PCN"),
)
AREAS = tuple(f"E0100{n:04d}" for n in range(21, 33))
SITES = ("RXX01", "RXX02")


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
            "gp": _gp_sheet(people, known),
            "ae": _ae_sheet(people, known),
            "patients": _patients_sheet(people),
            "practices": _practices_sheet(),
            "areas": _areas_sheet(),
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


def _gp_sheet(people: list[Person], events: dict[int, Event]) -> Sheet:
    role = {slug: word for word, slug in ROLES.items()}
    status = {slug: word for word, slug in STATUSES.items()}
    given = sorted(
        (key for key, one in events.items() if one.kind == "gp"),
        key=lambda key: (events[key].day, events[key].minute, key),
    )
    return Sheet(
        [
            "NHS Number",
            "Appointment date",
            "Appointment time",
            "Appointment status",
            "Clinician type",
            "Duration",
            "Practice code",
            "Reason",
            "Appointment number",
        ],
        [
            [
                people[one.who].nhs,
                day(one.day),
                clock(one.minute),
                status[one.what],
                role[one.role],
                str(one.minutes),
                one.practice,
                one.term,
                one.number,
            ]
            for one in map(events.get, given)
        ],
        given,
    )


def _ae_sheet(people: list[Person], events: dict[int, Event]) -> Sheet:
    given = sorted(
        (key for key, one in events.items() if one.kind == "ae"),
        key=lambda key: (events[key].day, events[key].minute, key),
    )
    rows = []
    for one in map(events.get, given):
        person, left = people[one.who], one.minute + one.minutes
        rows.append(
            [
                person.nhs,
                day(one.day),
                clock(one.minute),
                day(one.day + timedelta(days=left // 1440)),
                clock(left % 1440),
                one.number,
                SITES[one.who % 2],
                "01",
                one.what,
                one.acuity,
                one.code,
                one.term,
                one.disposal,
                f"{one.cost:.2f}",
                str(age(person.born, one.day)),
                person.sex,
                one.practice,
                person.area,
            ]
        )
    return Sheet(
        [
            "NHS Number",
            "Arrival date",
            "Arrival time",
            "Departure date",
            "Departure time",
            "Attendance number",
            "Site code",
            "Department type",
            "Attendance category",
            "Acuity",
            "Diagnosis code",
            "Diagnosis",
            "Discharge status",
            "Cost",
            "Age",
            "Sex",
            "Practice code",
            "LSOA",
        ],
        rows,
        given,
        {"Acuity", "Diagnosis code", "Discharge status"},
    )


def _patients_sheet(people: list[Person]) -> Sheet:
    return Sheet(
        ["NHS Number", "Practice code", "Date of birth", "Sex", "LSOA"],
        [[one.nhs, one.practice, day(one.born), one.sex, one.area] for one in people],
        list(range(len(people))),
    )


def _practices_sheet() -> Sheet:
    rows = [
        [code, name, pcn, "Riverside", "Test ICB", f"51.5{n}", f"0.4{n}", "40"]
        for n, (code, name, pcn) in enumerate(PRACTICES, 1)
    ]
    headers = ["Practice code", "Practice name", "PCN", "Place", "ICB"]
    headers += ["Latitude", "Longitude", "List size"]
    return Sheet(headers, rows, list(range(len(rows))))


def _areas_sheet() -> Sheet:
    rows = [
        [code, f"Test {n:03d}A", str(100 + n), str(decile(code))]
        for n, code in enumerate(AREAS)
    ]
    headers = ["LSOA code", "LSOA name", "Population", "IMD decile"]
    return Sheet(headers, rows, list(range(len(rows))))


def decile(area: str) -> int:
    """The deprivation of a small area."""
    return 1 + int(area[-2:]) % 10
