"""A code in several rows: the first is taken, and where they differ that is told; a
version from before a column is read as if it were empty."""

import duckdb

from analytics.definitions.filters import Filters
from analytics.measures.counting.known_places import known_places, practice_titles
from analytics.measures.quality.codes import warnings
from analytics.store.load.build import LoadInputs, load
from tests.support import hand_made
from tests.support.world import dataset

PRACTICES = """ODS code,Practice name,PCN name
Y00001,Ash Lane,North
Y00001,Ash Lane Old,North
Y00002,Elm,
Y00002,Elm,
Y00001,Ash Lane,South
"""


def test_rows_of_one_code_that_differ_are_told_at_load_and_on_quality(tmp_path):
    (tmp_path / "places.csv").write_text(PRACTICES)
    gp = hand_made.systmone(tmp_path / "gp.csv")
    given = LoadInputs(gp=(gp,), practices=(tmp_path / "places.csv",))
    made = load(given, "two-names", root=tmp_path / "home")
    assert practice_titles(made) == {"Y00001": "Ash Lane", "Y00002": "Elm"}
    (told,) = [one for one in made.manifest.problems if one["rule"] == "rows_differ"]
    assert (told["column"], told["rows"], told["examples"]) == ("ODS code", 2, [3, 6])
    assert "1 code stands in several rows" in told["message"]
    assert "(Practice name and PCN name); the first row of each" in told["message"]
    assert told["message"] in list(warnings(made, Filters()).table["message"])


def test_a_list_without_repeats_is_quiet(frames, tmp_path):
    made = dataset(frames, tmp_path, "quiet")
    assert not [one for one in made.manifest.problems if "rows_" in one["rule"]]


def test_a_version_from_before_a_column_opens(frames, tmp_path):
    made = dataset(frames, tmp_path, "older")
    file = made.folder / "practices.parquet"
    older = duckdb.sql(f"SELECT * EXCLUDE pcn_code FROM '{file}'").df()
    older.to_parquet(file)
    assert set(known_places(made)["pcn"]) > {"North PCN"}
