"""The process chart against a second coding of the rules, point by point.

The rules are those that Making Data Count states (NHS England; as coded in
nhs-r-community/NHSRplotthedots at 050b07d): limits at 2.66 mean moving ranges, near
limits at two thirds; a point outside; seven in one course; two of three near a limit
with all three on one side; seven on one side; the first that applies is named.
"""

import math

from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx

from analytics.methods.xmr import CAUSES, xmr

# Whole numbers, so that ties, trends and runs happen; long stretches of few values.
SERIES = st.one_of(
    st.lists(st.integers(0, 40), min_size=13, max_size=48),
    st.lists(st.integers(10, 13), min_size=13, max_size=48),
    st.lists(st.integers(-2, 3), min_size=13, max_size=48).map(
        lambda steps: [60 + sum(steps[: n + 1]) for n in range(len(steps))]
    ),
)


def judged(values: list[int]) -> list[tuple[str, int]]:
    """The cause and direction of each point, by looking at each window that holds
    it."""
    n = len(values)
    mean = math.fsum(values) / n
    ranges = [abs(later - now) for now, later in zip(values, values[1:], strict=False)]
    reach = 2.66 * (math.fsum(ranges) / len(ranges))
    near = 2 / 3 * reach

    def windows(at: int, size: int) -> list[list[int]]:
        starts = range(max(0, at - size + 1), min(at, n - size) + 1)
        return [values[start : start + size] for start in starts]

    def above(value: float, way: int) -> float:
        return way * (value - mean)

    def outer(value: float, way: int) -> bool:
        return near < above(value, way) <= reach

    def applies(rule: int, at: int, way: int) -> bool:
        if rule == 0:
            return above(values[at], way) > reach
        if rule == 1:
            return any(
                all(way * (b - a) > 0 for a, b in zip(w, w[1:], strict=False))
                for w in windows(at, 7)
            )
        if rule == 2:
            return outer(values[at], way) and any(
                all(above(v, way) > 0 for v in w) and sum(outer(v, way) for v in w) >= 2
                for w in windows(at, 3)
            )
        return any(all(above(v, way) > 0 for v in w) for w in windows(at, 7))

    return [
        next(
            (
                (CAUSES[rule], way)
                for rule in range(4)
                for way in (1, -1)
                if applies(rule, at, way)
            ),
            ("", 0),
        )
        for at in range(n)
    ]


@settings(max_examples=300)
@given(SERIES)
def test_each_point_is_judged_alike_by_both_codings(values):
    frame = xmr(values, floor=None).frame
    mean = math.fsum(values) / len(values)
    ranges = [abs(later - now) for now, later in zip(values, values[1:], strict=False)]
    reach = 2.66 * (math.fsum(ranges) / len(ranges))
    first = frame.iloc[0]
    assert first["mean"] == approx(mean)
    assert (first["lower"], first["upper"]) == approx((mean - reach, mean + reach))
    assert (first["near_lower"], first["near_upper"]) == approx(
        (mean - 2 * reach / 3, mean + 2 * reach / 3)
    )
    ours = list(zip(frame["cause"], frame["direction"], strict=True))
    assert ours == judged(values)


def test_each_rule_is_met_by_the_generated_series():
    """So that the comparison above is one of all four rules."""
    met = {
        cause
        for values in (
            [10, 12] * 8 + [40],
            [10, 12] * 6 + [5, 6, 7, 8, 9, 10, 11, 12],
            [10, 14] * 8 + [16, 15, 16],
            [10, 11] * 8 + [14] * 8,
        )
        for cause, _ in judged(values)
    }
    assert met == {"", *CAUSES}
