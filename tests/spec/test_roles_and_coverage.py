"""Visits by role and rows by month, by the plain route."""

from datetime import date

import pandas as pd

from analytics.definitions.filters import Filters, filter_called
from analytics.definitions.words import plain as plain_words
from analytics.measures.counting.offered_values import offered_values
from analytics.measures.over_time import coverage
from analytics.measures.who.roles import visits_by_role
from tests.spec import plain

FILTERS = Filters(as_at=date(2024, 6, 30))


def test_visits_by_role(loaded, frames):
    found = visits_by_role(loaded, FILTERS).table.set_index("role")
    rows = plain.visits(frames, FILTERS.as_at)
    assert found["visits"].to_dict() == rows["role"].value_counts().to_dict()
    assert (
        found["people"].to_dict()
        == rows.groupby("role")["patient_id"].nunique().to_dict()
    )
    offered = offered_values(loaded, filter_called("roles"))
    assert list(offered) == sorted(frames.gp["role"].unique(), key=plain_words)


def test_rows_by_month(loaded, frames):
    found = coverage.by_month(loaded, FILTERS).table
    ae = found[found["extract"] == "A&E attendances"].set_index("month")["counted"]
    unplanned = frames.ae[frames.ae["attendance_category"] != "4"]
    months = unplanned["arrived_at"].dt.to_period("M").value_counts()
    assert ae.to_dict() == {m.to_timestamp(): n for m, n in months.items()}
    gp = found[found["extract"] == "GP appointments"]["counted"].sum()
    assert gp == (frames.gp["status"] == "attended").sum()


def test_rows_in_are_rows_counted_and_left_out(loaded, frames):
    kept = coverage.rows(loaded).table.set_index("table")
    assert (
        kept.loc["GP appointments", "people"]
        == frames.gp[frames.gp["status"] == "attended"]["patient_id"].nunique()
    )
    gone = coverage.left_out(loaded).table
    assert (
        isinstance(gone, pd.DataFrame)
        and (gone["before"] - gone["rows"] == gone["after"]).all()
    )
    read = coverage.sources(loaded).table.set_index("table")["rows"]
    assert read["A&E attendances"] == len(frames.ae)


def test_rows_read_are_rows_kept_and_left_out(loaded, frames):
    found = coverage.accounts(loaded).table.set_index("table")
    assert (found["read"] == found["kept"] + found["left_out"]).all()
    assert found.loc["GP appointments", "read"] == len(frames.gp)
    gone = coverage.left_out(loaded).table.groupby("table")["rows"].sum()
    assert found["left_out"].to_dict() == {t: gone.get(t, 0) for t in found.index}
