"""What a build asks of the engine that runs it."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

import ibis
import pandas as pd

from analytics.lakehouse.places import Place
from analytics.store.layout import Columns


class Engine(Protocol):
    """DuckDB or Spark, for the length of one build.

    Tables live under names of this build; raw ids and the key stay in the engine.
    """

    @property
    def group(self) -> str:
        """What stands before the number of a group in the replacement of a pattern."""
        ...

    def there(self, place: Place) -> ibis.Table | None:
        """The table at a place; None where there is none. Raises InputError where it
        cannot be read."""
        ...

    def keep(self, name: str, rows: ibis.Table) -> ibis.Table:
        """Rows worked out once and kept for as long as the build runs."""
        ...

    def at_hand(self, name: str, rows: ibis.Table) -> ibis.Table:
        """Rows of a table of people, which are asked several times: kept by an engine
        that is slow to work them out again and has the room."""
        ...

    def small(self, name: str, rows: pd.DataFrame, columns: Columns) -> ibis.Table:
        """A small table of this machine, there for the engine too."""
        ...

    def rows(self, asked: ibis.Table) -> list[tuple[Any, ...]]:
        """The rows of a small answer; what is not known is None."""
        ...

    def write(self, rows: ibis.Table, table: str, out: Path) -> None:
        """Write rows, in their order, as a stored table of a version."""
        ...

    def written(self, table: str, out: Path) -> ibis.Table:
        """A stored table that was written."""
        ...

    def in_words(self) -> AbstractContextManager[None]:
        """Within it, a fault of the engine is told in words, without a value."""
        ...

    def close(self) -> None:
        """Let go of what was kept."""
        ...
