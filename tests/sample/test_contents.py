"""The sample is the same every time on one platform, held by hashes of its contents."""

import json
import warnings
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analytics.store.made_sample import LIBRARIES
from sample_data.generator.check import __main__ as check
from sample_data.generator.check.counted import Figure
from sample_data.generator.files import contents
from sample_data.generator.inputs import HOME, PUBLISHED, rows
from sample_data.generator.places.neighbourhoods import NEIGHBOURHOODS
from tests.support.made_sample import same_or_told


def test_the_tables_hold_what_their_kept_hashes_say(made):
    same_or_told(contents.differences(made))


@pytest.mark.parametrize("name", ["caseload.csv", "truth.json"])
def test_the_kept_small_files_are_those_of_the_made_sample(name, made):
    same = (made / name).read_bytes() == (HOME / name).read_bytes()
    same_or_told([] if same else [name])


def test_a_difference_fails_here_and_is_told_elsewhere():
    here = contents.kept()["made_on"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        same_or_told([], here)
    with pytest.raises(pytest.fail.Exception, match="patients: 3 rows"):
        same_or_told(["patients: 3 rows here, 4 kept"], here)
    with pytest.warns(UserWarning, match="patients: 3 rows.*'machine': 'abacus'"):
        same_or_told(["patients: 3 rows here, 4 kept"], here | {"machine": "abacus"})


def test_the_platform_is_known_by_the_same_libraries_to_generator_and_loader():
    assert set(LIBRARIES) < set(contents.made_on()) == set(contents.kept()["made_on"])


TABLE = {
    "patient_id": pa.array(["9000000009", "9000000017", "9000000017"]),
    "arrived_at": pa.array([0, 60_000, None], pa.timestamp("ms")),
    "died_on": pa.array([None, 19_000, None], pa.date32()),
    "age": pa.array([4, 5, 6], pa.int16()),
    "cost_gbp": pa.array([94.0, 118.0, 72.5]),
    "reason_code": pa.array(["XaF8d", None, ""]),
}
ONE_CHANGE = {
    "a word": TABLE | {"reason_code": pa.array(["XaF8e", None, ""])},
    "an empty cell for an empty word": TABLE
    | {"reason_code": pa.array(["XaF8d", None, None])},
    "a number": TABLE | {"age": pa.array([4, 5, 7], pa.int16())},
    "a penny": TABLE | {"cost_gbp": pa.array([94.0, 118.0, 72.51])},
    "a minute": TABLE
    | {"arrived_at": pa.array([0, 120_000, None], pa.timestamp("ms"))},
    "a day": TABLE | {"died_on": pa.array([None, 19_001, None], pa.date32())},
    "a row less": {name: column[:2] for name, column in TABLE.items()},
    "two rows the other way round": {
        name: column.take(pa.array([1, 0, 2])) for name, column in TABLE.items()
    },
    "another name": {
        name.replace("age", "years"): column for name, column in TABLE.items()
    },
}


def hashed(folder: Path, columns: dict, **how) -> str:
    """The hash of a table that is written as `patients`, beside two that stay."""
    for name in contents.TABLES:
        pq.write_table(pa.table(TABLE), folder / f"{name}.parquet")
    pq.write_table(pa.table(columns), folder / "patients.parquet", **how)
    return contents.contents(folder)["patients"]["sha256"]


@pytest.mark.parametrize("change", ONE_CHANGE)
def test_each_change_of_the_contents_changes_the_hash(change, tmp_path):
    assert hashed(tmp_path, ONE_CHANGE[change]) != hashed(tmp_path, TABLE)


def test_how_a_file_is_packed_does_not(tmp_path):
    plain = hashed(tmp_path, TABLE, compression="none", use_dictionary=False)
    packed = hashed(tmp_path, TABLE, compression="zstd", row_group_size=1)
    assert plain == packed


def test_the_check_tells_each_figure_and_whether_the_contents_are_those_kept(
    monkeypatch, capsys
):
    figures = [Figure("people", 3, 3), Figure("visits", 9, 8)]
    monkeypatch.setattr(check, "published_figures", lambda made: figures)
    monkeypatch.setattr(check, "differences", lambda made: ["patients: 3 rows here"])
    assert check.main(Path()) == 1
    said = capsys.readouterr().out
    assert "1 of 2 agree" in said and "≠ visits" in said and "≠ people" not in said
    assert "contents differ" in said and "patients: 3 rows here" in said
    monkeypatch.setattr(check, "published_figures", lambda made: figures[:1])
    monkeypatch.setattr(check, "differences", lambda made: [])
    assert check.main(Path()) == 0
    assert "differ" not in capsys.readouterr().out


def test_practices_have_the_published_sizes():
    practices = pd.read_csv(HOME / "practices.csv")
    by_pcn = practices.groupby("pcn").list_size
    for one in NEIGHBOURHOODS:
        assert by_pcn.sum()[one.name] == one.people
        assert by_pcn.count()[one.name] == one.practices
    assert by_pcn.sum()[PUBLISHED["pcn"]["name"]] == PUBLISHED["pcn"]["registered"]
    by_place = practices.groupby("place").list_size.sum()
    assert by_place["Basildon and Brentwood"] == 276_000
    assert by_place["Thurrock"] == 176_000


def test_every_service_of_the_caseload_is_in_the_directory(made):
    known = {row["name"] for row in rows(HOME / "services.csv")}
    caseload = pd.read_csv(made / "caseload.csv", dtype=str, keep_default_na=False)
    used = caseload.services.str.split(";").explode()
    assert set(used) - {""} <= known


def test_the_truth_names_the_file_of_the_kinds_of_need():
    truth = json.loads((HOME / "truth.json").read_text(encoding="utf-8"))
    where = truth["natural_course"]["how"].rsplit(" ", 1)[-1]
    assert (HOME / where).is_file()
