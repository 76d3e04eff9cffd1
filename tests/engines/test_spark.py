"""The same measures on Spark give the same numbers as on DuckDB."""

from datetime import date

import pandas as pd
import pytest

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.measures.summary import summary
from analytics.measures.who.listing import listing
from analytics.store.dataset import table

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
def test_summary_on_spark_is_summary_on_duckdb(loaded, on_spark):
    for filters in FILTERS:
        with on_spark():
            found = summary(loaded, filters)
        assert found == summary(loaded, filters)
        assert found["ae"]["frequent"]["people"] > 0


@pytest.mark.spark
def test_the_list_on_spark_is_the_list_on_duckdb(loaded, on_spark):
    with on_spark():
        found = listing(loaded, FILTERS[0]).table
    pd.testing.assert_frame_equal(found, listing(loaded, FILTERS[0]).table)


@pytest.mark.spark
def test_each_dataset_is_asked_of_its_own_files(loaded, only_ae, on_spark):
    visits = table("gp_appointments").count().name("rows").as_table()
    for asked in (loaded, only_ae, loaded):
        found = engine.number(asked, visits)
        with on_spark():
            assert engine.number(asked, visits) == found
        assert (found > 0) == (asked is loaded)
