"""Services as a canonical table: where each is, when it is open, and what about it
cannot be right."""

from typing import Any

from duckdb import DuckDBPyConnection

from analytics.definitions.services.opening_hours import kept
from analytics.definitions.services.opening_words import read as read_hours
from analytics.definitions.services.tables import POSTCODES, SERVICES
from analytics.extract.cells import checks, values
from analytics.extract.cells.values import quoted
from analytics.extract.reading.source import Source
from analytics.extract.temp_table import TempTable
from analytics.geography.distance import ISLANDS
from analytics.geography.postcodes import shipped, written
from analytics.store.layout import STORED
from analytics.store.load.canonical import places
from analytics.store.load.canonical.directory import faults
from analytics.store.load.canonical.left_out.row_accounts import RowAccount, whole
from analytics.store.load.canonical.whole_tables import RAW, day, wrong_days
from analytics.store.load.duckdb_types import TYPES

KINDS = {"half": "BOOLEAN", "lat": "DOUBLE", "lon": "DOUBLE"}  # others are text
OPENING = TempTable(
    "opening_hours",
    "a text that says when a service is open, and the hours that it says",
    ("said", "opens"),
)
CENTROIDS = TempTable(
    "postcode_centroids",
    "a whole postcode that a service has, and where it is",
    ("said", "whole", "half", "lat", "lon"),
)


def read(con: DuckDBPyConnection, source: Source) -> RowAccount:
    """Make `PLACES` of the staged services. A service at the same place twice is left
    out once; everything else that cannot be right is told, and its row kept."""
    raw = RAW.of(source.table)
    _read_hours(con, source, raw)
    _find_postcodes(con, source, raw)
    same = "coalesce(service_id, name), coalesce(postcode, ''), lat, lon"
    once = f"row_number() OVER (PARTITION BY {same} ORDER BY file_no, row_no)"
    table = places.PLACES.make(
        con,
        f"SELECT *, CASE WHEN name IS NULL THEN {checks.NO_KEY} WHEN {once} > 1 THEN "
        f"{checks.REPEATED} ELSE 0 END::UTINYINT AS fault "
        f"FROM ({_rows(source, raw)})",
        source.table,
    )
    account = whole(con, source, raw, table)
    account.problems += faults.found(con, source, table, OPENING.of(), CENTROIDS.of())
    days = tuple(one.name for one in SERVICES.fields if one.kind == "date")
    account.problems += wrong_days(
        con, source, tuple(name for name in days if source.has(name))
    )
    faults.mend(con, table)
    return account


def _rows(source: Source, raw: str) -> str:
    """The staged rows, typed, with their hours, and the place of their postcode where
    none is said."""
    typed = ", ".join(
        f"TRY_CAST({_of(source, name)} AS {TYPES[kind]}) AS {name}"
        for name, kind in STORED[source.table].items()
        if name != "opens"
    )
    hours, postcode = (
        name if source.has(name) else "NULL" for name in ("opening_hours", "postcode")
    )
    found = {
        "opens": "o.opens",
        "postcode": "coalesce(c.whole, s.postcode)",
        "lat": "coalesce(s.lat, c.lat)",
        "lon": "coalesce(s.lon, c.lon)",
    }
    picked = ", ".join(
        f"{found.get(name, f's.{name}')} AS {name}" for name in STORED[source.table]
    )
    return (
        f"SELECT {picked}, s.file_no, s.row_no FROM (SELECT {typed}, {hours} AS hours, "
        f"{postcode} AS place, file_no, row_no FROM {raw}) s "
        f"LEFT JOIN {OPENING.of()} o ON s.hours = o.said "
        f"LEFT JOIN {CENTROIDS.of()} c ON s.place = c.said"
    )


def _of(source: Source, name: str) -> str:
    """SQL: a field as it is staged, as its kind has it."""
    field = SERVICES.field(name)
    if field.kind == "date":
        return day(source, name)
    if field.kind == "list":
        return _listed(source, name)
    if name in ISLANDS:
        return _degrees(source, name)
    return places.value(source, name)


def _listed(source: Source, name: str) -> str:
    """SQL: a list of things parted by ; or |. Nobody's id is in a list of services."""
    if not source.has(name):
        return "NULL::VARCHAR[]"
    said = values.listed(name)
    return f"CASE WHEN {values.is_missing(name)} THEN NULL ELSE {said} END"


def _degrees(source: Source, name: str) -> str:
    """SQL: a latitude or longitude on the islands; 0 and others say nothing."""
    low, high = ISLANDS[name]
    said = places.value(source, name)
    return f"CASE WHEN {said} BETWEEN {low} AND {high} AND {said} <> 0 THEN {said} END"


def _read_hours(con: DuckDBPyConnection, source: Source, raw: str) -> None:
    """Make `OPENING` of every text that says when something is open."""
    found: dict[str, str | None] = {}
    for text in _texts(con, source, raw, "opening_hours"):
        try:
            found[text] = kept(read_hours(text))
        except ValueError:
            found[text] = None
    _make(con, OPENING, {"said": list(found), "opens": list(found.values())})


def _find_postcodes(con: DuckDBPyConnection, source: Source, raw: str) -> None:
    """Make `CENTROIDS` of every postcode, from the postcodes given, or else shipped."""
    read = {text: written.read(text) for text in _texts(con, source, raw, "postcode")}
    keys = [one.key for one in read.values() if one.key]
    low, high = ISLANDS["lat"]
    ours = shipped.shipped().reindex(keys).dropna()
    at = dict(zip(ours.index, ours.itertuples(index=False, name=None), strict=True))
    given = con.execute(
        "SELECT regexp_replace(postcode, '[^A-Z0-9]', '', 'g') AS key, lat, lon "
        f"FROM {places.PLACES.of(POSTCODES.name)} WHERE fault = 0 "
        f"AND lat BETWEEN {low} AND {high} "
        f"AND key IN ({', '.join(map(quoted, keys)) or quoted('')})"
    ).fetchall()
    at |= {key: (lat, lon) for key, lat, lon in given}
    found = [at.get(one.key, (None, None)) for one in read.values()]
    _make(
        con,
        CENTROIDS,
        {
            "said": list(read),
            "whole": [
                written.shown(one.key) if one.key else None for one in read.values()
            ],
            "half": [one.half for one in read.values()],
            "lat": [lat for lat, _ in found],
            "lon": [lon for _, lon in found],
        },
    )


def _texts(con: DuckDBPyConnection, source: Source, raw: str, name: str) -> list[str]:
    if not source.has(name):
        return []
    rows = con.execute(
        f"SELECT DISTINCT {name} FROM {raw} WHERE NOT {values.is_missing(name)}"
    ).fetchall()
    return [row[0] for row in rows]


def _make(
    con: DuckDBPyConnection, table: TempTable, columns: dict[str, list[Any]]
) -> None:
    """Make a table of what was found for each text, its types also without rows."""
    kinds = [KINDS.get(name, "VARCHAR") for name in columns]
    typed = ", ".join(
        f"{name}::{kind} AS {name}" for name, kind in zip(columns, kinds, strict=True)
    )
    rows = [
        "(" + ", ".join("NULL" if v is None else quoted(v) for v in row) + ")"
        for row in zip(*columns.values(), strict=True)
    ]
    nothing = f"({', '.join('NULL' for _ in columns)})"
    where = "" if rows else " WHERE false"
    table.make(
        con,
        f"SELECT {typed} FROM (VALUES {', '.join(rows or [nothing])}) "
        f"AS v({', '.join(columns)}){where}",
    )
