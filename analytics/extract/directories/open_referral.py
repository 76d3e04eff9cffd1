"""A directory in the Human Services Data Specification 3 (Open Referral, and Open
Referral UK): JSON with the parts nested, or one CSV for each kind of part.

What a service is made of follows github.com/openreferral/specification (3.0, commit
279fd2e): its JSON schemas, and the tables of its data package. Names, e-mail addresses
and telephone numbers of contacts are of people, and are not read.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.definitions.services.tables import SERVICES
from analytics.errors import InputError, Problem
from analytics.extract.directories.held import Held, held
from analytics.extract.directories.parts import Faults, tables_as_services
from analytics.extract.directories.service_rows import rows_of
from analytics.extract.reading.zip_files import fresh

# Which parts a table may be of; its file is called so, or by the plural.
PARTS = (
    "organization",
    "service",
    "location",
    "address",
    "service_at_location",
    "schedule",
    "cost_option",
    "phone",
    "taxonomy_term",
    "attribute",
)
PLURALS = {"address": "addresses"}
BIGGEST = 200_000_000  # bytes of JSON
NEEDED = "service_at_location"  # beside the services: a plain table has no such file


def fits(path: Path) -> bool:
    """Whether a file or folder is such a directory: JSON, or a table of services among
    others."""
    if path.is_file() and path.suffix.lower() not in (".json", ".zip"):
        return False
    try:
        with held(path) as files:
            parts = {_part(one) for one in files if one.ending == ".csv"}
            pages = [one for one in files if _is_page(one)]
            return bool(pages) or {"service", NEEDED} <= parts
    except (OSError, zipfile.BadZipFile):
        return False


def as_table(path: Path, name: str, workspace: Path) -> tuple[Path, list[Problem]]:
    """One CSV, a row a service at a place. Raises InputError where there is none."""
    faults = Faults(name)
    with held(path, workspace) as files:
        tables = {
            part: _rows(one)
            for one in files
            if one.ending == ".csv" and (part := _part(one))
        }
        if "service" in tables:
            services = tables_as_services(tables, faults)
        else:
            services = [
                one
                for page in files
                if _is_page(page)
                for one in _services(_document(page, name))
            ]
    if not services:
        raise InputError(_nothing(name))
    rows = [
        row
        for number, one in enumerate(services, 2)
        for row in rows_of(one, number, faults)
    ]
    out = fresh(workspace, ".csv")
    pd.DataFrame(rows, columns=list(SERVICES.names)).to_csv(out, index=False)
    return out, faults.told()


def _is_page(one: Held) -> bool:
    return one.ending == ".json" and one.stem != "datapackage"


def _part(one: Held) -> str:
    """The kind of part that a table is of; "" for none of those read."""
    return next((p for p in PARTS if one.stem in (p, PLURALS.get(p, f"{p}s"))), "")


def _rows(one: Held) -> list[dict[str, Any]]:
    """The rows of a table, cells without anything left out."""
    with one.open() as file:
        text = file.read().decode("utf-8-sig", "replace")
    return [
        {
            key.strip(): value.strip()
            for key, value in row.items()
            if key and isinstance(value, str) and value.strip() not in ("", "null")
        }
        for row in csv.DictReader(io.StringIO(text, newline=""))
    ]


def _document(page: Held, name: str) -> Any:
    with page.open() as file:
        raw = file.read(BIGGEST + 1)
    if len(raw) > BIGGEST:
        raise InputError(
            Problem(
                "directory_big",
                "The JSON is larger than 200 MB.",
                "Give the directory in several pages, in a folder.",
                file=name,
            )
        )
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise InputError(
            Problem(
                "directory_broken",
                f"This is not JSON that can be read ({page.stem}{page.ending}).",
                "Save the page of the directory again, as it comes, in UTF-8.",
                file=name,
            )
        ) from None


def _services(document: Any) -> Iterator[dict[str, Any]]:
    """The services in a document: a page's contents, a list, one service, those of an
    organisation, or of a service at a place."""
    if isinstance(document, list):
        for one in document:
            yield from _services(one)
    elif isinstance(document, dict):
        for part in ("contents", "services", "content"):
            if isinstance(document.get(part), list):
                about = {k: v for k, v in document.items() if k != part}
                for one in _services(document[part]):
                    yield _with_provider(one, about)
                return
        if isinstance(document.get("service"), dict):
            place = {k: v for k, v in document.items() if k != "service"}
            yield document["service"] | {"service_at_locations": [place]}
        elif "name" in document or "id" in document:
            yield document


def _with_provider(one: dict[str, Any], about: dict[str, Any]) -> dict[str, Any]:
    """A service that an organisation lists among its own, with that organisation."""
    if "name" in about and "organization" not in one:
        return one | {"organization": about}
    return one


def _nothing(name: str) -> Problem:
    return Problem(
        "directory_empty",
        "No service is in this directory.",
        "Give a page of services as Open Referral has it (its services under "
        "“contents”), or the CSV tables services, locations and service_at_location.",
        file=name,
    )
