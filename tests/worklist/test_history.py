"""What was decided stays as it was written, in its order, and only what may follow is
written."""

import os
import sqlite3
import stat
from dataclasses import replace
from datetime import date

import pytest

from analytics.definitions.pathway import FOLLOWS, OPEN, Status
from analytics.errors import InputError
from analytics.worklist import database, rules
from analytics.worklist.decision import Decision, Entry, Person
from analytics.worklist.history import DecidedSince, decide, standing
from tests.worklist.conftest import TODAY, WHO, later, named


def rules_broken(fault: pytest.ExceptionInfo[InputError]) -> set[str]:
    return {problem.rule for problem in fault.value.problems}


def test_what_was_decided_is_read_back_in_its_order(tmp_path, desk, offered):
    assert standing(desk, tmp_path).people == {}
    assert not (tmp_path / database.FILE).exists(), "a look makes no file"
    waiting = later(offered, Status.WAITING, on=date(2026, 11, 9), owner="CC-3")
    other = replace(offered, person=WHO[1], status=Status.NOT_SUITABLE)
    for one in (offered, other, waiting):
        decide(desk, [one], tmp_path, TODAY)
    found = standing(desk, tmp_path)
    assert [e.decision for e in found.of(WHO[0]).entries] == [offered, waiting]
    assert [e.number for e in found.of(WHO[0]).entries] == [1, 3]
    assert found.of(WHO[0]).status is Status.WAITING
    assert found.owners == ["CC-2", "CC-3"] and len(found.decided) == 2
    assert standing(named("another"), tmp_path).people == {}
    assert standing(desk, tmp_path) == found and hash(found) == hash(found)


def test_the_file_is_its_owners_alone(tmp_path, desk, offered):
    home = tmp_path / "home"
    decide(desk, [offered], home, TODAY)
    file = home / database.FILE
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    file.chmod(0o644)
    decide(desk, [later(offered, Status.ACCEPTED)], home, TODAY)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with sqlite3.connect(file) as opened:
        assert opened.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions SET owner = 'X'",
        "DELETE FROM decisions",
        "INSERT OR REPLACE INTO decisions SELECT number, dataset, key, person, nth, "
        "'active', day, owner, reason, note, decided_by, written_at FROM decisions",
        "INSERT OR REPLACE INTO decisions SELECT 99, dataset, key, person, nth, "
        "'active', day, owner, reason, note, decided_by, written_at FROM decisions",
        "INSERT INTO decisions SELECT 99, dataset, key, person, 7, 'active', day, "
        "owner, reason, note, decided_by, written_at FROM decisions",
    ],
)
def test_the_database_refuses_to_change_what_was_written(
    tmp_path, desk, offered, statement
):
    decide(desk, [offered], tmp_path, TODAY)
    with (
        sqlite3.connect(tmp_path / database.FILE) as opened,
        pytest.raises(sqlite3.IntegrityError, match=database.STAYS),
    ):
        opened.execute(statement)
    assert standing(desk, tmp_path).of(WHO[0]).last == offered


def test_of_two_the_second_is_told_who_decided_what(tmp_path, desk, offered):
    decide(desk, [offered], tmp_path, TODAY)
    mine = replace(offered, status=Status.DECLINED, by="LM", owner="CC-9")
    with pytest.raises(DecidedSince) as told:
        decide(desk, [mine], tmp_path, TODAY)
    said = told.value.problems[0].sentence()
    assert "KB decided" in said and "“offered” from 3 November 2026" in said
    assert "owner CC-2" in said
    found = standing(desk, tmp_path).of(WHO[0])
    assert [e.decision for e in found.entries] == [offered]
    decide(desk, [replace(mine, seen=found.seen)], tmp_path, TODAY)
    assert standing(desk, tmp_path).of(WHO[0]).status is Status.DECLINED


def test_all_of_several_or_none(tmp_path, desk, offered):
    many = [replace(offered, person=who) for who in WHO[:5]]
    bad = replace(offered, person=WHO[7], on=date(2027, 1, 1), note="ring 9434765919")
    with pytest.raises(InputError) as told:
        decide(
            desk, [*many, bad, replace(many[0], owner="Jane Smith")], tmp_path, TODAY
        )
    assert rules_broken(told) == {
        "day_not_yet",
        "note_identifies",
        "owner_named",
        "person_twice",
    }
    assert "9434765919" not in str(told.value) and "Smith" not in str(told.value)
    assert standing(desk, tmp_path).people == {}
    decide(desk, many, tmp_path, TODAY)
    assert len(standing(desk, tmp_path).decided) == 5


