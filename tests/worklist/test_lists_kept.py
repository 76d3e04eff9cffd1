"""A list of people named is kept as it was: told back whole, never changed, never
twice, in a file and on a server."""

import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from analytics.errors import InputError
from analytics.worklist import database
from analytics.worklist.backup import back_up, restore
from analytics.worklist.history import decide, standing
from analytics.worklist.lists_kept import keep, kept
from analytics.worklist.named_list import NamedList
from tests.worklist.conftest import TODAY, WHO, named

LIST = NamedList(
    *("ae", 10, "frequent", "everyone in the extracts", date(2026, 8, 31)),
    *(tuple(WHO[:3]), tuple(WHO[1:4]), 1.5, "KB"),
)


def test_a_list_is_told_back_whole(tmp_path, desk):
    assert kept(desk, tmp_path) == ()
    first = keep(desk, LIST, tmp_path)
    fewer = keep(desk, replace(LIST, people=tuple(WHO[:2]), right=None), tmp_path)
    assert kept(desk, tmp_path) == (first, fewer)
    assert (first.named, fewer.named.right) == (LIST, None)
    assert kept(named("another"), tmp_path) == ()
    other_key = named("my-pcn", key="f" * 16)
    assert kept(other_key, tmp_path) == (), "nobody can say who they are"


@pytest.mark.usefixtures("postgresql")
def test_a_list_on_a_server(tmp_path, desk):
    keep(desk, LIST, tmp_path)
    assert [one.named for one in kept(desk, tmp_path)] == [LIST]
    with pytest.raises(InputError, match="kept by KB before"):
        keep(desk, LIST, tmp_path)


def test_every_fault_at_once_and_nothing_is_kept(tmp_path, desk):
    with pytest.raises(InputError) as told:
        keep(desk, replace(LIST, people=(), by_count=("9434765919",), by=" "), tmp_path)
    codes = [one.rule for one in told.value.problems]
    assert codes == ["by_missing", "nobody_named", "pseudonym_unknown"]
    with pytest.raises(InputError, match="could identify somebody"):
        keep(desk, replace(LIST, by="Mrs Smith, 9434765919"), tmp_path)
    keep(desk, LIST, tmp_path)
    turned = replace(LIST, people=LIST.people[::-1], by="LM")
    with pytest.raises(InputError, match="31 August 2026, was kept by KB before"):
        keep(desk, turned, tmp_path)
    assert len(kept(desk, tmp_path)) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE named_lists SET people = ''",
        "DELETE FROM named_lists",
        "INSERT OR REPLACE INTO named_lists SELECT number, dataset, key, kind, 3, "
        "of_group, whom, as_at, people, by_count, expected_right, kept_by, written_at "
        "FROM named_lists",
    ],
)
def test_the_database_refuses_to_change_a_list(tmp_path, desk, statement):
    keep(desk, LIST, tmp_path)
    with (
        sqlite3.connect(tmp_path / database.FILE) as opened,
        pytest.raises(sqlite3.IntegrityError, match=database.STAYS),
    ):
        opened.execute(statement)
    assert [one.named for one in kept(desk, tmp_path)] == [LIST]


def test_lists_stand_beside_decisions_and_travel_in_a_copy(tmp_path, desk, offered):
    decide(desk, [offered], tmp_path, TODAY)
    keep(desk, LIST, tmp_path)
    back_up(tmp_path / "copy.db", tmp_path)
    elsewhere = tmp_path / "elsewhere"
    restore(tmp_path / "copy.db", elsewhere)
    assert [one.named for one in kept(desk, elsewhere)] == [LIST]
    assert standing(desk, elsewhere).of(WHO[0]).last == offered


def test_a_worklist_of_an_earlier_release_takes_lists(tmp_path, desk, offered):
    """Its file has decisions alone."""
    decide(desk, [offered], tmp_path, TODAY)
    with sqlite3.connect(tmp_path / database.FILE) as opened:
        opened.execute("DROP TABLE named_lists")
    assert kept(desk, tmp_path) == ()
    keep(desk, LIST, tmp_path)
    assert len(kept(desk, tmp_path)) == 1
