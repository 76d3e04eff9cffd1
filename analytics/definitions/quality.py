"""Which fields the answers rest on, what each is for, and when a flaw is worth telling.

Fields stand in the order in which the pages depend on them. The limits are judgement,
not a standard: they are set so that the sample and a plain good extract give no alarm.
"""

from dataclasses import dataclass

from analytics.definitions.contract import TABLES


@dataclass(frozen=True)
class Needed:
    """A field the pages use: its stored name, its title, and how much hangs on it.

    weight: 3 changes the headline figures, 2 changes a page, 1 is worth knowing, 0 is
    for the table alone. told: what its gaps do to the answers, where the contract's
    word for a column that is not there at all does not fit.
    """

    name: str
    title: str
    weight: int
    told: str = ""


FIELDS: dict[str, tuple[Needed, ...]] = {
    "ae_attendances": (
        Needed(
            "practice_code",
            "Practice",
            3,
            "rows without a practice count in the whole, but in "
            "no practice, PCN or place",
        ),
        Needed("attendance_category", "Category of attendance", 3),
        Needed(
            "diagnosis",
            "Diagnosis",
            2,
            "reasons and kinds of need are those of the rows that have one",
        ),
        Needed("department_type", "Department type", 2),
        Needed(
            "minutes",
            "Time in A&E",
            2,
            "hours in A&E are those of the rows with both times, so "
            "their total is too low",
        ),
        Needed("cost_gbp", "Cost", 2),
        Needed("age_at_arrival", "Age", 1),
        Needed("sex", "Sex", 1),
        Needed("lsoa_code", "Small area", 1),
        Needed("site_code", "Site", 1),
        Needed("arrival_mode", "Arrival mode", 1),
        Needed("discharge_status", "How it ended", 1),
        Needed("discharge_destination", "Destination", 1),
        Needed("chief_complaint", "Chief complaint", 0),
        Needed("acuity", "Acuity", 0),
    ),
    "gp_appointments": (
        Needed(
            "status",
            "Status",
            3,
            "a row counts as a visit only where its status says attended, "
            "so visits may be missing",
        ),
        Needed(
            "practice_code",
            "Practice",
            3,
            "rows without a practice count in the whole, but in "
            "no practice, PCN or place",
        ),
        Needed("role", "Role", 2),
        Needed(
            "reason",
            "Reason",
            1,
            "reasons for GP visits are those of the rows that have one; "
            "many systems code few",
        ),
        Needed("mode", "Mode", 0),
        Needed("duration_minutes", "Length", 0),
        Needed("booked_at", "Booked on", 0),
    ),
    "people": (
        Needed("birth_year", "Year of birth", 2),
        Needed("sex", "Sex", 1),
        Needed("lsoa_code", "Small area", 2),
        Needed("imd_decile", "Deprivation", 1),
        Needed("ethnicity", "Ethnic group", 0),
    ),
}
TITLES = {
    "ae_attendances": "A&E attendances",
    "gp_appointments": "GP appointments",
    "people": "Registered list",
}


def without(extract: str, field: Needed) -> str:
    """What the gaps of a field do to the answers, as "Where it is empty, …" goes on."""
    table = TABLES["patients" if extract == "people" else extract]
    return field.told or table.field(field.name).without


def needed(extract: str, title: str) -> Needed:
    """The field of an extract that has this title."""
    return next(field for field in FIELDS[extract] if field.title == title)


UNKNOWN = "unknown"  # a value that says nothing

# When a flaw is worth telling
# -------------------------------------------------------------------
FILLED_AT_LEAST = 0.80  # of the rows, for a field
SELDOM_AT_LEAST = 0.20  # for a field that many systems code seldom
SELDOM = ("reason",)
PLACE_FILLED_AT_LEAST = 0.50  # of a practice's rows, where the rest fill the field
PLACE_ROWS = 100  # rows a practice must have before its gaps are judged
OTHER_AT_MOST = 0.10  # of the coded diagnoses
UNKNOWN_AT_MOST = 0.005  # of the rows, values that no code list knows
LEFT_OUT_AT_MOST = 0.01  # of the rows read
REPEATS_AT_MOST = 0.05
JOINED_AT_LEAST = 0.50  # of A&E people, at practices that send both extracts
LISTED_AT_LEAST = 0.95  # of the people in an extract
EMPTY_DAYS = {
    "ae_attendances": 3,
    "gp_appointments": 6,
}  # in a row; Christmas closes a GP for 4
ROWS_A_DAY = 10  # below, an empty day may be chance
ROWS_A_MONTH = 20  # below, a place's months are too few to judge
