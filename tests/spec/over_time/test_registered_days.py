"""Registered people of each month, by two routes: from starts and ends, and counted day
by day."""

from datetime import date

import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.measures.counting.settle import settle
from analytics.measures.over_time.trend import person_days

MONTHS = pd.date_range("2022-11-01", "2023-03-01", freq="MS")


def day_by_day(patients: pd.DataFrame, month: pd.Timestamp) -> float:
    days = pd.date_range(month, month + pd.offsets.MonthEnd(0))
    last = patients[["registered_to", "died_on"]].min(axis=1)
    return sum(
        int((~(patients["registered_from"] > day) & ~(last < day)).sum())
        for day in days
    ) / len(days)


@pytest.mark.parametrize("practices", [(), ("Ash Lane",)])
def test_a_month_has_the_mean_of_its_days(loaded, frames, practices):
    patients = frames.patients
    if practices:
        patients = patients[patients["practice_code"] == "P1"]
    scope = settle(loaded, Filters(practice=practices))
    found = person_days(loaded, scope, MONTHS, AE)
    expected = [day_by_day(patients, month) for month in MONTHS]
    assert found.to_list() == pytest.approx(expected)
    assert practices or found.nunique() > 1


def test_of_nobody_there_are_none(loaded):
    young = settle(loaded, Filters(as_at=date(2024, 6, 30), age_from=119))
    assert person_days(loaded, young, MONTHS, AE).to_list() == [0.0] * len(MONTHS)
