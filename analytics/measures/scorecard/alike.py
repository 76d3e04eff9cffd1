"""People outside a cohort who were like its people when it was fixed."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.measures.counting.registered import practices_covered
from analytics.measures.counting.scope import Scope, usually_counted
from analytics.measures.counting.settle import settle
from analytics.measures.scorecard.events import use_by_month
from analytics.measures.scorecard.group import Group, group_of
from analytics.measures.scorecard.picked import YEAR
from analytics.measures.scorecard.there import offered, people_of, there
from analytics.measures.scorecard.wanted import Wanted
from analytics.methods.anyway.alike import Compared, weighted
from analytics.store.dataset import Dataset, table

MOST_PEOPLE = 12_000  # whose months are looked at
MOST_A_MONTH = 1_500  # compared with those who joined in one month
MOST_JOINING = 24  # months of joining; of more, as many evenly among them
AGES = (40, 65, 80)


@dataclass(frozen=True, eq=False)
class Alike:
    """persons: sorted. at_risk: (persons, months), there and not offered support by the
    month's end. compared: None where nobody is alike enough."""

    persons: np.ndarray
    at_risk: np.ndarray
    compared: Compared | None


@lru_cache(maxsize=4)
def alike_of(
    dataset: Dataset, filters: Filters, wanted: Wanted, own_list: bool
) -> Alike:
    """Those compared with a cohort that was fixed once.

    own_list: for what is seen of the people of some practices alone; then people of
    these are compared, by all their use. Else everybody, by what is seen of everybody.
    """
    group = group_of(dataset, filters, wanted)
    kinds = [kind for kind in dataset.kinds if own_list or not kind.own_list]
    scope = settle(dataset, group.filters).of_everybody
    if own_list:
        scope = Scope(scope.filters, _covered(dataset, kinds))
    months, joined = group.months, group.picked.joined
    first = int(joined.min(initial=len(months)))
    mine = _Traits(dataset, kinds, group.persons, group.people, months, first)
    persons, chance = _candidates(dataset, kinds, group)
    described = people_of(dataset, scope, persons)
    theirs = _Traits(dataset, kinds, persons, described, months, first)
    days = offered(dataset).reindex(persons)
    ends = (months + pd.offsets.MonthEnd(0)).to_numpy()
    at_risk = there(dataset, scope, persons, months)
    at_risk &= ~(days.to_numpy()[:, None] <= ends[None, :])
    return Alike(persons, at_risk, _compared(group, mine, theirs, at_risk, chance))


class _Traits:
    """What people are compared by at a month's start."""

    def __init__(
        self,
        dataset: Dataset,
        kinds: list[EventKind],
        persons: np.ndarray,
        described: pd.DataFrame,
        months: pd.DatetimeIndex,
        first: int,
    ) -> None:
        """first: the month from which somebody joined; a year before it is enough."""
        self.since = max(0, first - YEAR)
        self.totals = []
        for kind in kinds:
            use = use_by_month(dataset, kind, persons, months[self.since :])
            total = np.cumsum(use, axis=1, dtype="float32")
            self.totals.append(np.pad(total, ((0, 0), (1, 0))))
        self.born = described["birth_year"].to_numpy()
        self.years = months.year.to_numpy()

    def _before(
        self, total: np.ndarray, rows: np.ndarray, month: np.ndarray | int, length: int
    ) -> np.ndarray:
        """Use in so many months before a month's start."""
        last = np.asarray(month) - self.since
        return np.asarray(total[rows, last] - total[rows, np.maximum(last - length, 0)])

    def at(self, rows: np.ndarray, month: np.ndarray | int) -> np.ndarray:
        """(rows, k): logs of use in 12 months, 3 and 1 of each kind, and ages."""
        logs = [
            np.log(self._before(total, rows, month, length) + 0.5)
            for total in self.totals
            for length in (YEAR, 3, 1)
        ]
        age = self.years[month] - self.born[rows]
        bands = [(age >= low).astype(float) for low in AGES]
        return np.column_stack([*logs, *bands, np.isnan(age).astype(float)])

    def used(self, rows: np.ndarray, month: np.ndarray | int) -> np.ndarray:
        """Use of every kind in the year before."""
        parts = [self._before(total, rows, month, YEAR) for total in self.totals]
        return np.asarray(sum(parts))


