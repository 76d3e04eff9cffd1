"""Rungs beside the one that leads: less the place's own change, and with those counted
too whom the programme left out."""

from dataclasses import replace

import numpy as np

from analytics.methods.impact import describe
from analytics.methods.impact.estimate import ImpactEstimate
from analytics.methods.impact.panels.counts import Counts
from analytics.methods.impact.rungs.interval import Draws
from analytics.methods.impact.rungs.offered import WIDEST_EXPECTED, said_by

PLACE = (
    "The next people of the same PCN, who were not in the programme, were compared "
    "with people elsewhere by the same method. A change in them is the place's, and is "
    "taken off here (a triple difference).",
    "Shown beside it: what changed in the place alone is taken off.",
    "Those in the programme would have changed as the next people of their PCN did, "
    "against the same people elsewhere; if help leaked to these, too little is left.",
)
OFFERED = (
    "For each of those picked, the people of the same PCN most like them that day who "
    "were not taken on were counted together with them, and compared with people "
    "elsewhere. What is missing is put down to those taken on. So whom of people alike "
    "the programme chose makes no difference; the interval is wider for it.",
    "Shown beside it: whom of people alike the programme chose does not bear on it.",
    "Those left out were not touched by the programme, and nothing else changed in the "
    "place (as with people who are offered help and do not take it; Bloom 1984, Eval "
    "Rev 8:225).",
)


def less_the_place(
    leads: ImpactEstimate, draws: Draws, counts: Counts
) -> ImpactEstimate:
    """The estimate that leads, with the place's own change taken off what it expects:
    ``draws`` are with it off."""
    return _beside(leads, "place", PLACE, draws, counts)


def with_left_out(
    leads: ImpactEstimate, together: Draws, counts: Counts
) -> ImpactEstimate | None:
    """The estimate from those taken on and those alike who were left out, taken as one;
    ``together``: of both. None where it could be anything.

    What both together lack is put down to those taken on: expected of them is what they
    made, and what is missing.
    """
    made = float(counts.after.sum())
    expected = made + together.expected - together.treated
    point = made + together.point - together.observed
    low, high = np.quantile(expected, [0.025, 0.975])
    if made <= 0 or low <= 0 or point <= 0 or high > WIDEST_EXPECTED * low:
        return None
    draws = replace(
        together,
        observed=made,
        point=float(point),
        expected=np.maximum(expected, 1e-9),
        treated=np.full(len(expected), made),
    )
    return _beside(leads, "offered", OFFERED, draws, counts)


def _beside(
    leads: ImpactEstimate,
    method: str,
    words: tuple[str, str, str],
    draws: Draws,
    counts: Counts,
) -> ImpactEstimate:
    paragraph, reason, assumption = words
    return replace(
        leads,
        method=method,
        label=describe.LABELS[method],
        **said_by(draws, counts),
        months=np.zeros(0, int),
        expected_course=np.zeros(0),
        paragraph=paragraph,
        assumptions=(assumption,),
        why_this_rung=reason,
        draws=draws,
    )
