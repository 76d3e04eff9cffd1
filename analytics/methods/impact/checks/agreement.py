"""Whether two methods agree on what was to be expected."""

import numpy as np

from analytics.methods.impact.rungs.matched import Rung

DIFFERS_AT = 1.96
# The standard deviation of the difference where the conditions of both hold, in
# simulated programmes (docs/before_after/worlds.md): both learn the calendar from the
# same people, and the earlier one allows for differences between years, so that it is
# less than if the two errors were apart.
CALIBRATED = 0.55


def difference(one: Rung, other: Rung) -> float:
    """How far two methods' expected totals lie apart, in standard errors.

    Of the expected totals, not of the rate ratios: both ratios share the observed
    total, whose chance says nothing about either method.
    """
    logs = [np.log(np.maximum(rung.draws.expected, 1e-9)) for rung in (one, other)]
    apart = np.log(one.draws.point / other.draws.point)
    return float(apart / np.hypot(*(np.std(log) for log in logs)) / CALIBRATED)


def disagree(one: Rung, other: Rung) -> bool:
    """Whether they differ by more than chance would let them in one case of twenty."""
    return abs(difference(one, other)) > DIFFERS_AT
