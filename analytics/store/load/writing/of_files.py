"""The canonical tables of files, as the expressions of `made_of` ask of them: each is a
temporary table of DuckDB."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ibis
from duckdb import DuckDBPyConnection

from analytics.definitions.event_kinds import EventKind, kind_of_table
from analytics.definitions.tables_of_people import PATIENTS
from analytics.store.layout import PEOPLE, REGISTRATIONS, STORED, Columns
from analytics.store.load.canonical import registered
from analytics.store.load.canonical.people_ids import PERSONS
from analytics.store.load.canonical.places import NAMED, PLACES
from analytics.store.load.canonical.tables import Canonical, CanonicalTable
from analytics.store.load.writing.events import counts

KEPT = "kept_"  # before the name of a table: its rows kept
AS_TEXT = ("sex", "lsoa_code")  # codes that kinds have in types of their own
PERSONS_HAVE = {"person": "int32", "pseudonym": "string"}
MADE: Columns = PEOPLE | {"home_said": "string"}


@dataclass(frozen=True)
class OfFiles:
    """The canonical tables in a load's DuckDB. made: the temporary table of people,
    once it is made."""

    con: DuckDBPyConnection
    canonical: Canonical
    made: str = ""

    @property
    def given(self) -> Mapping[str, CanonicalTable]:
        """The tables given."""
        return self.canonical.given

    @property
    def events(self) -> list[tuple[EventKind, CanonicalTable]]:
        """The kinds of event given, in their order, and their tables."""
        return self.canonical.events

    def kept(self, table: str) -> ibis.Table:
        """The rows kept of a table, without any where it was not given."""
        kind = kind_of_table(table)
        columns = PEOPLE | REGISTRATIONS if table == PATIENTS.name else STORED[table]
        if kind:
            columns = columns | {"moment": "timestamp(6)", "counts": "boolean"}
        return ibis.table(columns, name=f"{KEPT}{table}")

    def persons(self) -> ibis.Table:
        """Each person once: person, pseudonym."""
        return ibis.table(PERSONS_HAVE, name=PERSONS.of())

    def people(self) -> ibis.Table:
        """The table of people."""
        return ibis.table(MADE, name=self.made)

    def sql(self, asked: ibis.Table) -> str:
        """SQL of an expression."""
        named = {
            node.name.removeprefix(KEPT)
            for node in asked.op().find(ibis.expr.operations.UnboundTable)
            if node.name.startswith(KEPT)
        }
        query = ibis.to_sql(asked, dialect="duckdb")
        rows = [f"{KEPT}{one} AS ({self._rows(one)})" for one in sorted(named)]
        return f"WITH {', '.join(rows)} FROM ({query})" if rows else str(query)

    def rows(self, asked: ibis.Table) -> list[tuple[Any, ...]]:
        """The rows of a small answer."""
        return self.con.execute(self.sql(asked)).fetchall()

    def _rows(self, table: str) -> str:
        """SQL of the rows kept of a table."""
        if kind := kind_of_table(table):
            given = self.given[table]
            texts = [one for one in AS_TEXT if kind.table.has(one)]
            as_text = ", ".join(f"{one}::VARCHAR AS {one}" for one in texts)
            every = f"* REPLACE ({as_text})" if as_text else "*"
            counted = counts(kind, given.had)
            return f"SELECT {every}, {counted} AS counts FROM {given.kept}"
        name = registered.PATIENTS.of()
        if table in NAMED:
            name = PLACES.of(table)
        return f"FROM {name} WHERE fault = 0"
