"""How a programme of a simulated world picks its people, week by week."""

import numpy as np

LEAST = 5  # attendances in a year, from which somebody may be offered help


def intake(
    world, size, visits, rate, since, own, end, rng
) -> tuple[np.ndarray, np.ndarray]:
    """Positions of those taken and the week each was referred.

    often: the most frequent of the last year and quarter, roughly. peak: those whose
    crisis began up to two weeks ago. worst, refuses, refuses_some: twice as many are
    offered (half as many again for the last), and somebody who sees the course to
    come, with an error of one standard deviation, takes or refuses the sicker ones.
    top, rule: at one date, the most frequent of everybody or of the PCN.
    """
    from tests.benchmarks.impact.worlds import STARTS

    if world.takes == "top":
        score = _before(visits, STARTS, 52) + rng.random(len(end)) * 0.01
        score[end <= STARTS] = -1
        taken = np.argsort(-score)[:size]
        return taken, np.full(size, STARTS)
    if world.takes == "rule":
        taken = np.flatnonzero(_before(visits, STARTS, 52) > 10)
        return taken, np.full(len(taken), STARTS)
    weeks = STARTS + np.arange(round(world.months * 52 / 12))
    offers = {"worst": 2.0, "refuses": 2.0, "refuses_some": 1.5}.get(world.takes, 1.0)
    open_to, taken, when = own.copy(), [], []
    due = np.diff(np.round(np.linspace(0, offers * size, len(weeks) + 1))).astype(int)
    for week, many in zip(weeks, due, strict=True):
        score = _score(world.takes, visits, since, week, rng)
        able = open_to & (end > week) & (_before(visits, week, 52) >= LEAST)
        offered = np.argsort(-np.where(able, score, -1.0))[:many]
        offered = offered[able[offered]]
        open_to[offered] = False
        taken.append(offered)
        when.append(np.full(len(offered), week))
    taken, when = np.concatenate(taken), np.concatenate(when)
    if offers == 1.0:
        return taken, when
    keep = _by_outlook(world.takes, taken, when, rate, size, rng)
    return taken[keep], when[keep]


def _before(visits, week, weeks) -> np.ndarray:
    return visits[:, max(week - weeks, 0) : week].sum(axis=1)


def _score(takes, visits, since, week, rng) -> np.ndarray:
    """What the most urgent are picked by."""
    recent = _before(visits, week, 52) + _before(visits, week, 13)
    if takes == "peak":
        fresh = (since[:, week - 1] >= 0) & (since[:, week - 1] <= 2)
        return _before(visits, week, 2) * (1 + fresh) + 0.01 * recent
    return recent * np.exp(rng.normal(0, 0.3, len(recent)))


def _by_outlook(takes, taken, when, rate, size, rng) -> np.ndarray:
    """Which of those offered are taken, by their true course over the next year seen
    with error (in whole for 'worst' and 'refuses'; a correlation of about 0.4 for
    'refuses_some')."""
    ahead = np.array(
        [rate[p, w : w + 52].mean() for p, w in zip(taken, when, strict=True)]
    )
    outlook = np.log(ahead + 0.5)
    outlook = (outlook - outlook.mean()) / max(outlook.std(), 1e-9)
    noise = 1.0 if takes != "refuses_some" else 2.5
    seen = outlook + noise * rng.normal(size=len(taken))
    order = np.argsort(-seen if takes == "worst" else seen)
    return np.sort(order[: min(size, len(order))])
