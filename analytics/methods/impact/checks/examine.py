"""All checks of an answer: what it rests on, and whether that holds."""

import numpy as np

from analytics.methods.impact.checks.agreement import disagree
from analytics.methods.impact.checks.claim import (
    claim,
    condition_of,
    listed,
    tipping_point,
)
from analytics.methods.impact.checks.in_place import InPlace, in_place
from analytics.methods.impact.checks.in_time import in_time
from analytics.methods.impact.checks.negative import negative_controls
from analytics.methods.impact.checks.outcome import Checks, Control
from analytics.methods.impact.cohort_rule import CohortRule
from analytics.methods.impact.estimate import ImpactEstimate
from analytics.methods.impact.rungs.beside import less_the_place, with_left_out
from analytics.methods.impact.rungs.compare import Compared

DRAWS = 1500  # a check need not be as exact as the answer


def examine(
    compared: Compared,
    rule: CohortRule,
    ordered: tuple[ImpactEstimate, ...],
    rng: np.random.Generator,
    draws: int,
) -> tuple[tuple[ImpactEstimate, ...], Checks]:
    """The estimates, with the place's own change taken off as a rung of its own where
    there is data for it, and the checks of the one that leads."""
    leads, draws = compared.leads, min(draws, DRAWS)
    if leads is None:
        verdict, because = claim(ordered[0], (), None, None, False)
        return ordered, Checks(
            verdict,
            condition_of(ordered[0]),
            tipping_point(ordered[0]),
            listed=listed(rule, compared.cohort),
            because=because,
        )
    rung, concurrent = compared.rungs[leads], leads == "matched"
    controls = negative_controls(compared, rung, concurrent, rng)
    place = in_place(compared, rung.draws, rng, draws)
    if place is not None:
        if place.left_out is not None:
            controls = (*controls, place.left_out)
        ordered = (ordered[0], *beside(ordered[0], place, compared), *ordered[1:])
    past = in_time(compared, rule, rng, draws)
    other = [r for method, r in compared.rungs.items() if method != leads]
    differ = bool(other) and disagree(rung, other[0])
    verdict, because = claim(ordered[0], controls, place, past, differ)
    return ordered, Checks(
        verdict,
        condition_of(ordered[0]),
        tipping_point(ordered[0]),
        controls,
        None if place is None else place.placebo,
        past,
        listed(rule, compared.cohort),
        because,
        not differ,
    )


def beside(
    leads: ImpactEstimate, place: InPlace, compared: Compared
) -> list[ImpactEstimate]:
    """The rungs that the programme's own PCN adds.

    Those left out are counted too unless they clearly changed as the group did: then
    the place may have, and that would be put down to the few taken on.
    """
    found = [less_the_place(leads, place.without, compared.counts)]
    if place.together is not None and not _changed_as_well(leads, place.left_out):
        with_them = with_left_out(leads, place.together, compared.counts)
        found += [] if with_them is None else [with_them]
    return found


def _changed_as_well(leads: ImpactEstimate, others: Control | None) -> bool:
    """Whether those left out changed, and in the direction of the group."""
    if others is None or others.alike:
        return False
    return (others.ratio < 1) == (leads.rate_ratio < 1)
