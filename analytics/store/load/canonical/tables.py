"""The seam of a load: canonical tables, as step 1 leaves and step 2 finds them.

Each is a temporary table whose rows have a `fault` (0: kept). Step 2 reads nothing else
of step 1 but these and what is said here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.definitions.contract import TABLES
from analytics.definitions.event_kinds import EventKind, kinds
from analytics.extract.fields import header_years
from analytics.extract.reading.source import Source
from analytics.store.load.canonical.left_out.row_accounts import RowAccount


@dataclass(frozen=True)
class CanonicalTable:
    """A canonical table that was given.

    name: of its temporary table. label: of its files, for notes. had: the fields and
    components that the files have, and how they call them. account: what became of the
    rows.
    """

    table: str
    name: str
    label: str
    had: Mapping[str, str]
    account: RowAccount

    @property
    def kept(self) -> str:
        """SQL of the rows that are kept."""
        return f"(FROM {self.name} WHERE fault = 0)"


def canonical_table(source: Source, name: str, account: RowAccount) -> CanonicalTable:
    """The table of a source, whose rows are in the temporary table of that name."""
    had = {field: source.header(field) for field in source.fields}
    for field in TABLES[source.table].fields:
        if field.told_by and header_years.years_of(source, field):
            had.setdefault(field.name, source.header(field.told_by))
    return CanonicalTable(source.table, name, source.label, had, account)


def events_of(
    given: Mapping[str, CanonicalTable],
) -> list[tuple[EventKind, CanonicalTable]]:
    """The kinds of event given, in their order, and their tables."""
    return [
        (kind, given[kind.table.name]) for kind in kinds() if kind.table.name in given
    ]


@dataclass(frozen=True)
class Canonical:
    """Every canonical table that was given, by name. The registered list, the caseload
    and the tables of places are there without rows where they were not given."""

    given: dict[str, CanonicalTable]

    @property
    def events(self) -> list[tuple[EventKind, CanonicalTable]]:
        """The kinds of event given, in their order, and their tables."""
        return events_of(self.given)
