"""Which places differ by more than chance: a funnel plot of observed over expected
counts.

After Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics
in Medicine 2005 (doi 10.1002/sim.1970). Limits are exact Poisson ones. Where places
spread more than chance alone would have them, as they nearly always do, the spread
itself (tau squared) is estimated on the square-root scale, which, unlike the log, has
room for a count of nothing. The method says which places stand apart; it never ranks
them.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import gdtrib, pdtrik
from scipy.stats import norm

WARNING, ACTION = 0.95, 0.998  # the two pairs of limits
TAIL = 0.10  # of the z scores at each end, drawn in before the spread is estimated
VERDICTS = {
    "above": "More than expected",
    "below": "Fewer than expected",
    "": "Within chance",
}
# How coarsely the spread is told. It is estimated from exact counts: to more digits it
# would be one more sum of them, from which a hidden one could be worked out.
SPREAD_TO = 0.01
FEW = 15  # places; with fewer the spread between them cannot be estimated well


@dataclass(frozen=True)
class Funnel:
    """Places against what was expected of them.

    points: place, observed, expected, ratio, z (on chance alone), z_spread (allowing
    for the spread), low_95, high_95, low_998, high_998 (chance alone), outside
    ("above", "below" or "" on chance alone), stands_apart (the same, allowing for the
    spread). spread: tau squared. dispersion: phi, the mean of the squared, drawn-in z
    scores; about 1 if chance explains all.
    """

    points: pd.DataFrame
    dispersion: float
    spread: float

    @property
    def few(self) -> bool:
        """Whether there are too few places to estimate the spread between them well."""
        return len(self.points) < FEW

    @property
    def apart(self) -> pd.DataFrame:
        """Places beyond the 99.8 % limits by the test in force, in the order they came.

        With enough places that test allows for the spread between them. With few it is
        chance alone, because the spread could be of any size; the words then say so.
        """
        return self.points[self.points[self.judged_by] != ""]

    @property
    def judged_by(self) -> str:
        """The column of `points` that is the test in force."""
        return "outside" if self.few else "stands_apart"

    @property
    def spread_in_force(self) -> float:
        return 0.0 if self.few else self.spread

    def method(self) -> str:
        """How the limits were made, as a sentence or two for beneath the chart."""
        if self.points.empty:
            return "No place has both a count and an expected count."
        chance = "Limits are exact Poisson ones: 95% (inner) and 99.8% (outer)."
        if self.few:
            also = int((self.points["stands_apart"] != "").sum())
            beyond = int((self.points["outside"] != "").sum())
            poor = (
                f"With {len(self.points)} places the usual spread between them is "
                "poorly estimated, so it is left out of the limits"
            )
            if beyond:
                poor += (
                    f"; allowing for it, {also or 'none'} of the {beyond} beyond them "
                    "would remain"
                    if beyond > 1
                    else "; allowing for it, the one beyond them would "
                    f"{'' if also else 'not '}remain"
                )
            return f"{chance} {poor}."
        if self.spread == 0:
            return f"{chance} The places spread no more than chance would have them."
        return (
            "Limits are 95% (inner) and 99.8% (outer), widened for the usual spread "
            "between "
            f"places (tau squared about {max(self.spread, SPREAD_TO):.2f}): places "
            "spread more than chance alone would have them, for reasons not in these "
            "data."
        )


def funnel(places: pd.DataFrame) -> Funnel:
    """A Funnel of a table with the columns place, observed and expected.

    Places without an expected count above zero cannot be compared and are left out.
    """
    known = places["observed"].notna() & (places["expected"] > 0)
    points = places[known].reset_index(drop=True)
    observed = points["observed"].to_numpy(dtype=float)
    expected = points["expected"].to_numpy(dtype=float)
    z = z_score(observed, expected)
    dispersion, spread = between(z, expected)
    points = points.assign(
        ratio=observed / expected,
        z=z,
        z_spread=z / np.sqrt(1 + 4 * expected * spread),
    )
    for level, name in ((WARNING, "95"), (ACTION, "998")):
        points[f"low_{name}"], points[f"high_{name}"] = poisson_limits(expected, level)
    points["outside"] = _side(points["ratio"], points["low_998"], points["high_998"])
    points["stands_apart"] = _side(points["ratio"], *limits(expected, ACTION, spread))
    return Funnel(points, dispersion, spread)


def limits(expected, level: float, spread: float) -> tuple[np.ndarray, np.ndarray]:
    """Limits of observed ÷ expected: exact Poisson ones, widened for a spread (tau
    squared)."""
    low, high = poisson_limits(expected, level)
    if spread == 0:
        return low, high
    reach = norm.ppf((1 + level) / 2) * np.sqrt(
        1 / (4 * np.asarray(expected, float)) + spread
    )
    return (
        np.minimum(low, np.clip(1 - reach, 0, None) ** 2),
        np.maximum(high, (1 + reach) ** 2),
    )


def poisson_limits(expected, level: float) -> tuple[np.ndarray, np.ndarray]:
    """The ratios that chance alone passes with the probability left at each end,
    exactly.

    A count x is beyond the upper limit if P(X >= x) is less than (1 - level) / 2, and
    likewise below; drawn smoothly between whole counts. Where even a count of nothing
    is likely enough, the lower limit is 0 and nothing is below it.

    >>> [round(float(limit), 3) for limit in poisson_limits(20, 0.95)]
    [0.562, 1.485]
    """
    expected = np.asarray(expected, dtype=float)
    tail = (1 - level) / 2
    low = np.clip(pdtrik(tail, expected), 0, None)
    low = np.where(np.exp(-expected) >= tail, 0.0, low)
    return low / expected, gdtrib(1.0, tail, expected) / expected


def z_score(observed, expected) -> np.ndarray:
    """How many standard errors from what was expected, on the square-root scale."""
    return 2 * (
        np.sqrt(np.asarray(observed, float)) - np.sqrt(np.asarray(expected, float))
    )


def winsorised(z, tail: float = TAIL) -> np.ndarray:
    """The scores with those beyond the quantiles at each end drawn in to them."""
    z = np.asarray(z, dtype=float)
    return np.clip(z, *np.quantile(z, [tail, 1 - tail])) if len(z) else z


def between(z, expected) -> tuple[float, float]:
    """Dispersion (phi) and the spread between places (tau squared, 0 where chance
    explains all)."""
    n, weights = (
        len(z),
        4 * np.asarray(expected, dtype=float),
    )  # 1 / variance of a square root
    if n < 2:
        return float("nan"), 0.0
    dispersion = float(np.mean(winsorised(z) ** 2))
    spare = weights.sum() - (weights**2).sum() / weights.sum()
    return dispersion, max(0.0, float((n * dispersion - (n - 1)) / spare))


def _side(ratio, low, high) -> np.ndarray:
    return np.select([ratio > high, ratio < low], ["above", "below"], default="")
