"""Weekly courses of the people of `worlds`: lasting differences, crises, endings."""

import numpy as np

WEEKS = 208


def courses(
    lasting: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Yearly rate by person and week, and the weeks since a crisis began (-1 outside).

    A crisis adds to the rate; its length is log-normal about seven weeks."""
    people = len(lasting)
    rate = np.repeat(lasting[:, None], WEEKS, axis=1).astype(np.float32)
    since = np.full((people, WEEKS), -1, np.int16)
    begin = rng.random((people, WEEKS)) < (0.005 * (1 + lasting) ** 0.5)[:, None]
    who, when = np.nonzero(begin)
    length = np.maximum(rng.lognormal(np.log(7), 1.0, len(who)), 1).astype(int)
    height = rng.gamma(1.5, 16.0, len(who))
    for person, week, long, high in zip(who, when, length, height, strict=True):
        rate[person, week : week + long] += high
        until = min(week + long, WEEKS)
        since[person, week:until] = np.arange(until - week)
    return rate, since


def endings(
    rate: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """First week not at risk (WEEKS: still there), and whether the person died."""
    die = rng.random(rate.shape) < np.clip(0.0004 * np.sqrt(rate), 0, 0.01)
    leave = rng.random(rate.shape) < np.clip(0.0008 + 0.0001 * rate, 0, 0.005)
    gone = die | leave
    end = np.where(gone.any(axis=1), np.maximum(gone.argmax(axis=1), 1), WEEKS)
    return end, die[np.arange(len(end)), np.minimum(end, WEEKS - 1)]
