"""Each person's own course: how many events in the window before, in equal parts of
both windows, and when the last was."""

from datetime import date, datetime, time, timedelta

import ibis
import numpy as np

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import months_before
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.scope import Scope
from analytics.store.dataset import WEEKEND_AND_HOLIDAY, Dataset

STEPS = 8  # equal parts: half of them are the window before, half the window
OF_ONE = STEPS // 2


def before(kind: EventKind) -> str:
    """The column of how many somebody had in the window before."""
    return f"{kind.used}_before"


def last(kind: EventKind) -> str:
    """The column of when somebody was last seen in the window."""
    return f"last_{kind.slug}"


def steps(kind: EventKind) -> list[str]:
    """The columns of the course: each part of the window before, then of the window."""
    return [f"{kind.slug}_step_{n}" for n in range(STEPS)]


def edges(scope: Scope) -> list[datetime]:
    """Where each part begins, and the end of the last: STEPS + 1 midnights."""
    first = months_before(scope.start, scope.filters.months)
    days = [*_parts(first, scope.start), *_parts(scope.start, scope.end), scope.end]
    return [datetime.combine(day, time()) for day in days]


def _parts(low: date, high: date) -> list[date]:
    days = np.linspace(0, (high - low).days, OF_ONE + 1).round().astype(int)
    return [low + timedelta(days=int(day)) for day in days[:-1]]


def course(scope: Scope, kind: EventKind, people: ibis.Table) -> ibis.Table:
    """The course of `people` at one kind of event: person, `before(kind)`,
    `last(kind)`, and the columns `steps(kind)`. Who had no event is not in it."""
    at = edges(scope)
    rows = scoped.events(kind, scope, window=False).semi_join(people, "person")
    when = rows[kind.time]
    start, end = ibis.timestamp(str(at[OF_ONE])), ibis.timestamp(str(at[-1]))
    within = [
        (when >= ibis.timestamp(str(a))) & (when < ibis.timestamp(str(b)))
        for a, b in zip(at[:-1], at[1:], strict=True)
    ]
    parts = {
        name: part.ifelse(1, 0).sum()
        for name, part in zip(steps(kind), within, strict=True)
    }
    rows = rows.filter(when >= ibis.timestamp(str(at[0])), when < end)
    return rows.group_by("person").agg(
        **{before(kind): (when < start).ifelse(1, 0).sum()},
        **{
            last(kind): ibis.ifelse(
                when >= start, when, ibis.null("timestamp(6)")
            ).max()
        },
        **parts,
    )


def too_early(dataset: Dataset, scope: Scope, kind: EventKind) -> list[str]:
    """The columns of the course that begin before the kind's extract does."""
    begins, at = dataset.days(kind)[0], edges(scope)
    starts = [(before(kind), at[0]), *zip(steps(kind), at[:-1], strict=True)]
    return [name for name, day in starts if begins > day.date() + WEEKEND_AND_HOLIDAY]
