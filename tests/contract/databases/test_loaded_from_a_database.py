"""Extracts loaded from where they are kept: PostgreSQL by its own driver and by ODBC
give the dataset that files give; nothing is left behind, and no secret is kept."""

import os

import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.extract.databases.query import Query, place
from analytics.store.load.build import LoadInputs, load
from tests.contract.databases.conftest import TABLES
from tests.support.world import dataset

STORED = ("gp_appointments", "ae_attendances", "people", "registrations")


@pytest.fixture(scope="module")
def by_files(small, tmp_path_factory):
    """The world loaded from files, and the data home with its key."""
    root = tmp_path_factory.mktemp("databases")
    only = {"caseload": None, "practices": None, "areas": None}
    return dataset(type(small)(**{**vars(small), **only}), root, "by-files"), root


def queries(address: str) -> dict[str, tuple[Query, ...]]:
    return {
        flag: (Query(f"{address}?query=SELECT * FROM {table}"),)
        for flag, table in TABLES.items()
    }


def rows_of(loaded, table: str) -> pd.DataFrame:
    """As text, in order; `person` is the number of a load's own."""
    rows = pd.read_parquet(loaded.folder / f"{table}.parquet")
    rows = rows.drop(columns="person").astype(str)
    return rows.sort_values(list(rows.columns)).reset_index(drop=True)


def same(one, other) -> None:
    for table in STORED:
        a, b = rows_of(one, table), rows_of(other, table)
        assert len(a) and a.equals(b), table
    assert one.manifest.accounts == other.manifest.accounts


def test_by_postgresqls_own_driver(warehouse, by_files):
    files, root = by_files
    seen: list[str] = []
    found = load(
        LoadInputs(**queries(warehouse)),
        "by-query",
        root,
        progress=lambda step, done: seen.append(step),
    )
    same(files, found)
    assert any("GP appointments from postgresql 127.0.0.1 postgres" in s for s in seen)
    names = {source.file for source in found.manifest.sources}
    assert names == {f"{flag}_of_postgresql_127_0_0_1_postgres.csv" for flag in TABLES}
    left = [name for _, _, names in os.walk(root) for name in names]
    assert not [name for name in left if "_of_postgresql" in name], "left behind"


def test_by_odbc(warehouse, odbc_source, by_files):
    files, root = by_files
    found = load(LoadInputs(**queries(f"odbc://{odbc_source}")), "by-odbc", root)
    same(files, found)


def test_a_table_a_file_and_the_command_line(
    warehouse, by_files, tmp_path, monkeypatch, capsys
):
    files, root = by_files
    monkeypatch.setenv("FREQUENT_ATTENDERS_HOME", str(root))
    asked = tmp_path / "ae.sql"
    asked.write_text("SELECT *\nFROM ae_visits -- all of it\n;\n")
    given = [
        *("--gp", f"{warehouse}?query=SELECT+*+FROM+gp_visits"),
        *("--ae", f"{warehouse}?sslmode=disable&file={asked}"),
        *("--patients", f"{warehouse}?table=public.registered"),
    ]
    assert main(["load", *given, "--into", "by-command"]) == 0
    said = capsys.readouterr()
    assert "gp_appointments" in said.out and "SELECT" not in said.out + said.err
    from analytics.store.dataset import open_dataset

    same(files, open_dataset("by-command"))
    start = tmp_path / "map.toml"
    assert main(["check", *given, "--write-columns", str(start)]) == 0
    assert start.read_text()


def test_a_file_is_still_a_file():
    assert not isinstance(place("folder/gp*.csv"), Query)
    assert not isinstance(place(r"C:\extracts\gp.csv"), Query)
    assert isinstance(place("mysql://host/db?query=SELECT 1"), Query)
