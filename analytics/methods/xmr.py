"""XmR process chart by the Making Data Count rules, for whole-population totals.

Limits are mean +- 2.66 mean moving range and "near" limits lie at two thirds of that.
Four special causes: a point outside the limits; 7 rising or falling; 2 of 3 near a
limit; 7 on one side of the mean. (Rules as implemented in
nhs-r-community/NHSRplotthedots, without its screening of large moving ranges, as in
NHS England's spreadsheet.)

With three years of months or more the chart knows the season: the rules judge each
month less what its month of the year usually adds (`methods.season`), and the limits
drawn rise and fall with the year. Such a chart looks at many points by four rules, of
which by chance more than one chart in four without any change would raise a mark; its
limits, and what a run of seven must add up to, are therefore set by the number of
points so that no more than one chart in twenty does (docs/kinds_and_charts.md).

Never chart the attendances of people chosen for being high: that series falls by
construction.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import norm

from analytics.methods.season import THREE_YEARS, season

LIMIT_FACTOR = 2.66  # 3 / d2, d2 = 1.128 for ranges of two points
NEAR_SHARE = 2 / 3
LEAST_POINTS = 13
RUN = 7
RANGE_TO_SD = 1.128  # d2: the mean moving range, in standard deviations
# Of a chart that knows the season: see `strict`.
BEYOND = 0.01  # of all points together, expected beyond each limit
WIDER = 1.15  # for limits estimated from the points themselves, less the season
RUN_TOO = 1.05  # a run is judged once for each of its lengths
CAUSES = ("outside the limits", "trend of 7", "two of three near a limit", "shift of 7")


@dataclass(frozen=True)
class XmR:
    """The chart. ``frame``: ``period``, ``value``, ``season`` (the factor of its month
    of the year; 1 where the season is not known), ``mean``, ``lower``, ``upper``,
    ``near_lower``, ``near_upper`` (each times the season), ``cause`` (the first rule by
    priority, '' for common cause), ``direction`` (-1, 0, 1: side or course of the
    special cause). Limits are NaN with fewer than 13 points. ``seasonal``: whether it
    is a chart of three years or more, which knows the season."""

    frame: pd.DataFrame
    mean: float
    enough: bool
    words: str
    seasonal: bool = False


def xmr(
    values: pd.Series | np.ndarray,
    periods=None,
    *,
    floor: float | None = 0.0,
    name: str = "attendances",
    factors: np.ndarray | None = None,
) -> XmR:
    """Chart ``values`` (n,) in time order; ``periods`` names them (default 0 … n-1).

    ``floor`` cuts the lower limits (0 for counts, None for none). ``factors``: the
    season of each value, where more months than these were there to learn it from;
    else it is learned from the values, where ``periods`` are dates of 36 months or
    more. Raises ValueError for gaps or unequal lengths.
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
        frame["season"] = 1.0
        blank = ["mean", "lower", "upper", "near_lower", "near_upper"]
        frame[blank] = np.nan
        frame["cause"], frame["direction"] = "", 0
        return XmR(
            frame,
            float("nan"),
            False,
            f"{len(value)} points: too few for limits, which need {LEAST_POINTS}.",
        )
    if factors is None and len(value) >= THREE_YEARS:
        months = pd.Series(periods)
        if pd.api.types.is_datetime64_any_dtype(months):
            factors = season(value, months.dt.month - 1)
    seasonal = factors is not None
    usual = np.ones(len(value)) if factors is None else np.asarray(factors, float)
    judged = value / usual
    mean = float(judged.mean())
    moving = float(np.abs(np.diff(judged)).mean())
    wide, least = strict(len(value)) if seasonal else (LIMIT_FACTOR, 0.0)
    reach = wide * moving
    low = -np.inf if floor is None else floor
    frame["season"], frame["mean"] = usual, usual * mean
    frame["lower"] = usual * max(mean - reach, low)
    frame["upper"] = usual * (mean + reach)
    frame["near_lower"] = usual * max(mean - NEAR_SHARE * reach, low)
    frame["near_upper"] = usual * (mean + NEAR_SHARE * reach)
    frame["cause"], frame["direction"] = special_causes(
        judged, mean, reach, least * moving / RANGE_TO_SD
    )
    return XmR(frame, mean, True, in_words(frame, name), seasonal)


def strict(points: int) -> tuple[float, float]:
    """Of a chart with so many points that raises a mark in no more than one of twenty
    charts without change: its limits in moving ranges, and what a run of seven must add
    up to in standard deviations of its sum.

    Limits beyond which 2 × 1 % of charts have a point by chance (normal quantile of
    0.01 ÷ points), somewhat wider because they are estimated; measured in
    tests/benchmarks/kinds_and_charts.
    """
    deviations = WIDER * float(norm.isf(BEYOND / points))
    return deviations / RANGE_TO_SD, RUN_TOO * deviations


def special_causes(
    value: np.ndarray, mean: float, reach: float, least: float = 0.0
) -> tuple[np.ndarray, np.ndarray]:
    """The first applying rule of each point by priority, and its direction. All points
    of a run are flagged; of two in three, only the outer ones. least: what a run on one
    side must be away from the mean, as its sum over the root of its length; 0: any."""
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
        flag(far_enough(runs(way * offset > 0, RUN), offset, least), CAUSES[3], way)
    return cause, direction


def far_enough(which: np.ndarray, offset: np.ndarray, least: float) -> np.ndarray:
    """The members of those runs whose offsets add up to enough."""
    out = which.copy()
    edges = np.flatnonzero(np.diff(np.r_[0, which.astype(int), 0]))
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        together = abs(offset[start:stop].sum()) / np.sqrt(stop - start)
        out[start:stop] = together >= least
    return out


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
