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
    table = pd.DataFrame(
        {
            "group": [f"g{i}" for i in people.index],
            "people": people,
            "visits": people * 9,
            "cost": people * 1234.56,
            "each": None,
            "median": 40.0,
            "secret": people,
        }
    )
    return Result("r", table, COLUMNS, "A measure", **more)


@pytest.mark.parametrize(
    "n, shown", [(0, 0), (1, None), (7, None), (8, 10), (12, 10), (13, 15)]
)
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
    assert row["visits"] == 120 and row["each"] == pytest.approx(120 / 15)


def test_an_undeclared_number_does_not_pass():
    assert "secret" not in protect(result([3]), Audience.AGGREGATE).table
    assert "secret" in protect(result([3]), Audience.PSEUDONYMISED).table


def test_rows_about_people_are_withheld_from_a_meeting():
    seen = protect(result([1, 1], person_rows=True), Audience.AGGREGATE)
    assert seen.table.empty and "not shown" in seen.withheld
    assert (
        len(protect(result([1, 1], person_rows=True), Audience.PSEUDONYMISED).table)
        == 2
    )


def test_an_analyst_sees_true_numbers():
    row = protect(result([3]), Audience.PSEUDONYMISED).row()
    assert row["people"] == 3 and row["each"] == 9


def test_unknown_is_not_called_hidden():
    table = pd.DataFrame({"group": ["a"], "people": [np.nan]})
    seen = protect(Result("r", table, COLUMNS[:2], "m"), Audience.AGGREGATE)
    assert list(seen.in_words().iloc[0]) == ["a", "–"]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.lists(st.one_of(st.integers(1, 7), st.integers(8, 23)), min_size=3, max_size=6)
)
def test_no_small_count_can_be_had_by_subtraction(counts):
    """With the total known as it would be shown, a hidden part keeps at least two
    values."""
    seen = protect(result(counts), Audience.AGGREGATE)
    hidden = seen.table["people"].isna().to_numpy()
    total = 5 * round(sum(counts) / 5)
    shown = seen.table["people"].dropna()
    low = total - 2 - (shown + 2).sum()
    high = total + 2 - (shown - 2).sum()
    besides = any(c > 7 for c in np.array(counts)[hidden])
    most = (
        max(counts) if besides else 7
    )  # who looks cannot tell which is hidden besides
    for _ in range(hidden.sum()):
        least = max(1, low - most * (hidden.sum() - 1))
        assert min(most, high - (hidden.sum() - 1)) > least


def test_what_is_hidden_besides():
    """8, 8 and 1 would show as 10, 10 and *; their total of 17, as 15, would leave 1
    for the *."""
    assert (
        protect(result([8, 8, 1]), Audience.AGGREGATE).table["people"].isna().sum() == 2
    )
    assert (
        protect(result([8, 8, 2]), Audience.AGGREGATE).table["people"].isna().sum() == 1
    )


def test_nobody_is_hidden_too_where_it_would_tell():
    seen = protect(result([8, 8, 1, 0]), Audience.AGGREGATE)
    assert list(seen.in_words()["People"]) == ["10", "10", "*", "*"]


def test_parts_with_a_word_in_common_are_a_table_of_their_own():
    """Asked for alone, the three of North have a total; South does not protect them."""
    given_ = result([8, 8, 1, 3, 60])
    named = Result(
        "r", given_.table.assign(pcn=["N", "N", "N", "S", "S"]), COLUMNS, "m"
    )
    assert list(protect(named, Audience.AGGREGATE).hidden["people"]) == [
        True,
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    "n, shown", [(0, None), (1, None), (19, None), (20, 20), (23, 25)]
)
def test_people_whom_a_filter_picked_out(n, shown):
    """Nobody and one look the same, so that the whole less the others tells neither."""
    seen = protect(result([n], narrowed=True), Audience.AGGREGATE)
    value = seen.row()["people"]
    assert np.isnan(value) if shown is None else value == shown
    assert "0 to 19" in seen.rule_in_words


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.integers(8, 4000), st.integers(1, 40))
def test_a_total_is_no_finer_than_the_people_behind_it(people, each):
    """What is shown of their visits leaves room for more than one person more, or
    fewer."""
    columns = (
        Column("people", "People", "count"),
        Column("visits", "Visits", "count", of="people"),
        Column("cost", "Cost", "money", of="people"),
    )
    table = pd.DataFrame(
        {"people": [people], "visits": [people * each], "cost": [people * each * 175.0]}
    )
    more = table + [1, each, 175.0 * each]
    row = protect(Result("r", table, columns, "m"), Audience.AGGREGATE).row()
    assert row["visits"] % 5 == 0 and row["visits"] > 0
    after = protect(Result("r", more, columns, "m"), Audience.AGGREGATE).row()
    for name in ("visits", "cost"):
        jump = abs(after[name] - row[name])
        assert jump == 0 or jump > 4 * table[name][0] / people - 1e-6