def stands_at(status: Status | None) -> Person:
    if status is None:
        return Person()
    return Person((Entry(Decision(WHO[0], status, date(2026, 1, 1)), 1, 1, None),))


def test_what_may_follow_is_what_the_pathway_says():
    assert set(rules.steps(stands_at(None))) == set(Status)
    for before in Status:
        may = set(rules.steps(stands_at(before)))
        if before in OPEN:
            assert FOLLOWS[before] | {before} <= may
            assert (Status.ENDED in may) is (before is not Status.DECLINED)
        else:
            assert may == OPEN, "a closed offer can only be followed by a new one"
    assert Status.OFFERED not in rules.steps(stands_at(Status.ACTIVE))


def test_a_step_that_cannot_follow_is_refused(tmp_path, desk, offered):
    decide(desk, [replace(offered, status=Status.ACTIVE)], tmp_path, TODAY)
    with pytest.raises(InputError) as told:
        back = later(offered, Status.OFFERED, on=date(2026, 10, 1), by=" ")
        decide(desk, [back], tmp_path, TODAY)
    assert rules_broken(told) == {
        "step_cannot_follow",
        "day_before_the_last",
        "by_missing",
    }


def test_a_decision_taken_back_stays_in_the_history(tmp_path, desk, offered):
    slip = later(offered, Status.DECLINED)
    back = later(slip, None, note="The wrong person")
    for one in (offered, slip, back):
        decide(desk, [one], tmp_path, TODAY)
    found = standing(desk, tmp_path).of(WHO[0])
    assert found.last == offered and found.seen == 3
    decide(desk, [later(back, None)], tmp_path, TODAY)
    found = standing(desk, tmp_path)
    assert found.of(WHO[0]).last is None and found.decided == {}
    with pytest.raises(InputError) as told:
        decide(desk, [replace(back, seen=4)], tmp_path, TODAY)
    assert rules_broken(told) == {"nothing_decided"}


@pytest.mark.parametrize(
    "text",
    [
        "943 476 5919",
        "943-476-5919",
        "NHS no 9434765919.",
        "call 07700 900123",
        "SS14 1AA",
        "lives at 12 High Street",
        "j.smith@nhs.net",
        "Mrs Smith called",
        "dob 3/4/1971",
        "hospital no 123456789",
    ],
)
@pytest.mark.parametrize("field", ["owner", "reason", "note"])
def test_what_could_identify_somebody_is_refused(tmp_path, desk, offered, field, text):
    with pytest.raises(InputError) as told:
        decide(desk, [replace(offered, **{field: text})], tmp_path, TODAY)
    assert f"{field}_identifies" in rules_broken(told)
    assert text not in str(told.value)
    assert standing(desk, tmp_path).people == {}


def test_plain_words_are_kept(tmp_path, desk, offered):
    note = (
        "Seen 3 times in A&E since 2 May; asked for help with housing.\nCall after 5."
    )
    for owner in ("Care Coordinator 2", "KB", "int-03", "Social Prescriber"):
        decide(
            desk, [replace(offered, note=note, owner=owner)], tmp_path / owner, TODAY
        )
    assert standing(desk, tmp_path / owner).of(WHO[0]).last.note == note


def test_people_of_another_key_are_told(tmp_path, desk, offered):
    decide(desk, [offered], tmp_path, TODAY)
    found = standing(named("my-pcn", key="f" * 16), tmp_path)
    assert found.people == {} and found.of_other_keys == 1


def test_an_address_that_is_none_is_told_without_its_password(
    monkeypatch, tmp_path, desk
):
    addresses = {
        "mysql://me:secret@host/x": "worklist_address",
        "nonsense": "worklist_address",
        "sqlite://": "worklist_address",
        "postgresql+nodriver://me:secret@host/x": "worklist_address",
        "postgresql://me:secret@localhost:1/x": "worklist_unreachable",
    }
    for given, rule in addresses.items():
        monkeypatch.setenv(database.SETTING, given)
        with pytest.raises(InputError) as told:
            standing(desk, tmp_path)
        assert rules_broken(told) == {rule}
        assert "secret" not in str(told.value)


def test_a_damaged_file_is_told(tmp_path, desk, offered):
    (tmp_path / database.FILE).write_bytes(os.urandom(4096))
    for act in (
        lambda: standing(desk, tmp_path),
        lambda: decide(desk, [offered], tmp_path),
    ):
        with pytest.raises(InputError) as told:
            act()
        assert rules_broken(told) == {"worklist_unreachable"}
