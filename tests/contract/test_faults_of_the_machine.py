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
from analytics.extract.reading import files, opened_file
from analytics.store.dataset import open_dataset
from analytics.store.layout import MANIFEST_FILE, STORED
from analytics.store.load import version_folders
from analytics.store.load.build import LoadInputs, load
from analytics.store.load.canonical import people_ids, staging
from analytics.store.load.version_folders import BUILDING, LOCK_FILE
from tests.contract.extracts import HEADER, PEOPLE, gp_rows, text, written

PROJECT = Path(__file__).resolve().parents[2]
# Imports everything once, then forks a load for each line it is sent (no thread runs
# yet, so a fork is safe) and says its number; a second line tells that it has ended.
SERVANT = """
import os, sys
from pathlib import Path
from analytics.store.load.build import LoadInputs, load
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
    return (
        all((dataset.folder / f"{name}.parquet").is_file() for name in STORED)
        and duckdb.connect()
        .execute(f"SELECT count(*) FROM '{dataset.folder}/gp_appointments.parquet'")
        .fetchall()[0][0]
        > 0
    )


def test_killed_at_any_moment_the_live_version_stays(tmp_path):
    home = tmp_path / "home"
    path = written(
        tmp_path, "gp.csv", text(HEADER, [*gp_rows() * 250, f"{PEOPLE[0]},never,,,"])
    )
    with subprocess.Popen(
        [sys.executable, "-c", SERVANT, str(path), str(home)],
        cwd=PROJECT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as servant:

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
        for turn in range(100):
            before = open_dataset("one", home)
            say("load")
            pid = int(servant.stdout.readline())
            time.sleep(dice.uniform(0.05, 1.05) * takes)
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            killed += servant.stdout.readline() != "0\n"
            half_built += any(
                f.name.startswith(BUILDING) for f in (home / "one").iterdir()
            )
            assert whole(open_dataset("one", home)), turn
            assert whole(before), turn
        servant.stdin.close()
    assert killed >= 50 and half_built >= 30  # it was indeed in the middle of things
    last = load(LoadInputs(gp=(path,)), "one", root=home)
    names = [f.name for f in (home / "one").iterdir()]
    assert not [name for name in names if name.startswith(BUILDING)]
    assert open_dataset("one", home).folder == last.folder
    assert all(
        (home / "one" / name / MANIFEST_FILE).is_file()
        for name in names
        if name[0] == "2"
    )


def test_what_a_killed_load_leaves_is_gone_at_the_next_start(tmp_path):
    home, path = tmp_path / "home", written(tmp_path, "gp.csv", text(HEADER, gp_rows()))
    load(LoadInputs(gp=(path,)), "one", root=home)
    killed = [home / "one" / f"{BUILDING}1-a" / "work", home / ".scratch-1-a"]
    for folder in killed:
        folder.mkdir(parents=True)
        written(folder, "copy.csv", PEOPLE[0])
    (home / f".scratch-1-a{LOCK_FILE}").touch()
    with (
        version_folders.scratch(home) as running,
        version_folders.only_load(home / "one", print),
        version_folders.building(home / "one") as other,
    ):
        assert not killed[
            1
        ].exists()  # whoever starts clears away, but not what is in use
        version_folders.at_start(home)
        assert running.is_dir() and other.is_dir()
    killed[0].mkdir(parents=True)
    assert version_folders.at_start(home) == 1
    assert {f.name for f in home.iterdir()} - {".key"} == {"one"}
    assert not [f for f in (home / "one").iterdir() if f.name.startswith(BUILDING)]
    assert whole(open_dataset("one", home))


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
