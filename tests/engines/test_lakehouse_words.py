"""What a lakehouse's tables may hold and what is told of them: ids, clocks, columns."""

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from analytics.definitions.contract import TABLES
from analytics.errors import InputError
from analytics.extract.cells.values import normal_id
from analytics.extract.people import identity
from analytics.lakehouse import persons
from analytics.lakehouse.build import build
from analytics.lakehouse.columns import clocks
from analytics.lakehouse.columns.shape import wanted
from analytics.lakehouse.engines.on_duckdb import OnDuckDB
from analytics.lakehouse.engines.on_spark import OnSpark
from analytics.lakehouse.inputs import LakehouseInputs

CONTRACT = Path(__file__).resolve().parents[2] / "docs" / "lakehouse.md"
IDS = (
    *("943 476 5919", "943-476-5919", "NHS9434765919", "nhs no 943 476 5919", "n/a"),
    *("'9434765919", '="9434765919"', "9434765919.0", "1,234,567", "00123", "abc-1"),
    *("", "  ", "Unknown", "AB12", "ab12", "é’x", "\u00a09434765919", "NHS1"),
)


@pytest.fixture(params=["duckdb", "spark"])
def engine(request, tmp_path, on_spark):
    if request.param == "duckdb":
        yield OnDuckDB(tmp_path)
    else:
        with on_spark():
            yield OnSpark()


@pytest.mark.spark
def test_ids_and_households_are_those_of_a_file(engine):
    secret = (
        b"a key that is longer than one block of the hash, which has 64 octets " * 2
    )
    rows = engine.small("ids_given", pd.DataFrame({"v": IDS}), {"v": "string"})
    key = persons.key_table(engine, secret)
    seen = persons.seen(engine, [rows.select(raw=rows.v)], False)
    hashed = persons.keyed_hash(joined := seen.cross_join(key), joined.normal, 16)
    found = dict(engine.rows(joined.select(raw=joined.raw, hashed=hashed)))
    homes = persons.households(engine, rows.select(household_id=rows.v.nullif("")), key)
    numbers = dict(engine.rows(homes.select("home", "number")))
    expected = duckdb.execute(
        f"SELECT v, {identity.pseudonym(secret, normal_id('v'))}, "
        f"{identity.household(secret, 'v')} FROM (SELECT unnest($1::VARCHAR[]) AS v)",
        [list(IDS)],
    ).fetchall()
    assert found == {raw: pseudonym for raw, pseudonym, _ in expected}
    assert numbers == {raw: n for raw, _, n in expected if n is not None}
    assert len(numbers) > 9


@pytest.mark.spark
def test_minutes_are_true_whatever_the_clocks_did(engine):
    begins = pd.date_range("2023-03-25 22:10", "2023-03-26 04:10", freq="35min")
    begins = [
        *begins,
        *pd.date_range("2024-10-26 22:10", "2024-10-27 04:10", freq="35min"),
    ]
    pairs = pd.DataFrame(
        [(a, a + pd.Timedelta(minutes=m)) for a in begins for m in (50, 190)],
        columns=["a", "b"],
    )
    pairs = pairs.apply(lambda c: c.dt.strftime("%Y-%m-%d %H:%M"))
    given = engine.small("pairs_given", pairs, {"a": "string", "b": "string"})
    a, b = (given[name].cast("timestamp") for name in "ab")
    times = given.select(given.a, given.b, s=a, e=b)
    found = engine.rows(times.select("a", "b", m=clocks.true_minutes(times.s, times.e)))
    instant = "epoch(timezone('Europe/London', {}::TIMESTAMP))"
    expected = duckdb.sql(
        f"SELECT a, b, ({instant.format('b')} - {instant.format('a')}) / 60 FROM pairs"
    ).fetchall()
    assert sorted(found) == sorted(expected)
    assert {m for *_, m in expected} == {-10.0, 50.0, 110.0, 130.0, 190.0, 250.0}


@pytest.mark.spark
def test_an_instant_is_told_by_the_clock_on_the_wall(engine):
    texts = [
        "2023-07-01 12:00",
        "2023-12-01 12:00",
        "2023-03-26 00:59",
        "2023-03-26 01:00",
    ]
    given = engine.small("instants", pd.DataFrame({"a": texts}), {"a": "string"})
    instants = given.select(given.a, at=(given.a + ":00Z").cast("timestamp('UTC')"))
    wall = clocks.on_the_wall(instants.at).cast("string").substr(0, 16)
    found = dict(engine.rows(instants.select("a", wall=wall)))
    hours = [found[text][11:] for text in texts]
    assert hours == ["13:00", "12:00", "00:59", "02:00"]


