"""The tables of the clean extracts, and the words and codes in them."""

from datetime import timedelta

from tests.damage.extracts import Event, Person, Sheet, age, clock, day

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


def gp_sheet(people: list[Person], events: dict[int, Event]) -> Sheet:
    """The appointments, as a GP system gives them."""
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


def ae_sheet(people: list[Person], events: dict[int, Event]) -> Sheet:
    """The attendances, as a hospital gives them."""
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


def patients_sheet(people: list[Person]) -> Sheet:
    """The registered list."""
    return Sheet(
        ["NHS Number", "Practice code", "Date of birth", "Sex", "LSOA"],
        [[one.nhs, one.practice, day(one.born), one.sex, one.area] for one in people],
        list(range(len(people))),
    )


def practices_sheet() -> Sheet:
    """The practices."""
    rows = [
        [code, name, pcn, "Riverside", "Test ICB", f"51.5{n}", f"0.4{n}", "40"]
        for n, (code, name, pcn) in enumerate(PRACTICES, 1)
    ]
    headers = ["Practice code", "Practice name", "PCN", "Place", "ICB"]
    headers += ["Latitude", "Longitude", "List size"]
    return Sheet(headers, rows, list(range(len(rows))))


def areas_sheet() -> Sheet:
    """The small areas."""
    rows = [
        [code, f"Test {n:03d}A", str(100 + n), str(decile(code))]
        for n, code in enumerate(AREAS)
    ]
    headers = ["LSOA code", "LSOA name", "Population", "IMD decile"]
    return Sheet(headers, rows, list(range(len(rows))))


def decile(area: str) -> int:
    """The deprivation of a small area."""
    return 1 + int(area[-2:]) % 10
