"""How good a plan is, by each thing asked of it: evenness, shape, need, practices'
lists."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.methods.neighbourhoods.ground import Ground

MOSTLY = 0.75  # of a list in one neighbourhood; with less there, the list is split


@dataclass(frozen=True)
class Score:
    """One thing asked of a plan. key: its column. title: in a table. better, worse:
    what a plan is that does well, and what one is that does not. low: whether less is
    better. percent: whether a share."""

    key: str
    title: str
    better: str
    worse: str
    low: bool
    percent: bool = True


EVEN = Score("worst_deviation", "Furthest from equal", "more even", "less even", True)
COMPACT = Score(
    "compactness", "Compactness", "more compact", "less compact", False, False
)
ALIKE = Score(
    "need_between", "Need between", "more alike within", "less alike within", False
)
SPREAD = Score(
    "need_between",
    "Need between, less is asked",
    "more evenly needy",
    "less evenly needy",
    True,
)
LISTS = Score(
    "lists_outside", "Lists outside", "kinder to lists", "harder on lists", True
)


def scores_of(spread: bool) -> tuple[Score, ...]:
    """What plans are scored by: by likeness of need within each, or by how evenly need
    is spread over all."""
    return EVEN, COMPACT, SPREAD if spread else ALIKE, LISTS


@dataclass(frozen=True)
class Parts:
    """The neighbourhoods of one plan, by number. people; areas: how many; decile: mean
    of deprivation by people; compactness: Polsby–Popper each."""

    people: np.ndarray
    areas: np.ndarray
    decile: np.ndarray
    compactness: np.ndarray


def parts(ground: Ground, plan: np.ndarray, many: int = 0) -> Parts:
    """What each neighbourhood of a plan is like.

    Compactness: 4π × area ÷ perimeter² (Polsby and Popper 1991, Yale Law & Policy
    Review 9), 1 for a circle; the perimeter of all parts and holes together.
    """
    many = max(int(plan.max()) + 1, many)
    side, known = ground.side, np.isfinite(ground.decile)
    people = np.bincount(plan, ground.people, many)
    weight = np.where(known, ground.people, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        decile = np.bincount(
            plan, weight * np.nan_to_num(ground.decile), many
        ) / np.bincount(plan, weight, many)
    a, b = side.pairs.T if len(side.pairs) else (np.array([], int),) * 2
    inside = plan[a] == plan[b]
    around = np.bincount(plan, side.around, many) - 2 * np.bincount(
        plan[a[inside]], side.shared[inside], many
    )
    size = np.bincount(plan, side.size, many)
    return Parts(
        people, np.bincount(plan, minlength=many), decile, 4 * np.pi * size / around**2
    )


def worst_deviation(people: np.ndarray) -> float:
    """How far the neighbourhood furthest from the mean is from it, as a share."""
    mean = people.mean()
    return float(np.abs(people / mean - 1).max()) if mean else float("nan")


def need_between(ground: Ground, plan: np.ndarray, found: Parts) -> float:
    """Share of the variation of deciles of deprivation among people that lies between
    neighbourhoods (η²): 1 where each is alike within, 0 where each has the mix of the
    whole. NaN where no deciles are known or all are the same."""
    known = np.isfinite(ground.decile)
    weight = np.where(known, ground.people, 0)
    if not weight.sum():
        return float("nan")
    decile = np.nan_to_num(ground.decile)
    mean = np.average(decile, weights=weight)
    all_of_it = float((weight * (decile - mean) ** 2).sum())
    if all_of_it <= 0:
        return float("nan")
    each = np.nan_to_num(found.decile)[plan]
    return float((weight * (each - mean) ** 2).sum() / all_of_it)


def lists_in(ground: Ground, plan: np.ndarray) -> np.ndarray:
    """Neighbourhoods × practices: registered people."""
    found = np.zeros((int(plan.max()) + 1, ground.lists.shape[1]))
    np.add.at(found, plan, ground.lists)
    return found


def lists_split(ground: Ground, plan: np.ndarray) -> tuple[float, float]:
    """How many practices have under half their list in any one neighbourhood, and the
    share of all registered people who live outside the neighbourhood where most of
    their practice's do; NaN without lists."""
    lists = lists_in(ground, plan)
    whole = lists.sum(axis=0)
    there = whole > 0
    if not there.any():
        return float("nan"), float("nan")
    most = lists.max(axis=0)
    split = int((most[there] < MOSTLY * whole[there]).sum())
    return float(split), float(1 - most.sum() / whole.sum())


def score(ground: Ground, plan: np.ndarray) -> dict[str, float]:
    """Every score of one plan: worst_deviation, compactness (mean of its
    neighbourhoods), need_between, lists_split, lists_outside."""
    found = parts(ground, plan)
    split, outside = lists_split(ground, plan)
    return {
        "worst_deviation": worst_deviation(found.people),
        "compactness": float(found.compactness.mean()),
        "need_between": need_between(ground, plan, found),
        "lists_split": split,
        "lists_outside": outside,
    }


def scores(ground: Ground, drawn: Iterable[np.ndarray]) -> pd.DataFrame:
    """Every score of each plan, a row each."""
    return pd.DataFrame([score(ground, plan) for plan in drawn])
