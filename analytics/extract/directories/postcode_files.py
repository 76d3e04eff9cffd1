"""Postcodes as they are published, made one table: the ONS Postcode Directory (ONSPD),
the National Statistics Postcode Lookup (NSPL) and OS Code-Point Open.

As downloaded: the zip, the folder it unpacks to, or one of its files. A plain table
with the columns postcode, lat and lon is read as any other table.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from analytics.errors import InputError, Problem
from analytics.extract.directories.held import Held, held
from analytics.extract.reading.zip_files import fresh
from analytics.geography.distance import ISLANDS
from analytics.geography.postcodes.grid import degrees
from analytics.geography.postcodes.written import read

POSTCODE = ("pcds", "pcd8", "pcd7", "pcd", "postcode")  # of ONSPD and NSPL, best first
LAT, LON = ("lat", "latitude"), ("long", "lon", "longitude")
OF_THE_UK = re.compile(r"(onspd|nspl)[^/]*\.csv$")  # all of it in one file
IN_PARTS = "multi_csv/"
CHUNK = 500_000


def fits(path: Path) -> bool:
    """Whether a path is such a publication: a zip or folder of it, or a file of
    Code-Point Open, which has no header."""
    if path.is_file() and path.suffix.lower() == ".csv":
        with path.open("rb") as file:
            return _grid_references(file.read(4096))
    try:
        with held(path) as files:
            return bool(path.suffix.lower() == ".zip" or path.is_dir()) and bool(
                _tables(files)
            )
    except (OSError, zipfile.BadZipFile):
        return False


def as_table(path: Path, name: str, workspace: Path) -> tuple[Path, list[Problem]]:
    """One CSV: postcode, lat, lon. Raises InputError where no file has postcodes."""
    out = fresh(workspace, ".csv")
    found = 0
    with held(path, workspace) as files, out.open("w", encoding="utf-8") as target:
        target.write("postcode,lat,lon\n")
        for one in _tables(files):
            for part in _places(one):
                part = part.dropna()
                found += len(part)
                part.to_csv(target, header=False, index=False, float_format="%.6f")
    if not found:
        raise InputError(
            Problem(
                "postcodes_none",
                "No file in it has postcodes with their places.",
                "Give ONSPD, NSPL or Code-Point Open as downloaded, or a CSV with the "
                "columns postcode, lat and lon.",
                file=name,
            )
        )
    return out, []


def _tables(files: list[Held]) -> list[Held]:
    """The tables of postcodes: one of the whole, or else all its parts."""
    tables = [one for one in files if one.ending == ".csv"]
    data = [one for one in tables if "doc" not in one.name.split("/")[0:-1]]
    whole = [
        one for one in data if OF_THE_UK.search(one.name) and IN_PARTS not in one.name
    ]
    return whole[:1] or [one for one in data if _has_postcodes(one)]


def _has_postcodes(one: Held) -> bool:
    with one.open() as file:
        head = file.read(4096)
    return _grid_references(head) or bool(_columns(head))


def _places(one: Held) -> Iterator[pd.DataFrame]:
    """postcode, lat and lon of a file, in parts."""
    with one.open() as file:
        head = file.read(4096)
    if _grid_references(head):
        with one.open() as file:
            parts = pd.read_csv(
                file, header=None, usecols=[0, 1, 2, 3], chunksize=CHUNK, dtype={0: str}
            )
            for part in parts:
                part = part[part[1] < 90]  # quality 90: no place is known
                lat, lon = degrees(part[2], part[3])
                yield pd.DataFrame({"postcode": part[0], "lat": lat, "lon": lon})
        return
    columns = _columns(head)
    if not columns:
        return
    with one.open() as file:
        parts = pd.read_csv(
            file,
            usecols=list(columns),
            chunksize=CHUNK,
            dtype={columns[0]: str},
            encoding="utf-8-sig",
        )
        for part in parts:
            found = part[list(columns)].set_axis(["postcode", "lat", "lon"], axis=1)
            yield found[found["lat"].between(*ISLANDS["lat"])]


def _columns(head: bytes) -> tuple[str, str, str] | None:
    """The headers of postcode, latitude and longitude; None where one is missing."""
    line = head.decode("utf-8-sig", "replace").splitlines()[:1]
    headers = next(csv.reader(io.StringIO(line[0])), []) if line else []
    plain = {header.strip().lower(): header for header in headers}
    found = [
        next((plain[name] for name in names if name in plain), None)
        for names in (POSTCODE, LAT, LON)
    ]
    postcode, lat, lon = found
    return (postcode, lat, lon) if postcode and lat and lon else None


def _grid_references(head: bytes) -> bool:
    """Whether a file begins as Code-Point Open does: a postcode, its quality, easting
    and northing, and no header."""
    line = head.decode("utf-8", "replace").splitlines()[:1]
    cells = next(csv.reader(io.StringIO(line[0])), []) if line else []
    return (
        len(cells) >= 4
        and bool(read(cells[0]).key)
        and all(cell.strip().isdigit() for cell in cells[1:4])
    )
