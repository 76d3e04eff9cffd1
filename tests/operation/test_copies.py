"""A backup of a home that is in use, put back elsewhere: the same answers, the same
worklist, a record that is whole."""

import json
import shutil
import stat

from analytics import settings
from analytics.__main__ import main
from analytics.extract.people import identity
from analytics.operation import home_setup, setup
from analytics.operation.copies import archive, putting_back, taking
from analytics.store.audit import log
from analytics.store.dataset import open_dataset
from analytics.store.home import live_folder, versions
from analytics.store.intact import damage_of
from analytics.store.load import version_folders
from analytics.store.load.build import LoadInputs, load
from analytics.worklist.history import standing
from tests.contract.extracts import HEADER, gp_rows, text, written
from tests.operation.conftest import KEY, everything, refused
from tests.worklist.conftest import TODAY, WHO, desk, offered  # noqa: F401


def test_what_is_put_back_answers_the_same(
    used_home,
    empty,
    tmp_path,
    monkeypatch,
    capsys,
    desk,  # noqa: F811
):
    """By the commands, and without the key first: then it cannot be loaded into."""
    home = used_home
    file, key = tmp_path / "copy.tar", tmp_path / "key"
    asked = ["summary", "--data", "one", "--json"]
    assert main(asked) == 0
    before, worklist = json.loads(capsys.readouterr().out), standing(desk, home)
    assert main(["backup", "--to", str(file), "--key-to", str(key)]) == 0
    said = capsys.readouterr().out
    assert "1 dataset of 2 versions, 3 decisions" in said and "Keep it apart" in said
    for one in (file, key):
        assert stat.S_IMODE(one.stat().st_mode) == 0o600
    whole = file.read_bytes()
    assert KEY.encode() not in whole and b"9434765919" not in whole
    record = log.recorded(home)
    assert record.lines[-1]["what"] == log.BACKED_UP

    monkeypatch.setenv(settings.HOME.name, str(empty))
    assert main(["restore", "--from", str(file), "--check"]) == 0
    assert not [one for one in empty.iterdir() if not one.name.startswith(".")]
    assert main(["restore", "--from", str(file), "--key-from", str(key)]) == 0
    capsys.readouterr()
    assert main(asked) == 0
    assert json.loads(capsys.readouterr().out) == before
    assert standing(desk, empty) == worklist
    assert versions("one", empty) == versions("one", home)
    assert live_folder("one", empty).name == live_folder("one", home).name
    for version in versions("one", empty):
        assert damage_of(empty / "one" / version) == ""
    put = log.recorded(empty)
    assert put.changed == () and put.lines[-1]["what"] == log.PUT_BACK
    assert put.lines[:-1] == record.lines[:-1]
    assert (empty / "views.toml").read_bytes() == (home / "views.toml").read_bytes()
    assert (empty / identity.KEY_FILE).read_text() == KEY
    assert home_setup.problems(empty) == []
    for one in (one for one in empty.rglob("*") if one.suffix != ".lock"):
        assert not stat.S_IMODE(one.stat().st_mode) & 0o077, one
    gp = written(tmp_path, "gp.csv", text(HEADER, gp_rows()))
    load(LoadInputs(gp=(gp,)), "one", root=empty)  # and goes on


def test_without_the_key_it_is_told(copy, empty):
    found = putting_back.put_back(copy, empty)
    assert {one.rule for one in found.problems} == {"key_missing"}
    assert open_dataset("one", empty).manifest.dataset == "one"


def test_another_key_is_refused(copy, empty, monkeypatch):
    monkeypatch.setenv(settings.KEY.name, "another key, long enough")
    refused("key_changed", lambda: putting_back.put_back(copy, empty))
    assert everything(empty) == {}


def test_a_home_that_holds_something_is_kept_aside(copy, used_home):
    home = used_home
    then = everything(home)
    refused("home_not_empty", lambda: putting_back.put_back(copy, home))
    assert everything(home) == then
    (home / "views.toml").write_text("later = 1\n")
    found = putting_back.put_back(copy, home, replace=True)
    assert (found.before / "views.toml").read_text() == "later = 1\n"
    assert (home / "views.toml").read_text() != "later = 1\n"
    assert (home / "inbox" / "raw.csv").exists() and open_dataset("one", home)
    assert home_setup.problems(home) == []


def test_a_home_that_is_served_is_not_replaced(copy, used_home):
    home = used_home
    then = everything(home)
    with setup.served(home):
        refused(
            "served_already", lambda: putting_back.put_back(copy, home, replace=True)
        )
    assert everything(home) == then


def test_what_a_backup_cannot_be_made_of_or_into_is_told_at_once(used_home, tmp_path):
    home = used_home
    (tmp_path / "there").write_text("x")
    for to in (tmp_path / "there", home / "copy.tar", tmp_path / "gone" / "copy.tar"):
        refused("backup_to", lambda to=to: taking.take(to, home))
    refused("home_empty", lambda: taking.take(tmp_path / "c.tar", tmp_path / "gone"))
    refused("backup_missing", lambda: putting_back.check(tmp_path / "gone", home))
    assert not (home / "copy.tar").exists()


def test_a_damaged_version_is_told_and_a_damaged_live_one_stops(used_home, tmp_path):
    home = used_home
    live, older = versions("one", home)
    (home / "one" / older / "people.parquet").write_bytes(b"x")
    found = taking.take(tmp_path / "copy.tar", home)
    assert [one.rule for one in found.problems] == ["version_damaged"]
    assert found.index.versions == {"one": [live]}
    assert not [one for one in found.index.files if older in one.name]
    (home / "one" / live / "people.parquet").write_bytes(b"x")
    refused("dataset_damaged", lambda: taking.take(tmp_path / "c2.tar", home))


def test_a_worklist_on_a_server_is_told(used_home, tmp_path, monkeypatch):
    home = used_home
    monkeypatch.setenv(settings.WORKLIST.name, "postgresql://u:qqq-7@h/w")
    found = taking.take(tmp_path / "copy.tar", home)
    (told,) = found.problems
    assert told.rule == "worklist_on_a_server" and "pg_dump" in told.remedy
    assert found.index.decisions is None
    assert b"qqq-7" not in (tmp_path / "copy.tar").read_bytes()


def test_a_version_removed_meanwhile_is_in_it_too(used_home, tmp_path, monkeypatch):
    """What was set aside stays though retention removes it before it is written."""
    home = used_home
    real, (live, older) = archive.write, versions("one", home)

    def removed(*given):
        shutil.rmtree(home / "one" / older)
        return real(*given)

    monkeypatch.setattr(taking.archive, "write", removed)
    taking.take(tmp_path / "copy.tar", home)
    assert putting_back.check(tmp_path / "copy.tar", home).versions["one"] == [
        live,
        older,
    ]
    assert not list(home.glob(f"{version_folders.SCRATCH}*"))
