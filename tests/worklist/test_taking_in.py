"""What was decided goes into the caseload: a new version, against a plain second
reading of the history; it survives a load of fresh extracts and goes back."""

import os
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

from analytics import engine
from analytics.definitions.pathway import Status
from analytics.measures.who.caseload import caseload_on
from analytics.store.dataset import open_dataset
from analytics.store.earlier import open_version, readable
from analytics.store.intact import damage
from analytics.store.layout import STORED
from analytics.store.live import make_live
from analytics.store.load import new_version
from analytics.store.load.anew import caseload as caseload_anew
from analytics.store.load.anew import table as table_anew
from analytics.worklist.decision import Decision
from analytics.worklist.history import decide, standing
from analytics.worklist.taking_in import take_in, waiting
from tests.support.world import dataset as load_world
from tests.support.world import world

FRAMES = world(3, people=150)


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A data home with a small world in it, with a caseload file of its own."""
    return load_world(FRAMES, tmp_path_factory.mktemp("taking"), "small")


@pytest.fixture
def home(first, tmp_path):
    """A copy of it."""
    import shutil

    shutil.copytree(first.folder.parent, tmp_path / "small")
    return tmp_path


def pseudonyms(dataset) -> list[str]:
    return sorted(caseload_anew.persons(dataset))


def never(dataset) -> list[str]:
    """Those who are not on the team's own file."""
    on = set(caseload_anew.of_file(dataset)["person"])
    return [w for w, n in caseload_anew.persons(dataset).items() if n not in on]


def said(who: str, status: Status, day: str, **more) -> Decision:
    return Decision(who, status, date.fromisoformat(day), "CC-1", by="KB", **more)


def rows_of(dataset, who: str) -> pd.DataFrame:
    people = caseload_anew.persons(dataset)
    rows = caseload_anew.stored(dataset.folder / "caseload.parquet")
    return rows[rows["person"] == people[who]].reset_index(drop=True)


def test_decisions_become_rows_of_a_new_version(home):
    before = open_dataset("small", home)
    one, other = never(before)[:2]
    decide(before, [said(one, Status.OFFERED, "2024-01-08", reason="housing")], home)
    decide(before, [said(one, Status.ACTIVE, "2024-02-01", seen=1)], home)
    decide(before, [said(other, Status.NOT_SUITABLE, "2024-01-09")], home)
    assert waiting(before, standing(before, home))
    came = take_in("small", home)
    now = open_dataset("small", home)
    assert came.changed and came.offers == 2 and now.folder == came.dataset.folder
    assert now.fingerprint != before.fingerprint and not waiting(
        now, standing(now, home)
    )
    assert damage(now.folder, now.manifest, wait=True) == ""
    assert damage(before.folder, before.manifest, wait=True) == ""
    (row,) = rows_of(now, one).to_dict("records")
    assert (row["referred_on"], row["started_on"]) == (
        date(2024, 1, 8),
        date(2024, 2, 1),
    )
    assert row["ended_on"] is None and row["coordinator"] == "CC-1"
    (row,) = rows_of(now, other).to_dict("records")
    assert row["started_on"] is None and row["outcome"] == "not suitable"
    file = caseload_anew.stored(before.folder / "caseload.parquet")
    span = now.manifest.span("caseload")
    assert span.rows == len(file) + 2
    assert span.people == file["person"].nunique() + 2
    on = engine.run(now, caseload_on(now, date(2024, 6, 30)))
    people = caseload_anew.persons(now)
    assert on.set_index("person")["caseload"][people[one]] == "On it"
    shared = [
        f.name for f in before.folder.glob("*.parquet") if f.name != "caseload.parquet"
    ]
    for name in shared:
        assert os.stat(now.folder / name).st_ino == os.stat(before.folder / name).st_ino
    assert [s.file for s in now.manifest.sources].count("worklist") == 1


