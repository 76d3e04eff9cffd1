"""Killed, raced, or fed a file that changes: the live version stays live and whole."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest

from analytics.errors import InputError
from analytics.extract import files
from analytics.store import steps
from analytics.store.build import LoadInputs, load
from analytics.store.dataset import open_dataset
from analytics.store.layout import MANIFEST_FILE, STORED
from analytics.store.sweep import BUILDING
from tests.contract.extracts import HEADER, gp_rows, text, written

PROJECT = Path(__file__).resolve().parents[2]
# Imports everything once, then forks a load for each line it is sent (no thread runs yet, so a
# fork is safe) and says its number; a second line tells that it has ended.
SERVANT = """
import os, sys
from pathlib import Path
from analytics.store.build import LoadInputs, load
print("ready", flush=True)
for line in sys.stdin:
    pid = os.fork()
    if pid == 0:
        load(LoadInputs(gp=(Path(sys.argv[1]),)), "one", root=Path(sys.argv[2]))
        os._exit(0)
    print(pid, flush=True)
    print(os.waitpid(pid, 0)[1], flush=True)
"""


def whole(dataset) -> bool:
    return all((dataset.folder / f"{name}.parquet").is_file() for name in STORED) and duckdb.connect(
        ).execute(f"SELECT count(*) FROM '{dataset.folder}/gp_appointments.parquet'").fetchall()[0][0] > 0


def test_killed_at_any_moment_the_live_version_stays(tmp_path):
    home = tmp_path / "home"
    path = written(tmp_path, "gp.csv", text(HEADER, gp_rows() * 2000))
    with subprocess.Popen([sys.executable, "-c", SERVANT, str(path), str(home)], cwd=PROJECT, text=True,
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) as servant:
        def say(line):
            servant.stdin.write(line + "\n")
            servant.stdin.flush()

        assert servant.stdout.readline() == "ready\n"
        began = time.monotonic()
        say("load")
        servant.stdout.readline()
        assert servant.stdout.readline() == "0\n"  # the first one is left in peace
        takes = time.monotonic() - began
        dice, half_built, killed = random.Random(1), 0, 0
        for turn in range(20):
            before = open_dataset("one", home)
            say("load")
            pid = int(servant.stdout.readline())
            time.sleep(dice.uniform(0.05, 1.05) * takes)
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            killed += servant.stdout.readline() != "0\n"
            half_built += any(f.name.startswith(BUILDING) for f in (home / "one").iterdir())
            assert whole(open_dataset("one", home)), turn
            assert whole(before), turn
        servant.stdin.close()
    assert killed >= 10 and half_built >= 5  # it was indeed in the middle of things
    last = load(LoadInputs(gp=(path,)), "one", root=home)
    names = [f.name for f in (home / "one").iterdir()]
    assert not [name for name in names if name.startswith(BUILDING)]
    assert open_dataset("one", home).folder == last.folder
    assert all((home / "one" / name / MANIFEST_FILE).is_file() for name in names if name[0] == "2")


def test_two_loads_at_once_wait_for_each_other(tmp_path):
    home = tmp_path / "home"
    path = written(tmp_path, "gp.csv", text(HEADER, gp_rows()))
    said, results = [], []

    def one():
        results.append(load(LoadInputs(gp=(path,)), "one", root=home,
                            progress=lambda step, done: said.append(step)))

    threads = [threading.Thread(target=one) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({dataset.folder for dataset in results}) == 3
    assert all(whole(dataset) for dataset in results)


def test_a_load_that_runs_too_long_is_named(tmp_path, monkeypatch):
    from analytics.store import sweep
    folder = tmp_path / "one"
    with sweep.only_load(folder, lambda step, done: None), pytest.raises(InputError) as caught, \
            sweep.only_load(folder, lambda step, done: None, wait=0):
        pass
    assert caught.value.problems[0].rule == "load_running"


def test_a_file_that_changes_while_read_is_refused(tmp_path, monkeypatch):
    path = written(tmp_path, "gp.csv", text(HEADER, gp_rows()))
    before = load(LoadInputs(gp=(path,)), "one", root=tmp_path / "home")

    def meddle(run):
        with open(path, "a") as out:
            out.write(gp_rows()[0] + "\n")
        return original(run)

    original = steps._identify
    monkeypatch.setattr(steps, "_identify", meddle)
    with pytest.raises(InputError) as caught:
        load(LoadInputs(gp=(path,)), "one", root=tmp_path / "home")
    assert [problem.rule for problem in caught.value.problems] == ["file_changed"]
    assert open_dataset("one", tmp_path / "home").folder == before.folder


def test_a_fault_of_ours_shows_no_values(tmp_path, monkeypatch):
    path = written(tmp_path, "gp.csv", text(HEADER, gp_rows()))

    def broken(run):
        run.con.execute("SELECT CAST('9434765919x' AS INTEGER)").fetchall()

    monkeypatch.setattr(steps, "_identify", broken)
    with pytest.raises(RuntimeError) as caught:
        load(LoadInputs(gp=(path,)), "one", root=tmp_path / "home")
    assert "9434765919" not in str(caught.value) and caught.value.__cause__ is None
    assert not list((tmp_path / "home" / "one").glob(BUILDING + "*"))


def test_changed_says_so_for_a_vanished_file(tmp_path):
    path = written(tmp_path, "gp.csv", text(HEADER, gp_rows()))
    opened = files.opened(duckdb.connect(), path, "gp_appointments", tmp_path)
    assert not files.changed(opened)
    path.unlink()
    assert files.changed(opened)
