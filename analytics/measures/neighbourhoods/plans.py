"""Plans of neighbourhoods for a dataset, scored; drawn once for each question."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
import pandas as pd

from analytics.definitions.filters import Filters
from analytics.measures.counting.settle import settle
from analytics.measures.neighbourhoods.ground import ground
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.methods.neighbourhoods import choice, ensemble
from analytics.methods.neighbourhoods.ground import Ground, Rules
from analytics.methods.neighbourhoods.plan import Plan, plan_of, today
from analytics.methods.neighbourhoods.scores import SCORES, scores
from analytics.methods.neighbourhoods.weights import WEIGHTS, weights_of
from analytics.store.dataset import Dataset

KEPT = 6  # ensembles in memory; 500 plans of 700 areas take under a megabyte
_drawn: OrderedDict[Any, tuple[np.ndarray, pd.DataFrame]] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True)
class Design:
    """Rules, and what matters most when one plan is chosen: "" for a bit of each, else
    one of the names of weights."""

    rules: Rules
    first: str = ""

    @property
    def weights(self) -> str:
        """What the choice weighs; what comes first weighs four times as much."""
        return f"{self.first}=4" if self.first else ""


def drawn(
    dataset: Dataset,
    filters: Filters,
    rules: Rules,
    progress: Callable[[str, float], None] = ensemble.silent,
) -> tuple[Ground, np.ndarray, pd.DataFrame]:
    """The ground, the plans (a row each) and their scores. Raises InputError as
    `ground` and `ensemble.plans` do."""
    land = ground(dataset, filters)
    key = (dataset.fingerprint, settle(dataset, filters).filters.as_at, rules)
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


def chosen(dataset: Dataset, filters: Filters, design: Design) -> tuple[Ground, Plan]:
    """The plan that does best by a design."""
    land, plans, scored = drawn(dataset, filters, design.rules)
    weights = weights_of(design.weights)
    return land, plan_of(
        land, plans[choice.best(scored, weights, design.rules.keep_lists)]
    )


def standings(dataset: Dataset, filters: Filters, design: Design) -> Result:
    """Where each plan stands: one row a plan and a score. Columns: plan ("today",
    "chosen" or its number), score, value, better (share of the plans drawn that it
    does better than).

    Numbers of areas and published residents: nothing in it is of single people.
    """
    if not drawable(dataset):
        return _standings(dataset, filters, [], "plans of neighbourhoods", ())
    land, _plans, scored = drawn(dataset, filters, design.rules)
    now, best = today(land), chosen(dataset, filters, design)[1]
    rows = []
    for by in SCORES:
        if scored[by.key].isna().all():
            continue
        named = [(str(i + 1), value) for i, value in enumerate(scored[by.key])]
        if now is not None:
            named.append(("today", now.scored[by.key]))
        named.append(("chosen", best.scored[by.key]))
        for plan, value in named:
            better = np.nan
            if not plan.isdigit():
                better = choice.standing(scored, by, value)
            rows.append((plan, by.title, value, better))
    notes = land.notes
    if now is not None and not now.contiguous:
        notes = (*notes, "Today’s neighbourhoods are not each in one piece.")
    measure = f"{len(scored)} contiguous plans of {design.rules.count} neighbourhoods"
    return _standings(dataset, filters, rows, measure, notes)


def _standings(
    dataset: Dataset,
    filters: Filters,
    rows: list[tuple[str, str, float, float]],
    measure: str,
    notes: tuple[str, ...],
) -> Result:
    return result(
        "plans",
        dataset,
        settle(dataset, filters),
        pd.DataFrame(rows, columns=["plan", "score", "value", "better"]),
        (
            Column("plan", "Plan"),
            Column("score", "By"),
            Column("value", "Value", "number", decimals=3),
            Column("better", "Better than", "number", decimals=3),
        ),
        measure,
        notes,
    )


def drawable(dataset: Dataset) -> bool:
    """Whether a dataset holds areas and their boundaries."""
    return dataset.boundaries is not None and dataset.has("areas")


def neighbourhoods(dataset: Dataset, filters: Filters, design: Design) -> Result:
    """The plan chosen, one row a neighbourhood: place, people (published residents),
    areas, away (from the mean, a share), imd_decile, compactness."""
    _land, plan = chosen(dataset, filters, design)
    people = plan.parts.people
    table = pd.DataFrame(
        {
            "place": plan.names,
            "people": people.astype(int),
            "areas": plan.parts.areas,
            "away": people / people.mean() - 1,
            "imd_decile": plan.parts.decile,
            "compactness": plan.parts.compactness,
        }
    )
    return result(
        "plan_chosen",
        dataset,
        settle(dataset, filters),
        table.sort_values("place", kind="stable").reset_index(drop=True),
        (
            Column("place", "Neighbourhood"),
            Column("people", "Residents", "count"),
            Column("areas", "Small areas", "number", decimals=0),
            Column("away", "From the mean", "number", of="people", decimals=3),
            Column("imd_decile", "IMD decile, mean", "number", of="people"),
            Column("compactness", "Compactness", "number", decimals=2),
        ),
        "published residents of small areas",
    )


def within(dataset: Dataset, filters: Filters, design: Design) -> dict[str, str]:
    """The neighbourhood of each small area in the plan chosen."""
    land, plan = chosen(dataset, filters, design)
    return {c: plan.names[p] for c, p in zip(land.codes, plan.of_areas, strict=True)}


def firsts() -> dict[str, str]:
    """What may matter most, by name, in words."""
    return {"": "A bit of each"} | {
        name: by.better.capitalize() for name, by in WEIGHTS.items()
    }
