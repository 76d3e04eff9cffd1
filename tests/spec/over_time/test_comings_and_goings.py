"""Frequent attenders by month, counted once more in plain pandas."""

from datetime import date

import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.filters import Filters
from analytics.measures.over_time.comings_and_goings import comings_and_goings
from analytics.measures.over_time.often import SHOWN
from analytics.measures.summary import summary
from tests.spec import plain

RULE = dict(ae_more_than=3, gp_more_than=8)
CASES = {
    "everybody": ({}, {}),
    "half a year": (dict(months=6), dict(months=6)),
    "one practice": (dict(practice=("Ash Lane",)), dict(practices=["P1"])),
    "before the end": (dict(as_at=date(2023, 11, 17)), {}),
}


def plainly(frames, kind, months: int, practices=None) -> pd.DataFrame:
    """The same from the canonical frames: a set of people a month's end."""
    rows = {AE: plain.attendances, GP: plain.visits}[kind]
    more_than = RULE[kind.rule]
    died = frames.patients.set_index("patient_id")["died_on"]

    def often(month) -> set:
        ids = plain.each(rows(frames, month.end_time.date(), months, practices))
        return set(ids[ids > more_than].index)

    found = {}
    for month in pd.period_range("2021-01", "2024-12", freq="M"):
        now, before = often(month), often(month - 1)
        dead = set(died[died <= month.end_time].index)
        found[month.start_time] = {
            "people": len(now),
            "still": len(now & before),
            "new": len(now - before),
            "no_longer": len(before - now),
            "died": len((before - now) & dead),
        }
    return pd.DataFrame(found).T


@pytest.mark.parametrize("kind", [AE, GP], ids=lambda kind: kind.slug)
@pytest.mark.parametrize("name", CASES)
def test_two_routes_agree(name, kind, loaded, frames):
    asked, same = CASES[name]
    found = comings_and_goings(loaded, Filters(**RULE, **asked), kind).table
    expected = plainly(frames, kind, same.get("months", 12), same.get("practices"))
    found = found.set_index("month")
    assert len(found) > 6 and found["people"].sum() > 0
    assert (found == expected.loc[found.index, found.columns]).all(axis=None)


def test_the_last_month_is_the_headline(loaded):
    filters = Filters(as_at=date(2024, 6, 30), **RULE)
    for kind in (AE, GP):
        table = comings_and_goings(loaded, filters, kind).table
        assert len(table) == SHOWN and str(table["month"].iloc[-1])[:7] == "2024-06"
        headline = summary(loaded, filters)[kind.slug]["frequent"]["people"]
        assert table["people"].iloc[-1] == headline
        assert (table["people"] == table["still"] + table["new"]).all()


def test_a_window_longer_than_the_extract_leaves_no_month(loaded):
    first, last = loaded.days(AE)
    months = (last.year - first.year) * 12 + 24
    found = comings_and_goings(loaded, Filters(months=months), AE).table
    assert found.empty
