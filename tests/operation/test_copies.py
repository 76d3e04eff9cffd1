"""A backup of a home that is in use, put back elsewhere: the same answers, the same
worklist, a record that is whole; and what is cut, changed or of another layout changes
nothing."""

import errno
import hashlib
import json
import shutil
import stat
import tarfile
from dataclasses import replace

import pytest

from analytics import settings
from analytics.__main__ import main
from analytics.errors import InputError
from analytics.extract.people import identity
from analytics.operation import home_setup, setup
from analytics.operation.copies import archive, putting_back, taking
from analytics.store.audit import log
from analytics.store.dataset import open_dataset
from analytics.store.home import live_folder, versions
from analytics.store.intact import damage_of
from analytics.store.load import version_folders
from analytics.store.load.build import LoadInputs, load
from analytics.worklist import database
from analytics.worklist.history import decide, standing
from tests.contract.extracts import AE_HEADER, HEADER, ae_rows, gp_rows, text, written
from tests.worklist.conftest import TODAY, WHO, desk, offered  # noqa: F401

KEY = "5eed" * 16


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """A home with all that one has, its key in a file of its own."""
    folder = tmp_path_factory.mktemp("copies")
    place = folder / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(settings.KEY.name)
        place.mkdir(mode=0o700)
        (place / identity.KEY_FILE).write_text(KEY)
        gp = written(folder, "gp.csv", text(HEADER, [*gp_rows(), ",,,,"]))
        ae = written(folder, "ae.csv", text(AE_HEADER, ae_rows()))
        for _ in range(2):
            load(LoadInputs(gp=(gp,), ae=(ae,)), "one", root=place)
    (place / "inbox").mkdir()
    (place / "inbox" / "raw.csv").write_text("9434765919")
    (place / "views.toml").write_text('[view]\nname = "x"\n')
    return place


@pytest.fixture
def home(once, tmp_path, monkeypatch, desk, offered):  # noqa: F811
    monkeypatch.delenv(settings.KEY.name)
    place = tmp_path / "home"
    shutil.copytree(once, place)
    decide(desk, [replace(offered, person=who) for who in WHO[:3]], place, TODAY)
    monkeypatch.setenv(settings.HOME.name, str(place))
    return place


@pytest.fixture
def copy(home, tmp_path):
    taking.take(tmp_path / "copy.tar", home)
    return tmp_path / "copy.tar"


@pytest.fixture
def empty(tmp_path):
    place = tmp_path / "elsewhere"
    place.mkdir(mode=0o700)
    return place


def everything(place) -> dict[str, bytes]:
    return {
        one.relative_to(place).as_posix(): one.read_bytes()
        for one in sorted(place.rglob("*"))
        if one.is_file() and not one.name.endswith(".lock")
    }


def refused(rule: str, do) -> str:
    with pytest.raises(InputError) as told:
        do()
    assert rule in {one.rule for one in told.value.problems}, told.value
    assert all(one.remedy for one in told.value.problems)
    return str(told.value)


def test_what_is_put_back_answers_the_same(
    home,
    empty,
    tmp_path,
    monkeypatch,
    capsys,
    desk,  # noqa: F811
):
    """By the commands, and without the key first: then it cannot be loaded into."""
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


def test_a_home_that_holds_something_is_kept_aside(copy, home):
    then = everything(home)
    refused("home_not_empty", lambda: putting_back.put_back(copy, home))
    assert everything(home) == then
    (home / "views.toml").write_text("later = 1\n")
    found = putting_back.put_back(copy, home, replace=True)
    assert (found.before / "views.toml").read_text() == "later = 1\n"
    assert (home / "views.toml").read_text() != "later = 1\n"
    assert (home / "inbox" / "raw.csv").exists() and open_dataset("one", home)
    assert home_setup.problems(home) == []


def test_a_home_that_is_served_is_not_replaced(copy, home):
    then = everything(home)
    with setup.served(home):
        refused(
            "served_already", lambda: putting_back.put_back(copy, home, replace=True)
        )
    assert everything(home) == then


@pytest.mark.parametrize("at", [0.0, 0.02, 0.3, 0.7, 0.9])
def test_a_backup_that_was_cut_changes_nothing(copy, empty, at):
    whole = copy.read_bytes()
    copy.write_bytes(whole[: int(len(whole) * at)])
    said = refused("backup_broken", lambda: putting_back.put_back(copy, empty))
    assert "Nothing was changed" in said and everything(empty) == {}
    refused("backup_broken", lambda: putting_back.check(copy, empty))


def test_a_backup_that_was_changed_changes_nothing(copy, empty):
    """In any of its files, and in its list."""
    with tarfile.open(copy) as tar:
        places = {one.name: one.offset_data for one in tar if one.size}
    whole = copy.read_bytes()
    assert any(name.endswith("people.parquet") for name in places)
    assert {archive.INDEX, database.FILE, "views.toml"} <= set(places)
    for name, where in places.items():
        changed = bytearray(whole)
        changed[where + 3] ^= 1
        copy.write_bytes(changed)
        refused("backup_broken", lambda: putting_back.check(copy, empty))
        if name in (archive.INDEX, "views.toml"):
            refused("backup_broken", lambda: putting_back.put_back(copy, empty))
            assert everything(empty) == {}


