"""Clean extracts with known answers, as tables of text cells that damages are applied
to.

Written apart from the sample's generator and the load: a mistake there cannot hide here.
Everybody is made up; NHS numbers begin with 9 and pass modulus 11, which no living
person's does.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

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


@dataclass(frozen=True)
class Person:
    """Somebody made up. local: the hospital's own number."""

    nhs: str
    local: str
    born: date
    sex: str
    practice: str
    area: str


@dataclass(frozen=True)
class Event:
    """What truly happened: one appointment or attendance.

    who: place in the list of people. what: status of an appointment, category of an
    attendance. minutes: its length or the stay. system: the list that the code is of.
    """

    kind: str  # gp or ae
    who: int
    day: date
    minute: int
    what: str
    practice: str
    minutes: int
    number: str
    code: str = ""
    term: str = ""
    cost: float | None = None
    role: str = ""
    acuity: str = ""
    disposal: str = ""
    system: str = ""


@dataclass
class Sheet:
    """A table of text cells; keys: the event of each row, None where it is nobody's.

    as_text: headers of columns that a workbook holds as text, whatever they look like.
    """

    headers: list[str]
    rows: list[list[str]]
    keys: list[int | None]
    as_text: set[str] = field(default_factory=set)

    def at(self, header: str) -> int:
        """Where a column stands."""
        return self.headers.index(header)

    def column(self, header: str) -> list[str]:
        """The cells under a header."""
        where = self.at(header)
        return [row[where] for row in self.rows]

    def change(self, header: str, how: Callable[[str], str], rows=None) -> None:
        """Rewrite the cells under a header, in all rows or some; a workbook then holds
        them as text."""
        where = self.at(header)
        for number in range(len(self.rows)) if rows is None else rows:
            self.rows[number][where] = how(self.rows[number][where])
        self.as_text.add(header)

    def add(self, header: str, cells, at: int | None = None) -> None:
        """Put in a column."""
        where = len(self.headers) if at is None else at
        self.headers.insert(where, header)
        for row, cell in zip(self.rows, cells, strict=True):
            row.insert(where, cell)

    def drop(self, *headers: str) -> None:
        """Take columns out."""
        for header in headers:
            where = self.at(header)
            del self.headers[where]
            for row in self.rows:
                del row[where]

    def name(self, header: str, new: str) -> None:
        """Give a column another header."""
        self.headers[self.at(header)] = new
        if header in self.as_text:
            self.as_text.add(new)

    def only(self, keep) -> None:
        """Keep the rows of these places, in this order."""
        kept = list(keep)
        self.rows = [list(self.rows[n]) for n in kept]
        self.keys = [self.keys[n] for n in kept]

    def part(self, keep) -> "Sheet":
        """A copy with some of the rows."""
        copy = Sheet(list(self.headers), self.rows, self.keys, set(self.as_text))
        copy.only(keep)
        return copy


@dataclass
class Extracts:
    """What is given to a load, and what is true: people and events by key."""

    people: list[Person]
    events: dict[int, Event]
    sheets: dict[str, Sheet]
    names: dict[str, tuple[str, str]]  # practice → name, PCN

    def lose(self, table: str, rows) -> None:
        """The events of these rows are not to be counted (the rows stay)."""
        for number in rows:
            self.events.pop(self.sheets[table].keys[number], None)

    def alter(self, table: str, rows, **what) -> None:
        """What is true of the events of these rows is something else."""
        for number in rows:
            key = self.sheets[table].keys[number]
            if key in self.events:
                self.events[key] = replace(self.events[key], **what)

    def some(self, table: str, share: float, seed: int) -> list[int]:
        """Places of a share of a table's rows, at random, in order."""
        rows = len(self.sheets[table].rows)
        return sorted(
            random.Random(seed).sample(range(rows), max(1, int(rows * share)))
        )


def nhs_number(body: int) -> str | None:
    """Ten digits from nine, with the check digit; None where there is none (modulus
    11)."""
    nine = f"{body:09d}"
    rest = (
        11 - sum(int(d) * w for d, w in zip(nine, range(10, 1, -1), strict=True)) % 11
    ) % 11
    return None if rest == 10 else nine + str(rest)


def clock(minute: int) -> str:
    """09:05."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def day(when: date) -> str:
    """31/12/2023."""
    return f"{when:%d/%m/%Y}"


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


def age(born: date, on: date) -> int:
    """Whole years on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


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
