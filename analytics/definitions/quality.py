"""When a flaw of the data is worth telling, and which fields of people matter.

The fields of events that the answers rest on are said by their kind (`needed`). The
limits are judgement, not a standard: they are set so that the sample and a plain good
extract give no alarm.
"""

from collections.abc import Iterator, Mapping

from analytics.definitions.contract import TABLES
from analytics.definitions.event_kinds import Needed, kind_of_table, kinds

PEOPLE = "people"
OF_PEOPLE = (
    Needed("birth_year", "Year of birth", 2),
    Needed("sex", "Sex", 1),
    Needed("lsoa_code", "Small area", 2),
    Needed("imd_decile", "Deprivation", 1),
    Needed("ethnicity", "Ethnic group", 0),
)


class _Fields(Mapping[str, tuple[Needed, ...]]):
    """The fields that matter of each extract and of the people, by table."""

    def __getitem__(self, table: str) -> tuple[Needed, ...]:
        if table == PEOPLE:
            return OF_PEOPLE
        kind = kind_of_table(table)
        if kind is None:
            raise KeyError(table)
        return kind.needed

    def __iter__(self) -> Iterator[str]:
        yield from (kind.table.name for kind in kinds())
        yield PEOPLE

    def __len__(self) -> int:
        return len(kinds()) + 1


FIELDS: Mapping[str, tuple[Needed, ...]] = _Fields()


def title(table: str) -> str:
    """What an extract, or the people, are called on the page."""
    return TABLES["patients" if table == PEOPLE else table].title


def without(table: str, field: Needed) -> str:
    """What the gaps of a field do to the answers, as "Where it is empty, …" goes on."""
    contract = TABLES["patients" if table == PEOPLE else table]
    return field.told or contract.field(field.name).without


def needed(table: str, title: str) -> Needed:
    """The field of an extract that has this title."""
    return next(field for field in FIELDS[table] if field.title == title)


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
JOINED_AT_LEAST = 0.50  # of A&E people, at practices that send both extracts
LISTED_AT_LEAST = 0.95  # of the people in an extract
ROWS_A_DAY = 10  # below, an empty day may be chance
ROWS_A_MONTH = 20  # below, a place's months are too few to judge


# Shims until every caller takes an event kind.
TITLES = {name: title(name) for name in FIELDS}
EMPTY_DAYS = {one.table.name: one.empty_days for one in kinds()}
SELDOM = ("reason",)
