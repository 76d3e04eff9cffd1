"""Whether risks come true: the calibration line and curve.

The slope and intercept of a logistic regression of the outcome on the logit of the risk
(Cox 1958, Biometrika 45:562); a slope of one and an intercept of nought is right. Its
standard error is the sandwich's (Huber 1967), since people carry weights.
"""

from typing import NamedTuple

import numpy as np

from analytics.methods.proportion import Z

STEPS, SMALL = 50, 1e-10
LEAST, MOST = 1e-7, 1 - 1e-7


class Line(NamedTuple):
    """intercept, slope, and the slope's 95 % interval."""

    intercept: float
    slope: float
    low: float
    high: float


def logit(p: np.ndarray) -> np.ndarray:
    """log(p ÷ (1 − p)), of p kept off 0 and 1."""
    kept = np.clip(np.asarray(p, dtype=float), LEAST, MOST)
    return np.asarray(np.log(kept / (1 - kept)))


def sigmoid(score: np.ndarray) -> np.ndarray:
    """The inverse of `logit`."""
    return np.asarray(1 / (1 + np.exp(-np.clip(score, -30, 30))))


def line_of(score: np.ndarray, y: np.ndarray, w: np.ndarray) -> tuple[float, float]:
    """Intercept and slope of y on a score; where there is no outcome, or a slope that
    is not upward (no skill), the mean for everybody: slope 0."""
    share = float(np.average(y, weights=w)) if len(y) and w.sum() > 0 else 0.0
    flat = float(logit(np.array([share]))[0])
    if not 0 < share < 1 or np.ptp(score) < 1e-9:
        return flat, 0.0
    found = calibration_line(score, y, w)
    if not np.isfinite(found.slope) or found.slope <= 0:
        return flat, 0.0
    return found.intercept, found.slope


def calibration_line(score: np.ndarray, y: np.ndarray, w: np.ndarray) -> Line:
    """The line of y (0 or 1) on a score (a logit), by Newton's steps."""
    x = np.column_stack([np.ones(len(score)), np.asarray(score, dtype=float)])
    beta = np.zeros(2)
    share = float(np.average(y, weights=w))
    if not 0 < share < 1 or np.ptp(x[:, 1]) < 1e-9:
        return Line(np.nan, np.nan, np.nan, np.nan)
    beta[0] = logit(np.array([share]))[0]
    for _step in range(STEPS):
        p = sigmoid(x @ beta)
        slope = x.T @ (w * (y - p))
        bend = (x * (w * p * (1 - p))[:, None]).T @ x
        step = np.linalg.lstsq(bend, slope, rcond=None)[0]
        beta = beta + np.clip(step, -2, 2)
        if np.abs(step).max() < SMALL:
            break
    p = sigmoid(x @ beta)
    bend = (x * (w * p * (1 - p))[:, None]).T @ x
    each = x * (w * (y - p))[:, None]
    inverse = np.linalg.pinv(bend)
    wide = np.sqrt((inverse @ (each.T @ each) @ inverse)[1, 1])
    return Line(
        float(beta[0]),
        float(beta[1]),
        float(beta[1] - Z * wide),
        float(beta[1] + Z * wide),
    )


def bins(p: np.ndarray, w: np.ndarray, number: int = 8) -> np.ndarray:
    """A bin for each person, lowest risk first: each holds as many expected outcomes,
    so that a rare one is not judged by those who hardly have it."""
    order = np.argsort(p, kind="stable")
    along = np.cumsum((p * w)[order])
    found = np.empty(len(p), dtype=int)
    whole = along[-1] if len(along) else 1.0
    found[order] = np.minimum((along / max(whole, 1e-12) * number), number - 1)
    return found
