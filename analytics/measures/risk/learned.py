"""What was learned from a dataset: models fitted on earlier days, and what they said of
a later one beside what came."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from threadpoolctl import threadpool_limits

from analytics.definitions.event_kinds import USUAL_MONTHS, EventKind
from analytics.definitions.filters import Filters
from analytics.kept_tables import keeping
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.risk.features import Asked
from analytics.measures.risk.panel import (
    EVERYBODY,
    GROUPS,
    Days,
    Panel,
    days_of,
    panel,
)
from analytics.methods.risk.expected import Expected, expected
from analytics.methods.risk.models import (
    BOOSTED,
    COUNT,
    LEAST_EVENTS,
    LOGISTIC,
    Fitted,
    Rows,
    fitted,
)
from analytics.store.dataset import Dataset

YEAR = 365.25
Progress = Callable[[str, float], None]
_told: ContextVar[Progress] = ContextVar("told", default=lambda step, done: None)


class TooLittle(Exception):
    """Nothing can be learned from a dataset; says why, without a number about
    people."""


@dataclass(frozen=True)
class Learned:
    """models: by name; best: that of LOGISTIC and BOOSTED which did better on people
    not in the fit. course: attendances to expect. test: the people of the later day,
    all of them. risks: of each group and model, of those people (NaN for who is not of
    the group). fitted_on: people and days, and how many of them came to be above."""

    asked: Asked
    days: Days
    models: dict[str, Fitted]
    best: str
    course: Expected
    test: Panel
    risks: dict[str, dict[str, np.ndarray]]
    fitted_on: tuple[int, int]


@contextmanager
def progress_to(told: Progress) -> Iterator[None]:
    """Within it, learning tells how far it is: told(step, share done)."""
    before = _told.set(told)
    try:
        yield
    finally:
        _told.reset(before)


def everybody_of(dataset: Dataset, filters: Filters) -> Scope:
    """The scope that is learned from: everybody, the rule asked, in twelve months."""
    settled = settle(dataset, filters)
    plain = settled.filters.of_everybody.with_(months=USUAL_MONTHS)
    return Scope(plain)


def learned(dataset: Dataset, filters: Filters, kind: EventKind) -> Learned:
    """Models of a kind's rule, fitted and tested on everybody in the dataset; worked
    out once. Raises TooLittle."""
    return _learned(dataset, everybody_of(dataset, filters), kind)


@lru_cache(maxsize=4)  # keyed on the dataset's fingerprint
def _learned(dataset: Dataset, scope: Scope, kind: EventKind) -> Learned:
    tell = _told.get()
    if kind not in dataset.kinds_with_rule:
        raise TooLittle(f"This dataset has no {kind.service} extract")
    found = days_of(dataset, scope, kind)
    if found is None:
        raise TooLittle(
            "A risk needs three whole years of one service: a year to look back, one "
            "to learn from, and a later one to be judged on"
        )
    days, asked = found
    # Threads that wait for each other take three times as long on a busy machine.
    with keeping(), threadpool_limits(1):
        panels = []
        for n, day in enumerate(days.fits):
            tell("Reading what was known and what came", 0.05 + 0.15 * n)
            panels.append(panel(dataset, scope, asked, day, sampled=True))
        rows, groups = _together(panels)
        if rows.y[rows.w > 0].sum() < LEAST_EVENTS:
            raise TooLittle("Too few people came to be above the rule to learn from")
        models = {}
        for n, name in enumerate((LOGISTIC, BOOSTED, COUNT)):
            tell("Fitting", 0.4 + 0.1 * n)
            models[name] = fitted(name, rows, groups)
        course = _course(panels, rows, groups)
        tell("Testing on a later year", 0.7)
        test = panel(dataset, scope, asked, days.test)
        best = min((LOGISTIC, BOOSTED), key=lambda name: models[name].loss)
        risks = {group: _risks(models, test, group) for group in GROUPS}
    tell("Done", 1.0)
    events = int(rows.y[rows.w > 0].sum())
    return Learned(
        asked, days, models, best, course, test, risks, (len(rows.y), events)
    )


def _risks(
    models: dict[str, Fitted], people: Panel, group: str
) -> dict[str, np.ndarray]:
    """The risk of each person of a group by each model; NaN for the others."""
    those = people.groups[group]
    found = {}
    for name, model in models.items():
        risk = np.full(len(those), np.nan)
        if those.any():
            risk[those] = model.risk(people.x.x[those], group)
        found[name] = risk
    return found


def _together(panels: list[Panel]) -> tuple[Rows, dict[str, np.ndarray]]:
    """The people of several days as rows to fit on, and their groups; who left before
    it was known is not among them."""

    def every(name: str) -> np.ndarray:
        return np.concatenate([one.people[name].to_numpy() for one in panels])

    rows = Rows(
        np.concatenate([one.x.x for one in panels]).astype(float),
        every("y").astype(float),
        every("w").astype(float),
        every("person"),
    )
    groups = {
        group: np.concatenate([one.groups[group] for one in panels]) for group in GROUPS
    }
    known = rows.w > 0
    return rows.of(known), {group: those[known] for group, those in groups.items()}


def _course(panels: list[Panel], rows: Rows, groups: dict[str, np.ndarray]) -> Expected:
    known = np.concatenate([one.people["w"].to_numpy() for one in panels]) > 0
    count = np.concatenate([one.people["n"].to_numpy(float) for one in panels])[known]
    days = np.concatenate([one.people["observed"].to_numpy(float) for one in panels])
    return expected(rows, count, days[known] / YEAR, groups)


def scored(dataset: Dataset, filters: Filters, kind: EventKind) -> Panel:
    """The people at risk today, with what is known of them. Raises TooLittle."""
    return _scored(dataset, everybody_of(dataset, filters), kind)


@lru_cache(maxsize=4)
def _scored(dataset: Dataset, scope: Scope, kind: EventKind) -> Panel:
    found = _learned(dataset, scope, kind)
    return panel(dataset, scope, found.asked, found.days.now, known_after=False)


__all__ = ["EVERYBODY", "Learned", "TooLittle", "learned", "progress_to", "scored"]