def test_again_goes_from_the_file_and_not_from_what_was_taken_in(home):
    before = open_dataset("small", home)
    one, other = never(before)[:2]
    decide(before, [said(one, Status.OFFERED, "2024-01-08")], home)
    take_in("small", home)
    assert not take_in("small", home).changed, "nothing new: no new version"
    middle = open_dataset("small", home)
    decide(middle, [said(one, Status.DECLINED, "2024-01-20", seen=1)], home)
    decide(middle, [said(other, Status.OFFERED, "2024-01-21")], home)
    take_in("small", home)
    now = open_dataset("small", home)
    assert len(rows_of(now, one)) == 1 and len(rows_of(now, other)) == 1
    assert rows_of(now, one)["outcome"][0] == "declined"
    assert len([n for n in now.manifest.notes if "worklist" in n]) == 1
    decide(now, [said(other, None, "2024-01-22", seen=1)], home)
    take_in("small", home)
    assert rows_of(open_dataset("small", home), other).empty, "taken back"
    make_live("small", before.folder.name, home)  # goes back like any version
    gone_back = open_dataset("small", home)
    assert gone_back.fingerprint == before.fingerprint and rows_of(gone_back, one).empty
    assert len(readable("small", home)) == 4
    assert open_version("small", now.folder.name, home).fingerprint == now.fingerprint


def test_what_was_decided_survives_a_load_of_fresh_extracts(home):
    before = open_dataset("small", home)
    one = never(before)[0]
    decide(before, [said(one, Status.OFFERED, "2024-01-08")], home)
    take_in("small", home)
    fresh = replace(FRAMES, ae=FRAMES.ae.iloc[5:].reset_index(drop=True))
    loaded = load_world(fresh, home, "small")
    assert rows_of(loaded, one).empty and waiting(loaded, standing(loaded, home))
    assert standing(loaded, home).of(one).status is Status.OFFERED
    take_in("small", home)
    assert len(rows_of(open_dataset("small", home), one)) == 1


def test_the_teams_own_file_wins_for_the_same_referral(home):
    before = open_dataset("small", home)
    file = caseload_anew.of_file(before)
    people = {n: w for w, n in caseload_anew.persons(before).items()}
    who = people[file["person"][0]]
    day = file["referred_on"][0]
    earlier, since = day - timedelta(days=90), day + timedelta(days=3)
    decide(before, [Decision(who, Status.OFFERED, earlier, by="KB")], home)
    decide(before, [Decision(who, Status.DECLINED, earlier, by="KB", seen=1)], home)
    decide(before, [Decision(who, Status.OFFERED, since, by="KB", seen=2)], home)
    gone = Decision("0" * 16, Status.OFFERED, since, by="KB")
    decide(before, [gone], home)
    came = take_in("small", home)
    assert (came.offers, came.on_file, came.unknown) == (1, 1, 1)
    told = " ".join(came.told())
    assert "1 offer on the worklist is on the team’s own file" in told
    assert "Not in these extracts: 1 person" in told and who not in told
    rules = {p["rule"] for p in came.dataset.manifest.problems}
    assert {"worklist_on_file", "worklist_unknown"} <= rules
    kept = rows_of(came.dataset, who)
    assert list(kept["referred_on"]) == [earlier, day]


def test_without_a_caseload_file_there_is_one_now(tmp_path):
    alone = load_world(replace(FRAMES, caseload=None), tmp_path, "alone")
    who = pseudonyms(alone)[0]
    decide(alone, [said(who, Status.ACTIVE, "2024-03-01")], tmp_path)
    now = take_in("alone", tmp_path).dataset
    assert now.has("caseload") and not alone.has("caseload")
    assert "started_on" not in now.manifest.span("caseload").missing
    assert set(STORED["caseload"]) == set(rows_of(now, who))


def test_another_key_is_told(home):
    before = open_dataset("small", home)
    who = never(before)[0]
    old = replace(before, manifest=replace(before.manifest, key="e" * 16))
    decide(old, [said(who, Status.OFFERED, "2024-01-08")], home)
    came = take_in("small", home)
    assert not came.changed and came.of_other_keys == 1
    assert "another key of the pseudonyms: 1 person" in " ".join(came.told())


def test_a_kill_while_it_is_taken_in_leaves_the_old_one_live(home, monkeypatch):
    before = open_dataset("small", home)
    decide(before, [said(never(before)[0], Status.OFFERED, "2024-01-08")], home)
    for where, step in (
        (table_anew, "_linked"),
        (table_anew, "_write"),
        (table_anew, "_record"),
        (new_version, "flush_to_disk"),
        (new_version, "make_live"),
    ):
        with monkeypatch.context() as broken:

            def stop(*_given, **_named):
                raise KeyboardInterrupt

            broken.setattr(where, step, stop)
            with pytest.raises(KeyboardInterrupt):
                take_in("small", home)
        assert open_dataset("small", home).folder == before.folder
        assert damage(before.folder, before.manifest, wait=True) == ""
    assert take_in("small", home).changed
