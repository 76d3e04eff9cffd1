"""Databases that do not give an extract: every fault at once, in words that hold no
value and no secret, and nothing half live."""

import socket
import threading
import time

import psycopg
import pytest

from analytics.errors import InputError
from analytics.extract.databases.query import Query
from analytics.store.dataset import open_dataset
from analytics.store.load.build import LoadInputs, load
from tests.contract.databases.conftest import TABLES

SECRET, PERSON = "hunter2", "9434765919"


def told(root, **given: str) -> list:
    with pytest.raises(InputError) as fault:
        inputs = {flag: (Query(one),) for flag, one in given.items()}
        load(LoadInputs(**inputs), "none", root)
    assert not (root / "none" / "live").exists() and not list(root.glob("**/*_of_*"))
    return list(fault.value.problems)


def words(problems) -> str:
    return " ".join(one.sentence() for one in problems)


def test_faults_of_every_query_at_once(warehouse, tmp_path):
    found = told(
        tmp_path,
        gp=f"{warehouse}?query=SELECT * FROM gp_visit",
        ae=f"{warehouse}?query=SELECT nhs FROM ae_visits",
        patients=f"{warehouse}?query=SELEC '{PERSON}'",
        caseload=f"{warehouse}?query=SELECT '{PERSON}'::date",
        practices="mysql://host/db?query=SELECT 1",
        areas=warehouse,
    )
    assert [one.rule for one in found] == [
        *("query_name_unknown", "query_name_unknown", "query_not_understood"),
        *("query_failed", "database_address", "database_address"),
    ]
    said = words(found)
    assert "“gp_visit”" in said and "“nhs”" in said and "near its character 1" in said
    assert "SQLSTATE 22008" in said and PERSON not in said


def test_a_password_on_the_command_line_is_refused_and_not_said(tmp_path):
    for given in (
        f"postgresql://me:{SECRET}@127.0.0.1/db?query=SELECT 1",
        f"postgresql://me@127.0.0.1/db?password={SECRET}&query=SELECT 1",
    ):
        (found,) = told(tmp_path, gp=given)
        assert found.rule == "password_in_address"
        assert SECRET not in found.sentence() + repr(found)


def test_a_server_that_is_down_or_refuses(warehouse, tmp_path, odbc_source):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    stranger = warehouse.replace("worklist@", "stranger@")
    found = told(
        tmp_path,
        gp=f"postgresql://worklist@127.0.0.1:{free}/postgres?query=SELECT 1",
        ae=f"{stranger}?query=SELECT 1",
        patients=f"{warehouse.replace('/postgres', '/nowhere')}?query=SELECT 1",
        caseload="odbc://nowhere?query=SELECT 1",
        areas=f"odbc://{odbc_source}?query=SELECT * FROM nothing",
    )
    assert [one.rule for one in found] == [
        *("database_not_reached", "database_refused", "database_unknown"),
        *("database_unknown", "query_name_unknown"),
    ]


def test_a_query_may_only_read(warehouse, tmp_path):
    (found,) = told(tmp_path, gp=f"{warehouse}?query=DELETE FROM gp_visits RETURNING *")
    assert found.rule == "query_writes"
    with psycopg.connect(warehouse) as opened:
        ((rows,),) = opened.execute("SELECT count(*) FROM gp_visits").fetchall()
    assert rows > 0


def test_a_connection_that_drops_in_the_middle(warehouse, tmp_path):
    """What was loaded before stays live."""
    whole = {f: (Query(f"{warehouse}?table={t}"),) for f, t in TABLES.items()}
    before = load(LoadInputs(**whole), "kept", tmp_path)
    slow = (
        "SELECT v.*, pg_sleep(0.002)::text AS waits FROM gp_visits v, "
        "generate_series(1, 40) AS more"
    )

    def drop() -> None:
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
        ended += "application_name = 'frequent attenders' AND query LIKE '%waits%'"
        for _ in range(600):
            time.sleep(0.1)
            with psycopg.connect(warehouse) as opened:
                if opened.execute(ended).fetchall():
                    return

    other = threading.Thread(target=drop)
    other.start()
    with pytest.raises(InputError) as fault:
        load(
            LoadInputs(**whole | {"gp": (Query(f"{warehouse}?query={slow}"),)}),
            "kept",
            tmp_path,
        )
    other.join()
    (found,) = fault.value.problems
    assert found.rule == "database_gone" and "nothing that is loaded" in found.remedy
    live = open_dataset("kept", tmp_path)
    assert live.manifest.version == before.manifest.version


def test_a_query_without_whom_it_is_about_is_told_as_a_file_is(warehouse, tmp_path):
    (found,) = [
        one
        for one in told(
            tmp_path,
            gp=f"{warehouse}?query=SELECT appointment_at, status, practice_code "
            "FROM gp_visits",
        )
        if one.stops
    ]
    assert "patient" in found.sentence() and found.file.startswith("gp_of_postgresql")