def _compared(
    group: Group,
    mine: _Traits,
    theirs: _Traits,
    at_risk: np.ndarray,
    chance: np.ndarray,
) -> Compared | None:
    """Those at risk in each month in which people joined, weighted to these. chance:
    with which each of them was drawn; whoever was less likely stands for more."""
    joined = group.picked.joined
    months = np.unique(joined[joined < at_risk.shape[1]])
    if not len(months):
        return None
    if len(months) > MOST_JOINING:
        picks = np.linspace(0, len(months) - 1, MOST_JOINING).round().astype(int)
        months = months[picks]
    nearest = months[np.abs(joined[:, None] - months[None, :]).argmin(axis=1)]
    ours, pool, person, month, start = [], [], [], [], []
    rng = np.random.default_rng(0)
    for one in months:
        joining = np.flatnonzero((nearest == one) & (joined < at_risk.shape[1]))
        rows = np.flatnonzero(at_risk[:, one])
        used = theirs.used(rows, int(one))
        enough = used >= 0.5 * np.quantile(mine.used(joining, int(one)), 0.1)
        rows, again = rows[enough], chances(used[enough] + 0.5, MOST_A_MONTH)
        kept = rng.random(len(rows)) < again
        rows, each = rows[kept], 1 / (chance[rows[kept]] * again[kept])
        if not len(rows):
            continue
        ours.append(mine.at(joining, int(one)))
        pool.append(theirs.at(rows, int(one)))
        person.append(rows)
        month.append(np.full(len(rows), one))
        start.append(each * len(joining) / each.sum())
    if not pool:
        return None
    return weighted(*map(np.concatenate, (ours, pool, person, month, start)))


def chances(size: np.ndarray, most: int) -> np.ndarray:
    """With which chance each is drawn so that about `most` are: in proportion to a
    size, and those of the largest for certain. Whoever is drawn stands for 1 ÷ chance,
    so that what the size is of disturbs nothing (Horvitz and Thompson 1952)."""
    found = np.ones(len(size))
    if len(size) <= most:
        return found
    share = most / size.sum()
    for _again in range(20):
        found = np.minimum(1.0, share * size)
        if found.sum() >= 0.99 * most:
            break
        share *= most / found.sum()
    return found


def _covered(dataset: Dataset, kinds: list[EventKind]) -> tuple[str, ...]:
    """The practices whose people's use is seen of every kind."""
    found: set[str] = set()
    for kind in kinds:
        if kind.own_list:
            codes = engine.run(dataset, practices_covered(kind))["practice_code"]
            found |= set(codes.dropna())
    return tuple(sorted(found))


def _candidates(
    dataset: Dataset, kinds: list[EventKind], group: Group
) -> tuple[np.ndarray, np.ndarray]:
    """People outside the cohort who used anything, sorted, and the chance with which
    each was drawn: the more, the more they used."""
    rows = None
    for kind in kinds:
        months = usually_counted(table(kind.months), kind)
        one = months.select("person", n=_[kind.months_count].cast("int64"))
        rows = one if rows is None else rows.union(one)
    if rows is None:
        return np.zeros(0, int), np.zeros(0)
    frame = engine.run(dataset, rows.group_by("person").agg(n=_.n.sum()))
    frame = frame[~frame["person"].isin(group.persons)].sort_values("person")
    size = frame["n"].to_numpy(float) ** 1.5
    chance = chances(size, MOST_PEOPLE)
    kept = np.random.default_rng(0).random(len(chance)) < chance
    return frame["person"].to_numpy()[kept], chance[kept]
