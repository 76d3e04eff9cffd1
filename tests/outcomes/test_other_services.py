"""A target of a service by which people were not picked: judged by what was to be
expected of it, which holds the truth where that is known; and what is still refused."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from analytics.definitions.event_kinds import AE, GP, kind, kinds
from analytics.definitions.filters import Filters
from analytics.definitions.outcomes import Outcome, measured, measures, published
from analytics.measures.before_after.expected_of import expected_of
from analytics.measures.before_after.question import Question
from analytics.measures.outcomes.by_month import by_month
from analytics.measures.outcomes.group import Settled, settled
from analytics.measures.outcomes.judged import judged
from analytics.measures.outcomes.own_share import compared_by, why_untold
from tests.outcomes import known_effects
from tests.outcomes.known_effects import TRUTH
from tests.support.shared import once

DAY = date(2023, 4, 15)
OURS = Outcome("ours", "Our caseload", "Us", "inpatient", "caseload", most=0.3)


@pytest.fixture(scope="module")
def known(data_home):
    return once(
        data_home,
        "known-effects",
        lambda name: known_effects.dataset(data_home, name),
    )


def test_the_interval_holds_the_truth_and_the_crude_change_does_not(known):
    asked = tuple(replace(OURS, name=one, measure=one) for one in TRUTH)
    table = judged(known, Filters(), asked).table.set_index("name")
    for service, ratio in TRUTH.items():
        row = table.loc[service]
        assert row["lower"] < ratio - 1 < row["upper"], row
        assert row["upper"] - row["lower"] < 0.7, "narrow enough to say something"
    # Fewer stays were brought about; the calls fell by themselves alone.
    assert table.loc["inpatient", "answer"] == "met"
    assert table.loc["urgent", "crude"] < table.loc["urgent", "lower"]
    assert table.loc["urgent", "answer"] == "cannot tell"
    assert table.loc["urgent", "why"] == "a fall is neither shown nor ruled out"


def test_it_is_the_answer_of_before_and_after(known):
    found = expected_of(known, Filters(), Question(kind("inpatient"), "caseload"))
    row = judged(known, Filters(), (OURS,)).row()
    best = found.best
    told = [1 + row[name] for name in ("share", "lower", "upper")]
    assert told == pytest.approx([best.rate_ratio, best.lower, best.upper])
    seen = found.seen.sum()
    rates = seen["after"] / seen["after_years"], seen["before"] / seen["before_years"]
    assert row["crude"] == pytest.approx(rates[0] / rates[1] - 1)


def test_month_by_month_has_the_course_that_was_to_be_expected(known):
    table = by_month(known, Filters(), OURS, 3).table
    after, row = table[table["month"] >= 0], judged(known, Filters(), (OURS,)).row()
    assert after["expected"].notna().all() and after["share"].notna().all()
    ratio = after["amount"].sum() / (after["expected"] * after["per"]).sum()
    assert ratio == pytest.approx(1 + row["share"], rel=0.12)
    last = after.iloc[-1]
    assert last["share"] == pytest.approx(row["share"])
    assert last["answer"] == row["answer"] == "met"
    widths = (after["upper"] - after["lower"]).tolist()
    assert widths[0] > widths[-1], "more months say more"


def test_every_service_is_answered_or_says_why_not(six):
    for one in kinds():
        question = Question(one, "caseload")
        row = judged(six, Filters(), (replace(OURS, measure=one.slug),)).row()
        found = expected_of(six, Filters(), question)
        if found.best is None and one != AE:
            assert row["answer"] == "cannot tell" and np.isnan(row["share"])
            assert row["why"] == found.why_not != ""
        elif found.best is not None:
            assert row["share"] == pytest.approx(found.best.rate_ratio - 1)


def test_what_cannot_be_expected_says_why_and_shows_what_was_seen(six):
    for slug, what in measures().items():
        said = why_untold(settled(six, replace(OURS, measure=slug)))
        assert bool(said) == (not what.whole), slug
        assert not said or what.kind.called in said
    assert "nights" in why_untold(settled(six, replace(OURS, measure="bed_days")))
    table = judged(six, Filters(), published()).table.set_index("name")
    part = table.loc["avoidable_admissions_top_tenth"]
    assert "not of some of them" in part["why"]
    for slug in ("avoidable_admissions_65", "length_of_stay"):
        assert "everybody whom it fits is in the group" in table.loc[slug, "why"]
    for row in (part, table.loc["length_of_stay"]):
        assert row["answer"] == "cannot tell" and np.isnan(row["share"])
        assert row["people"] > 0 and not np.isnan(row["crude"])
    assert len(table) == 8 and set(table["whose"]) > {"INT playbook"}


@pytest.mark.parametrize(
    "changes, by",
    [
        ({"measure": "inpatient"}, AE),
        ({"measure": "gp"}, AE),
        ({"measure": "gp", "group": "top:30"}, GP),
        ({"measure": "gp", "group": "top:30", "picked_by": "ae"}, AE),
        ({"measure": "inpatient", "group": "rule:5", "picked_by": "gp"}, GP),
        ({"measure": "gp", "group": "Women"}, GP),
        ({"measure": "outpatient", "group": "Women"}, AE),
    ],
)
def test_those_compared_are_alike_in_what_people_were_picked_by(changes, by, loaded):
    outcome = replace(OURS, on=DAY, **changes)
    what = measured(outcome.measure).kind
    of = Settled(outcome, DAY, 12, 12)
    assert compared_by(loaded, of) == by and what.slug == outcome.measure
