"""Which places stand apart in a share of their people: a funnel plot of proportions.

After Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics
in Medicine 2005 (doi 10.1002/sim.1970), section 3 and its additive random effects.
Shares are compared on the arcsine scale, on which their spread by chance depends on the
number of people alone (Anscombe 1948, Biometrika 35:246). Places nearly always spread
more than chance has it: how much more (tau) is estimated from the scores with a tenth
at each end drawn in, by moments, and added to the limits. Tau of few places is not
known well, so the limits are then those of Student's t. Measured over 5 to 69 places of
20 to 300 people, shares of 50 and 86 % and spreads of none to 0.1: of 9 places or more
0 to 3 in 1,000 lay beyond the outer limits; of five, 10, which is why six are needed.
Places have no order.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import norm, t

from analytics.methods.funnel import dispersion, drawn_in_square, winsorised
from analytics.methods.funnel_limits import ACTION, WARNING

LEAST = 6  # places; of fewer little can be learned of the spread: none stands apart
SHARE_VERDICTS = {
    "above": "Higher than the rest",
    "below": "Lower than the rest",
    "": "Within the limits",
}


@dataclass(frozen=True)
class ShareFunnel:
    """Places against the share of all of them together.

    points: the places given, with share, low_95, high_95, low_998, high_998 (limits of
    the share at that many people) and outside ("above", "below" or ""). overall: the
    share of all. tau: the spread between places beyond chance, on the arcsine scale.
    phi: the mean of the squared, drawn-in scores over what it is by chance.
    """

    points: pd.DataFrame
    overall: float
    tau: float
    phi: float

    def limits(self, people, level: float) -> tuple[np.ndarray, np.ndarray]:
        """The lower and upper limit of the share of places with so many people."""
        return limits(people, self.overall, self.tau, len(self.points), level)


def funnel_of_shares(places: pd.DataFrame) -> ShareFunnel:
    """A ShareFunnel of a table with the columns numerator and denominator; places
    without people are left out."""
    points = places[places["denominator"] > 0].reset_index(drop=True)
    some = points["numerator"].to_numpy(dtype=float)
    people = points["denominator"].to_numpy(dtype=float)
    overall = float(some.sum() / people.sum()) if len(points) else float("nan")
    z = score(some, people, overall)
    tau, phi = between(z, people), dispersion(z)
    points = points.assign(share=some / people)
    for level, name in ((WARNING, "95"), (ACTION, "998")):
        low, high = limits(people, overall, tau, len(points), level)
        points[f"low_{name}"], points[f"high_{name}"] = low, high
    enough = len(points) >= LEAST
    points["outside"] = np.select(
        [
            enough & (points["share"] > points["high_998"]),
            enough & (points["share"] < points["low_998"]),
        ],
        ["above", "below"],
        default="",
    )
    return ShareFunnel(points, overall, tau, phi)


def score(some, people, overall: float) -> np.ndarray:
    """How many standard errors each share is from the overall one, on the arcsine
    scale."""
    n = np.asarray(people, dtype=float)
    return 2 * np.sqrt(n + 0.5) * (_angle(some, n) - _angle(overall * n, n))


def between(z, people) -> float:
    """Tau, the spread between places beyond chance, in radians of the arcsine scale.

    By moments: of independent scores the drawn-in squares add up to I - 1 by chance;
    what they add up to beyond is tau² × (sum of w - sum of w² ÷ sum of w), with the
    weights w = 1 ÷ variance = 4 n + 2.
    """
    if len(z) < LEAST:
        return 0.0
    weight = 4 * np.asarray(people, dtype=float) + 2
    square = float((winsorised(z) ** 2).sum()) / drawn_in_square(len(z))
    beyond = square - (len(z) - 1)
    return float(
        np.sqrt(max(0.0, beyond) / (weight.sum() - (weight**2).sum() / weight.sum()))
    )


def limits(
    people, overall: float, tau: float, places: int, level: float
) -> tuple[np.ndarray, np.ndarray]:
    """The shares that chance and the spread tau pass with the probability left at each
    end, among so many places that the spread was learned of."""
    n = np.asarray(people, dtype=float)
    far = float(norm.ppf((1 + level) / 2))
    if tau > 0:
        far = float(t.ppf((1 + level) / 2, max(places - 1, 1)))
    reach = far * np.sqrt(1 / (4 * n + 2) + tau**2)
    middle = _angle(overall * n, n)
    low, high = np.clip([middle - reach, middle + reach], 0, np.pi / 2)

    def share(angle: np.ndarray) -> np.ndarray:
        return np.clip((np.sin(angle) ** 2 * (n + 0.75) - 0.375) / n, 0, 1)

    return share(low), share(high)


def _angle(some, n: np.ndarray) -> np.ndarray:
    return np.arcsin(np.sqrt((np.asarray(some, dtype=float) + 0.375) / (n + 0.75)))
