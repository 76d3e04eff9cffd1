"""A real small file system: full, or read-only, and told as that."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.store.dataset import open_dataset
from analytics.store.load.build import LoadInputs, load
from tests.contract.extracts import HEADER, gp_rows, text, written

PROJECT = Path(__file__).resolve().parents[3]
SIZE = "2m"


@pytest.fixture
def disk(tmp_path):
    """A file system of 2 MB, mounted; how to mount it anew."""
    place = tmp_path / "disk"
    place.mkdir()
    if not shutil.which("mount") or not hasattr(os, "geteuid") or os.geteuid():
        pytest.skip("only root may mount a file system")

    def mount(*options: str) -> int:
        given = ",".join((f"size={SIZE}", *options))
        words = ["mount", "-t", "tmpfs", "-o", given, "tmpfs", str(place)]
        return subprocess.run(words, capture_output=True, check=False).returncode

    if mount():
        pytest.skip("no file system may be mounted here")
    yield place, mount
    subprocess.run(["umount", str(place)], check=False, capture_output=True)


def loading(path: Path, home: Path):
    return subprocess.run(
        [sys.executable, "-m", "analytics", "load", "--gp", path, "--into", "one"],
        cwd=PROJECT,
        text=True,
        env=os.environ | {"FREQUENT_ATTENDERS_HOME": str(home)},
        capture_output=True,
        check=False,
    )


def test_a_disk_that_is_full_is_told_and_what_is_live_stays(tmp_path, disk):
    home = disk[0] / "home"
    small = written(tmp_path, "gp.csv", text(HEADER, gp_rows()))
    before = load(LoadInputs(gp=(small,)), "one", root=home)
    row = gp_rows()[0].split(",", 1)[1]
    rows = [f"Q{n * 7919 % 999_983:06d},{row}" for n in range(300_000)]
    large = written(tmp_path, "large.csv", text(HEADER, rows))
    done = loading(large, home)
    assert done.returncode == 2, done.stderr[-500:]
    assert "disk that holds the data is full" in done.stderr
    assert open_dataset("one", home).folder == before.folder


def test_a_home_that_is_read_only_is_told_and_can_be_looked_at(
    tmp_path, disk, monkeypatch
):
    home, mount = disk[0] / "home", disk[1]
    path = written(tmp_path, "gp.csv", text(HEADER, gp_rows()))
    load(LoadInputs(gp=(path,)), "one", root=home)
    assert mount("remount", "ro") == 0
    done = loading(path, home)
    assert done.returncode == 2 and "read-only" in done.stderr, done.stderr[-500:]
    assert "Traceback" not in done.stderr
    monkeypatch.setenv("FREQUENT_ATTENDERS_HOME", str(home))
    assert open_dataset("one", home).has("gp_appointments")
    at = AppTest.from_file(PROJECT / "app.py", default_timeout=120)
    at.query_params["data"] = "one"
    at.run()
    said = [one.value for one in at.error]
    assert any("read-only" in one for one in said) and not at.exception
    assert not any("our side" in one for one in said) and at.title
