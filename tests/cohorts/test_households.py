"""Households of the list: hashed under the key of people and apart from them, never
kept as they were, equal in every version."""

import duckdb
import pandas as pd
import pytest

from analytics.store.load.build import LoadInputs, load

HEADERS = ("household_id", "UPRN", "Pseudo UPRN", "Household number")
SAME = ("100031234567", "0100031234567", '="100031234567"', " 100031234567")
NONE = ("0", "", "n/a")
PEOPLE = [f"9{n:09d}" for n in range(100, 140)]
AE = "patient_id,arrived_at\n" + "".join(f"{one},2024-01-03 10:00\n" for one in PEOPLE)


def loaded(folder, header: str, ids: list[str], name: str = "one"):
    """(the dataset of a list with these household ids, household by pseudonym)."""
    (folder / "ae.csv").write_text(AE, encoding="utf-8")
    rows = zip(PEOPLE, ids, strict=False)
    listed = "".join(f'{who},Y1,1960,"{home}"\n' for who, home in rows)
    listed = listed.replace('"="', '"=""').replace('67""', '67"""')
    listed = f"patient_id,practice_code,birth_year,{header}\n{listed}"
    (folder / "list.csv").write_text(listed, encoding="utf-8")
    given = LoadInputs(ae=(folder / "ae.csv",), patients=(folder / "list.csv",))
    data = load(given, name, root=folder / "home")
    people = duckdb.sql(
        f"SELECT pseudonym, household FROM '{data.folder}/people.parquet' WHERE listed"
    ).df()
    return data, people.set_index("pseudonym")["household"]


@pytest.mark.parametrize("header", HEADERS)
def test_a_property_however_it_is_written_is_one_household(header, tmp_path):
    other = "100031234568"
    data, homes = loaded(tmp_path, header, [*SAME, *NONE, other, PEOPLE[0]])
    (source,) = (one for one in data.manifest.sources if one.table == "patients")
    assert header not in source.dropped_columns
    sizes = homes.value_counts()
    assert sorted(sizes) == [1, 1, len(SAME)] and homes.isna().sum() == len(NONE)
    for file in (tmp_path / "home").rglob("*"):
        held = file.read_bytes() if file.is_file() else b""
        assert b"100031234567" not in held and other.encode() not in held, file


def test_the_same_in_every_version_and_under_no_other_key(tmp_path, monkeypatch):
    _, first = loaded(tmp_path, "UPRN", ["100031234567", "100031234568"])
    _, again = loaded(tmp_path, "household_id", ["0100031234567", "100031234569"])
    assert (first.sort_index() == again.sort_index()).sum() == 1
    monkeypatch.setenv("FREQUENT_ATTENDERS_KEY", "another key for tests, no secret")
    _, other = loaded(tmp_path, "UPRN", ["100031234567", "100031234568"], "two")
    assert not set(first) & set(other)


def test_an_id_that_is_also_a_persons_says_nothing_of_them(tmp_path):
    _, homes = loaded(tmp_path, "household_id", [PEOPLE[0]])
    ((who, home),) = homes.items()
    assert f"{int(home):015x}" != who[:15]


def test_more_than_live_together_are_told(tmp_path):
    data, _ = loaded(tmp_path, "UPRN", ["100031234567"] * 30 + ["7"] * 5)
    (told,) = (p for p in data.manifest.problems if p["rule"] == "household_large")
    assert told["rows"] == 30 and told["column"] == "UPRN"
    assert "1 household has more than 20 people" in told["found"]


def test_a_list_without_them_knows_none(loaded_without):
    assert pd.isna(loaded_without).all()


@pytest.fixture
def loaded_without(tmp_path):
    return loaded(tmp_path, "Remarks", ["x", "y"])[1]
