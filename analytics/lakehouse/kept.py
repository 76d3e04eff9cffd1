"""The rows kept of a lakehouse's tables, as step 2 asks of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import ibis

from analytics.definitions.event_kinds import EventKind
from analytics.lakehouse.engines.engine import Engine
from analytics.store.load.canonical.tables import CanonicalTable, events_of


@dataclass
class Kept:
    """What a build has of each canonical table so far: what is said of it, and its
    kept rows."""

    engine: Engine
    given: dict[str, CanonicalTable] = field(default_factory=dict)
    tables: dict[str, ibis.Table] = field(default_factory=dict)
    everybody: ibis.Table | None = None

    @property
    def events(self) -> list[tuple[EventKind, CanonicalTable]]:
        """The kinds of event given, in their order, and their tables."""
        return events_of(self.given)

    def kept(self, table: str) -> ibis.Table:
        """The rows kept of a table that was given."""
        return self.tables[table]

    def people(self) -> ibis.Table:
        """The table of people. Raises ValueError before it is made."""
        if self.everybody is None:
            raise ValueError("People have not been put together yet.")
        return self.everybody

    def rows(self, asked: ibis.Table) -> list[tuple[Any, ...]]:
        """The rows of a small answer."""
        return self.engine.rows(asked)

    def had(self, table: str) -> Mapping[str, str]:
        """The fields that a table has."""
        return self.given[table].had
