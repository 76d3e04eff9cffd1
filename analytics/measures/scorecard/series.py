"""One metric of a cohort month by month: what was, and what was to be expected."""

from dataclasses import dataclass
from functools import lru_cache

import ibis
import numpy as np
import pandas as pd

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.definitions.scorecard import Metric
from analytics.measures.counting.settle import settle
from analytics.measures.over_time.trend import person_days
from analytics.measures.scorecard.alike import alike_of
from analytics.measures.scorecard.events import by_month, counted, in_all
from analytics.measures.scorecard.group import Group, group_of
from analytics.measures.scorecard.wanted import Wanted, not_covered
from analytics.methods.anyway.alike import from_alike
from analytics.methods.anyway.earlier import change_of_everybody, from_earlier
from analytics.methods.anyway.within import Learned, expected
from analytics.store.dataset import Dataset

FEW_EARLIER = (
    "in fewer than six earlier months people met the same rule, so what was to be "
    "expected cannot be told"
)
FEW_ALIKE = (
    "too few people outside the cohort were like it when it was fixed, so what was "
    "to be expected cannot be told"
)


@dataclass(frozen=True, eq=False)
class Series:
    """months: those that the extract covers and somebody was in the cohort; count,
    people: of each; expected, lower, upper: counts, NaN where not known. why: why
    nothing is expected in the last month, or ""."""

    months: pd.DatetimeIndex
    count: np.ndarray
    people: np.ndarray
    expected: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    why: str


@lru_cache(maxsize=64)
def series_of(
    dataset: Dataset, filters: Filters, wanted: Wanted, one: Metric, kind: EventKind
) -> Series:
    """Of a metric of events. Raises as `group_of`."""
    group = group_of(dataset, filters, wanted)
    rows = counted(kind, one)
    events = by_month(dataset, rows, group.persons, group.months)
    covered = np.array(
        [not not_covered(dataset, kind, month.date()) for month in group.months]
    )
    people = group.member.sum(axis=0)
    shown = np.flatnonzero(covered & (people > 0))
    if group.picked.anew:
        learned = _earlier(dataset, group, kind, one, events, covered, shown)
        why = FEW_EARLIER
    else:
        learned = _alike(dataset, filters, wanted, kind, rows, shown)
        why = FEW_ALIKE
    found = [
        None if one is None else expected(one, int(people[at]))
        for at, one in zip(shown, learned, strict=True)
    ]
    last = bool(len(shown)) and shown[-1] == len(group.months) - 1

    def each(name: str) -> np.ndarray:
        return np.array([np.nan if e is None else getattr(e, name) for e in found])

    return Series(
        group.months[shown],
        (events * group.member).sum(axis=0)[shown],
        people[shown],
        each("count"),
        each("lower"),
        each("upper"),
        why if last and found[-1] is None else "",
    )


def _earlier(
    dataset: Dataset,
    group: Group,
    kind: EventKind,
    one: Metric,
    events: np.ndarray,
    covered: np.ndarray,
    shown: np.ndarray,
) -> list[Learned | None]:
    """What those who met the rule in earlier months did in their first, by month."""
    whole = in_all(dataset, kind, one, group.months)
    days = group.months.days_in_month.to_numpy(float)
    people = np.ones(len(days))
    if dataset.has("patients"):
        ends = (group.months[0], group.months[-1])
        people = _person_days(dataset, group.filters, kind, *ends)
    met = group.member & covered[None, :]
    found = []
    for month in shown:
        at = np.flatnonzero(covered[: month + 1])
        change = days.copy()
        change[at] = change_of_everybody(whole[at], people[at], days[at])
        found.append(
            from_earlier(events, met, group.untouched, change, month, group.began)
        )
    return found


@lru_cache(maxsize=16)  # several metrics are of one kind
def _person_days(
    dataset: Dataset,
    filters: Filters,
    kind: EventKind,
    first: pd.Timestamp,
    last: pd.Timestamp,
) -> np.ndarray:
    """Days on the lists that an extract reaches, of everybody, by month."""
    everyone = settle(dataset, filters).of_everybody
    months = pd.date_range(first, last, freq="MS")
    return np.asarray(person_days(dataset, everyone, months, kind), dtype=float)


def _alike(
    dataset: Dataset,
    filters: Filters,
    wanted: Wanted,
    kind: EventKind,
    rows: ibis.Table,
    shown: np.ndarray,
) -> list[Learned | None]:
    """What people alike did in the same months."""
    months = group_of(dataset, filters, wanted).months
    others = alike_of(dataset, filters, wanted, kind.own_list)
    if others.compared is None:
        return [None] * len(shown)
    events = by_month(dataset, rows, others.persons, months)
    return [from_alike(events, others.at_risk, others.compared, at) for at in shown]
