"""What step 2 asks: the rows kept of each canonical table, wherever they lie."""

from collections.abc import Mapping
from typing import Any, Protocol

import ibis

from analytics.definitions.event_kinds import EventKind
from analytics.store.load.canonical.tables import CanonicalTable


class RowsKept(Protocol):
    """The canonical tables given, as Ibis tables of their kept rows.

    Rows of events have `person`, `moment`, `counts` (whether one counts by what the
    load decides) and the other fields under their names.
    """

    @property
    def given(self) -> Mapping[str, CanonicalTable]:
        """The tables given: their labels, columns and row accounts."""
        ...

    @property
    def events(self) -> list[tuple[EventKind, CanonicalTable]]:
        """The kinds of event given, in their order, and their tables."""
        ...

    def kept(self, table: str) -> ibis.Table:
        """The rows kept of a table that was given."""
        ...

    def people(self) -> ibis.Table:
        """The table of people, once it is made."""
        ...

    def rows(self, asked: ibis.Table) -> list[tuple[Any, ...]]:
        """The rows of a small answer."""
        ...
