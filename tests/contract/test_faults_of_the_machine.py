"""Raced, short of disk, or fed a file that changes: the live version stays live and
whole."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

from analytics.errors import InputError
from analytics.extract.reading import files, opened_file
from analytics.store.dataset import open_dataset
from analytics.store.load import version_folders
from analytics.store.load.build import LoadInputs, load
from analytics.store.load.canonical import people_ids, staging
from analytics.store.load.version_folders import BUILDING
from tests.contract.extracts import HEADER, gp_rows, text, written
from tests.contract.versions import whole

PROJECT = Path(__file__).resolve().parents[2]

FULL = """
import resource, signal, sys
from pathlib import Path
from analytics.__main__ import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
sys.exit(main(["load", "--gp", sys.argv[1], "--into", "one"]))
"""


@pytest.mark.parametrize("room", [1, 20_000])
def test_a_disk_that_fills_up_is_told_and_the_live_version_stays(tmp_path, room):
    home = tmp_path / "home"
    path = written(
        tmp_path,
        "gp.csv",
        text(
            HEADER,
            [
                (
                    f"QQ{n * 7919 % 99991},2024-01-{1 + n % 28:02d} "
                    f"{n % 24:02d}:{n % 60:02d},Y99001,attended,gp"
                )
                for n in range(20_000)
            ],
        ),
    )
    before = load(LoadInputs(gp=(path,)), "one", root=home)
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path), str(room)],
        cwd=PROJECT,
        text=True,
        env=os.environ | {"FREQUENT_ATTENDERS_HOME": str(home)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr[-500:]
    assert "disk that holds the data is full" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    assert open_dataset("one", home).folder == before.folder and whole(before)
    assert not list((home / "one").glob(BUILDING + "*"))


def test_a_file_that_vanishes_while_read_is_refused(tmp_path, monkeypatch):
    path = written(tmp_path, "gp.csv", text(HEADER, gp_rows()))

    def vanish(*given):
        path.unlink()
        return original(*given)

    original = staging.stage
    monkeypatch.setattr(staging, "stage", vanish)
    with pytest.raises(InputError) as caught:
        load(LoadInputs(gp=(path,)), "one", root=tmp_path / "home")
    assert [problem.rule for problem in caught.value.problems] == ["file_changed"]


def test_two_loads_at_once_wait_for_each_other(tmp_path):
    home = tmp_path / "home"
    path = written(tmp_path, "gp.csv", text(HEADER, gp_rows()))
    said, results = [], []

    def one():
        results.append(
            load(
                LoadInputs(gp=(path,)),
                "one",
                root=home,
                progress=lambda step, done: said.append(step),
            )
        )

    threads = [threading.Thread(target=one) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({dataset.folder for dataset in results}) == 3
    assert all(whole(dataset) for dataset in results)


def test_a_load_that_runs_too_long_is_named(tmp_path, monkeypatch):
    folder = tmp_path / "one"
    with (
        version_folders.only_load(folder, lambda step, done: None),
        pytest.raises(InputError) as caught,
        version_folders.only_load(folder, lambda step, done: None, wait=0),
    ):
        pass
    assert caught.value.problems[0].rule == "load_running"


def test_a_file_that_changes_while_read_is_refused(tmp_path, monkeypatch):
    path = written(tmp_path, "gp.csv", text(HEADER, gp_rows()))
    before = load(LoadInputs(gp=(path,)), "one", root=tmp_path / "home")

    def meddle(*given):
        with open(path, "a") as out:
            out.write(gp_rows()[0] + "\n")
        return original(*given)

    original = people_ids.identify
    monkeypatch.setattr(people_ids, "identify", meddle)
    with pytest.raises(InputError) as caught:
        load(LoadInputs(gp=(path,)), "one", root=tmp_path / "home")
    assert [problem.rule for problem in caught.value.problems] == ["file_changed"]
    assert open_dataset("one", tmp_path / "home").folder == before.folder


def test_a_fault_of_ours_shows_no_values(tmp_path, monkeypatch):
    path = written(tmp_path, "gp.csv", text(HEADER, gp_rows()))

    def broken(con, *given):
        con.execute("SELECT CAST('9434765919x' AS INTEGER)").fetchall()

    monkeypatch.setattr(people_ids, "identify", broken)
    with pytest.raises(RuntimeError) as caught:
        load(LoadInputs(gp=(path,)), "one", root=tmp_path / "home")
    assert "9434765919" not in str(caught.value) and caught.value.__cause__ is None
    assert not list((tmp_path / "home" / "one").glob(BUILDING + "*"))


def test_changed_says_so_for_a_vanished_file(tmp_path):
    path = written(tmp_path, "gp.csv", text(HEADER, gp_rows()))
    (opened,) = files.opened(
        duckdb.connect(), path, "gp.csv", "gp_appointments", tmp_path
    )
    assert not opened_file.changed(opened)
    path.unlink()
    assert opened_file.changed(opened)
