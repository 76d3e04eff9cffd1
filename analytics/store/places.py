"""Practices, small areas and services: reference tables without people, and the boundaries."""

import json
import shutil
from pathlib import Path

from analytics.definitions.contract import TABLES
from analytics.errors import InputError, Problem
from analytics.extract import values
from analytics.extract.source import Source
from analytics.store.counting import Counted
from analytics.store.layout import BOUNDARIES_FILE, STORED
from analytics.store.manifest import Exclusion
from analytics.store.shapes import TYPES


def reference(con, source: Source) -> Counted:
    """Table named as the source's: every row with its key, typed; the first of a repeated key."""
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
            column = f"CASE WHEN {values.is_missing(name)} THEN NULL ELSE trim({name}) END"
            column = f"upper({column})" if field.kind == "code" else column
        picked.append(f"TRY_CAST({column} AS {TYPES[kind]}) AS {name}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE staged AS SELECT {', '.join(picked)} FROM raw_{table}")
    rows, keyed, once = con.execute(
        f"SELECT count(*), count({key}), count(DISTINCT {key}) FROM staged").fetchone()
    counted = Counted(rows=rows)
    counted.by_file = dict(con.execute(
        f"SELECT file_no, count(*) FROM raw_{table} GROUP BY 1").fetchall())
    if rows > keyed:
        counted.exclusions.append(Exclusion(table, f"no {key}", rows - keyed, rows, keyed))
        counted.problems.append(Problem(
            f"{key}_missing", f"Some rows have no {key}; left out.", "Fill it in if they matter.",
            file=source.label, column=source.header(key), rows=rows - keyed, stops=not keyed))
    if key != "name" and keyed > once:
        counted.exclusions.append(Exclusion(table, "repeats another row", keyed - once, keyed, once))
        counted.problems.append(Problem(
            "rows_repeated", f"Some rows repeat the {key} of another; the first was kept.",
            "Remove the repeated rows.", file=source.label, column=source.header(key),
            rows=keyed - once, stops=False))
    unique = f"DISTINCT ON ({key})" if key != "name" else ""
    con.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT {unique} * FROM staged "
                f"WHERE {key} IS NOT NULL ORDER BY {key}")
    if any(problem.stops for problem in counted.problems):
        raise InputError(counted.problems)
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
        without = sum("lsoa_code" not in (one.get("properties") or {}) for one in features)
    except (ValueError, KeyError, TypeError, AttributeError, OSError):
        return [Problem("boundaries_unreadable", "The boundaries are no GeoJSON of areas.", remedy,
                        file=path.name)]
    if without:
        return [Problem("boundaries_without_code", f"{without} areas of the boundaries have no "
                        "lsoa_code.", remedy, file=path.name)]
    return []


def copy_boundaries(path: Path, folder: Path) -> None:
    """Keep the boundaries with the dataset."""
    shutil.copyfile(path, folder / BOUNDARIES_FILE)
