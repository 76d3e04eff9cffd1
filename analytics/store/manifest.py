"""What a dataset says of itself: its sources, what was left out and why, and what it
spans."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from analytics.definitions.event_kinds.episodes import HOW_JOINED
from analytics.store.layout import MANIFEST_FILE

SEAL = "seal"


@dataclass(frozen=True)
class Source:
    """A file that was read: its name without folders, SHA-256, bytes, rows and
    profile."""

    table: str
    file: str
    sha256: str
    bytes: int
    rows: int
    profile: str
    dropped_columns: tuple[str, ...] = ()  # looked like a direct identifier
    unused_columns: tuple[str, ...] = ()
    people_by: str = ""  # which of several columns says who somebody is, and why


@dataclass(frozen=True)
class Exclusion:
    """Rows left out of a table for one reason, with the count before and after."""

    table: str
    reason: str
    rows: int
    before: int
    after: int


@dataclass(frozen=True)
class Account:
    """Rows in of a table = rows kept + rows left out; checked to the row by the load
    itself."""

    table: str
    rows: int
    kept: int
    left_out: int
    file: str = ""  # where the rows left out are kept, below the version's folder


@dataclass(frozen=True)
class Span:
    """First and last day of what is counted in a table, and how many rows and
    people."""

    table: str
    first: date | None
    last: date | None
    rows: int
    people: int
    missing: tuple[str, ...] = ()  # optional columns that the extract did not have


@dataclass(frozen=True)
class KeptFile:
    """A file of the version as it was written: its path below the folder, SHA-256."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The record kept beside the tables. `fingerprint` stands for the contents; `key`
    for the key of the hash that made the pseudonyms, which cannot be told from it."""

    dataset: str
    version: str
    created: str
    contract_version: int
    fingerprint: str
    sources: tuple[Source, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    spans: tuple[Span, ...] = ()
    problems: tuple[dict[str, Any], ...] = ()  # warnings, each as Problem.as_dict()
    boundaries: bool = False
    notes: tuple[str, ...] = field(default=())
    accounts: tuple[Account, ...] = ()
    files: tuple[KeptFile, ...] = ()
    key: str = ""
    own_key: bool = False  # made with a key of its own that is no secret: the sample

    @property
    def notes_of_figures(self) -> tuple[str, ...]:
        """What is said beneath figures: all notes but how episodes became spells, which
        stands with the load and among the definitions."""
        return tuple(one for one in self.notes if not one.endswith(HOW_JOINED))

    def span(self, table: str) -> Span:
        """The span of one table; an empty one if the table was not given."""
        return next(
            (span for span in self.spans if span.table == table),
            Span(table, None, None, 0, 0),
        )

    def rows(self, table: str) -> int:
        return self.span(table).rows

    def write(self, folder: Path) -> None:
        said = asdict(self)
        text = json.dumps(said | {SEAL: _seal(said)}, indent=1, default=str)
        (folder / MANIFEST_FILE).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """That of a version. Raises OSError, ValueError, KeyError or TypeError where it
        is not there or not as it was written."""
        raw = json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8"))
        if SEAL in raw and raw.pop(SEAL) != _seal(raw):
            raise ValueError(f"{MANIFEST_FILE} is not as it was written")
        raw["sources"] = tuple(
            Source(
                **s | {k: tuple(s[k]) for k in ("dropped_columns", "unused_columns")}
            )
            for s in raw["sources"]
        )
        raw["exclusions"] = tuple(Exclusion(**e) for e in raw["exclusions"])
        raw["spans"] = tuple(
            Span(
                **s
                | {
                    "first": _day(s["first"]),
                    "last": _day(s["last"]),
                    "missing": tuple(s["missing"]),
                }
            )
            for s in raw["spans"]
        )
        raw["problems"] = tuple(raw["problems"])
        raw["notes"] = tuple(raw["notes"])
        raw["accounts"] = tuple(Account(**a) for a in raw.get("accounts", ()))
        raw["files"] = tuple(KeptFile(**one) for one in raw.get("files", ()))
        return cls(**raw)


def _seal(said: dict[str, Any]) -> str:
    """SHA-256 of what a manifest says."""
    text = json.dumps(said, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
