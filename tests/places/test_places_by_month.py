"""Frequent attenders of each practice by month against plain pandas; and the table that
they stand in."""

import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE, GP
from analytics.disclosure import Audience, protect
from analytics.figures.places.practices import practices
from analytics.figures.theme import LIGHT
from analytics.measures.places.by_month import practices_by_month
from analytics.measures.places.funnel import practices_compared
from analytics.measures.places.practice_choice import PracticeChoice
from tests.places.plain import RULE

ASKED = RULE.with_(months=6)
MONTHS = pd.period_range("2024-01", "2024-08", freq="M")  # each with six before it


def home_on(tables, day):
    spells, people = tables["registrations"], tables["people"].set_index("person")
    first, last = spells["registered_from"], spells["registered_to"]
    there = (first.isna() | (first <= day)) & (last.isna() | (last >= day))
    died = people["died_on"].reindex(spells["person"]).to_numpy() <= day
    return spells[there & ~died].groupby("person")["practice_code"].min()


def by_pandas(tables, kinds, listed=True):
    found = {}
    both = pd.concat(
        [
            tables["gp_appointments"].rename(columns={"appointment_at": "at"}),
            tables["ae_attendances"].rename(columns={"arrived_at": "at"}),
        ],
        keys=["gp", "ae"],
    ).reset_index(level=0, names="kind")
    for month in MONTHS:
        day = month.end_time.normalize()
        start = (month - 5).start_time
        rows = both[(both["at"] >= start) & (both["at"] <= month.end_time)]
        counts = rows.groupby(["person", "kind"]).size().unstack(fill_value=0)
        often = pd.Series(False, index=counts.index)
        for kind, more in (("gp", 5), ("ae", 3)):
            if kind in kinds:
                often |= counts[kind] > more
        where = home_on(tables, day) if listed else pd.Series(dtype=object)
        if not listed:
            rows = rows.sort_values(["at", "practice_code"], ascending=[True, False])
            where = rows.groupby("person")["practice_code"].last()
        found[month] = where.reindex(often[often].index).value_counts()
    return pd.DataFrame(found)


@pytest.mark.parametrize("rule", [(AE,), (GP,), (AE, GP)], ids=["ae", "gp", "either"])
@pytest.mark.parametrize("missing", [(), ("registrations",)], ids=["list", "published"])
def test_each_month_equals_pandas(stored, tables, rule, missing):
    dataset = stored(*missing)
    table = practices_by_month(dataset, ASKED, rule).table
    found = table.pivot(index="place", columns="month", values="people")
    found.columns = pd.PeriodIndex(found.columns, freq="M")
    assert list(found.columns) == list(MONTHS)
    expected = by_pandas(tables, [kind.slug for kind in rule], listed=not missing)
    expected = expected.reindex(index=found.index, columns=MONTHS).fillna(0)
    assert (found == expected.astype(int)).all(axis=None)
    compared = practices_compared(dataset, ASKED, rule).table.set_index("place")
    last = compared["people"].drop("", errors="ignore")
    assert found[MONTHS[-1]].to_dict() == last.to_dict()


def drawn(dataset, audience, choice, rule=(GP,)):
    asked = [
        protect(one(dataset, ASKED, rule), audience)
        for one in (practices_compared, practices_by_month)
    ]
    return practices(*asked, choice, LIGHT)


def test_the_table_has_names_or_sizes_in_order_and_never_rates(made_up):
    fig = drawn(made_up, Audience.PSEUDONYMISED, PracticeChoice())
    assert list(fig.table["Practice"]) == ["A Surgery", "B Surgery", "C Surgery"]
    assert list(fig.table) == [
        "Practice",
        "Above the rule",
        "List size",
        "Per 1,000",
        "95% interval",
        "Against the limits",
    ]
    assert fig.title.startswith("Half of the ") and "of 3 practices" in fig.title
    assert [len(course) for course in fig.grid.frame["By month"]] == [8, 8, 8]
    assert fig.pick.choices[fig.grid.rows[0]] == {"practice": ("A Surgery",)}
    sizes = drawn(made_up, Audience.PSEUDONYMISED, PracticeChoice(order="size"))
    assert sizes.grid.frame["List size"].is_monotonic_decreasing
    one = drawn(made_up, Audience.PSEUDONYMISED, PracticeChoice("north b"))
    assert list(one.table["Practice"]) == ["B Surgery"] and one.title.startswith(
        "1 of 3"
    )
    none = drawn(made_up, Audience.PSEUDONYMISED, PracticeChoice("nowhere"))
    assert none.chart is None and none.grid is None


def test_a_meeting_sees_rounded_numbers_and_no_course(made_up):
    fig = drawn(made_up, Audience.AGGREGATE, PracticeChoice(), rule=(AE,))
    assert "By month" not in fig.grid.frame
    assert set(fig.grid.holds.values()) == {"text"}
    for name in ("Above the rule", "List size"):
        cells = [cell.replace(",", "") for cell in fig.table[name]]
        assert all(cell in ("*", "–") or int(cell) % 5 == 0 for cell in cells)
    few = fig.table["Above the rule"] == "*"
    assert few.any(), "the case says something"
    assert set(fig.table.loc[few, "95% interval"]) == {"*"}
    assert fig.title.endswith("or more A&E frequent attenders")