def listed_anew(copy, change) -> None:
    """The backup with another list, sealed as anybody could."""
    with tarfile.open(copy) as tar:
        first = tar.next()
        raw = json.loads(tar.extractfile(first).read())
        others = [(one, tar.extractfile(one).read()) for one in tar][1:]
    change(raw["said"])
    told = json.dumps(raw["said"], sort_keys=True).encode()
    raw["seal"] = hashlib.sha256(told).hexdigest()
    held = json.dumps(raw).encode()
    with tarfile.open(copy, "w") as tar:
        first.size = len(held)
        tar.addfile(first, archive.io.BytesIO(held))
        for one, content in others:
            tar.addfile(one, archive.io.BytesIO(content))


@pytest.mark.parametrize(
    "change, rule",
    [
        (lambda said: said.update(layout=99), "backup_of_another_layout"),
        (lambda said: said["contracts"].update(one=3), "backup_of_another_contract"),
        (lambda said: said["files"][0].update(name="../x"), "backup_broken"),
        (lambda said: said["files"][0].update(name="/x"), "backup_broken"),
        (lambda said: said["files"].pop(), "backup_broken"),
        (lambda said: said.update(decisions=9), "backup_broken"),
        (lambda said: said.update(record="0" * 32), "backup_broken"),
    ],
    ids=str,
)
def test_another_layout_or_a_forged_list_changes_nothing(copy, empty, change, rule):
    listed_anew(copy, change)
    refused(rule, lambda: putting_back.put_back(copy, empty))
    assert everything(empty) == {} and not (empty.parent / "x").exists()


def test_a_list_sealed_by_somebody_else_is_known_by_the_key(copy, empty, home):
    listed_anew(copy, lambda said: said.update(made="2020-01-01T00:00:00+00:00"))
    (empty / identity.KEY_FILE).write_text(KEY)
    said = refused("backup_broken", lambda: putting_back.put_back(copy, empty))
    assert "signed" in said


def test_a_disk_that_is_full_leaves_no_backup(home, tmp_path, monkeypatch):
    then, real = everything(home), archive.write

    def full(out, *more):
        real(out, *more)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(taking.archive, "write", full)
    said = refused("disk_full", lambda: taking.take(tmp_path / "copy.tar", home))
    assert "there is no backup" in said
    assert sorted(one.name for one in tmp_path.iterdir()) == ["home"]
    assert everything(home) == then
    monkeypatch.setattr(taking, "free", lambda place: 1000)
    refused("disk_full", lambda: taking.take(tmp_path / "copy.tar", home))


def test_a_move_that_fails_leaves_what_was_there(copy, home, monkeypatch):
    then, moves = everything(home), []

    def fails(source, target):
        if len(moves) == 4:
            raise OSError(errno.ENOSPC, "No space left on device")
        moves.append(target)
        return real(source, target)

    real = putting_back._moved
    monkeypatch.setattr(putting_back, "_moved", fails)
    refused("disk_full", lambda: putting_back.put_back(copy, home, replace=True))
    assert everything(home) == then and not (home / home_setup.RESTORING).exists()


def test_one_killed_while_it_moves_is_known_and_can_be_done_again(
    copy, home, monkeypatch
):
    def killed(source, target):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(putting_back, "_moved", killed)
        with pytest.raises(KeyboardInterrupt):
            putting_back.put_back(copy, home, replace=True)
    assert {one.rule for one in home_setup.problems(home)} == {"restore_interrupted"}
    putting_back.put_back(copy, home, replace=True)
    assert home_setup.problems(home) == []


def test_what_a_backup_cannot_be_made_of_or_into_is_told_at_once(home, tmp_path):
    (tmp_path / "there").write_text("x")
    for to in (tmp_path / "there", home / "copy.tar", tmp_path / "gone" / "copy.tar"):
        refused("backup_to", lambda to=to: taking.take(to, home))
    refused("home_empty", lambda: taking.take(tmp_path / "c.tar", tmp_path / "gone"))
    refused("backup_missing", lambda: putting_back.check(tmp_path / "gone", home))
    assert not (home / "copy.tar").exists()


def test_a_damaged_version_is_told_and_a_damaged_live_one_stops(home, tmp_path):
    live, older = versions("one", home)
    (home / "one" / older / "people.parquet").write_bytes(b"x")
    found = taking.take(tmp_path / "copy.tar", home)
    assert [one.rule for one in found.problems] == ["version_damaged"]
    assert found.index.versions == {"one": [live]}
    assert not [one for one in found.index.files if older in one.name]
    (home / "one" / live / "people.parquet").write_bytes(b"x")
    refused("dataset_damaged", lambda: taking.take(tmp_path / "c2.tar", home))


def test_a_worklist_on_a_server_is_told(home, tmp_path, monkeypatch):
    monkeypatch.setenv(settings.WORKLIST.name, "postgresql://u:qqq-7@h/w")
    found = taking.take(tmp_path / "copy.tar", home)
    (told,) = found.problems
    assert told.rule == "worklist_on_a_server" and "pg_dump" in told.remedy
    assert found.index.decisions is None
    assert b"qqq-7" not in (tmp_path / "copy.tar").read_bytes()


def test_a_version_removed_meanwhile_is_in_it_all_the_same(home, tmp_path, monkeypatch):
    """What was set aside stays though retention removes it before it is written."""
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
