"""XmR process chart by the Making Data Count rules, for whole-population totals.

Limits are mean +- 2.66 mean moving range and "near" limits lie at two thirds of that.
Four special causes: a point outside the limits; 7 rising or falling; 2 of 3 near a
limit; 7 on one side of the mean. (Rules as implemented in
nhs-r-community/NHSRplotthedots, without its screening of large moving ranges, as in
NHS England's spreadsheet.)

Never chart the attendances of people chosen for being high: that series falls by
construction.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

LIMIT_FACTOR = 2.66  # 3 / d2, d2 = 1.128 for ranges of two points
NEAR_SHARE = 2 / 3
LEAST_POINTS = 13
RUN = 7
CAUSES = ("outside the limits", "trend of 7", "two of three near a limit", "shift of 7")


@dataclass(frozen=True)
class XmR:
    """The chart. ``frame``: ``period``, ``value``, ``mean``, ``lower``, ``upper``,
    ``near_lower``, ``near_upper``, ``cause`` (the first rule by priority, '' for common
    cause), ``direction`` (-1, 0, 1: side or course of the special cause). Limits are
    NaN with fewer than 13 points."""

    frame: pd.DataFrame
    mean: float
    enough: bool
    words: str


def xmr(
    values: pd.Series | np.ndarray,
    periods=None,
    *,
    floor: float | None = 0.0,
    name: str = "attendances",
) -> XmR:
    """Chart ``values`` (n,) in time order; ``periods`` names them (default 0 … n-1).

    ``floor`` cuts the lower limits (0 for counts, None for none). Raises ValueError for
    gaps or unequal lengths.
    """
    value = np.asarray(values, float)
    periods = np.arange(len(value)) if periods is None else np.asarray(periods)
    if len(periods) != len(value):
        raise ValueError(
            f"{len(value)} values came with {len(periods)} periods; give one each."
        )
    if np.isnan(value).any():
        raise ValueError(
            "A process chart needs a value for every period; leave incomplete months "
            "off the end instead of blank."
        )
    enough = len(value) >= LEAST_POINTS
    frame = pd.DataFrame({"period": periods, "value": value})
    if not enough:
        blank = ["mean", "lower", "upper", "near_lower", "near_upper"]
        frame[blank] = np.nan
        frame["cause"], frame["direction"] = "", 0
        return XmR(
            frame,
            float("nan"),
            False,
            f"{len(value)} points: too few for limits, which need {LEAST_POINTS}.",
        )
    mean = float(value.mean())
    reach = LIMIT_FACTOR * float(np.abs(np.diff(value)).mean())
    low = -np.inf if floor is None else floor
    frame["mean"] = mean
    frame["lower"], frame["upper"] = max(mean - reach, low), mean + reach
    frame["near_lower"] = max(mean - NEAR_SHARE * reach, low)
    frame["near_upper"] = mean + NEAR_SHARE * reach
    frame["cause"], frame["direction"] = special_causes(value, mean, reach)
    return XmR(frame, mean, True, in_words(frame, name))


def special_causes(
    value: np.ndarray, mean: float, reach: float
) -> tuple[np.ndarray, np.ndarray]:
    """The first applying rule of each point by priority, and its direction. All points
    of a run are flagged; of two in three, only the outer ones."""
    cause = np.full(len(value), "", dtype=object)
    direction = np.zeros(len(value), int)

    def flag(which, name, way):
        which = which & (cause == "")
        cause[which], direction[which] = name, way

    offset = value - mean
    for way in (1, -1):
        flag(way * offset > reach, CAUSES[0], way)
    step = np.sign(np.diff(value))
    for way in (1, -1):
        # Seven points in one course are six steps.
        flag(runs(np.append(step == way, False), RUN - 1, extra=1), CAUSES[1], way)
    near = NEAR_SHARE * reach
    for way in (1, -1):
        outer = (way * offset > near) & (way * offset <= reach)
        side = way * offset > 0
        marked = np.zeros(len(value), bool)
        for i in range(len(value) - 2):
            three = slice(i, i + 3)
            if side[three].all() and outer[three].sum() >= 2:
                marked[three] |= outer[three]
        flag(marked, CAUSES[2], way)
    for way in (1, -1):
        flag(runs(way * offset > 0, RUN), CAUSES[3], way)
    return cause, direction


def runs(which: np.ndarray, least: int, extra: int = 0) -> np.ndarray:
    """Mask of the members of unbroken runs of at least ``least``, each extended by
    ``extra``."""
    out, start = np.zeros(len(which), bool), None
    for i, on in enumerate(np.append(which, False)):
        if on and start is None:
            start = i
        elif not on and start is not None:
            if i - start >= least:
                out[start : i + extra] = True
            start = None
    return out


def in_words(frame: pd.DataFrame, name: str) -> str:
    """What the chart says, one sentence, the latest special cause first."""
    special = frame[frame["cause"] != ""]
    if special.empty:
        return (
            f"Monthly {name} vary as they always have: no special cause in "
            f"{len(frame)} points."
        )
    last = special.iloc[-1]
    when = (
        f"{last['period']:%B %Y}"
        if hasattr(last["period"], "strftime")
        else f"point {last['period']}"
    )
    low = last["direction"] < 0
    what = {
        CAUSES[0]: f"{'below the lower' if low else 'above the upper'} limit",
        CAUSES[1]: f"part of a run of seven {'falling' if low else 'rising'}",
        CAUSES[2]: f"one of two in three near the {'lower' if low else 'upper'} limit",
        CAUSES[3]: f"part of a run of seven {'below' if low else 'above'} the mean",
    }
    now = (
        " and that is the latest point" if special.index[-1] == frame.index[-1] else ""
    )
    return (
        f"Monthly {name} show a special cause, last in {when}: "
        f"{what[last['cause']]}{now} ({len(special)} of {len(frame)} points flagged)."
    )
