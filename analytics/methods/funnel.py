"""Which places stand apart: a funnel plot of observed over expected counts.

After Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics
in Medicine 2005 (doi 10.1002/sim.1970). Places nearly always spread more than chance
alone would have them, so the limits are those of a Poisson count whose rate itself
spreads log-normally from place to place. How far it usually does (tau) is learned from
the places in view and from a published spread, as each can say: few places, or small
ones, say little. The limits allow for what is not known of tau, so that one place in
500 lies beyond the outer ones whatever their number (docs/kinds_and_charts.md measures
it). There is one test, and the heading, the lines and the note all go by it. The method
says which places stand apart; it never ranks them.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from analytics.definitions.words import percent
from analytics.methods.funnel_limits import ACTION, WARNING, limits, upper_of_several

TAIL = 0.10  # of the z scores at each end, drawn in before the spread is estimated
VERDICTS = {
    "above": "More than expected",
    "below": "Fewer than expected",
    "": "Within the limits",
}
TO_SAY = 0.05  # how coarsely the spread is told in words
# Quartiles of A&E attendances per 1,000 people registered, over 7,521 practices in
# England: 195.1 and 311.4 (Parkinson 2021, BMJ Quality & Safety 30:884, table 1). As a
# standard deviation of logarithms, 1.349 of which part the quartiles of a normal one.
PUBLISHED = float(np.log(311.4 / 195.1) / 1.349)
PUBLISHED_BY = "Parkinson 2021, 7,521 English practices"
FEW = 15  # places; with fewer the published spread says much of what tau is
TAUS = np.linspace(0, 1.2, 121)  # spreads considered: 0 to 230 % (one deviation)
DRAWS = 4000  # normal samples, of which `drawn_in_square` is the mean
KNOTS = TAUS[::8]  # at which limits are worked out, to look the others up between


@dataclass(frozen=True)
class Spread:
    """How far places usually are from what was expected, as standard deviations of the
    logarithm of observed ÷ expected beyond chance.

    typical: the middle of what the data and the published spread allow. warning,
    action: the spreads whose limits, were they known for sure, are those of the 95 %
    and the 99.8 % once the doubt about tau is allowed for; larger the fewer the places.
    """

    typical: float
    warning: float
    action: float

    def in_words(self) -> str:
        """The usual spread, as what part places are more or fewer by. Of exact counts
        it may tell one that is hidden: a meeting is told that of what it sees."""
        usual = TO_SAY * round(np.expm1(self.typical) / TO_SAY)
        return f"The usual spread between them is about {percent(usual)} either way."

    def at(self, level: float) -> float:
        return self.action if level == ACTION else self.warning


@dataclass(frozen=True)
class Funnel:
    """Places against what was expected of them.

    points: place, observed, expected, ratio, z (on chance alone), low_95, high_95,
    low_998, high_998 (limits of the ratio), outside ("above", "below" or ""). spread:
    what the limits allow for. dispersion: phi, the mean of the squared, drawn-in z
    scores over what it is by chance; about 1 if chance explains all.
    """

    points: pd.DataFrame
    dispersion: float
    spread: Spread

    @property
    def apart(self) -> pd.DataFrame:
        """Places beyond the 99.8 % limits, in the order they came."""
        return self.points[self.points["outside"] != ""]

    def method(self) -> str:
        """How the limits were made, as a sentence or two for beneath the chart."""
        if self.points.empty:
            return "No place has both a count and an expected count."
        learned = "learned from the places in view"
        if len(self.points) < FEW:
            learned = (
                f"learned from the published one ({PUBLISHED_BY}), since "
                f"{len(self.points)} places say little of it, and from them"
            )
        return (
            "Limits, 95% (inner) and 99.8% (outer), are those of chance and of the "
            f"usual spread between places, {learned}."
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
    spread = between(z, expected)
    points = points.assign(ratio=observed / expected, z=z)
    for level, name in ((WARNING, "95"), (ACTION, "998")):
        points[f"low_{name}"], points[f"high_{name}"] = limits(
            expected, level, spread.at(level)
        )
    points["outside"] = np.select(
        [
            points["ratio"] > points["high_998"],
            points["ratio"] < points["low_998"],
        ],
        ["above", "below"],
        default="",
    )
    return Funnel(points, dispersion(z), spread)


def z_score(observed, expected) -> np.ndarray:
    """How many standard errors from what was expected, on the square-root scale, which,
    unlike the log, has room for a count of nothing."""
    return 2 * (
        np.sqrt(np.asarray(observed, float)) - np.sqrt(np.asarray(expected, float))
    )


def winsorised(z) -> np.ndarray:
    """The scores with those beyond the quantiles at each end drawn in to them: a tenth
    at each end, and of few places at least one, or it would widen its own limits."""
    z = np.asarray(z, dtype=float)
    if not z.size:
        return z
    tail = min(max(TAIL, 1 / max(z.shape[-1] - 1, 2)), 0.5)
    low, high = np.quantile(z, [tail, 1 - tail], axis=-1, keepdims=True)
    return np.clip(z, low, high)


@cache
def drawn_in_square(n: int) -> float:
    """The mean square of n standard normal scores once drawn in by `winsorised`: what
    drawing in takes from the spread by itself.

    0.679 of many scores: 0.8 - 2 q f(q) + 0.2 q² with the quantile q = 1.2816 and its
    density f(q).
    """
    if n > 200:
        return 0.6787
    z = np.random.default_rng(n).standard_normal((DRAWS, n))
    return float((winsorised(z) ** 2).mean())


def dispersion(z) -> float:
    """Phi: the spread of the drawn-in scores, over what chance alone gives; NaN below
    two places."""
    if len(z) < 2:
        return float("nan")
    return float(np.mean(winsorised(z) ** 2) / drawn_in_square(len(z)))


def between(z, expected) -> Spread:
    """The spread between places from their scores.

    Each tau is weighed by how well it explains the drawn-in scores (brought back to the
    size they had) and by the published spread, a half-normal with that scale. On the
    square-root scale a score has the variance 1 + expected · tau².
    """
    expected = np.asarray(expected, dtype=float)
    if not len(expected):
        return Spread(PUBLISHED, PUBLISHED, PUBLISHED)
    drawn = winsorised(z) / np.sqrt(drawn_in_square(len(expected)))
    variance = 1 + expected[:, None] * TAUS**2
    fit = -0.5 * (np.log(variance) + drawn[:, None] ** 2 / variance).sum(axis=0)
    weighed = fit - 0.5 * (TAUS / PUBLISHED) ** 2
    weights = np.exp(weighed - weighed.max())
    weights /= weights.sum()
    middle = float(np.median(expected))
    typical = float(TAUS[np.searchsorted(weights.cumsum(), 0.5)])
    return Spread(
        typical,
        _as_if_known(weights, middle, WARNING),
        _as_if_known(weights, middle, ACTION),
    )


def _as_if_known(weights: np.ndarray, expected: float, level: float) -> float:
    """The one tau whose upper limit is that of all the taus by their weights, at a
    number expected."""
    there = weights > 1e-6
    share = weights[there] / weights[there].sum()
    upper = upper_of_several(expected, level, TAUS[there], share)
    uppers = np.array([float(limits(expected, level, tau)[1]) for tau in KNOTS])
    return float(np.interp(upper, uppers, KNOTS))
