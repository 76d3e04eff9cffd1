"""The tables a dataset holds on disk, column by column, as Ibis types.

Every table and every column always exists: what an extract lacked is an empty table or
a column of nulls, and the manifest says so. Measures therefore never ask whether a
column is there. The tables of events and their months follow from the kinds of event.

What makes questions fast is here too: people are whole numbers (`person`), events are
sorted by quarter, person and time, and each kind's months hold what was counted, by
person and month.
"""

from collections.abc import Iterator, Mapping

from analytics.definitions.areas.area_indicators import AREA_INDICATORS
from analytics.definitions.canonical import Field
from analytics.definitions.event_kinds import EventKind, kinds

Columns = dict[str, str]  # name → Ibis type

PEOPLE: Columns = {
    "person": "int32",  # 0, 1, 2 … in the order of the pseudonym
    "pseudonym": "string",  # 16 hexadecimal digits of the keyed hash
    "listed": "boolean",  # is on the registered list
    "birth_year": "int16",  # from the list, else year of arrival less age at arrival
    "sex": "string",
    "ethnicity": "string",
    "lsoa_code": "string",
    "imd_decile": "int8",
    "imd_year": "int16",
    "died_on": "date",
    "frailty": "string",  # definitions/canonical.py; null: not known
    "conditions": "array<string>",
    "household": "int64",  # a keyed hash, the same in every version; null: not known
}
# one row a spell; `registered_to` is the last day, null while registered
REGISTRATIONS: Columns = {
    "person": "int32",
    "practice_code": "string",
    "registered_from": "date",
    "registered_to": "date",
}
# one row an offer of support; `status`: where it stands in the end
CASELOAD: Columns = {
    "person": "int32",
    "referred_on": "date",
    "accepted_on": "date",
    "declined_on": "date",
    "started_on": "date",
    "ended_on": "date",
    "status": "string",
    "reason": "string",
    "referred_by": "string",
    "coordinator": "string",
    "services": "array<string>",
    "outcome": "string",
}
PRACTICES: Columns = {
    "practice_code": "string",
    "name": "string",
    "pcn": "string",
    "pcn_code": "string",
    "place": "string",
    "icb": "string",
    "lat": "float64",
    "lon": "float64",
    "list_size": "int32",
}
AREAS: Columns = {
    "lsoa_code": "string",
    "lsoa_name": "string",
    "neighbourhood": "string",
    "neighbourhood_code": "string",
    "place": "string",
    "district": "string",
    "side": "string",
    "msoa": "string",
    "ward": "string",
    "population": "int32",
    "imd_decile": "int8",
    "boundary_year": "int16",
    "imd_year": "int16",
    "lat": "float64",
    "lon": "float64",
} | dict.fromkeys(AREA_INDICATORS, "float64")
# which small area of 2011 became which of 2021
LOOKUP: Columns = {
    "code_2011": "string",
    "code_2021": "string",
    "district": "string",
}
# `opens` is `opening_hours` in the form that can be reckoned with, null where it cannot
# be read (definitions/services/opening_hours)
SERVICES: Columns = {
    "name": "string",
    "service_id": "string",
    "provider": "string",
    "description": "string",
    "category": "string",
    "needs": "array<string>",
    "eligibility": "string",
    "age_from": "int32",
    "age_to": "int32",
    "who_may_refer": "array<string>",
    "how_to_refer": "string",
    "opening_hours": "string",
    "opens": "string",
    "cost": "string",
    "wait": "string",
    "capacity": "float64",
    "status": "string",
    "opened_on": "date",
    "closed_on": "date",
    "checked_on": "date",
    "site": "string",
    "postcode": "string",
    "lat": "float64",
    "lon": "float64",
    "phone": "string",
    "url": "string",
}
# beside those that are shipped (geography/postcodes)
POSTCODES: Columns = {
    "postcode": "string",
    "lat": "float64",
    "lon": "float64",
}
# one row a place, indicator and period; place: its code, or its name where it has none
INDICATORS: Columns = {
    "level": "string",  # practice, pcn, place, icb or area
    "place": "string",
    "indicator": "string",  # the name of its definition
    "starts_on": "date",
    "months": "int16",
    "numerator": "int32",
    "denominator": "int32",
    "target_low": "float64",  # shares; null where the file names no target
    "target_high": "float64",
    "direction": "string",  # null where the file names none
}

OTHERS: dict[str, Columns] = {
    "people": PEOPLE,
    "registrations": REGISTRATIONS,
    "caseload": CASELOAD,
    "practices": PRACTICES,
    "areas": AREAS,
    "lookup": LOOKUP,
    "services": SERVICES,
    "indicators": INDICATORS,
    "postcodes": POSTCODES,
}
BY_KIND = {
    "timestamp": "timestamp(6)",
    "date": "date",
    "list": "array<string>",
    "codes": "array<string>",
    "integer": "int32",
    "number": "float64",
}
BY_UNIT = {"minutes": "float32", "pounds": "float64", "years": "int16"}
BOUNDARIES_FILE = "areas.geojson"
MANIFEST_FILE = "manifest.json"
LEFT_OUT = "left_out"  # folder of the lists of rows left out


def stored_type(field: Field) -> str:
    """The Ibis type in which a field of an event is stored."""
    return BY_UNIT.get(field.unit) or BY_KIND.get(field.kind, "string")


def events(kind: EventKind) -> Columns:
    """The stored table of a kind's events: its fields but for ids, and what is added.

    minutes: from its time to its end, null where either is missing or senseless.
    counted: whether it counts, where the load decides that. How many rows it was made
    of, where rows are episodes of one event. The group of the reason is
    that of definitions/diagnosis_groups.
    """
    columns: Columns = {"person": "int32"}
    for field in kind.table.fields:
        episodes = kind.episodes
        if field.kind == "id" or (episodes and not episodes.is_stored(field)):
            continue
        columns[field.name] = stored_type(field)
        if kind.second and field.name == kind.second.field and kind.ends:
            columns["minutes"] = "float32"
        counted = kind.counted
        if counted and not counted.by_filter and field.name == counted.field:
            columns["counted"] = "boolean"
        if kind.reason and field.name == kind.reason.system:
            columns[kind.reason.group] = "string"
    if kind.episodes:
        columns[kind.episodes.count] = "int32"
    return columns


def months(kind: EventKind) -> Columns:
    """The stored table of a kind's months: how many counted, by person, month (its
    first day), practice and what its filters choose by, with its amounts."""
    columns: Columns = {"person": "int32", "month": "date"}
    if kind.table.has("practice_code"):
        columns["practice_code"] = "string"
    columns |= dict.fromkeys(kind.months_by, "string")
    columns[kind.months_count] = "int32"
    for amount, had in kind.sums.items():
        columns |= {amount: "float64", had: "int32"}
    return columns


class _Stored(Mapping[str, Columns]):
    """Every stored table by its name; always as the kinds of event that there are
    say."""

    def _all(self) -> dict[str, Columns]:
        found = {kind.table.name: events(kind) for kind in kinds()}
        found |= {kind.months: months(kind) for kind in kinds()}
        return OTHERS | found

    def __getitem__(self, name: str) -> Columns:
        return self._all()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


STORED: Mapping[str, Columns] = _Stored()
