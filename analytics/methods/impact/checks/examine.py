"""All checks of an answer: what it rests on, and whether that holds."""

import numpy as np

from analytics.methods.impact.checks.agreement import disagree
from analytics.methods.impact.checks.claim import (
    claim,
    condition_of,
    listed,
    tipping_point,
)
from analytics.methods.impact.checks.in_place import DRAWS, InPlace
from analytics.methods.impact.checks.in_time import in_time
from analytics.methods.impact.checks.negative import negative_controls
from analytics.methods.impact.checks.outcome import Checks
from analytics.methods.impact.cohort_rule import CohortRule
from analytics.methods.impact.estimate import ImpactEstimate
from analytics.methods.impact.rungs.compare import Compared


def examine(
    compared: Compared,
    rule: CohortRule,
    ordered: tuple[ImpactEstimate, ...],
    place: InPlace | None,
    rng: np.random.Generator,
    draws: int,
) -> Checks:
    """The checks of the estimate that leads; ``place``: what the programme's own PCN
    says."""
    leads, draws = compared.leads, min(draws, DRAWS)
    if leads is None:
        verdict, because = claim(ordered[0], (), None, None, False)
        return Checks(
            verdict,
            condition_of(ordered[0]),
            tipping_point(ordered[0]),
            listed=listed(rule, compared.cohort),
            because=because,
        )
    rung, concurrent = compared.rungs[leads], leads == "matched"
    controls = negative_controls(compared, rung, concurrent, rng)
    if place is not None and place.left_out is not None:
        controls = (*controls, place.left_out)
    past = in_time(compared, rule, rng, draws)
    other = [r for method, r in compared.rungs.items() if method != leads]
    differ = bool(other) and disagree(rung, other[0])
    verdict, because = claim(ordered[0], controls, place, past, differ)
    return Checks(
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
