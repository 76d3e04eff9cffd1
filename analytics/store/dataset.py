"""A dataset opened for reading: a small frozen value that names a version and its
manifest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import ibis

from analytics.definitions.event_kinds import EventKind, kinds
from analytics.store import intact
from analytics.store.home import live_folder
from analytics.store.layout import BOUNDARIES_FILE, STORED
from analytics.store.manifest import Manifest, Span

WEEKEND_AND_HOLIDAY = timedelta(
    days=3
)  # a month may end on closed days and still be complete


@lru_cache(maxsize=64)
def _table(name: str, columns: tuple[tuple[str, str], ...]) -> ibis.Table:
    return ibis.table(dict(columns), name=name)


def table(name: str) -> ibis.Table:
    """One of the stored tables as an Ibis table bound to no engine yet.

    Measures build expressions on these; `analytics.engine.run` binds them to a dataset.
    """
    return _table(name, tuple(STORED[name].items()))


@dataclass(frozen=True)
class Dataset:
    """One version of one dataset. Equal fingerprints mean equal contents."""

    name: str
    folder: Path
    manifest: Manifest

    @property
    def fingerprint(self) -> str:
        return self.manifest.fingerprint

    def __hash__(self) -> int:
        return hash((self.name, self.fingerprint))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dataset) and (
            (self.name, self.fingerprint, self.folder)
            == (other.name, other.fingerprint, other.folder)
        )

    def has(self, table_name: str) -> bool:
        """Whether the table was given and holds rows."""
        return self.manifest.rows(table_name) > 0

    @property
    def boundaries(self) -> Path | None:
        """The GeoJSON of the small areas, if it was given."""
        return self.folder / BOUNDARIES_FILE if self.manifest.boundaries else None

    def left_out_file(self, table_name: str) -> Path | None:
        """The CSV of the rows left out of a table, each with its reason; None if there
        are none, or the list was removed in time."""
        files = [
            self.folder / one.file
            for one in self.manifest.accounts
            if one.table == table_name and one.file
        ]
        return next((one for one in files if one.is_file()), None)

    @property
    def kinds(self) -> tuple[EventKind, ...]:
        """The kinds of event it holds, in the order shown."""
        return tuple(kind for kind in kinds() if self.has(kind.table.name))

    @property
    def kinds_with_rule(self) -> tuple[EventKind, ...]:
        """Of the kinds it holds those by which people are frequent attenders; pages
        about them ask of no other, and their windows follow these alone."""
        return tuple(kind for kind in self.kinds if kind.has_rule)

    def span(self, kind: EventKind) -> Span:
        """First and last day of what is counted of a kind; empty if it holds none."""
        return self.manifest.span(kind.table.name)

    def days(self, kind: EventKind) -> tuple[date, date]:
        """First and last day of what is counted of a kind. Raises ValueError if it
        holds none."""
        span = self.span(kind)
        if span.first is None or span.last is None:
            raise ValueError(f"{self.name} holds no {kind.called}.")
        return span.first, span.last

    @property
    def first_day(self) -> date:
        """The first day of any extract with a rule."""
        return min(self.days(kind)[0] for kind in self.kinds_with_rule)

    @property
    def last_day(self) -> date:
        """The last day of any extract with a rule."""
        return max(self.days(kind)[1] for kind in self.kinds_with_rule)

    @property
    def default_as_at(self) -> date:
        """The end of the last month that is complete in every extract in use; the last
        day of the data where they hold no complete month."""
        return default_end([self.days(kind) for kind in self.kinds_with_rule])


def open_dataset(name: str, root: Path | None = None) -> Dataset:
    """The live version of a dataset; raises InputError if there is none of that name,
    DamagedVersion if it is not as it was written, or another version of the dashboard
    wrote it."""
    folder = live_folder(name, root)
    return Dataset(name, folder, intact.opened(name, folder, root))


def default_end(extracts: Sequence[tuple[date, date]]) -> date:
    """The end of the last month that is complete in every extract; the last day of any
    where they hold no complete month. extracts: the first and last day of each."""
    end = min(last_complete_month(last) for _first, last in extracts)
    if end >= min(first for first, _last in extracts):
        return end
    return max(last for _first, last in extracts)


def last_complete_month(last: date) -> date:
    """The last day of the last month that records up to `last` cover (but for closed
    days)."""
    next_month = (last.replace(day=1) + timedelta(days=32)).replace(day=1)
    end = next_month - timedelta(days=1)
    if last >= end - WEEKEND_AND_HOLIDAY:
        return end
    return last.replace(day=1) - timedelta(days=1)
