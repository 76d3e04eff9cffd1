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
from analytics.measures.scorecard.picked import YEAR, used_before
from analytics.measures.scorecard.there import offered, people_of, there
from analytics.measures.scorecard.wanted import Wanted
from analytics.methods.anyway.alike import Compared, weighted
from analytics.store.dataset import Dataset, table

MOST_LIGHT = 10_000  # people who use little, drawn by chance
MOST_A_MONTH = 3_000  # compared with those who joined in one month
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
    mine = _Traits(dataset, kinds, group.persons, group.people, months)
    ours = np.flatnonzero(joined < len(months))
    joining = mine.used(ours, joined[ours])
    heavy = max(0.5 * float(np.median(joining)), 2.0) if len(ours) else 2.0
    persons, light = _candidates(dataset, kinds, group, heavy)
    described = people_of(dataset, scope, persons)
    theirs = _Traits(dataset, kinds, persons, described, months)
    days = offered(dataset).reindex(persons)
    ends = (months + pd.offsets.MonthEnd(0)).to_numpy()
    at_risk = there(dataset, scope, persons, months)
    at_risk &= ~(days.to_numpy()[:, None] <= ends[None, :])
    return Alike(
        persons, at_risk, _compared(group, mine, theirs, at_risk, light, heavy)
    )


class _Traits:
    """What people are compared by at a month's start."""

    def __init__(
        self,
        dataset: Dataset,
        kinds: list[EventKind],
        persons: np.ndarray,
        described: pd.DataFrame,
        months: pd.DatetimeIndex,
    ) -> None:
        use = [use_by_month(dataset, kind, persons, months) for kind in kinds]
        self.windows = [
            used_before(one, length).astype("float32")
            for one in use
            for length in (YEAR, 3, 1)
        ]
        self.born = described["birth_year"].to_numpy()
        self.years = months.year.to_numpy()

    def at(self, rows: np.ndarray, month: np.ndarray | int) -> np.ndarray:
        """(rows, k): logs of use in 12 months, 3 and 1 of each kind, and ages."""
        logs = [np.log(one[rows, month] + 0.5) for one in self.windows]
        age = self.years[month] - self.born[rows]
        bands = [(age >= low).astype(float) for low in AGES]
        return np.column_stack([*logs, *bands, np.isnan(age).astype(float)])

    def used(self, rows: np.ndarray, month: np.ndarray | int) -> np.ndarray:
        """Use of every kind in the year before."""
        return np.asarray(sum(one[rows, month] for one in self.windows[::3]))


def _compared(
    group: Group,
    mine: _Traits,
    theirs: _Traits,
    at_risk: np.ndarray,
    light: tuple[np.ndarray, float],
    heavy: float,
) -> Compared | None:
    """Those at risk in each month in which people joined, weighted to these. Of those
    who had used little by then a share was drawn, and each stands for more."""
    drawn, share = light
    joined = group.picked.joined
    months = np.unique(joined[joined < at_risk.shape[1]])
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
        floor = 0.5 * np.quantile(mine.used(joining, int(one)), 0.1)
        rows = rows[(used >= floor) & ((used >= heavy) | drawn[rows])]
        if len(rows) > MOST_A_MONTH:
            rows = np.sort(rng.choice(rows, MOST_A_MONTH, replace=False))
        if not len(rows):
            continue
        each = np.where(theirs.used(rows, int(one)) >= heavy, 1.0, 1.0 / share)
        ours.append(mine.at(joining, int(one)))
        pool.append(theirs.at(rows, int(one)))
        person.append(rows)
        month.append(np.full(len(rows), one))
        start.append(each * len(joining) / each.sum())
    if not pool:
        return None
    return weighted(*map(np.concatenate, (ours, pool, person, month, start)))


def _covered(dataset: Dataset, kinds: list[EventKind]) -> tuple[str, ...]:
    """The practices whose people's use is seen of every kind."""
    found: set[str] = set()
    for kind in kinds:
        if kind.own_list:
            codes = engine.run(dataset, practices_covered(kind))["practice_code"]
            found |= set(codes.dropna())
    return tuple(sorted(found))


def _candidates(
    dataset: Dataset, kinds: list[EventKind], group: Group, heavy: float
) -> tuple[np.ndarray, tuple[np.ndarray, float]]:
    """People outside the cohort who used anything: all who may have used much in some
    year, and of the others some, drawn by chance; whether each was drawn, and what
    share of them was."""
    rows = None
    for kind in kinds:
        months = usually_counted(table(kind.months), kind)
        one = months.select("person", n=_[kind.months_count].cast("int64"))
        rows = one if rows is None else rows.union(one)
    if rows is None:
        return np.zeros(0, int), (np.zeros(0, bool), 1.0)
    frame = engine.run(dataset, rows.group_by("person").agg(n=_.n.sum()))
    frame = frame[~frame["person"].isin(group.persons)].sort_values("person")
    persons, total = frame["person"].to_numpy(), frame["n"].to_numpy()
    share = min(1.0, MOST_LIGHT / max(len(persons), 1))
    drawn = np.random.default_rng(0).random(len(persons)) < share
    kept = drawn | (total >= heavy)
    return persons[kept], (drawn[kept], share)
