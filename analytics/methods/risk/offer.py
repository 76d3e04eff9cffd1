"""Whether a risk may be offered: better than last year's count on a later year, and
calibrated."""

from dataclasses import dataclass

from analytics.methods.risk.judge import Interval

SLOPES = (0.9, 1.1)


@dataclass(frozen=True)
class Verdict:
    """offered: whether the risk is shown and used. why_not: reasons, in words; none
    where it is offered."""

    offered: bool
    why_not: tuple[str, ...]


def verdict(
    better: Interval, right: float, right_by_count: float, slope: float
) -> Verdict:
    """What is made of a risk.

    better: how much its c-statistic is above that of last year's count. right,
    right_by_count: of so many named, how many came to be above the rule, by each.
    slope: of its calibration.
    """
    reasons = []
    if not better.low > 0:
        reasons.append(
            "it does not tell people apart better than last year’s count, beyond chance"
        )
    if not right >= right_by_count - 1e-9:
        reasons.append("fewer of those it names came to be above the rule")
    low, high = SLOPES
    if not low <= slope <= high:
        reasons.append(
            f"its risks are not calibrated: a slope outside {low:g} to {high:g}"
        )
    return Verdict(not reasons, tuple(reasons))
