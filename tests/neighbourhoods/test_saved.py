"""A plan saved as the neighbourhoods of a dataset: a new version, nothing edited, and
the way back; by code and at the command line."""

import json
import os
import shutil

import pandas as pd
import pytest

from analytics.definitions.filters import Filters
from analytics.errors import InputError
from analytics.measures.neighbourhoods.profile import profile
from analytics.measures.places.by_place import neighbourhoods
from analytics.store.dataset import open_dataset
from analytics.store.intact import damage
from analytics.store.live import make_live
from analytics.store.load import new_version
from analytics.store.load.anew import table as table_anew
from analytics.store.load.anew.neighbourhoods import save
from tests.neighbourhoods.town import CODES, areas, town
from tests.spec.test_command_line import command

PLAN = {c: f"Row {c[3:]}" if int(c[3:]) else "West" for c in CODES}


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    return town(tmp_path_factory.mktemp("saved"), "town")


@pytest.fixture
def home(first, tmp_path):
    shutil.copytree(first.folder.parent, tmp_path / "town")
    return tmp_path


def test_a_plan_becomes_the_neighbourhoods_and_nothing_else_changes(home):
    before = open_dataset("town", home)
    now = save("town", PLAN, before.fingerprint, home)
    assert open_dataset("town", home) == now and now.fingerprint != before.fingerprint
    assert neighbourhoods(now) == PLAN
    assert damage(now.folder, now.manifest, wait=True) == ""
    assert damage(before.folder, before.manifest, wait=True) == ""
    old, new = (
        pd.read_parquet(one.folder / "areas.parquet").set_index("lsoa_code")
        for one in (before, now)
    )
    same = [c for c in old if not c.startswith("neighbourhood")]
    pd.testing.assert_frame_equal(old[same], new[same])
    for file in before.folder.glob("*.parquet"):
        if file.name != "areas.parquet":
            assert os.stat(now.folder / file.name).st_ino == file.stat().st_ino
    people = profile(now, Filters()).table.set_index("place")["people"]
    assert set(people.index) == set(PLAN.values())
    assert people.sum() == profile(before, Filters()).table["people"].sum()
    assert [n for n in now.manifest.notes if n.startswith("Neighbourhoods are")]
    make_live("town", before.folder.name, home)  # goes back like any version
    assert set(neighbourhoods(open_dataset("town", home)).values()) == {"East", "West"}


def test_codes_are_kept_where_they_are_a_names_own_and_made_where_not(
    tmp_path_factory,
):
    home = tmp_path_factory.mktemp("coded")
    frame = areas()
    frame["neighbourhood_code"] = frame["neighbourhood"].map(
        {"West": "N1", "East": "N2"}
    )
    frame["place"] = ["Up" if int(c[3:]) > 1 else "Down" for c in CODES]
    before = town(home, "coded", frame)
    now = save("coded", PLAN, root=home)
    rows = pd.read_parquet(now.folder / "areas.parquet")
    codes = rows.groupby("neighbourhood")["neighbourhood_code"].unique().map(list)
    assert codes["West"] == ["N1"]
    made = {codes[f"Row 0{n}"][0] for n in (1, 2, 3)}
    assert len(made) == 3 and not made & {"N1", "N2"}
    assert set(neighbourhoods(now).values()) == set(PLAN.values()), "one in two places"
    again = save("coded", PLAN | {CODES[0]: "Row 01"}, now.fingerprint, home)
    notes = [n for n in again.manifest.notes if n.startswith("Neighbourhoods are")]
    sources = [s.file for s in again.manifest.sources]
    assert len(notes) == 1 and sources.count("neighbourhoods by plan") == 1
    assert before.folder.is_dir()


def test_every_fault_of_a_plan_is_told_at_once_and_nothing_is_made(home):
    before = open_dataset("town", home)
    wrong = {**PLAN, "E9999": "West", CODES[0]: " "}
    del wrong[CODES[1]]
    with pytest.raises(InputError) as fault:
        save("town", wrong, "another", home)
    rules = [p.rule for p in fault.value.problems]
    assert rules == ["plan_outdated", "plan_areas", "plan_areas"]
    assert "E9999" in fault.value.problems[1].found
    assert "2 areas" in fault.value.problems[2].found
    assert open_dataset("town", home).folder == before.folder
    assert len([p for p in (home / "town").iterdir() if p.is_dir()]) == 1


def test_a_kill_while_it_is_saved_leaves_the_old_one_live(home, monkeypatch):
    before = open_dataset("town", home)
    for where, step in (
        (table_anew, "_linked"),
        (table_anew, "_write"),
        (new_version, "make_live"),
    ):
        with monkeypatch.context() as broken:

            def stop(*_given, **_named):
                raise KeyboardInterrupt

            broken.setattr(where, step, stop)
            with pytest.raises(KeyboardInterrupt):
                save("town", PLAN, root=home)
        assert open_dataset("town", home).folder == before.folder
    assert neighbourhoods(save("town", PLAN, root=home)) == PLAN


def test_at_the_command_line(home, tmp_path, monkeypatch):
    monkeypatch.setenv("FREQUENT_ATTENDERS_HOME", str(home))
    plan, lines = tmp_path / "plan.csv", tmp_path / "plan.geojson"
    ran = command(
        *("areas", "plan", "--data", "town", "--size", 8000, 14000, "--plans", 20),
        *("--uncrossed", "district", "--need", "spread", "--geojson", lines),
        *("--lock", f"{CODES[0]},{CODES[1]}=Harbour", "--out", plan, "--json"),
    )
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    people = {one["name"]: one["population"] for one in found["neighbourhoods"]}
    assert all(8000 <= number <= 14000 for number in people.values())
    rows = pd.read_csv(plan).set_index("lsoa_code")["neighbourhood"]
    assert set(rows[CODES[:2]]) == {"Harbour"}
    district = areas().set_index("lsoa_code")["district"]
    assert district.groupby(rows).nunique().eq(1).all()
    features = json.loads(lines.read_text())["features"]
    assert {f["properties"]["neighbourhood"] for f in features} == set(people)
    ran = command("areas", "save", "--data", "town", "--plan", plan, "--json")
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["neighbourhoods"] == len(people)
    assert neighbourhoods(open_dataset("town", home)) == rows.to_dict()
    plan.write_text("lsoa_code,neighbourhood\nE0000,A\nE0000,B\n,C\n")
    ran = command("areas", "save", "--data", "town", "--plan", plan)
    assert ran.returncode == 2 and "more than once" in ran.stderr
    assert "without the code" in ran.stderr
    ran = command("areas", "plan", "--data", "town", "--lock", "E1", "--apart", "E1")
    assert ran.returncode == 2
    for flag in ("--out", "--count", "--lock", "--apart"):
        assert flag in ran.stderr