def test_the_contract_in_the_docs_is_that_of_the_code():
    told = CONTRACT.read_text(encoding="utf-8")
    for table in TABLES.values():
        part = told.split(f"### {table.name}\n", 1)[1].split("\n### ", 1)[0]
        rows = [line for line in part.splitlines() if line.startswith("| `")]
        assert rows == [
            f"| `{one.name}` | {wanted(one)} | "
            f"{'required' if one.required else ''} | {one.meaning}"
            f"{': ' + ', '.join(one.allowed) if one.allowed else ''} |"
            for one in table.fields
        ]


def lake(folder: Path, **tables: pd.DataFrame) -> Path:
    for name, frame in tables.items():
        frame.to_parquet(folder / f"{name}.parquet")
    return folder


def visits(ids, **more) -> pd.DataFrame:
    times = pd.date_range("2023-01-02 09:00", periods=len(ids), freq="D", unit="us")
    return pd.DataFrame({"patient_id": ids, "arrived_at": times, **more})


def rules(folder: Path, tmp_path: Path, **more) -> dict[str, str]:
    with pytest.raises(InputError) as fault:
        build(LakehouseInputs(str(folder), **more), "bad", tmp_path / "home")
    assert not list((tmp_path / "home").glob("bad/*/manifest.json"))
    return {one.rule: one.sentence() for one in fault.value.problems}


def test_faults_of_columns_are_told_at_once(tmp_path):
    frame = visits(["9434765919"], cost_gbp=["dear"]).drop(columns="patient_id")
    told = rules(lake(tmp_path, ae_attendances=frame), tmp_path)
    assert set(told) == {"column_missing", "column_type"}
    assert "cost_gbp" in told["column_type"] and "dear" not in str(told)


def test_what_cannot_be_found_is_said(tmp_path):
    (tmp_path / "empty").mkdir()
    assert set(rules(tmp_path / "empty", tmp_path)) == {"no_extract"}
    told = rules(tmp_path / "empty", tmp_path, own={"ae": "lake.ae_attendances"})
    assert set(told) == {"catalogue_needs_spark"}
    told = rules(tmp_path / "empty", tmp_path, own={"ae": str(tmp_path / "nowhere")})
    assert set(told) == {"table_missing"}


def test_values_and_losses_beyond_sense_stop(tmp_path):
    frame = visits(
        [None, None, "9434765919", "9434765870"], attendance_category=["first"] * 4
    )
    told = rules(lake(tmp_path, ae_attendances=frame), tmp_path)
    assert {"rows_left_out", "many_left_out", "values_unknown"} <= set(told)


def test_pseudonyms_are_used_as_they_are_and_ids_never_pass_for_them(tmp_path):
    own = ["00ff00ff00ff00ff", "a0b1c2d3e4f5a6b7"]
    folder = lake(tmp_path, ae_attendances=visits(own))
    root = tmp_path / "home"
    built = build(LakehouseInputs(str(folder), are_pseudonyms=True), "named", root)
    people = duckdb.sql(f"FROM '{built.folder / 'people.parquet'}'").df()
    assert list(people["pseudonym"]) == own and built.manifest.key == ""
    hashed = build(LakehouseInputs(str(folder)), "hashed", root)
    again = duckdb.sql(f"FROM '{hashed.folder / 'people.parquet'}'").df()
    assert not set(again["pseudonym"]) & set(own) and len(again) == len(own)
    lake(tmp_path, ae_attendances=visits(["9434765919", *own]))
    told = rules(folder, tmp_path, are_pseudonyms=True)
    assert set(told) == {"id_no_pseudonym"} and "9434765919" not in str(told)


def test_texts_that_could_name_somebody_are_not_kept(tmp_path):
    frame = visits(
        ["9434765919", "9434765870"], chief_complaint=["Mr John Smith", "Chest pain"]
    )
    built = build(
        LakehouseInputs(str(lake(tmp_path, ae_attendances=frame))),
        "texts",
        tmp_path / "home",
    )
    place = built.folder / "ae_attendances.parquet"
    kept = duckdb.sql(f"SELECT chief_complaint FROM '{place}'").fetchall()
    assert sorted(str(one) for (one,) in kept) == ["Chest pain", "None"]
    assert "text_identifies" in {one["rule"] for one in built.manifest.problems}
