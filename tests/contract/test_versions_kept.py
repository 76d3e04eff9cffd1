"""Old versions make room after a load: never the live one, the newest, or one just
seen."""

import os
import time

import duckdb

from analytics.settings import VERSIONS
from analytics.store.dataset import open_dataset
from analytics.store.home import versions
from analytics.store.live import make_live
from analytics.store.load import version_folders
from analytics.store.load.build import LoadInputs, load
from tests.contract.extracts import HEADER, gp_rows, text, written


def several(tmp_path, number: int):
    path = written(tmp_path, "gp.csv", text(HEADER, gp_rows()))
    return [
        load(LoadInputs(gp=(path,)), "one", root=tmp_path / "home").folder
        for _ in range(number)
    ], path


def long_ago(folder) -> None:
    then = time.time() - 2 * version_folders.UNSEEN_SECONDS
    os.utime(folder, (then, then))


def test_the_newest_stay_and_older_ones_go_after_a_load(tmp_path, monkeypatch):
    made, path = several(tmp_path, VERSIONS.without + 2)
    assert all(folder.is_dir() for folder in made)  # each was live within the hour
    for folder in made:
        long_ago(folder)
    newest = load(LoadInputs(gp=(path,)), "one", root=tmp_path / "home")
    kept = versions("one", tmp_path / "home")
    assert kept == [
        newest.folder.name,
        *(f.name for f in reversed(made[-VERSIONS.without + 1 :])),
    ]
    assert not [
        f
        for f in (tmp_path / "home" / "one").iterdir()
        if f.name.startswith(".building")
    ]


def test_what_somebody_went_back_to_stays(tmp_path):
    made, _ = several(tmp_path, 4)
    home = tmp_path / "home"
    make_live("one", made[0].name, home)
    for folder in made:
        long_ago(folder)
    assert version_folders.remove_old(home / "one", made[0].name, keep=2) == [
        made[1].name
    ]
    assert open_dataset("one", home).folder == made[0]


def test_a_version_that_was_live_within_the_hour_can_still_be_read(tmp_path):
    made, _ = several(tmp_path, 4)
    home = tmp_path / "home"
    make_live("one", made[0].name, home)
    for folder in made:
        long_ago(folder)
    make_live(
        "one", made[3].name, home
    )  # a page may still read what was live until now; made[2] is the one before
    assert version_folders.remove_old(home / "one", made[3].name, keep=1) == [
        made[1].name
    ]
    rows = (
        duckdb.connect()
        .execute(f"SELECT count(*) FROM '{made[0]}/gp_appointments.parquet'")
        .fetchall()
    )
    assert rows == [(16,)]
