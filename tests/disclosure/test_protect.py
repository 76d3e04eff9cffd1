"""Small numbers never pass the gate, and nothing is recoverable from what does."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.disclosure import Audience, protect
from analytics.measures.result import Column, Result

COLUMNS = (
    Column("group", "Group"),
    Column("people", "People", "count"),
    Column("visits", "Visits", "count", of="people"),
    Column("cost", "Cost", "money", of="people"),
    Column("each", "Each", "ratio", "visits", "people"),
    Column("median", "Median age", "number", of="people"),
)


def result(people, **more) -> Result:
    people = pd.Series(people, dtype="int64")
    table = pd.DataFrame({"group": [f"g{i}" for i in people.index], "people": people,
                          "visits": people * 9, "cost": people * 1234.56, "each": None,
                          "median": 40.0, "secret": people})
    return Result("r", table, COLUMNS, "A measure", **more)


@pytest.mark.parametrize("n, shown", [(0, 0), (1, None), (7, None), (8, 10), (12, 10), (13, 15)])
def test_the_rule_for_one_count(n, shown):
    seen = protect(result([n]), Audience.AGGREGATE).row()["people"]
    assert np.isnan(seen) if shown is None else seen == shown


def test_what_stands_for_few_people_is_hidden_with_them():
    seen = protect(result([3, 40]), Audience.AGGREGATE)
    first, second = seen.table.iloc[0], seen.table.iloc[1]
    assert first[["people", "visits", "cost", "each", "median"]].isna().all()
    assert second[["people", "visits", "cost", "each", "median"]].notna().all()
    words = seen.in_words()
    assert list(words.iloc[0])[1:4] == ["*", "*", "*"]


def test_ratios_come_from_protected_counts():
    row = protect(result([13]), Audience.AGGREGATE).row()
    assert row["each"] == pytest.approx(115 / 15)


def test_an_undeclared_number_does_not_pass():
    assert "secret" not in protect(result([3]), Audience.AGGREGATE).table
    assert "secret" in protect(result([3]), Audience.PSEUDONYMISED).table


def test_rows_about_people_are_withheld_from_a_meeting():
    seen = protect(result([1, 1], person_rows=True), Audience.AGGREGATE)
    assert seen.table.empty and "not shown" in seen.withheld
    assert len(protect(result([1, 1], person_rows=True), Audience.PSEUDONYMISED).table) == 2


def test_an_analyst_sees_true_numbers():
    row = protect(result([3]), Audience.PSEUDONYMISED).row()
    assert row["people"] == 3 and row["each"] == 9


def test_unknown_is_not_called_hidden():
    table = pd.DataFrame({"group": ["a"], "people": [np.nan]})
    seen = protect(Result("r", table, COLUMNS[:2], "m"), Audience.AGGREGATE)
    assert list(seen.in_words().iloc[0]) == ["a", "–"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=2, max_size=8))
def test_no_small_count_can_be_had_by_subtraction(counts):
    """With the total in the table, what is left for a hidden cell never pins a count of 1 to 7."""
    seen = protect(result([*counts, sum(counts)]), Audience.AGGREGATE).table["people"].to_numpy()
    parts, total = seen[:-1], seen[-1]
    hidden = np.isnan(parts)
    if not hidden.any() or np.isnan(total):
        return
    shown = parts[~hidden]
    # Each number shown may stand for two fewer to two more; so may the total.
    slack = 2 * (len(shown[shown > 0]) + 1)
    left = total - np.nansum(parts)
    possible = [n for n in range(1, 8) if abs(left - n) <= slack or hidden.sum() > 1]
    assert len(possible) != 1 or len(shown[shown > 0]) == 0
