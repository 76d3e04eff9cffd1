"""The panel of before and after, and the months of everybody, by the plain route."""

from datetime import date

import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.filters import Filters
from analytics.errors import InputError
from analytics.measures.before_after.course import course
from analytics.measures.before_after.impact import impact_of, index_date_of
from analytics.measures.before_after.place_change import (
    place_by_month,
    place_change,
    place_change_of,
)
from analytics.measures.before_after.question import Question
from analytics.measures.over_time.trend import monthly

ON = date(2023, 4, 15)


@pytest.fixture(scope="module")
def panel(loaded):
    return course(loaded, Filters(pcn=("North PCN",)), AE, ON, everybody=True)


def counted(frames) -> pd.DataFrame:
    return frames.ae[frames.ae["attendance_category"].isin(["1", "2", "3"])]


def test_the_panel_is_sound_and_holds_every_counted_attendance(panel, frames):
    assert panel.validate() == []
    assert len(panel.events) == len(counted(frames))
    assert panel.events["cost_gbp"].sum() == pytest.approx(
        counted(frames)["cost_gbp"].sum()
    )


def test_everybody_on_the_list_is_observed_until_they_die_or_leave(panel, frames):
    end = pd.Timestamp(panel.data_to) + pd.Timedelta(days=1)
    died = pd.to_datetime(frames.patients["died_on"])
    left = pd.to_datetime(frames.patients["registered_to"])
    people = panel.people
    assert len(people) == len(frames.patients)
    assert (people["end_reason"] == "died").sum() == (
        died + pd.Timedelta(days=1) < end
    ).sum()
    expected = (
        pd.concat([left + pd.Timedelta(days=1), died + pd.Timedelta(days=1)], axis=1)
        .min(axis=1)
        .fillna(end)
        .clip(upper=end)
    )
    years = (expected - pd.Timestamp(panel.data_from)).dt.days.sum()
    assert (people["observed_to"] - people["observed_from"]).dt.days.sum() == years


def test_places_mark_the_scope_and_leave_the_comparators(panel, frames):
    inside = frames.patients["practice_code"].isin(["P1", "P2"]).sum()
    assert panel.people["in_scope"].sum() == inside < len(panel.people)


def test_the_usual_panel_leaves_out_who_never_attended_and_nobody_else(loaded, panel):
    usual = course(loaded, Filters(pcn=("North PCN",)), AE, ON)
    matter = {*panel.events["person"], *panel.caseload["person"]}
    kept = panel.people[panel.people["person"].isin(matter)]
    pd.testing.assert_frame_equal(usual.people, kept.reset_index(drop=True))
    pd.testing.assert_frame_equal(usual.events, panel.events)
    assert len(kept) < len(panel.people)


def test_top_30_before_and_after_by_counting(loaded, frames):
    found = impact_of(loaded, Filters(), Question(AE, "top:30", ON))
    rows = counted(frames)
    day = pd.Timestamp(ON)
    before = rows[
        (rows["arrived_at"] >= day - pd.DateOffset(months=12))
        & (rows["arrived_at"] < day)
    ]
    alive = frames.patients.set_index("patient_id")
    gone = (
        pd.concat([alive["registered_to"], alive["died_on"]], axis=1).min(axis=1) < day
    )
    each = before.groupby("patient_id").size()
    each = each[~gone.reindex(each.index)].sort_values(ascending=False)
    assert found.people == 30
    assert found.before == each.iloc[:30].sum()


def test_the_index_date_is_before_the_first_referral(loaded, frames):
    first = frames.caseload["referred_on"].min().date()
    assert index_date_of(loaded, AE) <= first


@pytest.mark.parametrize("kind", [AE, GP], ids=lambda kind: kind.slug)
def test_months_of_everybody(kind, loaded, frames):
    found = monthly(loaded, Filters(as_at=date(2024, 6, 30)), kind).table.set_index(
        "month"
    )
    rows = (
        counted(frames)["arrived_at"]
        if kind is AE
        else frames.gp[frames.gp["status"] == "attended"]["appointment_at"]
    )
    expected = rows.dt.to_period("M").value_counts()
    for month, n in found["attendances"].items():
        assert n == expected.get(month.to_period("M"), 0)
    march = pd.date_range("2022-03-01", "2022-03-31")
    last = pd.concat(
        [frames.patients["registered_to"], frames.patients["died_on"]], axis=1
    ).min(axis=1)
    mean = sum((last.isna() | (last >= day)).sum() for day in march) / 31
    assert found.loc["2022-03-01", "people_months"] == pytest.approx(mean, abs=1)


def test_a_place_among_few_says_why_it_cannot_be_told(loaded):
    asked = (loaded, Filters(pcn=("North PCN",)), Question(AE, "top:30", ON))
    by_month, change = place_by_month(*asked), place_change(*asked)
    assert by_month.table.empty and change.table.empty
    why, remedy = by_month.notes
    assert change.notes == (why, remedy) and "North PCN" in why and remedy
    with pytest.raises(InputError, match="North PCN"):
        place_change_of(*asked)
