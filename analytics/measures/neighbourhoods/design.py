"""What is asked of neighbourhoods, and the plan that answers it; plans are drawn once
for each question."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

import numpy as np
import pandas as pd

from analytics.definitions.filters import Filters
from analytics.measures.counting.settle import settle
from analytics.measures.neighbourhoods.ground import ground
from analytics.methods.neighbourhoods import choice, ensemble, faults, moves
from analytics.methods.neighbourhoods.ground import Ground
from analytics.methods.neighbourhoods.moves import Move
from analytics.methods.neighbourhoods.plan import Plan, plan_of
from analytics.methods.neighbourhoods.rules import Rules
from analytics.methods.neighbourhoods.scores import Score, scores, scores_of
from analytics.methods.neighbourhoods.weights import Weights, asked_for
from analytics.store.dataset import Dataset

KEPT = 6  # ensembles in memory; 500 plans of 700 areas take under a megabyte
_drawn: OrderedDict[Any, tuple[np.ndarray, pd.DataFrame]] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True)
class Design:
    """What is asked of a plan.

    first: what matters most, "" for a bit of each (`weights.FIRSTS`). spread: need is
    to be spread evenly over all neighbourhoods, and not alike within each. joins: pairs
    of areas joined without an edge. plan: the number of the plan picked, "" for the
    best. moves: made by hand upon it.
    """

    rules: Rules
    first: str = ""
    spread: bool = False
    joins: tuple[tuple[str, str], ...] = ()
    plan: str = ""
    moves: tuple[Move, ...] = ()

    @property
    def weights(self) -> Weights:
        """What the choice weighs."""
        return asked_for(self.first, self.spread)

    @property
    def scores(self) -> tuple[Score, ...]:
        """What plans are scored by."""
        return scores_of(self.spread)

    @property
    def before_moves(self) -> "Design":
        return replace(self, moves=())


def drawn(
    dataset: Dataset,
    filters: Filters,
    design: Design,
    progress: Callable[[str, float], None] = ensemble.silent,
) -> tuple[Ground, np.ndarray, pd.DataFrame]:
    """The ground, the plans (a row each) and their scores. Raises InputError as
    `ground` and `ensemble.plans` do."""
    land, rules = ground(dataset, filters, design.joins), design.rules
    as_at = settle(dataset, filters).filters.as_at
    key = (dataset.fingerprint, as_at, rules, design.joins)
    with _lock:
        found = _drawn.get(key)
    if found is None:
        plans = ensemble.plans(land, rules, progress=progress)
        found = plans, scores(land, plans)
        with _lock:
            _drawn[key] = found
            while len(_drawn) > KEPT:
                _drawn.popitem(last=False)
    return land, *found


def sized(
    dataset: Dataset, filters: Filters, design: Design, low: float, high: float
) -> Design:
    """The design with as many neighbourhoods as have between `low` and `high` people
    each. Raises InputError where no number does."""
    land = ground(dataset, filters, design.joins)
    return replace(design, rules=faults.sized(land, design.rules, low, high))


def best(dataset: Dataset, filters: Filters, design: Design) -> int:
    """The number of the plan that does best by a design, from 1."""
    _land, _plans, scored = drawn(dataset, filters, design)
    return choice.best(scored, design.weights, design.rules.keep_lists) + 1


def chosen(dataset: Dataset, filters: Filters, design: Design) -> tuple[Ground, Plan]:
    """The plan picked, else the one that does best, after the moves made by hand.
    Raises InputError for a move that cannot be made."""
    land, plans, _scored = drawn(dataset, filters, design)
    number = int(design.plan or best(dataset, filters, design))
    plan = plan_of(land, plans[number - 1], design.rules.locked)
    return land, moves.after(land, design.rules, plan, design.moves)


def drawable(dataset: Dataset) -> bool:
    """Whether a dataset holds areas and their boundaries."""
    return dataset.boundaries is not None and dataset.has("areas")


def within(dataset: Dataset, filters: Filters, design: Design) -> dict[str, str]:
    """The neighbourhood of each small area in the plan chosen."""
    land, plan = chosen(dataset, filters, design)
    return {c: plan.names[p] for c, p in zip(land.codes, plan.of_areas, strict=True)}


def beside(
    dataset: Dataset, filters: Filters, design: Design
) -> dict[str, tuple[str, ...]]:
    """The neighbourhoods that each area of the plan chosen could be moved to."""
    land, plan = chosen(dataset, filters, design)
    return moves.beside(land, design.rules, plan)
