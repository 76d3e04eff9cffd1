"""When a flaw of the data is worth telling, and which fields of people matter.

The fields of events that the answers rest on are said by their kind (`needed`). The
limits are judgement, not a standard: they are set so that the sample and a plain good
extract give no alarm.
"""

from analytics.definitions.canonical import Table
from analytics.definitions.event_kinds import EventKind, Needed
from analytics.definitions.tables_of_people import PATIENTS

OF_PEOPLE = (
    Needed("birth_year", "Year of birth", 2),
    Needed("sex", "Sex", 1),
    Needed("lsoa_code", "Small area", 2),
    Needed("imd_decile", "Deprivation", 1),
    Needed("ethnicity", "Ethnic group", 0),
)


def needed_of(kind: EventKind | None) -> tuple[Needed, ...]:
    """The fields that matter of an extract; of the people where no kind is given."""
    return kind.needed if kind else OF_PEOPLE


def table_of(kind: EventKind | None) -> Table:
    """The canonical table of a kind of event; that of the people where none is
    given."""
    return kind.table if kind else PATIENTS


def needed(kind: EventKind | None, title: str) -> Needed:
    """The field of an extract, or of the people, that has this title."""
    return next(field for field in needed_of(kind) if field.title == title)


def without(kind: EventKind | None, field: Needed) -> str:
    """What the gaps of a field do to the answers, as "Where it is empty, …" goes on."""
    return field.told or table_of(kind).field(field.name).without


def without_any(kind: EventKind | None, field: Needed) -> str:
    """What it does to the answers that an extract does not have a field at all."""
    table = table_of(kind)
    if table.has(field.name):
        return table.field(field.name).without
    return field.told


# What SUS+ and HES write for people without a practice: on no list, and no miss.
NO_PRACTICE = ("V81997", "V81998", "V81999")
UNKNOWN = "unknown"  # a value that says nothing

# When a flaw is worth telling
FILLED_AT_LEAST = 0.80  # of the rows, for a field
SELDOM_AT_LEAST = 0.20  # for a field that many systems code seldom
PLACE_FILLED_AT_LEAST = 0.50  # of a practice's rows, where the rest fill the field
PLACE_ROWS = 100  # rows a practice must have before its gaps are judged
OTHER_AT_MOST = 0.10  # of the coded diagnoses
UNKNOWN_AT_MOST = 0.005  # of the rows, values that no code list knows
LEFT_OUT_AT_MOST = 0.01  # of the rows read
REPEATS_AT_MOST = 0.05
NIGHT_AT_MOST = 0.05  # of the rows with a time, of a kind that is in the daytime
DAYTIME_AT_LEAST = 0.40  # of them, for it to be so
LONG_STAYS, LONG_STAYS_AT_MOST = 5, 0.005  # over a day: rows, and of the stays
JOINED_AT_LEAST = 0.50  # of A&E people, at practices that send both extracts
NOT_JOINED_AT_MOST = 0.01  # of rows or people, by practice or area on a list
LISTED_AT_LEAST = 0.95  # of the people in an extract
ROWS_A_DAY = 10  # below, an empty day may be chance
ROWS_A_MONTH = 20  # below, a place's months are too few to judge

# When an id's rows cannot be one person's
YEARS_APART = 2  # years of birth, where sex or area differ too; an age is out by one
BIRTHS_AT_LEAST, AREAS_AT_LEAST = 5, 12  # different ones: no mistake explains so many
BIRTHS_OFF_AT_MOST = 0.1  # of people: above, the births of the list are approximate
SHARE_AT_LEAST, TIMES_THE_NEXT = 0.05, 2  # of all rows; of all but a few others'
PEOPLE_FOR_SHARE, ROWS_FOR_SHARE = 50, 50  # below, one person may well have so many
DEFAULT_IDS = 3  # ids that may be a default at once
A_YEAR_AT_LEAST = 730  # rows of one id: twice a day
USUAL_WITHOUT_STATUS = 0.05  # of rows: a status that is not known is nothing rare

# When one person may stand under two ids
FEW_IN_A_PLACE = 60  # of a sex, area and practice: a pair alike is seldom chance
ALIKE_RARE = 3  # people who are alike; more are a hall, a home or a default
ALIKE_AT_MOST = 0.02  # pairs more than chance gives, of the people: more than twins
TIMES_CHANCE_VARIES = 5  # more than chance gives, so far from it
HEAPED_TIMES = 3  # births of a year, against those of the years around
VISITS_AT_LEAST = 4  # of an id, to know how often it comes
SILENT_DAYS, SILENT_TIMES = 90, 4  # days, and usual times between two visits
BEGINS_WITHIN = 60  # days after the other ends
ENDED_AT_LEAST, ALIKE_AT_LEAST = 5, 20  # more than chance gives
