"""Loads that are killed: the live version stays, and what they left is cleared away."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from analytics.store.dataset import open_dataset
from analytics.store.layout import MANIFEST_FILE
from analytics.store.load import version_folders
from analytics.store.load.build import LoadInputs, load
from analytics.store.load.version_folders import BUILDING, LOCK_FILE
from tests.contract.extracts import HEADER, PEOPLE, gp_rows, text, written
from tests.contract.versions import whole

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
# In every run of the tests; more with e.g. KILLS=100, which takes a minute.
KILLS = int(os.environ.get("KILLS", "30"))


def test_killed_at_any_moment_the_live_version_stays(tmp_path):
    """A hundred kills, spread evenly over the time that a load takes and a little
    beyond."""
    home = tmp_path / "home"
    path = written(
        tmp_path, "gp.csv", text(HEADER, [*gp_rows() * 20, f"{PEOPLE[0]},never,,,"])
    )
    with subprocess.Popen(
        [sys.executable, "-c", SERVANT, str(path), str(home)],
        cwd=PROJECT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as servant:

        def begin() -> int:
            servant.stdin.write("load\n")
            servant.stdin.flush()
            return int(servant.stdout.readline())

        assert servant.stdout.readline() == "ready\n"
        takes = []
        for _ in range(3):  # these are left in peace; the first is slow
            began = time.monotonic()
            begin()
            assert servant.stdout.readline() == "0\n"
            takes.append(time.monotonic() - began)
        moments = [1.1 * (turn + 0.5) / KILLS for turn in range(KILLS)]
        random.Random(1).shuffle(moments)
        half_built, killed = 0, 0
        for moment in moments:
            before = open_dataset("one", home)
            pid = begin()
            time.sleep(moment * min(takes))
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            killed += servant.stdout.readline() != "0\n"
            half_built += any(
                f.name.startswith(BUILDING) for f in (home / "one").iterdir()
            )
            assert whole(open_dataset("one", home)), moment
            assert whole(before), moment
        servant.stdin.close()
    assert (
        killed >= KILLS / 2 and half_built >= 0.3 * KILLS
    )  # it was indeed in the middle of things
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
    assert {f.name for f in home.iterdir()} - {".key"} == {"one", "audit"}
    assert not [f for f in (home / "one").iterdir() if f.name.startswith(BUILDING)]
    assert whole(open_dataset("one", home))
