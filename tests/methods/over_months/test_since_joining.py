"""The effect by months since joining: against diff-diff, by a plain route, and in small
worlds."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from diff_diff import CallawaySantAnna

from analytics.methods.impact import CohortRule, impact
from analytics.methods.impact.ladder import picked
from analytics.methods.impact.panels.windows import Windows
from analytics.methods.impact.rungs.compare import compare
from analytics.methods.impact.staggered.by_months import Stack, by_months, in_steps
from analytics.methods.impact.staggered.since_joining import stack_of
from tests.benchmarks.impact.worlds import WORLDS, draw

MONTHS = np.arange(-5, 7)
SPAN = 18


def people_who_join(seed: int, people: int = 400) -> tuple[np.ndarray, np.ndarray]:
    """Visits by month and the month of joining (0: never); a fall of 40% since."""
    rng = np.random.default_rng(seed)
    joins = np.where(rng.random(people) < 0.3, rng.integers(6, 12, people), 0)
    since = (np.arange(SPAN) >= joins[:, None]) & (joins > 0)[:, None]
    rate = rng.gamma(2, 0.5, people)[:, None] * np.where(since, 0.6, 1.0)
    return rng.poisson(rate).astype(float), joins


def stacked(visits: np.ndarray, joins: np.ndarray, base: bool) -> Stack:
    """Each joining month's people and all who had not joined by then, until they do;
    ``base``: less the month before joining."""
    rows = []
    for month in np.unique(joins[joins > 0]):
        for one in range(len(visits)):
            if 0 < joins[one] < month:
                continue
            at = month + MONTHS
            live = (at >= 0) & (at < SPAN)
            if joins[one] > month:
                live &= at < joins[one]
            seen = visits[one, at.clip(0, SPAN - 1)]
            seen = seen - visits[one, month - 1] if base else seen
            mine = joins[one] == month
            rows.append((one, month, mine, np.where(live, seen, 0.0), 1.0 * live))
    person, group, joined, seen, years = (
        np.array(part) for part in zip(*rows, strict=True)
    )
    return Stack(person, group, joined, np.ones(len(rows)), seen, years, MONTHS)


def test_it_is_that_of_callaway_and_sant_anna():
    """Effects and standard errors, to the last digits."""
    visits, joins = people_who_join(3)
    long = pd.DataFrame(
        {
            "person": np.repeat(np.arange(len(visits)), SPAN),
            "month": np.tile(np.arange(SPAN), len(visits)),
            "visits": visits.ravel(),
            "joins": np.repeat(joins, SPAN),
        }
    )
    theirs = CallawaySantAnna(
        control_group="not_yet_treated", base_period="universal"
    ).fit(long, "visits", "person", "month", "joins")
    theirs = theirs.aggregate("event_study")
    told = dict(
        zip(theirs.event_time, zip(theirs.att, theirs.se, strict=True), strict=True)
    )
    ours = by_months(stacked(visits, joins, base=True))
    for month, difference, error in zip(
        MONTHS, ours.table["difference"], ours.error, strict=True
    ):
        assert difference == pytest.approx(told[month][0], abs=1e-9)
        if month != -1:  # there both are 0
            assert error == pytest.approx(told[month][1], abs=1e-9)
    assert ours.before_differs > 0.05 > ours.after_differs


def test_each_month_by_adding_up():
    visits, joins = people_who_join(5, 150)
    rng = np.random.default_rng(0)
    stack = stacked(visits, joins, base=False)
    stack = replace(stack, weight=rng.random(len(stack.weight)))
    found = by_months(stack).table.set_index("month")
    for column, month in enumerate(MONTHS):
        frame = pd.DataFrame(
            {
                "group": stack.group,
                "joined": stack.joined,
                "visits": stack.visits[:, column],
                "years": stack.years[:, column],
                "weight": np.where(stack.joined, 1.0, stack.weight),
            }
        )
        expected = time = seen = 0.0
        for _, those in frame.groupby("group"):
            mine, others = those[those["joined"]], those[~those["joined"]]
            left = (others["weight"] * others["years"]).sum()
            if left > 0:
                rate = (others["weight"] * others["visits"]).sum() / left
                expected += rate * mine["years"].sum()
                time += mine["years"].sum()
                seen += mine["visits"].sum()
        assert found.loc[month, "expected"] == pytest.approx(expected / time)
        assert found.loc[month, "observed"] == pytest.approx(seen / time)


def test_months_taken_together_keep_every_visit():
    stack = stacked(*people_who_join(1, 60), base=False)
    three = in_steps(stack, 3)
    assert three.months.tolist() == [-6, -3, 0, 3, 6]
    assert three.visits.sum() == stack.visits.sum()
    assert three.years[:, 2].sum() == stack.years[:, 5:8].sum()


@pytest.fixture(scope="module")
def staggered():
    world = replace(WORLDS["staggered"], places=4)
    case = draw(world, 80, -0.5, np.random.default_rng(4))
    return case, impact(case.panel, case.rule, None, draws=600)


def test_it_is_the_answer_part_by_part(staggered):
    _, found = staggered
    since, best = found.since_joining, found.best
    assert best.method == "matched" and since.alike_before
    table = since.months.table
    after = table[table["month"] >= 0]
    gap = (after["difference"] * after["person_years"]).sum()
    assert gap == pytest.approx(-best.avoided, abs=0.1)
    assert since.difference == pytest.approx(-best.avoided / found.after_years)
    assert (since.upper < 0) == (best.upper < 1)
    assert since.lower < since.difference < since.upper


def test_the_command_lines_key(staggered):
    told = json.loads(json.dumps(staggered[1].to_json()))["by_months_since_joining"]
    assert told["people"] == staggered[1].people and told["step_months"] == 3
    assert [row["month"] for row in told["months"]] == list(range(-12, 12, 3))
    assert {"observed", "expected", "difference", "lower", "upper"} <= set(
        told["months"][0]
    )


def test_without_matching_the_months_before_show_that_nothing_is_told(staggered):
    """Joined when they attend most: everybody who had not joined attends less."""
    case, _ = staggered
    windows = Windows()
    cohort, counts = picked(case.panel, case.rule, None, windows)
    compared = compare(
        case.panel, cohort, counts, windows, None, np.random.default_rng(0), 200
    )
    stack = in_steps(stack_of(compared, compared.rungs["matched"]), 3)
    everybody = replace(stack, weight=np.ones(len(stack.weight)))
    assert by_months(everybody).before_differs < 0.01
    matched = by_months(stack, as_theirs=True)
    assert matched.before_differs > 0.05
    last = matched.table.set_index("month").loc[-3]
    assert last["difference"] == pytest.approx(0, abs=0.05 * last["observed"])


def test_a_few_people_who_never_came_are_not_taken_as_certain():
    stack = stacked(*people_who_join(7), base=False)
    quiet = replace(stack, visits=np.where(stack.joined[:, None], 0, stack.visits))
    sure, unsure = by_months(quiet), by_months(quiet, as_theirs=True)
    assert (unsure.error > 2 * sure.error).all()


def test_people_picked_at_one_date_do_not_join_one_by_one(staggered):
    case, _ = staggered
    found = impact(
        case.panel, CohortRule("top", n=40), pd.Timestamp("2022-11-01"), draws=200
    )
    assert found.since_joining is None
    assert found.to_json()["by_months_since_joining"] is None
