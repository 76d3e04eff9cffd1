"""The table of people of a load from files."""

import ibis
from duckdb import DuckDBPyConnection

from analytics.definitions.tables_of_people import PATIENTS
from analytics.definitions.tables_of_places import AREAS
from analytics.extract.temp_table import TempTable
from analytics.store.layout import PEOPLE as STORED
from analytics.store.load.canonical.tables import Canonical
from analytics.store.load.made_of import people
from analytics.store.load.writing import other_census
from analytics.store.load.writing.of_files import OfFiles

PEOPLE = TempTable("people", "a person", (*STORED, people.HOME_SAID))


def make(con: DuckDBPyConnection, canonical: Canonical) -> str:
    """Make `PEOPLE` in the order of their numbers; its name."""
    files = OfFiles(con, canonical)
    said = [
        people.said(kind, files.kept(table.table))
        for kind, table in canonical.events
        if people.says_who(kind)
    ]
    translated = ibis.table(
        {"code": "string", "now": "string"}, name=other_census.translate(con)
    )
    made = people.people(
        files.persons(),
        files.kept(PATIENTS.name),
        said,
        files.kept(AREAS.name),
        translated,
    )
    return PEOPLE.make(con, f"FROM ({files.sql(made)}) ORDER BY person")
