"""What the two kinds of event are made of, and the DuckDB types of the stored
columns."""

from dataclasses import dataclass

from analytics.store.layout import STORED

LONGEST_STAY = 7 * 24 * 60  # minutes
ROW_GROUP = 250_000
TYPES = {
    "int8": "TINYINT",
    "int16": "SMALLINT",
    "int32": "INTEGER",
    "float32": "FLOAT",
    "float64": "DOUBLE",
    "string": "VARCHAR",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "timestamp(6)": "TIMESTAMP",
    "array<string>": "VARCHAR[]",
}


@dataclass(frozen=True)
class Shape:
    """What a kind of event is made of."""

    table: str
    time: str
    coded: tuple[str, ...]
    pair: tuple[str, str, str]
    number: str  # its own number, used to tell repeats


SHAPES = {
    "gp_appointments": Shape(
        "gp_appointments",
        "appointment_at",
        ("practice_code", "status", "role", "mode"),
        ("reason_code", "reason_term", "code_system"),
        "appointment_id",
    ),
    "ae_attendances": Shape(
        "ae_attendances",
        "arrived_at",
        (
            "practice_code",
            "site_code",
            "site_name",
            "department_type",
            "attendance_category",
            "arrival_mode",
            "acuity",
            "chief_complaint",
            "discharge_status",
            "discharge_destination",
            "sex",
            "lsoa_code",
        ),
        ("diagnosis_code", "diagnosis_term", "code_system"),
        "attendance_id",
    ),
}


def columns(table: str, given: dict[str, str]) -> str:
    """SQL: every stored column of a table with its type; those not given are null."""
    return ", ".join(
        f"{given[name]} AS {name}"
        if kind == "string" and name in given
        else f"({given.get(name, 'NULL')})::{TYPES[kind]} AS {name}"
        for name, kind in STORED[table].items()
    )
