"""What is past its time goes and is recorded; the live version and the one before it
never do."""

import os
import shutil
import time

import pytest

from analytics.__main__ import main
from analytics.errors import InputError
from analytics.settings import INBOX_DAYS, LEFT_OUT_MONTHS, VERSIONS
from analytics.store import retention
from analytics.store.audit import log
from analytics.store.dataset import open_dataset
from analytics.store.home import versions
from analytics.store.intact import damage
from analytics.store.kept.inbox import inbox
from analytics.store.kept.keepers import person
from analytics.store.live import make_live
from analytics.store.load.build import LoadInputs, load
from analytics.store.load.version_folders import only_load
from analytics.store.manifest import Manifest
from tests.contract.extracts import HEADER, gp_rows, text, written

YEAR = 365 * retention.DAY


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """A dataset with a row left out."""
    folder = tmp_path_factory.mktemp("retention")
    rows = [*gp_rows(), ",2024-01-13 09:30,Y99001,attended,gp"]
    path = written(folder, "gp.csv", text(HEADER, rows))
    return load(LoadInputs(gp=(path,)), "one", root=folder / "home").folder


@pytest.fixture
def home(once, tmp_path):
    """The same in four versions, loaded in four years."""
    place = tmp_path / "home"
    shutil.copytree(once.parents[1], place)
    for year in range(2021, 2024):
        shutil.copytree(once, place / "one" / f"{year}{once.name[4:]}")
    return place


def removals(home) -> list[dict]:
    found = log.recorded(home)
    assert found.changed == ()
    return [one for one in found.lines if one["what"] == log.REMOVED]


def test_the_live_version_and_the_one_before_stay(home, monkeypatch):
    monkeypatch.setenv(VERSIONS.name, "2")
    newest, second, third, oldest = versions("one", home)
    make_live("one", third, home)
    gone = retention.tidy(home, time.time() + YEAR)
    assert versions("one", home) == [newest, second, third, oldest]
    make_live("one", newest, home)
    gone = retention.tidy(home, time.time() + YEAR)
    assert set(gone.versions) == {f"one/{third}", f"one/{oldest}"}
    assert versions("one", home) == [newest, second]
    assert removals(home)[-1]["versions"] == list(gone.versions)
    assert not retention.tidy(home, time.time() + YEAR).versions


def test_one_version_alone_is_no_setting(home, monkeypatch):
    monkeypatch.setenv(VERSIONS.name, "1")
    monkeypatch.setenv(INBOX_DAYS.name, "soon")
    with pytest.raises(InputError) as told:
        retention.tidy(home)
    assert len(told.value.problems) == 2, "each fault at once"
    before = versions("one", home)
    with pytest.raises(InputError, match="2 or more"):
        load(LoadInputs(gp=()), "one", root=home)
    assert versions("one", home) == before


def test_lists_of_rows_left_out_go_and_the_version_stays_whole(home, monkeypatch):
    monkeypatch.setenv(LEFT_OUT_MONTHS.name, "6")
    lists = sorted(home.glob("one/*/left_out/*.csv"))
    assert lists
    for one in lists:
        os.utime(one, (time.time() - YEAR, time.time() - YEAR))
    gone = retention.tidy(home)
    assert len(gone.left_out) == len(lists) and not any(map(os.path.exists, lists))
    live = open_dataset("one", home)
    assert damage(live.folder, Manifest.read(live.folder), wait=True) == ""
    assert live.left_out_file("gp_appointments") is None
    assert removals(home)[-1]["left_out"] == list(gone.left_out)


def test_a_table_of_a_version_that_is_gone_is_still_damage(home):
    folder = open_dataset("one", home).folder
    manifest = Manifest.read(folder)
    (folder / "gp_appointments.parquet").unlink()
    assert "missing" in damage(folder, manifest, wait=True)


def test_the_inbox_is_emptied_where_that_is_set_alone(home, monkeypatch):
    file = home / "inbox" / "april" / "9000000009.csv"
    file.parent.mkdir(parents=True)
    file.write_text("x")
    later = time.time() + 40 * retention.DAY
    assert retention.tidy(home, later).inbox == 0 and file.exists()
    monkeypatch.setenv(INBOX_DAYS.name, "30")
    assert retention.tidy(home, time.time()).inbox == 0 and file.exists()
    own = inbox(person("77", "Kim"), home) / "may.csv"
    own.write_text("9000000009")
    assert retention.tidy(home, later).inbox == 2
    assert not file.exists() and not own.exists()
    said = removals(home)[-1]
    assert said["inbox"] == 2 and file.stem not in str(said)


def test_months_of_the_record_go(home, monkeypatch):
    monkeypatch.setattr(retention.log, "months_kept", lambda: 24)
    old = home / log.FOLDER / "2020-01.jsonl"
    old.write_text("{}\n")
    assert retention.tidy(home).months == ("2020-01",)
    assert not old.exists()


def test_a_dataset_that_is_being_loaded_is_left_alone_and_told(home, monkeypatch):
    monkeypatch.setattr(retention, "TIDY_WAIT", 0.1)
    with only_load(home / "one", lambda step, done: None):
        gone = retention.tidy(home, time.time() + YEAR)
    assert gone.busy == ("one",) and len(versions("one", home)) == 4
    assert "at work on one" in gone.told()[-1]


def test_the_command_says_what_went(home, monkeypatch, capsys):
    monkeypatch.setenv("FREQUENT_ATTENDERS_HOME", str(home))
    assert main(["tidy"]) == 0
    assert "Nothing is past its time" in capsys.readouterr().out
