"""Sudden changes of level in monthly counts: a new department, a new system, a lost
feed.

A step is told only where all of this holds: the three months after lie wholly beyond
the three before; the level moved by a quarter or more; the move is far outside what the
months usually do (their moving range, as on an XmR chart, and at least what chance
alone would give); it lasts; it is no yearly return; and the other places did not do the
same (`common`).
"""

from dataclasses import dataclass

import numpy as np

SIDE = 3  # months before and after that must lie apart
LASTING = 12  # months that a level is taken over, where there are so many
LEAST_CHANGE = np.log(1.25)
SIGNAL = 6.0  # standard errors; tests/methods/test_steps.py measures its false alarms
RANGE_TO_SD = (
    1.128  # mean moving range of a normal series, in standard deviations (XmR)
)
FEW = 5  # places below which they say nothing about a common course


@dataclass(frozen=True)
class Step:
    """The first month of the new level (position), and counts a month before and
    after."""

    at: int
    before: float
    after: float

    @property
    def ratio(self) -> float:
        return self.after / self.before if self.before else float("inf")


def steps(counts, days, common=None) -> list[Step]:
    """Sudden changes of level in a series of monthly counts (n,), in order of time.

    days: days open in each month. common: what happened everywhere in logarithms, from
    `common_course`; None where there is nothing to compare with. Raises ValueError for
    gaps.
    """
    counts, days = np.asarray(counts, float), np.asarray(days, float)
    if np.isnan(counts).any() or np.isnan(days).any() or (days <= 0).any():
        raise ValueError(
            "A count and a number of days above nought are needed for every month."
        )
    y = np.log((counts + 0.5) / days)
    if common is not None:
        y = y - np.asarray(common, float)
    found: list[int] = []
    _search(y, counts, 0, len(y), found)
    ends = [0, *sorted(found), len(y)]
    return [
        Step(
            at,
            float(counts[max(start, at - LASTING) : at].mean()),
            float(counts[at : min(stop, at + LASTING)].mean()),
        )
        for start, at, stop in zip(ends, ends[1:], ends[2:], strict=False)
    ]


def common_course(counts, days) -> np.ndarray | None:
    """What the places' months have in common: the median course (n,) of (n, places), in
    logs.

    None with fewer than 5 places.
    """
    counts = np.asarray(counts, float)
    if counts.shape[1] < FEW:
        return None
    y = np.log((counts + 0.5) / np.asarray(days, float)[:, None])
    return np.median(y - np.median(y, axis=0), axis=1)


def _search(y, counts, start, stop, found) -> None:
    """Find the strongest step between two positions, then look on each side of it."""
    if stop - start < 2 * SIDE:
        return
    best = max(
        range(start + SIDE, stop - SIDE + 1),
        key=lambda at: abs(_strength(y, counts, start, at, stop)),
    )
    if abs(_strength(y, counts, start, best, stop)) < SIGNAL or _returns(y, best):
        return
    found.append(best)
    _search(y, counts, start, best, found)
    _search(y, counts, best, stop, found)


def _strength(y, counts, start, at, stop) -> float:
    """The change at a month in standard errors; 0 where it is small, gradual or
    passing."""
    if abs(y[at] - y[at - 1]) < LEAST_CHANGE / 2:
        return 0.0  # nothing came suddenly here, so the rest need not be worked out
    near = _jump(y, at)
    before, after = y[max(start, at - LASTING) : at], y[at : min(stop, at + LASTING)]
    lasting = after.mean() - before.mean()
    apart = (
        y[at : at + SIDE].min() > y[at - SIDE : at].max()
        if near > 0
        else y[at : at + SIDE].max() < y[at - SIDE : at].min()
    )
    sudden = (y[at] - y[at - 1]) * np.sign(near)
    if (
        not apart
        or min(abs(near), np.sign(near) * lasting) < LEAST_CHANGE
        or sudden < abs(near) / 2
    ):
        return 0.0
    apart_from_it = np.concatenate([before - before.mean(), after - after.mean()])
    usual = np.sqrt((apart_from_it**2).sum() / max(len(apart_from_it) - 2, 1))
    ranges = np.abs(np.concatenate([np.diff(before), np.diff(after)]))
    chance = np.sqrt(
        1 / max(min(counts[at - SIDE : at].mean(), counts[at : at + SIDE].mean()), 0.5)
    )
    noise = max(usual, ranges.mean() / RANGE_TO_SD, chance)
    return lasting / (noise * np.sqrt(1 / len(before) + 1 / len(after)))


def _jump(y, at) -> float:
    return float(np.median(y[at : at + SIDE]) - np.median(y[at - SIDE : at]))


def _returns(y, at) -> bool:
    """Whether the same months of another year moved half as much the same way."""
    others = [
        _jump(y, other)
        for other in (at - 24, at - 12, at + 12, at + 24)
        if SIDE <= other <= len(y) - SIDE
    ]
    return any(
        np.sign(other) == np.sign(_jump(y, at)) and abs(other) > abs(_jump(y, at)) / 2
        for other in others
    )
