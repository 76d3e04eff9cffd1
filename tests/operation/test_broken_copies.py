"""What is cut, changed, forged or interrupted changes nothing that was there."""

import errno
import hashlib
import json
import tarfile

import pytest

from analytics.extract.people import identity
from analytics.operation import home_setup
from analytics.operation.copies import archive, putting_back, taking
from analytics.worklist import database
from tests.operation.conftest import KEY, everything, refused
from tests.worklist.conftest import TODAY, WHO, desk, offered  # noqa: F401


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
)
def test_another_layout_or_a_forged_list_changes_nothing(copy, empty, change, rule):
    listed_anew(copy, change)
    refused(rule, lambda: putting_back.put_back(copy, empty))
    assert everything(empty) == {} and not (empty.parent / "x").exists()


def test_a_list_sealed_by_somebody_else_is_known_by_the_key(copy, empty, used_home):
    listed_anew(copy, lambda said: said.update(made="2020-01-01T00:00:00+00:00"))
    (empty / identity.KEY_FILE).write_text(KEY)
    said = refused("backup_broken", lambda: putting_back.put_back(copy, empty))
    assert "signed" in said


def test_a_disk_that_is_full_leaves_no_backup(used_home, tmp_path, monkeypatch):
    home = used_home
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


def test_a_move_that_fails_leaves_what_was_there(copy, used_home, monkeypatch):
    home = used_home
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
    copy, used_home, monkeypatch
):
    home = used_home

    def killed(source, target):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(putting_back, "_moved", killed)
        with pytest.raises(KeyboardInterrupt):
            putting_back.put_back(copy, home, replace=True)
    assert {one.rule for one in home_setup.problems(home)} == {"restore_interrupted"}
    putting_back.put_back(copy, home, replace=True)
    assert home_setup.problems(home) == []
