"""A programme that chose among people alike by what it knew of their outlook: told by
those left out, who then are counted too."""

from dataclasses import replace

import numpy as np
import pytest

from analytics.methods.impact import impact
from analytics.methods.impact.checks.in_place import OTHER_WAY, chosen_by_outlook
from analytics.methods.impact.checks.outcome import CANNOT_TELL
from tests.methods.test_impact_checks import DRAWS, asked


@pytest.fixture(scope="module")
def some_draws():
    return asked("bursty")[1].best.draws


def test_taking_the_worst_is_mended_by_counting_those_left_out():
    """Twice as many are offered, those with the worst outlook taken: it looks like
    harm, but not with the others counted too, so these lead."""
    case, found = asked("worst", seed=33)
    harm, counted = found.estimate("matched"), found.best
    assert counted.method == "offered" and harm.lower > 1
    assert counted.lower < 1 < counted.upper
    assert counted.avoided == pytest.approx(
        found.after * (1 / counted.rate_ratio - 1), abs=1e-6
    )
    # It is told: in the claim, the condition and why it leads, and no longer by months.
    assert found.checks.claim == CANNOT_TELL and OTHER_WAY in found.checks.because
    assert "left out" in found.checks.condition
    assert "went the other way" in counted.why_this_rung
    assert harm.why_this_rung.startswith("Not leading")
    assert found.to_json()["best"] == "offered" and found.since_joining is None
    # The course drawn adds up to what it expects, as that of those compared did.
    after = found.course["month"].to_numpy() >= 0
    years = found.course["person_years"].to_numpy()[after]
    total = (counted.expected_course[after] * years).sum()
    assert total == pytest.approx(counted.draws.point, rel=1e-6)
    bare = impact(case.panel, case.rule, draws=DRAWS, checks=False)
    assert bare.best.method == "offered"  # asked other ways it leads as well


@pytest.mark.parametrize(
    "group, others, chosen",
    [
        (1.5, 0.7, True),  # those taken on did worse, those left out better
        (0.6, 1.4, True),
        (1.5, 1.4, False),  # both the same way: the place may have changed
        (0.6, 1.0, False),  # an effect: those left out did as expected
        (1.1, 0.95, False),  # apart by chance alone
    ],
)
def test_a_programme_chose_by_outlook_if_those_left_out_went_the_other_way(
    group, others, chosen, some_draws
):
    def centred(ratio):
        draws = some_draws
        middle = np.median(draws.ratios)
        treated = draws.treated * ratio / middle
        return replace(draws, observed=ratio * draws.point, treated=treated)

    assert chosen_by_outlook(centred(group), centred(others)) is chosen


def test_where_those_left_out_cannot_be_counted_the_claim_is_withheld():
    """Refusing the sicker half leaves few behind who say how many were missing."""
    found = [asked("refuses", seed=seed)[1] for seed in (1, 2)]
    told = [one for one in found if OTHER_WAY in one.checks.because]
    assert told and all(one.best.method == "matched" for one in told)
    assert all(one.checks.claim == CANNOT_TELL for one in told)
