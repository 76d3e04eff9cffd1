"""Whom a cohort is of, month by month.

Fixed once (a caseload, a saved cohort): whoever belonged to it before the month began,
and nobody is taken out, refused or not. Fixed anew each month ("rule", "top"): by the
twelve months before it, so that the month's own use picks nobody.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.errors import InputError, Problem
from analytics.measures.cohorts.members import persons_of
from analytics.measures.counting.scope import usually_counted
from analytics.measures.scorecard.events import use_by_month
from analytics.measures.scorecard.there import offered
from analytics.measures.scorecard.wanted import CASELOAD, RULE, TOP, Wanted
from analytics.measures.support.offers import NO_CASELOAD
from analytics.store.cohorts import called, saved
from analytics.store.dataset import Dataset, table

YEAR = 12
OTHERS = "Or give caseload, rule or top:30."


@dataclass(frozen=True)
class Picked:
    """persons: sorted. in_it: (persons, months). anew: whether it is picked every
    month. joined: of a cohort fixed once, the month from which a person is in it (its
    place among the months; the number of months where in none). words: whom it is of.
    """

    persons: np.ndarray
    in_it: np.ndarray
    anew: bool
    joined: np.ndarray
    words: str


def is_saved(wanted: Wanted) -> bool:
    """Whether the cohort is one that somebody saved."""
    cohort = wanted.cohort.strip().casefold()
    return cohort not in (CASELOAD, RULE) and not TOP.fullmatch(cohort)


def picked(
    dataset: Dataset, filters: Filters, wanted: Wanted, months: pd.DatetimeIndex
) -> Picked:
    """Raises InputError for a cohort that is not there or cannot be asked."""
    cohort = wanted.cohort.strip()
    if cohort.casefold() == CASELOAD:
        return _caseload(dataset, months)
    top = TOP.fullmatch(cohort.casefold())
    if cohort.casefold() == RULE or top:
        number = int(top[1]) if top else None
        return _by_use(dataset, filters, wanted.setting, number, months)
    return _saved(dataset, cohort, months)


def _caseload(dataset: Dataset, months: pd.DatetimeIndex) -> Picked:
    if not dataset.has("caseload"):
        raise InputError([NO_CASELOAD])
    words = "everybody whom the team had offered support before the month"
    return _once(offered(dataset), months, words)


def _once(days: pd.Series, months: pd.DatetimeIndex, words: str) -> Picked:
    """A cohort that each person is in from the month after a day. days: by person."""
    days = days.sort_index()
    joined = np.searchsorted(months.to_numpy(), days.to_numpy(), side="right")
    in_it = np.arange(len(months))[None, :] >= joined[:, None]
    return Picked(days.index.to_numpy(), in_it, False, joined, words)


def _by_use(
    dataset: Dataset,
    filters: Filters,
    kind: EventKind,
    top: int | None,
    months: pd.DatetimeIndex,
) -> Picked:
    """Everyone above the rule, or the highest `top`, by the twelve months before each.
    The highest are found later, among those who are there (`group`)."""
    if kind not in dataset.kinds:
        raise InputError(
            [
                Problem(
                    rule="setting_missing",
                    found=f"There is no {kind.service} extract to pick people by.",
                    remedy="Choose another service, or load its extract.",
                )
            ]
        )
    more_than = filters.more_than(kind)
    least = kind.least if top else more_than + 1
    rows = usually_counted(table(kind.months), kind)
    often = rows.group_by("person").agg(n=_[kind.months_count].sum())
    often = often.filter(_.n >= least).select("person").order_by("person")
    persons = engine.run(dataset, often)["person"].to_numpy()
    year = used_before(use_by_month(dataset, kind, persons, months), YEAR)
    whole = np.arange(len(months)) >= YEAR  # months with a year of data before them
    enough = (year >= (1 if top else more_than + 1)) & whole[None, :]
    if top:
        words = f"the {top} people with most {kind.called} in the 12 months before"
    else:
        words = (
            f"people with more than {more_than} {kind.called} in the 12 months before"
        )
    return Picked(persons, enough, True, np.zeros(len(persons), int), words)


def used_before(use: np.ndarray, months: int) -> np.ndarray:
    """(persons, months): the sum over so many months before each."""
    total = np.cumsum(np.pad(use, ((0, 0), (1, 0))), axis=1)
    last = np.arange(use.shape[1])
    return np.asarray(total[:, last] - total[:, np.maximum(last - months, 0)])


def _saved(dataset: Dataset, name: str, months: pd.DatetimeIndex) -> Picked:
    """A cohort that was fixed on a day, by what was before it: it is in a month that
    begins on that day or later."""
    try:
        cohort = called(dataset, name)
    except InputError as fault:
        raise InputError(
            [replace(one, remedy=f"{one.remedy} {OTHERS}") for one in fault.problems]
        ) from None
    persons = np.array(persons_of(dataset, cohort), dtype="int64")
    before = pd.Timestamp(cohort.fixed_on) - pd.Timedelta(days=1)
    return _once(pd.Series(before, index=persons), months, lower_first(cohort.sentence))


def saved_cohorts(dataset: Dataset, filters: Filters) -> tuple[str, ...]:
    """The names of the cohorts that were fixed."""
    return tuple(saved(dataset))


def lower_first(sentence: str) -> str:
    """A sentence as it goes on within another: without its capital and its stop."""
    return f"{sentence[:1].lower()}{sentence[1:]}".rstrip(".")
