"""The effect by months since joining, of people who join one after the other.

People who join in one month are compared, in the same calendar months, with people who
had not joined by then (or never do), and the months since joining are then taken
together: the group-time effects of Callaway and Sant'Anna (2021, J Econometrics
225:200), stacked. Nobody who has joined is ever compared with, which is what makes the
usual two-way regression wrong.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

LEVEL = 0.95
DRAWS = 4000  # of the largest of all months, for the band
COLUMNS = (
    "month",
    "people",
    "visits",
    "person_years",
    "observed",
    "expected",
    "difference",
    "lower",
    "upper",
)


@dataclass(frozen=True)
class Stack:
    """People by month about a joining day: those who joined on it, and those who had
    not joined by then, followed until they do.

    person: names whom a row is of, (n,): intervals take persons as independent. group:
    names the joining day or month, (n,). joined: (n,). weight: of those compared, (n,).
    visits, years: attendances and person-years, (n, m); both 0 where a row is not at
    risk. months: (m,), 0 is the first after joining.
    """

    person: np.ndarray
    group: np.ndarray
    joined: np.ndarray
    weight: np.ndarray
    visits: np.ndarray
    years: np.ndarray
    months: np.ndarray


@dataclass(frozen=True)
class ByMonths:
    """What `by_months` answers.

    table: see COLUMNS; observed, expected and their difference are a person-year;
    lower, upper: a band that holds all months of the same side (before, after) together
    in 95% of cases. before_differs, after_differs: the chance of a month so far from 0,
    of those before and those after, if none differed. people: who joined. groups: how
    many joining months. error: of each month's difference, (m,).
    """

    table: pd.DataFrame
    before_differs: float
    after_differs: float
    people: int
    groups: int
    error: np.ndarray


def by_months(
    stack: Stack,
    scale: np.ndarray | None = None,
    as_theirs: bool = False,
    seed: int = 0,
) -> ByMonths:
    """Observed less expected by month since joining, with a band.

    Expected in a month: of each group, the weighted rate of those compared, times the
    person-time of those who joined. ``scale`` multiplies it by month (m,), where a
    regression says by how much those compared still differ. ``as_theirs``: people who
    joined are taken to vary at least as much as those compared do, since of a few of
    them none may have come, which would seem certain.
    """
    observed, expected, influence, spread = _parts(stack, scale)
    difference = observed - expected
    covariance = influence.T @ influence
    error = np.sqrt(np.diag(covariance))
    if as_theirs:
        _, person = np.unique(stack.person, return_inverse=True)
        mine = np.zeros(len(influence), bool)
        mine[person[stack.joined]] = True
        own = (influence[mine] ** 2).sum(axis=0)
        wider = np.sqrt(error**2 - own + np.maximum(own, spread))
        with np.errstate(invalid="ignore", divide="ignore"):
            grown = np.where(error > 0, wider / error, 1.0)
        covariance, error = covariance * np.outer(grown, grown), error * grown
    rng = np.random.default_rng(seed)
    before = stack.months < 0
    wide, chance = np.zeros(len(error)), []
    for side in (before, ~before):
        most, far = _largest(covariance[np.ix_(side, side)], rng), np.nan
        if most is not None:
            wide[side] = np.quantile(most, LEVEL)
            with np.errstate(invalid="ignore", divide="ignore"):
                t = np.abs(difference[side]) / error[side]
            far = float((most >= np.nanmax(t)).mean())
        chance.append(far)
    joined = stack.joined
    table = pd.DataFrame(
        {
            "month": stack.months,
            "people": (stack.years[joined] > 0).sum(axis=0),
            "visits": stack.visits[joined].sum(axis=0),
            "person_years": stack.years[joined].sum(axis=0),
            "observed": observed,
            "expected": expected,
            "difference": difference,
            "lower": difference - wide * error,
            "upper": difference + wide * error,
        },
        columns=list(COLUMNS),
    )
    return ByMonths(
        table,
        chance[0],
        chance[1],
        len(np.unique(stack.person[joined])),
        len(np.unique(stack.group[joined])),
        error,
    )


def _parts(
    stack: Stack, scale: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Observed and expected rates (m,), each person's influence on their difference,
    (persons, m), and the variance of the observed rate if those who joined varied as
    those compared do, (m,)."""
    _, person = np.unique(stack.person, return_inverse=True)
    scale = np.ones(len(stack.months)) if scale is None else scale
    visits, years, joined = stack.visits, stack.years, stack.joined
    weight = np.where(joined, 0.0, stack.weight)[:, None]
    _, group = np.unique(stack.group, return_inverse=True)
    add = _adder(group)
    time, seen = add(joined[:, None] * years), add(joined[:, None] * visits)
    their_time, theirs = add(weight * years), add(weight * visits)
    answered = their_time > 0  # a group without anybody left to compare with drops out
    time, seen = time * answered, seen * answered
    total = time.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = np.where(answered, theirs / their_time, 0.0) * scale
        observed = seen.sum(axis=0) / total
        expected = (time * rate).sum(axis=0) / total
        share = np.where(answered, time / their_time, 0.0) / total
    gap = observed - expected
    live = answered[group]
    mine = (visits - years * (rate[group] + gap)) * live / total
    their = -weight * (visits * scale - years * rate[group]) * share[group]
    each = np.where(joined[:, None], mine, their)
    left = (visits * scale - years * rate[group]) ** 2
    followed = ((years > 0) & joined[:, None]).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        varies = (weight * left).sum(axis=0) / (weight * (years > 0)).sum(axis=0)
        spread = np.nan_to_num(followed * varies / total**2)
    return observed, expected, _adder(person)(np.nan_to_num(each)), spread


def in_steps(stack: Stack, step: int) -> Stack:
    """The same with ``step`` months taken as one, named by the first of them."""
    first, which = np.unique(stack.months // step * step, return_inverse=True)
    columns = np.zeros((len(stack.months), len(first)))
    columns[np.arange(len(which)), which] = 1
    return replace(
        stack, months=first, visits=stack.visits @ columns, years=stack.years @ columns
    )


def _adder(group: np.ndarray):
    """Adds rows of (n, m) up by group."""
    order = np.argsort(group, kind="stable")
    starts = np.searchsorted(group[order], np.arange(group.max() + 1))
    return lambda values: np.add.reduceat(values[order], starts, axis=0)


def _largest(covariance: np.ndarray, rng: np.random.Generator) -> np.ndarray | None:
    """Draws of the largest of several correlated errors, each in its own standard
    errors; None where there are none."""
    error = np.sqrt(np.diag(covariance))
    live = error > 0
    if not live.any():
        return None
    alike = (covariance / np.outer(error, error).clip(1e-300))[np.ix_(live, live)]
    values, vectors = np.linalg.eigh(alike)
    root = vectors * np.sqrt(values.clip(0))
    drawn = rng.standard_normal((DRAWS, int(live.sum()))) @ root.T
    return np.abs(drawn).max(axis=1)
