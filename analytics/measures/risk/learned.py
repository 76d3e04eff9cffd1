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
    GROUPS,
    Days,
    Panel,
    days_of,
    panel,
)
from analytics.measures.risk.said import Said, said
from analytics.methods.risk.expected import Expected, expected
from analytics.methods.risk.models import (
    BOOSTED,
    COUNT,
    LEAST_EVENTS,
    LOGISTIC,
    Rows,
    Weights,
    fitted,
)
from analytics.store import usual_answers
from analytics.store.dataset import Dataset

YEAR = 365.25
TOO_SHORT = (
    "A risk needs three whole years of one service: a year to look back, one "
    "to learn from, and a later one to be judged on"
)
Progress = Callable[[str, float], None]
_told: ContextVar[Progress] = ContextVar("told", default=lambda step, done: None)


class TooLittle(Exception):
    """Nothing can be learned from a dataset; says why, without a number about
    people."""


@dataclass(frozen=True)
class Learned:
    """best: that of LOGISTIC and BOOSTED which did better on people not in the fit.
    weighs: what the logistic regression goes by, for the reasons given. test: the
    people of the later day, all of them, with what came; now: those of today.
    fitted_on: people and days, and how many of them came to be above. missing: what is
    not known of how many of the people tested on, in words."""

    asked: Asked
    days: Days
    best: str
    weighs: Weights
    test: Said
    now: Said
    fitted_on: tuple[int, int]
    missing: dict[str, int]


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
    """Models of a kind's rule, fitted and tested on everybody in the dataset, and what
    they say today; worked out once, and for the usual rule and day kept with the
    version. Raises TooLittle."""
    everybody = everybody_of(dataset, filters).filters
    found = _learned(dataset, everybody, kind)
    if isinstance(found, str):
        raise TooLittle(found)
    return found


@lru_cache(maxsize=4)  # keyed on the dataset's fingerprint
def _learned(dataset: Dataset, filters: Filters, kind: EventKind) -> Learned | str:
    return usual_answers.kept(learned_anew, dataset, filters, kind)


def learned_anew(dataset: Dataset, filters: Filters, kind: EventKind) -> Learned | str:
    """What `learned` keeps, or why there is nothing."""
    scope, tell = Scope(filters), _told.get()
    if kind not in dataset.kinds_with_rule:
        return f"This dataset has no {kind.service} extract"
    reach = days_of(dataset, scope, kind)
    if reach is None:
        return TOO_SHORT
    days, asked = reach
    # Threads that wait for each other take three times as long on a busy machine.
    with keeping(), threadpool_limits(1):
        panels = []
        for n, day in enumerate(days.fits):
            tell("Reading what was known and what came", 0.05 + 0.15 * n)
            panels.append(panel(dataset, scope, asked, day, sampled=True))
        rows, groups = _together(panels)
        if rows.y[rows.w > 0].sum() < LEAST_EVENTS:
            return "Too few people came to be above the rule to learn from"
        models = {}
        for n, name in enumerate((LOGISTIC, BOOSTED, COUNT)):
            tell("Fitting", 0.35 + 0.1 * n)
            models[name] = fitted(name, rows, groups)
        course = _course(panels, rows, groups)
        best = min((LOGISTIC, BOOSTED), key=lambda name: models[name].loss)
        tell("Testing on a later year", 0.65)
        then = panel(dataset, scope, asked, days.test)
        test = said(then, asked, models, course)
        missing = _missing(then, asked)
        del then
        tell("Asking of today", 0.85)
        today = panel(dataset, scope, asked, days.now, known_after=False)
        now = said(today, asked, {best: models[best]}, course)
    tell("Saying how good it is", 0.95)
    weighs = models[LOGISTIC].weighs
    assert weighs is not None
    events = int(rows.y[rows.w > 0].sum())
    fitted_on = len(rows.y), events
    return Learned(asked, days, best, weighs, test, now, fitted_on, missing)


def _missing(people: Panel, asked: Asked) -> dict[str, int]:
    """What is not known of how many."""
    rows = people.people
    found = {
        "Year of birth not known": int(rows["birth_year"].isna().sum()),
        "Sex not known": int((~rows["sex"].isin(["female", "male"])).sum()),
    }
    for other in asked.others:
        fact = f"On no list that the {other.service} extract covers"
        found[fact] = int((~rows[f"{other.slug}_covers"].astype(bool)).sum())
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


__all__ = ["Learned", "TooLittle", "learned", "progress_to"]
