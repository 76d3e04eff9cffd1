"""Where a canonical table lies: a folder or file of Parquet, a Delta table, or a table
of a catalogue."""

import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from analytics.definitions.contract import FLAGS, TABLES
from analytics.errors import InputError, Problem

CATALOGUE = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*){0,2}")
ADDRESS = re.compile(r"[a-z0-9+.-]+:/", re.IGNORECASE)  # abfss://…, s3://…, dbfs:/…
PREFIX = "lakehouse_"  # of the names by which an engine knows what a build reads


class Kind(Enum):
    """How a place is named."""

    PATH = "path"  # on a disk that this machine sees
    ADDRESS = "address"  # of a store that only the engine sees
    CATALOGUE = "catalogue"


@dataclass(frozen=True)
class Place:
    """Where a table lies. said: as it was named, for messages."""

    table: str
    said: str
    kind: Kind

    @property
    def name(self) -> str:
        """By which the engine knows it."""
        return f"{PREFIX}{self.table}"

    def found(self) -> Path | None:
        """The folder or file of a place on a disk; None where there is none."""
        path = Path(self.said)
        tries = (path, path.with_name(f"{path.name}.parquet"))
        return next((one for one in tries if one.exists()), None)


def places(base: str, own: dict[str, str]) -> list[Place]:
    """Where each canonical table may lie. base: the folder, address or schema with
    tables of the canonical names ("" for none); own: places of single tables, by their
    flag. Raises InputError for what can be neither."""
    flags = {table: flag for flag, table in FLAGS.items()}
    problems, found = [], []
    for table in TABLES:
        said = own.get(flags[table], "")
        if said:
            kind = _kind(said)
        elif base:
            kind = _kind(base)
            said = (
                f"{base}.{table}"
                if kind is Kind.CATALOGUE
                else f"{base.rstrip('/')}/{table}"
            )
        else:
            continue
        if kind is None:
            problems.append(_neither(said))
        else:
            found.append(Place(table, said, kind))
    if problems:
        raise InputError(list(dict.fromkeys(problems)))
    return found


def _kind(said: str) -> Kind | None:
    if ADDRESS.match(said):
        return Kind.ADDRESS
    if Path(said).exists() or "/" in said or "\\" in said:
        return Kind.PATH
    return Kind.CATALOGUE if CATALOGUE.fullmatch(said) else None


def _neither(said: str) -> Problem:
    return Problem(
        "place_unknown",
        f"{said} is neither a folder nor the name of a table or schema.",
        "Name a folder, an address such as abfss://…, or catalog.schema.",
    )
