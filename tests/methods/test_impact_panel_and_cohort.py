"""Panels and cohorts as small tables: who is picked, who is left out and why."""

import numpy as np
import pandas as pd
import pytest

from analytics.methods.impact import CohortRule, NothingToCompare, impact
from analytics.methods.impact.cohort import comparators_at, pick_cohort
from analytics.methods.impact.panels.counts import count_course, monthly_course
from analytics.methods.impact.panels.panel import day_number
from analytics.methods.impact.panels.panel_from_events import panel_from_events
from analytics.methods.impact.panels.windows import Windows


def events_of(counts: dict[int, list[str]]) -> pd.DataFrame:
    rows = [(person, day) for person, days in counts.items() for day in days]
    return pd.DataFrame(rows, columns=["person", "day"])


def monthly(person: int, start: str, months: int, each: int = 1) -> pd.DataFrame:
    days = pd.date_range(start, periods=months, freq="MS").repeat(each) + pd.Timedelta(
        days=4
    )
    return pd.DataFrame({"person": person, "day": days})


@pytest.fixture
def small():
    events = pd.concat(
        [
            monthly(1, "2022-01-01", 24, 3),
            monthly(2, "2022-01-01", 24, 2),
            monthly(3, "2022-07-01", 18, 2),
            monthly(4, "2022-01-01", 24),
        ]
    )
    people = pd.DataFrame(
        {
            "person": [1, 2, 3, 4],
            "in_scope": [True, True, True, False],
            "observed_from": pd.Timestamp("2022-01-01"),
            "observed_to": pd.to_datetime(
                ["2024-01-01", "2023-07-01", "2024-01-01", "2024-01-01"]
            ),
            "end_reason": ["data_end", "died", "data_end", "data_end"],
        }
    )
    events = events.merge(people[["person", "observed_to"]])
    events = events[events["day"] < events["observed_to"]].drop(columns="observed_to")
    return panel_from_events(
        events, people, data_from="2022-01-01", data_to="2023-12-31"
    )


@pytest.mark.parametrize(
    "text, kind",
    [
        ("top:30", "top"),
        ("TOP:10%", "top"),
        ("rule:10", "rule"),
        ("caseload", "caseload"),
    ],
)
def test_cohort_rules_are_read(text, kind):
    assert CohortRule.parse(text).kind == kind


@pytest.mark.parametrize(
    "text",
    ["top", "top:0", "top:-3", "best:30", "rule", "list", "", "caseload:4", "top:200%"],
)
def test_a_rule_not_understood_says_what_is_expected(text):
    with pytest.raises(ValueError, match="top:30"):
        CohortRule.parse(text)


def test_rule_and_list_take_their_values_from_outside():
    assert CohortRule.parse("rule", more_than=10).more_than == 10
    assert CohortRule.parse("list", people=[3, 4]).people == (3, 4)


def test_top_ties_go_to_the_most_recent_attendance_then_person():
    panel = panel_from_events(
        events_of(
            {
                1: ["2022-03-01", "2022-09-01"],
                2: ["2022-03-01", "2022-11-01"],
                3: ["2022-05-01", "2022-11-01"],
                4: ["2023-03-01"] * 9,
            }
        ),
        data_from="2022-01-01",
        data_to="2023-12-31",
    )
    top = pick_cohort(panel, CohortRule("top", n=2), pd.Timestamp("2023-01-01"))
    assert panel.index.person[top.rows].tolist() == [
        2,
        3,
    ]  # person 4's visits come too late


def test_only_people_in_scope_and_present_are_picked(small):
    top = pick_cohort(small, CohortRule("top", n=5), pd.Timestamp("2023-08-01"))
    assert small.index.person[top.rows].tolist() == [
        1,
        3,
    ]  # 2 died in July, 4 is elsewhere
    assert "Only 2 people" in top.notes[0]


def test_more_than_is_strictly_more(small):
    at = pd.Timestamp("2023-01-01")
    assert len(pick_cohort(small, CohortRule("rule", more_than=23), at)) == 2
    assert len(pick_cohort(small, CohortRule("rule", more_than=24), at)) == 1


def test_counts_and_person_time_by_hand(small):
    at = day_number("2023-01-01")
    rows = np.array([0, 1, 2])
    counts = count_course(small, rows, np.full(3, at), Windows(), np.zeros(3, int))
    assert counts.before.tolist() == [36, 24, 12]
    assert counts.recent.tolist() == [9, 6, 6]
    assert counts.latest.tolist() == [3, 2, 2]
    assert counts.after.tolist() == [36, 12, 24]
    assert counts.after_years[1] == pytest.approx(181 / 365.25)  # until the death
    events, years = monthly_course(small, rows, np.full(3, at), Windows())
    assert events.sum(axis=0)[12] == 7 and events[1, 18:].sum() == 0
    assert years[1, 18:].sum() == 0


