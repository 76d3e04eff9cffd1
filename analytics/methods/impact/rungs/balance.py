"""Making untreated people comparable: what they are matched on, and the weights that
match them.

Weights come from entropy balancing (Hainmueller 2012, Political Analysis 20:25): the
weights closest to equal ones under which the comparators' means equal the cohort's. A
small ridge keeps them finite when nobody as extreme was left untreated; the regression
in ``expected`` then carries the rest of the way.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.methods.impact.panels.counts import Counts

LEAST_CATEGORY = 8  # cohort or comparators needed for a category to be matched on
RIDGE_BALANCE = 0.1  # allows an imbalance of about 0.1 x the multiplier, in SDs
LEAST_ABOVE_BEND = 40  # comparators beyond the bend needed for a slope of their own
LEAST_FOR_TRAITS = (
    200  # with fewer comparators only the longer course of attendance is matched
)
# The recent course, besides the window before: a crisis is seen in its last weeks.
SINCE = {
    "recent": "last 3 months",
    "latest": "last 4 weeks",
    "fortnight": "last 2 weeks",
    "week": "last week",
    "older": "year before that",
}
WEEKS = ("fortnight", "week")  # with few comparators these only widen the answer


@dataclass(frozen=True)
class Design:
    """Covariates of cohort and comparators, columns alike. ``names`` in words; ``soft``
    marks the columns (traits) whose coefficients are shrunk in the regression."""

    cohort: np.ndarray
    pool: np.ndarray
    names: tuple[str, ...]
    soft: np.ndarray


Pair = tuple[Counts, Counts]  # of cohort and comparators, row by row the same people


def design(
    cohort: Counts, pool: Counts, traits: bool = True, picked_by: Pair | None = None
) -> Design:
    """The recent course (12 and 3 months, 4, 2 and 1 weeks, the year before, all logs,
    with a bend at the cohort's median so that the slope may differ among the most
    frequent), late joining, and traits. ``picked_by``: where the counts are of another
    service than the one by which people were picked, their counts of that one: both
    courses are matched, since a peak of the one is a peak of what goes with it."""
    columns, names, soft = [], [], []

    def add(name, of_cohort, of_pool, is_soft=False):
        spread = np.std(np.concatenate([of_cohort, of_pool]))
        if spread > 1e-9:
            columns.append((of_cohort, of_pool))
            names.append(name)
            soft.append(is_soft)

    for one, what in ((picked_by, "visits picked by"), ((cohort, pool), "visits")):
        if one is not None:
            few = what == "visits" and picked_by is not None
            for name, *values in _of_course(*one, few):
                add(f"{what} in the {name}", *values)
    full = np.median(np.concatenate([cohort.before_years, pool.before_years]))
    add(
        "observed for part of the year before",
        *[(c.before_years < 0.95 * full).astype(float) for c in (cohort, pool)],
        is_soft=True,
    )
    if (
        traits
        and cohort.traits is not None
        and pool.traits is not None
        and len(pool) >= LEAST_FOR_TRAITS
    ):
        for trait in cohort.traits.columns:
            one, other = (
                np.asarray(c.traits[trait], dtype=object) for c in (cohort, pool)
            )
            size = pd.Series(one).value_counts()
            for value in size.index[size >= LEAST_CATEGORY][:8]:
                if (other == value).sum() >= LEAST_CATEGORY:
                    add(
                        f"{trait}: {value}",
                        (one == value).astype(float),
                        (other == value).astype(float),
                        is_soft=True,
                    )
    if not columns:
        return Design(
            np.zeros((len(cohort), 0)), np.zeros((len(pool), 0)), (), np.zeros(0, bool)
        )
    return Design(
        np.column_stack([c for c, _ in columns]),
        np.column_stack([p for _, p in columns]),
        tuple(names),
        np.array(soft),
    )


def _of_course(
    cohort: Counts, pool: Counts, few: bool
) -> Iterator[tuple[str, np.ndarray, np.ndarray]]:
    """What is matched of one service: name, of the cohort, of the pool. ``few``: of a
    service of which most have none, so that single weeks say nothing."""
    level = [np.log(c.before + 0.5) for c in (cohort, pool)]
    yield ("year before (log)", *level)
    bend = float(np.median(level[0]))
    # A slope of its own for the most frequent needs people there to learn it from;
    # where there are none, a bend would be fitted to two or three of them and thrown
    # far beyond.
    above, below = (level[1] > bend).sum(), (level[1] < bend).sum()
    if above >= LEAST_ABOVE_BEND and (below or not few):
        yield (
            "year before, above the cohort's median (log)",
            *[np.maximum(v - bend, 0) for v in level],
        )
    for name, since in SINCE.items():
        mine, theirs = getattr(cohort, name), getattr(pool, name)
        if name in WEEKS and (few or len(pool) < LEAST_FOR_TRAITS):
            continue
        if mine is not None and theirs is not None:
            yield f"{since} (log)", *[np.log(seen + 0.5) for seen in (mine, theirs)]


def balancing_weights(
    target: np.ndarray,
    pool: np.ndarray,
    start: np.ndarray | None = None,
    ridge: np.ndarray | float = RIDGE_BALANCE,
) -> np.ndarray:
    """Weights of the rows of ``pool`` (n, k) whose weighted means come to ``target``
    (k,).

    Minimises log(sum start * exp((pool - target) b)) + b' ridge b / 2 on standardised
    columns by Newton's method with step halving; ``ridge`` is one number or one a
    column. Returns weights that sum to 1.
    """
    n = len(pool)
    start = np.full(n, 1.0 / n) if start is None else start / start.sum()
    if pool.shape[1] == 0:
        return start
    scale = np.maximum(pool.std(axis=0), 1e-9)
    z = (pool - target) / scale
    b = np.zeros(z.shape[1])
    ridge = np.broadcast_to(ridge, b.shape)

    def loss(b):
        eta = z @ b
        top = eta.max()
        w = start * np.exp(eta - top)
        total = w.sum()
        return np.log(total) + top + 0.5 * ridge @ b**2, w / total

    value, w = loss(b)
    for _ in range(60):
        mean = w @ z
        gradient = mean + ridge * b
        if np.abs(gradient).max() < 1e-7:
            break
        hessian = (z * w[:, None]).T @ z - np.outer(mean, mean) + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        size = 1.0
        while size > 1e-4:
            trial, w_trial = loss(b - size * step)
            if trial < value:
                break
            size /= 2
        else:
            break
        b, value, w = b - size * step, trial, w_trial
    return w


def effective_number(weights: np.ndarray) -> float:
    """Kish's effective sample size, (sum w)^2 / sum w^2."""
    return float(weights.sum() ** 2 / (weights**2).sum()) if len(weights) else 0.0


