"""Temporary tables: each is declared once, by the module that makes it.

Whoever reads one takes its name from the declaration, never spells it in SQL.
`analytics/store/README.md` lists them all, and a test holds that list to the code.
"""

from dataclasses import dataclass

from duckdb import DuckDBPyConnection


@dataclass(frozen=True)
class TempTable:
    """A temporary table of a load: its name, what one row is, and its columns.

    name: may hold {table}, {field} and {file}, which `of` fills in. columns: one in
    angle brackets stands for those that follow from the contract, such as <codes>.
    """

    name: str
    row: str
    columns: tuple[str, ...]

    def of(self, table: str = "", field: str = "", file: int = 0) -> str:
        """Its name for a canonical table, a field of it, a file by its number."""
        return self.name.format(table=table, field=field, file=file)

    def made(self, query: str, table: str = "", field: str = "", file: int = 0) -> str:
        """The statement that makes it of a query."""
        name = self.of(table, field, file)
        return f"CREATE OR REPLACE TEMP TABLE {name} AS {query}"

    def make(
        self,
        con: DuckDBPyConnection,
        query: str,
        table: str = "",
        field: str = "",
        file: int = 0,
    ) -> str:
        """Make it of a query; its name."""
        con.execute(self.made(query, table, field, file))
        return self.of(table, field, file)

    def drop(
        self, con: DuckDBPyConnection, table: str = "", field: str = "", file: int = 0
    ) -> None:
        """Drop it, so that its rows need no room any more."""
        con.execute(f"DROP TABLE {self.of(table, field, file)}")
