"""Each metric of a month: how many, of how many, and by group; or why not."""

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import EventKind, kinds
from analytics.definitions.filters import Filters
from analytics.definitions.scorecard import METRICS, Metric
from analytics.definitions.scorecard.splits import SPLITS, TOTAL, YOUNGEST, parted
from analytics.definitions.words import counted as counted_in_words
from analytics.measures.counting.settle import settle
from analytics.measures.result import NumberedNote
from analytics.measures.scorecard.events import by_month, counted
from analytics.measures.scorecard.group import Group, group_of, unseen
from analytics.measures.scorecard.there import people_of, there
from analytics.measures.scorecard.wanted import Wanted, before, not_covered
from analytics.store.dataset import Dataset, table

GroupOf = tuple[str, str]
EVERYBODY: GroupOf = (TOTAL, "")
NO_CASELOAD = "no caseload is loaded"


@dataclass(frozen=True)
class Counted:
    """A metric of a month. count: None where it is missing, which says why. by: by
    group. beside: other counts by name. note: what is to be known of it."""

    metric: Metric
    count: int | None
    missing: str = ""
    by: dict[GroupOf, int] = field(default_factory=dict)
    beside: dict[str, int] = field(default_factory=dict)
    note: NumberedNote | None = None


def kind_of(one: Metric) -> EventKind | None:
    """The kind of event that a metric counts; None for people, or where the dashboard
    knows none such."""
    return next((kind for kind in kinds() if kind.slug == one.kind), None)


def cohort_by_group(group: Group) -> dict[GroupOf, int]:
    """How many of the month's cohort are in each group."""
    return _by_group(group.people[group.now], None, group.month.year)


@lru_cache(maxsize=8)
def all_counted(
    dataset: Dataset, filters: Filters, wanted: Wanted
) -> tuple[Counted, ...]:
    """Every metric, in the template's order. Raises as `group_of`."""
    group = group_of(dataset, filters, wanted)
    return tuple(one_counted(dataset, filters, group, one) for one in METRICS)


def one_counted(
    dataset: Dataset, filters: Filters, group: Group, one: Metric
) -> Counted:
    """One metric of the month's cohort; without a count and with its reason where the
    data cannot say."""
    if one.kind is None:
        return _caseload(dataset, group, one)
    kind = kind_of(one)
    if kind is None or kind not in dataset.kinds:
        called = kind.service if kind else one.kind
        return Counted(one, None, f"no {called} extract is loaded")
    why = not_covered(dataset, kind, group.month) or _lacking(dataset, kind, one)
    if why:
        return Counted(one, None, why)
    hidden = unseen(dataset, group, kind)
    if 2 * hidden > group.size:
        return Counted(
            one,
            None,
            f"the {kind.service} extract does not reach the practices of most of the "
            "cohort",
        )
    persons, month = group.persons[group.now], group.months[-1:]
    events = by_month(dataset, counted(kind, one), persons, month)[:, 0]
    by = _by_group(group.people[group.now], events, group.month.year)
    beside = {
        other.name: int(
            by_month(dataset, counted(kind, one, other.counts), persons, month).sum()
        )
        for other in one.beside
    }
    note = None
    if hidden:
        note = NumberedNote(
            f"The {kind.service} extract does not reach the practices of {{}} of the "
            "cohort: what they had is not in it.",
            hidden,
        )
    return Counted(one, int(events.sum()), "", by, beside, note)


def _lacking(dataset: Dataset, kind: EventKind, one: Metric) -> str:
    """Why a metric cannot be counted for want of a column; "" where it can."""
    missing = dataset.span(kind).missing
    for name, why in one.needs:
        if name in missing:
            return why
    if one.needs:
        rows = table(kind.table.name)
        known = {name: rows[name].count() for name, _why in one.needs}
        found = engine.run(dataset, rows.agg(**known)).iloc[0]
        for name, why in one.needs:
            if not found[name]:
                return why
    return ""


def _caseload(dataset: Dataset, group: Group, one: Metric) -> Counted:
    """People of the caseload in scope whose support had begun by the month's end and
    had not ended before it began."""
    if not dataset.has("caseload"):
        return Counted(one, None, NO_CASELOAD)
    first = group.months[-1]
    last = first + pd.offsets.MonthEnd(0)
    rows = table("caseload").filter(
        _.started_on.notnull() & (_.started_on <= last.date())
    )
    rows = rows.filter(_.ended_on.isnull() | (_.ended_on >= first.date()))
    frame = engine.run(dataset, rows.select("person").distinct().order_by("person"))
    persons = frame["person"].to_numpy()
    scope = settle(dataset, before(group.filters, group.month))
    described = people_of(dataset, scope, persons)
    here = there(dataset, scope, described.index.to_numpy(), group.months[-1:])[:, 0]
    adult = ~(first.year - described["birth_year"].to_numpy() < YOUNGEST)
    described = described[here & adult]
    if "started_on" in dataset.manifest.span("caseload").missing:
        return Counted(one, None, "the caseload does not say when support began")
    by = _by_group(described, None, first.year)
    return Counted(one, len(described), "", by)


def _by_group(
    people: pd.DataFrame, amount: np.ndarray | None, year: int
) -> dict[GroupOf, int]:
    """Amounts of people added up by group; how many people without amounts."""
    values = np.ones(len(people)) if amount is None else amount
    found = {EVERYBODY: int(values.sum())}
    groups = parted(people, year)
    for split in SPLITS:
        sums = pd.Series(values, index=people.index).groupby(groups[split.slug]).sum()
        found |= {(split.slug, one): int(sums.get(one, 0)) for one in split.groups}
    return found


def in_words(found: Counted) -> str:
    """ "31 attendances"."""
    if found.count is None:
        return found.missing
    return counted_in_words(found.count, found.metric.one, found.metric.many)
