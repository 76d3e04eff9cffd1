"""The key of the pseudonyms: missing, empty, short or another one is told, and none is
replaced in silence; folders and the key are their owner's alone."""

import os
import stat

import pytest

from analytics.__main__ import main
from analytics.errors import InputError
from analytics.extract.people import identity
from analytics.store.dataset import open_dataset
from analytics.store.home import check_name
from analytics.store.load.build import LoadInputs, check, load
from tests.contract.extracts import HEADER, gp_rows, text, written

NO_MODES = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")


@pytest.fixture
def gp(tmp_path, monkeypatch):
    monkeypatch.delenv("FREQUENT_ATTENDERS_KEY", raising=False)
    monkeypatch.setenv("FREQUENT_ATTENDERS_HOME", str(tmp_path / "home"))
    return LoadInputs(gp=(written(tmp_path, "gp.csv", text(HEADER, gp_rows())),))


def rules(act) -> dict[str, str]:
    """What stops or is warned of: {rule: its sentence}."""
    try:
        found = act()
    except InputError as fault:
        return {one.rule: one.sentence() for one in fault.problems}
    told = found.manifest.problems
    return {one["rule"]: one["message"] for one in told}


KEYS = {
    "missing": (lambda key: key.unlink(), "key_missing"),
    "empty": (lambda key: key.write_text(""), "key_damaged"),
    "blank": (lambda key: key.write_text("\n"), "key_damaged"),
    "short": (lambda key: key.write_text(key.read_text()[:20]), "key_damaged"),
    "changed": (lambda key: key.write_text("ab" * 32), "key_changed"),
}


@pytest.mark.parametrize("how", KEYS)
def test_a_key_that_is_not_the_one_stops_a_load_and_a_check(gp, tmp_path, how):
    harm, rule = KEYS[how]
    home = tmp_path / "home"
    first = load(gp, "one")
    harm(home / ".key")
    left = (home / ".key").read_bytes() if (home / ".key").exists() else None
    for act in (lambda: load(gp, "one"), lambda: check(gp, into="one")):
        told = rules(act)
        assert set(told) == {rule} and "python" not in told[rule]
    now = (home / ".key").read_bytes() if (home / ".key").exists() else None
    assert now == left  # neither made nor replaced
    assert open_dataset("one").folder == first.folder


@pytest.mark.parametrize("how", ["missing", "empty", "short"])
def test_a_new_key_is_made_where_that_is_confirmed(gp, tmp_path, how, capsys):
    home, path = tmp_path / "home", str(gp.given["gp"][0])
    load(gp, "one")
    KEYS[how][0](home / ".key")
    assert main(["load", "--gp", path, "--into", "two"]) == 2
    assert "--new-key" in capsys.readouterr().err
    assert main(["load", "--gp", path, "--into", "two", "--new-key"]) == 0
    assert "another pseudonym" in capsys.readouterr().out
    assert len((home / ".key").read_text()) == 64
    assert bool(list(home.glob(".key.damaged-*"))) == (how != "missing")
    # Into what the lost key made, not even then.
    assert "key_changed" in rules(lambda: load(gp, "one"))


def test_another_key_is_warned_of_where_a_dataset_is_new(gp, tmp_path, monkeypatch):
    load(gp, "one")
    monkeypatch.setenv("FREQUENT_ATTENDERS_KEY", "a key from the vault")
    assert "key_changed" in rules(lambda: load(gp, "one"))
    assert set(rules(lambda: load(gp, "two"))) == {"key_another"}
    assert rules(lambda: load(gp, "two")) == {}
    monkeypatch.setenv("FREQUENT_ATTENDERS_KEY", "short")
    assert "key_damaged" in rules(lambda: load(gp, "two"))


def test_the_record_knows_the_key_and_does_not_hold_it(gp, tmp_path):
    dataset = load(gp, "one")
    key = (tmp_path / "home" / ".key").read_bytes()
    assert dataset.manifest.key == identity.fingerprint(key)
    assert key.decode() not in (dataset.folder / "manifest.json").read_text()


def mode(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@NO_MODES
def test_folders_and_the_key_are_their_owners_alone(gp, tmp_path):
    before = os.umask(0)
    try:
        dataset = load(gp, "one")
    finally:
        os.umask(before)
    home = tmp_path / "home"
    folders = [home, *(one for one in home.rglob("*") if one.is_dir())]
    assert {mode(one) for one in folders} == {0o700} and dataset.manifest.problems == ()
    assert mode(home / ".key") == 0o600


@NO_MODES
def test_wider_ones_are_closed_and_told_once(gp, tmp_path):
    home, dataset = tmp_path / "home", load(gp, "one")
    home.chmod(0o755)
    dataset.folder.chmod(0o777)
    (home / ".key").chmod(0o644)
    told = rules(lambda: load(gp, "one"))
    assert set(told) == {"key_open", "folder_open"}
    assert "644" in told["key_open"] and "1 more" in told["folder_open"]
    assert (mode(home), mode(home / ".key")) == (0o700, 0o600)
    assert mode(dataset.folder) == 0o700
    assert rules(lambda: load(gp, "one")) == {}


@pytest.mark.parametrize(
    "name",
    [
        "inbox",
        "mappings",
        "views",
        "con",
        "aux",
        "nul",
        "prn",
        "com1",
        "lpt9",
        "live",
        "key",
    ],
)
def test_names_kept_for_something_else_are_refused(gp, name):
    with pytest.raises(InputError) as caught:
        load(gp, name)
    assert caught.value.problems[0].rule == "dataset_name"


def test_names_that_only_begin_so_are_not():
    assert check_name("inbox-2") and check_name("console") and check_name("com10")
