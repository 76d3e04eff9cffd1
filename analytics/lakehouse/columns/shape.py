"""The columns of a canonical table in a lakehouse, as a contract: what each may be, and
a table as found made to have them all."""

from collections.abc import Iterable

import ibis
import ibis.expr.datatypes as dt

from analytics.definitions.canonical import Field
from analytics.definitions.contract import TABLES
from analytics.errors import Problem
from analytics.lakehouse.columns.clocks import on_the_wall
from analytics.lakehouse.places import Place

DATED = {"timestamp", "date"}
LISTED = {"list", "codes"}
NUMBERS = {"integer", "number"}
PARTED_BY = ";"


def wanted(field: Field) -> str:
    """What a column may be, in words for the contract and for faults."""
    if field.kind in DATED:
        return "timestamp or date"
    if field.kind in LISTED:
        return f"array of text, or text parted by {PARTED_BY}"
    return "number" if field.kind in NUMBERS else "text or whole number"


def fits(field: Field, found: dt.DataType) -> bool:
    """Whether a column of a type is what a field may be."""
    if field.kind in DATED:
        return bool(found.is_timestamp() or found.is_date())
    if field.kind in LISTED:
        of_text = isinstance(found, dt.Array) and found.value_type.is_string()
        return bool(found.is_string() or of_text)
    if field.kind in NUMBERS:
        return bool(found.is_numeric() and not found.is_boolean())
    return bool(found.is_string() or found.is_integer())


def faults(place: Place, rows: ibis.Table) -> Iterable[Problem]:
    """What is wrong with the columns of a table: required ones that are missing, others
    of another type than the contract's."""
    table, there = TABLES[place.table], rows.schema()
    for field in table.fields:
        if field.name not in there:
            if field.required:
                yield Problem(
                    "column_missing",
                    f"The table has no column {field.name}: {field.without}.",
                    "Add it: docs/lakehouse.md lists the columns.",
                    file=place.said,
                    column=field.name,
                )
        elif not fits(field, there[field.name]):
            yield Problem(
                "column_type",
                f"The column is {str(there[field.name])}, where {wanted(field)} is "
                "expected.",
                "Write it with that type: docs/lakehouse.md lists them.",
                file=place.said,
                column=field.name,
            )


def had(place: Place, rows: ibis.Table) -> dict[str, str]:
    """The fields that a table has, and what it calls them."""
    there = rows.schema()
    return {name: name for name in TABLES[place.table].names if name in there}


def unused(place: Place, rows: ibis.Table) -> tuple[str, ...]:
    """Columns that are no field of the table."""
    return tuple(sorted(set(rows.schema()) - set(TABLES[place.table].names)))


def shaped(place: Place, rows: ibis.Table) -> ibis.Table:
    """The table with every field of the contract in one type; those that it does not
    have are null. Texts are without spaces around, and null where they are empty."""
    return rows.select(
        **{field.name: _column(field, rows) for field in TABLES[place.table].fields}
    )


def _column(field: Field, rows: ibis.Table) -> ibis.Value:
    if field.name not in rows.schema():
        kinds = {"timestamp": "timestamp(6)", "date": "date"}
        numbers = dict.fromkeys(NUMBERS, "float64")
        lists = dict.fromkeys(LISTED, "array<string>")
        return ibis.null((kinds | numbers | lists).get(field.kind, "string"))
    column = rows[field.name]
    if field.kind == "date":
        if column.type().is_date():
            return column
        return on_the_wall(column).date()
    if field.kind == "timestamp":
        return on_the_wall(column).cast("timestamp(6)")
    if field.kind in NUMBERS:
        return column.cast("float64")
    if field.kind in LISTED:
        if column.type().is_string():
            text = column.strip().nullif("")
            column = text.split(PARTED_BY).map(lambda one: one.strip())
        return column.filter(lambda one: one.notnull() & (one != ""))
    return column.cast("string").strip().nullif("")
