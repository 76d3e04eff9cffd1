"""The cohort of a scorecard and those it is compared with, by person and month."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import numpy as np
import pandas as pd

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.definitions.scorecard.splits import YOUNGEST
from analytics.definitions.words import month_in_words
from analytics.errors import InputError, Problem
from analytics.measures.counting.registered import practices_covered
from analytics.measures.counting.settle import settle
from analytics.measures.result import NumberedNote
from analytics.measures.scorecard.events import use_by_month
from analytics.measures.scorecard.picked import Picked, picked, used_before
from analytics.measures.scorecard.there import offered, people_of, there
from analytics.measures.scorecard.wanted import (
    CASELOAD,
    TOP,
    Wanted,
    before,
    month_of,
    months_up_to,
)
from analytics.store.dataset import Dataset

CHILDREN = "Left out, since the programme is of adults: {} under 18 of the cohort."
NO_LIST = (
    "There is no registered list, so whoever died or left the list is still counted in "
    "the cohort."
)


@dataclass(frozen=True, eq=False)
class Group:
    """A cohort. month: the one asked for; months: up to it. persons: sorted, all who
    were in it in any month. member: (persons, months), whether somebody was in it,
    alive, registered and an adult. untouched: (persons, months), whether nobody had
    offered the person support by the month's end. began: the month of the first offer,
    its place among the months; None where there was none. people: by person,
    birth_year, ethnicity, imd_decile. picked: how they were picked. notes: sentences;
    numbered: those with a count.
    """

    month: date
    months: pd.DatetimeIndex
    persons: np.ndarray
    member: np.ndarray
    untouched: np.ndarray
    began: int | None
    people: pd.DataFrame
    picked: Picked
    filters: Filters
    notes: tuple[str, ...]
    numbered: tuple[NumberedNote, ...] = ()

    @property
    def now(self) -> np.ndarray:
        """Whether each person is in the cohort in the month asked for."""
        return np.asarray(self.member[:, -1])

    @property
    def size(self) -> int:
        return int(self.now.sum())


@lru_cache(maxsize=4)
def group_of(dataset: Dataset, filters: Filters, wanted: Wanted) -> Group:
    """The cohort that is wanted. Nobody changes its arrays.

    Raises InputError for a month that no extract covers, a cohort that is not there,
    and one that nobody is in.
    """
    month = month_of(dataset, filters, wanted)
    if month <= dataset.first_day:
        raise InputError([_nothing_before(month)])
    months = months_up_to(dataset, month)
    scope = settle(dataset, before(filters, month))
    found = picked(dataset, scope.filters, wanted, months)
    described = people_of(dataset, scope, found.persons)
    kept = np.isin(found.persons, described.index.to_numpy())
    found = _only(found, kept)
    here = there(dataset, scope, found.persons, months)
    age = months.year.to_numpy()[None, :] - described["birth_year"].to_numpy()[:, None]
    adult = ~(age < YOUNGEST)
    member = found.in_it & here
    children = int((member & ~adult)[:, -1].sum())
    member &= adult
    top = TOP.fullmatch(wanted.cohort.strip().casefold())
    if top:
        year = used_before(
            use_by_month(dataset, wanted.setting, found.persons, months), 12
        )
        member = highest(member, year, int(top[1]))
        children = 0  # of children nobody can say whether they would be among them
    if not member[:, -1].any():
        raise InputError([_nobody(wanted, month, found.words)])
    numbered: tuple[NumberedNote, ...] = ()
    notes = [] if dataset.has("patients") else [NO_LIST]
    if children:
        numbered = (NumberedNote(CHILDREN, children),)
    ever = member.any(axis=1)
    member, described = member[ever], described[ever]
    found = _only(found, ever)
    days = offered(dataset).reindex(found.persons)
    ends = (months + pd.offsets.MonthEnd(0)).to_numpy()
    touched = days.to_numpy()[:, None] <= ends[None, :]
    first = offered(dataset).min()
    began = None if pd.isna(first) else int(months.searchsorted(first, "right")) - 1
    return Group(
        month,
        months,
        found.persons,
        member,
        ~touched,
        began,
        described,
        found,
        scope.filters,
        tuple(notes),
        numbered,
    )


def _only(found: Picked, kept: np.ndarray) -> Picked:
    """Those of the persons picked that are kept, (persons,) boolean."""
    return replace(
        found,
        persons=found.persons[kept],
        in_it=found.in_it[kept],
        joined=found.joined[kept],
    )


def highest(member: np.ndarray, year: np.ndarray, number: int) -> np.ndarray:
    """Of each month's members the `number` with most in the year before; of equals
    those with the lower person number, which is the order of the pseudonyms."""
    found = np.zeros_like(member)
    for at in range(member.shape[1]):
        rows = np.flatnonzero(member[:, at])
        order = np.lexsort((rows, -year[rows, at]))
        found[rows[order[:number]], at] = True
    return found


def _nobody(wanted: Wanted, month: date, words: str) -> Problem:
    late = wanted.cohort.strip().casefold() == CASELOAD
    more = "whom it was offered to later, or " if late else ""
    return Problem(
        rule="cohort_empty",
        found=f"Nobody is in the cohort in {month_in_words(month)}: {words}.",
        remedy=f"Choose another cohort, month or place; it leaves out {more}who had "
        "died, left the list or was under 18.",
    )


def _nothing_before(month: date) -> Problem:
    return Problem(
        rule="nothing_before",
        found=f"No extract has a day before {month_in_words(month)}, and people are "
        "picked by what was known before the month.",
        remedy="Choose a later month, or load a longer extract.",
        stops=False,
    )


def unseen(dataset: Dataset, group: Group, kind: EventKind) -> int:
    """How many of the month's cohort are registered where an extract does not reach, so
    that what they did is not seen."""
    if not (kind.own_list and dataset.has("patients")):
        return 0
    covered = engine.run(dataset, practices_covered(kind))["practice_code"]
    scope = settle(dataset, group.filters)
    narrowed = replace(scope, practices=tuple(covered.dropna()))
    persons = group.persons[group.now]
    seen = there(dataset, narrowed, persons, group.months[-1:])
    return int((~seen[:, 0]).sum())
