"""Each target's numbers against plain pandas on generated data; and what decides."""

import pickle
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from analytics.definitions.event_kinds import AE, kind, kinds
from analytics.definitions.filters import Filters
from analytics.definitions.outcomes import Outcome, measured, measures, published
from analytics.measures.before_after.impact import impact_of
from analytics.measures.before_after.question import Question
from analytics.measures.outcomes.by_month import by_month
from analytics.measures.outcomes.group import settled, whole_months
from analytics.measures.outcomes.judged import _followed, followed, judged
from analytics.measures.outcomes.seen import crude_change, seen
from analytics.store import usual_answers
from tests.outcomes import plainly

ON = "2023-04-15"
DAY = date(2023, 4, 15)
BY_RULE = Outcome("by_rule", "Above 4", "Us", "ae", "rule:4", most=0.3, on=DAY)
CASES = {
    "ae of people above a rule": (BY_RULE, lambda r, f: plainly.above(r, f, 4, ON)),
    "outpatients of the same": (
        replace(BY_RULE, measure="outpatient", picked_by="ae"),
        lambda r, f: plainly.above(r, f, 4, ON),
    ),
    "length of stay of the same": (
        replace(BY_RULE, measure="length_of_stay", picked_by="ae"),
        lambda r, f: plainly.above(r, f, 4, ON),
    ),
    "stays of the caseload": (
        replace(BY_RULE, measure="length_of_stay", group="caseload", on=None),
        lambda r, f: plainly.referred(f),
    ),
    "a definition": (
        replace(BY_RULE, measure="ae", group="", define="age >= 65"),
        lambda r, f: plainly.aged(f, 65, ON),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_month_is_that_of_plain_pandas(case, six, rows, frames):
    outcome, who = CASES[case]
    found = seen(six, Filters(), settled(six, outcome))
    what = measured(outcome.measure)
    stays = what.amount is not None
    events = plainly.stays(rows) if stays else plainly.counted(rows, what.kind.slug)
    told = plainly.by_month(frames, rows, what.kind.slug, who(rows, frames), events)
    assert set(found["people"]) == set(told["people"]) and told["people"].min() > 8
    assert found["amount"].tolist() == told["amount"].tolist()
    per = told["events" if stays else "years"]
    assert np.allclose(found["per"], per) and found["amount"].sum() > 20
    before, after = told[told["month"] < 0], told[told["month"] >= 0]
    rate = [p["amount"].sum() / per[p.index].sum() for p in (before, after)]
    assert crude_change(found) == pytest.approx(rate[1] / rate[0] - 1)


def test_the_own_share_decides_and_the_crude_change_does_not(six):
    question = Question(AE, "rule:4", BY_RULE.on)
    impact = impact_of(six, Filters(), question)
    outcomes = (
        replace(BY_RULE, name="any", least=0.0, most=0.9),
        replace(BY_RULE, name="most", least=0.9, most=0.9),
    )
    table = judged(six, Filters(), outcomes).table
    for row in table.to_dict("records"):
        assert row["crude"] == pytest.approx(impact.crude_change)
        ratio = [1 + row[name] for name in ("share", "lower", "upper")]
        best = impact.best
        assert ratio == pytest.approx([best.rate_ratio, best.lower, best.upper])
    assert impact.best.lower > 1 and impact.claim == "effect"
    assert list(table["answer"]) == ["not", "not"]


def test_month_by_month_ends_where_the_glance_is(six):
    table = by_month(six, Filters(), BY_RULE).table
    after = table[table["month"] >= 0]
    row = judged(six, Filters(), (BY_RULE,)).row()
    last = after.iloc[-1]
    assert len(after) == 12 and list(table["month"]) == list(range(-12, 12))
    for name, of_all in (("so_far", "crude"), ("share", "share"), ("upper", "upper")):
        assert last[name] == pytest.approx(row[of_all])
    assert last["answer"] == row["answer"] and last["why"] == row["why"]
    assert after["share"].notna().all() and (after["lower"] < after["upper"]).all()
    assert np.allclose(after["aimed"], after["drawn"] * 0.7)
    assert "met" not in set(after["answer"].iloc[:-1]), "met only when it is due"
    by_three = by_month(six, Filters(), BY_RULE, 3).table
    assert by_three["amount"].sum() == table["amount"].sum() and len(by_three) == 8


def test_no_judgement_before_a_month_has_passed_and_none_without_data(six, only_gp):
    late = replace(BY_RULE, on=date(2024, 6, 20))
    row = judged(six, Filters(), (late,)).row()
    assert row["answer"] == "cannot tell" and "no whole month" in row["why"]
    assert by_month(six, Filters(), late).table.empty
    for row in judged(only_gp, Filters(), published()).table.to_dict("records"):
        assert row["answer"] == "cannot tell" and "no extract of" in row["why"]
        assert row["people"] == 0 and np.isnan(row["crude"])


def test_whole_months_between_days():
    first = date(2023, 1, 31)
    assert whole_months(first, date(2023, 2, 26)) == 0
    assert whole_months(first, date(2023, 2, 27)) == 1, "to the 28th, exclusive"
    assert whole_months(first, date(2023, 3, 1), up=True) == 2
    assert whole_months(date(2023, 4, 1), date(2024, 3, 31)) == 12
    assert whole_months(date(2023, 4, 1), date(2024, 3, 31), up=True) == 12


def test_what_may_be_measured_is_derived_from_what_is_declared():
    assert set(measures()) > {one.slug for one in kinds()}
    assert measures()["ambulatory_care_sensitive"].kind == kind("inpatient")
    for one in published():
        assert one.measure in measures() and one.source and one.settled


def test_every_measure_is_followed_and_its_answer_can_be_kept(six):
    """A change of a target's terms is another question, whatever it is called."""
    for slug in measures():
        asked = replace(BY_RULE, measure=slug, picked_by="ae")
        first = followed(six, Filters(), asked)
        assert first.months is not None and first.people > 8, slug
        assert pickle.loads(pickle.dumps(first.of)) == first.of
        assert usual_answers.kept(_followed, six, Filters(), asked).why == first.why
    longer = followed(six, Filters(), replace(BY_RULE, months=6))
    assert len(longer.months) == 18
