"""Practices, small areas and services: reference tables without people, and the
boundaries."""

import json
import shutil
from pathlib import Path

from analytics.definitions.contract import TABLES
from analytics.errors import Problem
from analytics.extract.cells import checks, values
from analytics.extract.reading.source import Source
from analytics.store.layout import BOUNDARIES_FILE, STORED
from analytics.store.load.row_accounts import Counted, stop_if_faulty, whole
from analytics.store.load.shapes import TYPES


def reference(con, source: Source) -> Counted:
    """Table named as the source's: every row with its key, typed; the first of a
    repeated key."""
    table = source.table
    key = TABLES[table].required[0]
    picked = []
    for name, kind in STORED[table].items():
        field = TABLES[table].field(name)
        if not source.has(name):
            column = "NULL"
        elif field.kind in ("integer", "number"):
            column = values.number(name)
        else:
            column = (
                f"CASE WHEN {values.is_missing(name)} THEN NULL ELSE trim({name}) END"
            )
            column = f"upper({column})" if field.kind == "code" else column
        picked.append(f"TRY_CAST({column} AS {TYPES[kind]}) AS {name}")
    staged = f"staged_{table}"
    once = (
        f"row_number() OVER (PARTITION BY {key} ORDER BY file_no, row_no)"
        if key != "name"
        else "1"
    )
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {staged} AS SELECT *, CASE WHEN {key} IS NULL "
        "THEN "
        f"{checks.NO_KEY} WHEN {once} > 1 THEN {checks.REPEATED} ELSE 0 END::UTINYINT "
        f"AS fault FROM (SELECT {', '.join(picked)}, file_no, row_no FROM raw_{table})"
    )
    counted = whole(con, source, staged)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * EXCLUDE (file_no, row_no, "
        f"fault) FROM {staged} WHERE fault = 0 ORDER BY {key}"
    )
    stop_if_faulty(counted)
    return counted


def boundaries_beside(paths) -> Path | None:
    """The GeoJSON given itself, or beside an areas file under the same stem."""
    for path in map(Path, paths):
        if path.suffix.lower() == ".geojson" and path.is_file():
            return path
        beside = path.with_suffix(".geojson")
        if beside.is_file():
            return beside
    return None


def check_boundaries(path: Path) -> list[Problem]:
    """Whether a GeoJSON is a collection of areas that each carry an lsoa_code."""
    remedy = "Give a FeatureCollection whose features have the property lsoa_code."
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        without = sum(
            "lsoa_code" not in (one.get("properties") or {}) for one in features
        )
    except (ValueError, KeyError, TypeError, AttributeError, OSError):
        return [
            Problem(
                "boundaries_unreadable",
                "The boundaries are no GeoJSON of areas.",
                remedy,
                file=path.name,
            )
        ]
    if without:
        return [
            Problem(
                "boundaries_without_code",
                f"{without} areas of the boundaries have no lsoa_code.",
                remedy,
                file=path.name,
            )
        ]
    return []


def copy_boundaries(path: Path, folder: Path) -> None:
    """Keep the boundaries with the dataset."""
    shutil.copyfile(path, folder / BOUNDARIES_FILE)
