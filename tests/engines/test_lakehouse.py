"""A dataset built from a lakehouse, on DuckDB and on Spark, is the one that the same
rows give as files; and nothing is half live where the cluster goes away."""

import json
from contextlib import nullcontext

import duckdb
import pytest

from analytics.__main__ import main
from analytics.definitions.filters import Filters
from analytics.errors import InputError
from analytics.extract.people import identity
from analytics.lakehouse.build import build
from analytics.lakehouse.engines.on_spark import OnSpark
from analytics.lakehouse.inputs import LakehouseInputs
from analytics.measures.summary import summary
from analytics.store.dataset import open_dataset
from analytics.store.layout import STORED
from analytics.store.load.writing.parquet import stored_rows
from tests.engines.lake import PEOPLE, lake_world, written
from tests.support.servers.spark import kill_java
from tests.support.world import dataset

SECRET = "a key of the lakehouse's tests"
HERE = nullcontext


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A data home of its own, with the same rows loaded from files, and as a
    lakehouse."""
    root = tmp_path_factory.mktemp("lakehouse")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FREQUENT_ATTENDERS_KEY", SECRET)
        patch.setenv("FREQUENT_ATTENDERS_HOME", str(root))
        frames = lake_world()
        dataset(frames, root, "files")
        written(frames, root / "lake")
        yield root


@pytest.fixture(scope="module")
def files(home):
    return open_dataset("files", home)


class Watched:
    """What a Spark build shows of itself: its plans, and how many rows it takes out."""

    def __init__(self):
        self.plans, self.taken = [], []


@pytest.fixture(scope="module")
def on_each(home, on_spark):
    """The dataset built by each engine, once; and what Spark showed meanwhile."""
    watched = Watched()

    def frame(engine, rows):
        found = plainly(engine, rows)
        watched.plans.append(found._jdf.queryExecution().toString())
        return found

    def rows(engine, asked):
        found = answered(engine, asked)
        watched.taken.append(found)
        return found

    plainly, answered = OnSpark._frame, OnSpark.rows
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(OnSpark, "_frame", frame)
        patch.setattr(OnSpark, "rows", rows)
        inputs = LakehouseInputs(str(home / "lake"))
        found = {"duckdb": build(inputs, "on-duckdb", home)}
        with on_spark():
            parts = OnSpark().session.conf
            parts.set("spark.sql.shuffle.partitions", "2")
            found["spark"] = build(inputs, "on-spark", home)
            parts.set("spark.sql.shuffle.partitions", "1")
    return found, watched


def differing(one, other) -> dict[str, int]:
    """Rows of each stored table that one dataset has and the other has not."""
    found = {}
    for name, columns in STORED.items():
        mine, theirs = (
            f"SELECT {', '.join(columns)} {stored_rows(d.folder / f'{name}.parquet')}"
            for d in (one, other)
        )
        ((rows,),) = duckdb.sql(
            f"SELECT count(*) FROM (({mine} EXCEPT ALL {theirs}) UNION ALL "
            f"({theirs} EXCEPT ALL {mine}))"
        ).fetchall()
        found |= {name: rows} if rows else {}
    return found


@pytest.mark.spark
@pytest.mark.parametrize("name", ["duckdb", "spark"])
def test_every_stored_row_is_that_of_the_files(files, on_each, name):
    built = on_each[0][name]
    assert differing(files, built) == {}
    assert built.manifest.spans == files.manifest.spans
    assert (
        built.manifest.key
        == files.manifest.key
        == identity.fingerprint(SECRET.encode())
    )
    counted = [(a.table, a.rows, a.kept, a.left_out) for a in built.manifest.accounts]
    of_files = [(a.table, a.rows, a.kept, a.left_out) for a in files.manifest.accounts]
    assert sorted(counted) == sorted(of_files)
    assert sum(left for *_, left in counted) > 4


@pytest.mark.spark
def test_events_are_sorted_by_quarter_person_and_time(on_each):
    for built in on_each[0].values():
        place = built.folder / "ae_attendances.parquet"
        rows = duckdb.sql(
            f"SELECT year(arrived_at) * 4 + quarter(arrived_at), person, arrived_at "
            f"{stored_rows(place)}"
        ).fetchall()
        assert rows == sorted(rows) and len(rows) > PEOPLE
    assert place.is_dir()  # Spark’s, which both engines read in the test below


@pytest.mark.spark
def test_both_answer_alike_on_either_engine(files, on_each, on_spark):
    filters = Filters(ae_more_than=3, gp_more_than=8)
    expected = summary(files, filters)
    assert expected["ae"]["frequent"]["people"] > 0
    for built in on_each[0].values():
        for asking in (HERE, on_spark):
            with asking():
                assert summary(built, filters) == expected


@pytest.mark.spark
def test_spark_takes_out_no_id_and_shows_no_key(home, on_each):
    watched, pads = on_each[1], identity.pads(SECRET.encode())
    assert len(watched.plans) > 20
    shown = "".join(watched.plans).lower()
    assert not any(pad.hex() in shown for pad in pads) and SECRET not in shown
    assert max(map(len, watched.taken)) < PEOPLE
    raw = set(lake_world().patients["patient_id"])
    assert not raw & {
        str(cell) for rows in watched.taken for row in rows for cell in row
    }


@pytest.mark.spark
def test_a_schema_of_a_catalogue_is_a_place(home, files, on_each, on_spark, capsys):
    with on_spark():
        session = OnSpark().session
        session.sql(f"CREATE DATABASE lake LOCATION '{home / 'warehouse'}'")
        for table in ("ae_attendances", "practices"):
            session.sql(
                f"CREATE TABLE lake.{table} USING parquet "
                f"LOCATION '{home / 'lake' / table}'"
            )
        code = main(["build", "--from", "lake", "--into", "catalogue", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert code == 0 and told["dataset"] == "catalogue"
    assert {one["file"] for one in told["files"]} == {
        "lake.ae_attendances",
        "lake.practices",
    }
    built = open_dataset("catalogue", home)
    assert built.manifest.rows("ae_attendances") == files.manifest.rows(
        "ae_attendances"
    )


@pytest.mark.spark
def test_a_cluster_that_goes_away_leaves_what_was_live(home, on_each, on_spark):
    before = on_each[0]["spark"]

    def kill(step, done):
        if step.startswith("Writing A&E"):
            kill_java()

    with on_spark():
        with pytest.raises(InputError) as fault:
            build(LakehouseInputs(str(home / "lake")), "on-spark", home, kill)
        assert [one.rule for one in fault.value.problems] == ["cluster_gone"]
        assert "live still" in str(fault.value)
        live = open_dataset("on-spark", home)
        assert live.folder == before.folder
        assert [f.name for f in (home / "on-spark").iterdir() if f.is_dir()] == [
            before.folder.name
        ]
        filters = Filters(ae_more_than=3, gp_more_than=8)
        expected = summary(live, filters)  # a new session is found
        kill_java()
        with pytest.raises(InputError, match="The question was not answered"):
            summary(live, filters)
    assert summary(live, filters) == expected