def balance_table(cohort: Counts, pool: Counts, weights: np.ndarray) -> pd.DataFrame:
    """Cohort against comparators before and after matching, one row a covariate.

    Columns: ``covariate``, ``cohort``, ``comparators_before``, ``comparators_after``
    (means or shares), ``difference_before``, ``difference_after`` (standardised: in SDs
    of the cohort and comparators pooled; below 0.1 is usually called balanced, Austin
    2009, Stat Med 28:3083).
    """
    rows = []

    def add(name, one, other):
        spread = np.sqrt((np.var(one) + np.var(other)) / 2)
        before, after = float(other.mean()), float(weights @ other)
        scale = spread if spread > 1e-9 else np.nan
        rows.append(
            (
                name,
                float(one.mean()),
                before,
                after,
                (one.mean() - before) / scale,
                (one.mean() - after) / scale,
            )
        )

    add("visits in the year before", cohort.before, pool.before)
    for name, since in SINCE.items():
        mine, theirs = getattr(cohort, name), getattr(pool, name)
        if mine is not None and theirs is not None:
            add(f"visits in the {since}", mine, theirs)
    if cohort.traits is not None and pool.traits is not None:
        for trait in cohort.traits.columns:
            one, other = (
                np.asarray(c.traits[trait], dtype=object) for c in (cohort, pool)
            )
            for value in pd.Series(one).value_counts().index[:8]:
                add(
                    f"{trait.replace('_', ' ')}: {value}",
                    (one == value).astype(float),
                    (other == value).astype(float),
                )
    return pd.DataFrame(
        rows,
        columns=[
            "covariate",
            "cohort",
            "comparators_before",
            "comparators_after",
            "difference_before",
            "difference_after",
        ],
    )
