"""The same measures on Spark give the same numbers as on DuckDB."""

import os
import shutil
from datetime import date

import pytest

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.measures.summary import summary
from analytics.measures.who.listing import listing
from analytics.store.dataset import table


@pytest.fixture(scope="module")
def spark_engine():
    """Spark in local mode. It needs a Java: in CI a missing one fails, on a desk it
    skips."""
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        said = (
            "Spark needs Java 17 or newer (Debian: apt-get install "
            "default-jre-headless)."
        )
        pytest.fail(said) if os.environ.get("CI") else pytest.skip(said)
    os.environ["FREQUENT_ATTENDERS_ENGINE"] = "spark"
    # The rows are few: translating Spark itself for speed takes longer than they do.
    os.environ["PYSPARK_SUBMIT_ARGS"] = (
        "--driver-java-options '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC' pyspark-shell"
    )
    yield
    del os.environ["FREQUENT_ATTENDERS_ENGINE"], os.environ["PYSPARK_SUBMIT_ARGS"]
    from pyspark.sql import SparkSession

    session = SparkSession.getActiveSession()
    if session is not None:
        session.stop()
    engine._catalogues.clear()


FILTERS = (
    Filters(ae_more_than=4, gp_more_than=12),
    Filters(
        as_at=date(2023, 11, 17),
        months=6,
        ae_more_than=2,
        age_from=18,
        pcn=("North PCN",),
    ),
    Filters(
        ae_more_than=1,
        gp_more_than=8,
        neighbourhood=("North",),
        diagnosis_groups=("respiratory",),
        segments=("mind_high_intensity", "unclassified"),
    ),
)


@pytest.mark.spark
def test_summary_on_spark_is_summary_on_duckdb(loaded, spark_engine):
    for filters in FILTERS:
        on_spark = summary(loaded, filters)
        os.environ["FREQUENT_ATTENDERS_ENGINE"] = "duckdb"
        on_duckdb = summary(loaded, filters)
        os.environ["FREQUENT_ATTENDERS_ENGINE"] = "spark"
        assert on_spark == on_duckdb
        assert on_spark["ae"]["frequent"]["people"] > 0


@pytest.mark.spark
def test_the_list_on_spark_is_the_list_on_duckdb(loaded, spark_engine):
    on_spark = listing(loaded, FILTERS[0]).table
    os.environ["FREQUENT_ATTENDERS_ENGINE"] = "duckdb"
    on_duckdb = listing(loaded, FILTERS[0]).table
    os.environ["FREQUENT_ATTENDERS_ENGINE"] = "spark"
    assert list(on_spark["pseudonym"]) == list(on_duckdb["pseudonym"])
    assert list(on_spark["ae_attendances"]) == list(on_duckdb["ae_attendances"])


@pytest.mark.spark
def test_each_dataset_is_asked_of_its_own_files(loaded, only_ae, spark_engine):
    visits = table("gp_appointments").count().name("rows").as_table()
    for asked in (loaded, only_ae, loaded):
        on_spark = engine.run(asked, visits)["rows"].iloc[0]
        assert on_spark == engine.run(asked, visits, "duckdb")["rows"].iloc[0]
        assert (on_spark > 0) == (asked is loaded)