def test_the_washout_counts_neither_way(small):
    counts = count_course(
        small,
        np.array([0]),
        np.array([day_number("2023-01-01")]),
        Windows(washout=3),
        np.zeros(1, int),
    )
    assert counts.before[0] == 36 and counts.after[0] == 27
    assert counts.after_years[0] == pytest.approx(275 / 365.25)


def test_comparators_count_until_they_join_the_caseload(small):
    caseload = pd.DataFrame(
        {"person": [1, 2], "referred_on": ["2023-01-01", "2023-03-01"]}
    )
    panel = panel_from_events(
        small.events,
        small.people,
        caseload,
        data_from="2022-01-01",
        data_to="2023-12-31",
    )
    cohort = pick_cohort(panel, CohortRule("caseload"), pd.Timestamp("2023-01-31"))
    assert panel.index.person[cohort.rows].tolist() == [1]
    rows, censor, before = comparators_at(
        panel, cohort, pd.Timestamp("2023-01-01"), 1, 12
    )
    assert panel.index.person[rows].tolist() == [2, 3, 4]
    assert censor[0] == day_number("2023-03-01")
    assert before.tolist() == [24, 12, 12]


def test_people_absent_from_the_list_are_named_in_the_notes(small):
    cohort = pick_cohort(
        small, CohortRule("list", people=(1, 99)), pd.Timestamp("2023-01-01")
    )
    assert len(cohort) == 1 and "not in the data" in cohort.notes[0]


@pytest.mark.parametrize(
    "rule, date, words",
    [
        (CohortRule("top", n=2), "2024-03-01", "no follow-up yet"),
        (CohortRule("top", n=2), "2023-12-20", "no follow-up yet"),
        (CohortRule("top", n=2), "2020-03-01", "before the data"),
        (CohortRule("top", n=2), "2022-01-20", "too close"),
        (CohortRule("rule", more_than=500), "2023-01-01", "Nobody fits"),
        (CohortRule("list", people=(77,)), "2023-01-01", "Nobody fits"),
        (CohortRule("caseload"), None, "no referrals"),
        (CohortRule("top", n=2), None, "Give the index date"),
    ],
)
def test_questions_without_an_answer_say_so(small, rule, date, words):
    with pytest.raises(NothingToCompare, match=words):
        impact(small, rule, date)


def test_a_refusal_says_why_without_saying_how_many(small):
    """It is shown to a meeting as it is: counts of few people are not for it."""
    with pytest.raises(NothingToCompare) as fault:
        impact(small, CohortRule("list", people=(77, 78, 79)), "2023-01-01")
    assert "Some are not in the data." in str(fault.value)
    assert "3" not in str(fault.value).replace("2023", "")


def test_a_caseload_that_joins_with_nothing(small):
    caseload = pd.DataFrame({"person": [501, 502], "referred_on": "2023-01-01"})
    panel = panel_from_events(
        small.events,
        small.people,
        caseload,
        data_from="2022-01-01",
        data_to="2023-12-31",
    )
    with pytest.raises(NothingToCompare, match="same key"):
        impact(panel, CohortRule("caseload"))


def test_everyone_treated_leaves_the_crude_change_and_a_range(small):
    result = impact(small, CohortRule("list", people=(1, 2, 3, 4)), "2023-01-01")
    assert result.best.method == "range" and result.best.rate_ratio is None
    assert any("nobody is left to compare" in note for note in result.notes)
    assert result.before == 72 and result.died == 1


def test_faults_of_a_panel_are_all_named(small):
    from dataclasses import replace

    bad = replace(
        small,
        events=small.events.iloc[::-1].assign(person=9),
        people=small.people.assign(end_reason="moved"),
    )
    faults = " ".join(bad.validate())
    assert "moved" in faults and "belong to nobody" in faults and "not sorted" in faults


def test_without_a_list_the_result_says_so():
    events = pd.concat([monthly(p, "2022-01-01", 24, 1 + p % 4) for p in range(1, 60)])
    panel = panel_from_events(events)
    result = impact(panel, CohortRule("top", n=10), "2023-01-05")
    assert any("no registered list" in note for note in result.notes)
