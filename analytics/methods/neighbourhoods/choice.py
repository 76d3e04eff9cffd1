"""One plan of many: the one that does best by what is asked; and where a plan stands
among all."""

from collections.abc import Collection, Mapping
from itertools import count

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from analytics.methods.neighbourhoods.ground import Ground
from analytics.methods.neighbourhoods.scores import Score

Weights = Mapping[Score, float]


def standing(scored: pd.DataFrame, by: Score, value: float) -> float:
    """Share of the plans that a plan with this value does better than, by one score;
    those that do as well count half. NaN where the score is not known."""
    others = scored[by.key].dropna().to_numpy()
    if not len(others) or not np.isfinite(value):
        return float("nan")
    worse = others > value if by.low else others < value
    return float((worse.sum() + 0.5 * np.isclose(others, value).sum()) / len(others))


def overall(scored: pd.DataFrame, weights: Weights) -> pd.Series:
    """The weighted mean of where each plan stands by each score, 0 to 1; scores that
    are not known are left out."""
    total, found = 0.0, pd.Series(0.0, index=scored.index)
    for by, weight in weights.items():
        values = scored[by.key]
        if weight <= 0 or values.isna().all():
            continue
        ranks = values.rank(ascending=not by.low, method="average")
        found += weight * (ranks - 0.5) / len(values)
        total += weight
    return found / total if total else found


def best(scored: pd.DataFrame, weights: Weights, keep_lists: bool = False) -> int:
    """The row of the plan that does best by the weights; among those that split the
    fewest lists where lists are to be kept together. The first where several do."""
    found = overall(scored, weights)
    if keep_lists:
        found = found[scored["lists_split"] == scored["lists_split"].min()]
    return int(found.idxmax())


def named(
    ground: Ground, plan: np.ndarray, locked: Collection[tuple[str, str]] = ()
) -> list[str]:
    """A name for each neighbourhood of a plan: the one that areas in it are locked to
    (code, name); else today's that it takes most people from, each name once, so that
    as many people as can be keep theirs; "Neighbourhood 1" where there is none left."""
    place = {code: i for i, code in enumerate(ground.codes)}
    taken = {int(plan[place[code]]): name for code, name in locked}
    names = sorted(set(ground.today) - {"", *taken.values()})
    many = int(plan.max()) + 1
    shared = np.zeros((many, len(names)))
    for i, name in enumerate(names):
        mine = np.array([one == name for one in ground.today])
        shared[:, i] = np.bincount(plan[mine], ground.people[mine], many)
    shared[list(taken)] = 0
    rows, columns = linear_sum_assignment(shared, maximize=True)
    taken |= {
        int(r): names[c] for r, c in zip(rows, columns, strict=True) if shared[r, c] > 0
    }
    used = {*ground.today, *taken.values()}
    free = (name for n in count(1) if (name := f"Neighbourhood {n}") not in used)
    return [taken[i] if i in taken else next(free) for i in range(many)]


def moved(
    ground: Ground, plan: np.ndarray, locked: Collection[tuple[str, str]] = ()
) -> float:
    """Share of people whose neighbourhood would be called something else than today;
    NaN where there is none today."""
    has = np.array([bool(name) for name in ground.today])
    if not ground.people[has].sum():
        return float("nan")
    names = np.array(named(ground, plan, locked), dtype=object)[plan]
    other = np.array(
        [a != b for a, b in zip(names, ground.today, strict=True)], dtype=bool
    )
    return float(ground.people[has & other].sum() / ground.people[has].sum())
