"""A panel's events as sorted whole numbers, so that counting needs no loops."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.methods.impact.panels.day_numbers import NEVER, day_number, day_numbers
from analytics.methods.impact.refusal import NothingToCompare

if TYPE_CHECKING:
    from analytics.methods.impact.panels.panel import CoursePanel


@dataclass(frozen=True)
class EventIndex:
    """Events as one sorted integer key ``row * span + day``, so that a count in any
    window of any person is two binary searches. ``row`` is the person's position in
    ``person``."""

    person: np.ndarray  # (P,) sorted person numbers
    observed_from: np.ndarray  # (P,) day number
    observed_to: np.ndarray  # (P,) day number, exclusive
    joins: np.ndarray  # (P,) day number of the first referral, NEVER without one
    order: np.ndarray  # (P,) row of people in the panel's frame
    key: np.ndarray  # (E,) int64, sorted
    row: np.ndarray  # (E,) row of each event
    day: np.ndarray  # (E,) day number of each event
    cost: np.ndarray | None  # (E + 1,) running total of cost, or None
    untouched: np.ndarray | None  # (E + 1,) running total of such events, or None
    by_day: np.ndarray  # (E,) row of each event, in order of days
    until_day: (
        np.ndarray
    )  # (span + 1,) how many events came before each day of the span
    base: int
    span: int

    @classmethod
    def build(cls, panel: "CoursePanel") -> "EventIndex":
        people, events = panel.people, panel.events
        person = people["person"].to_numpy(np.int64)
        order = np.argsort(person, kind="stable")
        person = person[order]
        start = day_numbers(people["observed_from"])[order]
        stop = day_numbers(people["observed_to"])[order]
        joins = np.full(len(person), NEVER, np.int32)
        referred = panel.caseload.dropna(subset=["referred_on"])
        if len(referred) and len(person):
            first = referred.groupby("person")["referred_on"].min()
            at = np.searchsorted(person, first.index.to_numpy(np.int64))
            at = np.minimum(at, len(person) - 1)
            known = person[at] == first.index.to_numpy(np.int64)
            joins[at[known]] = day_numbers(first)[known]
        ids = events["person"].to_numpy(np.int64)
        row = np.minimum(np.searchsorted(person, ids), max(len(person) - 1, 0))
        day = day_numbers(events["day"])
        # An event outside the interval of observation has no person-time to stand
        # against.
        keep = (
            (person[row] == ids) & (day >= start[row]) & (day < stop[row])
            if len(ids)
            else np.zeros(0, bool)
        )
        row, day = row[keep], day[keep]
        base = int(day_number(panel.data_from)) - 1
        span = int(day_number(panel.data_to)) - base + 2
        key = row.astype(np.int64) * span + (day - base)
        rank = None
        if len(key) > 1 and (np.diff(key) < 0).any():
            rank = np.argsort(key, kind="stable")
            key, row, day = key[rank], row[rank], day[rank]
        cost = None
        if "cost_gbp" in events:
            pounds = np.nan_to_num(events["cost_gbp"].to_numpy(float)[keep])
            pounds = pounds if rank is None else pounds[rank]
            cost = np.concatenate([[0.0], np.cumsum(pounds)])
        untouched = None
        if "untouched" in events:
            such = events["untouched"].to_numpy(bool)[keep]
            such = such if rank is None else such[rank]
            untouched = np.concatenate([[0], np.cumsum(such)])
        by_day = row[np.argsort(day, kind="stable")].astype(np.int32)
        each_day = np.bincount(day - base, minlength=span + 1)
        until_day = np.concatenate([[0], np.cumsum(each_day)])
        return cls(
            person,
            start,
            stop,
            joins,
            order,
            key,
            row,
            day,
            cost,
            untouched,
            by_day,
            until_day,
            base,
            span,
        )

    def before(self, rows: np.ndarray, day: np.ndarray) -> np.ndarray:
        """Position in ``key`` of the first event of each row on or after ``day`` (same
        shapes)."""
        offset = np.clip(np.asarray(day, np.int64) - self.base, 0, self.span - 1)
        return np.searchsorted(
            self.key, np.asarray(rows, np.int64) * self.span + offset
        )

    def count(
        self, rows: np.ndarray, start: np.ndarray, stop: np.ndarray
    ) -> np.ndarray:
        """Events of each row in [start, stop)."""
        n = self.before(rows, stop) - self.before(rows, start)
        return np.maximum(n, 0).astype(float)

    def everybody(self, start: int, stop: int) -> np.ndarray:
        """Events of everybody in [start, stop), (P,)."""
        a, b = (
            self.until_day[np.clip(day - self.base, 0, len(self.until_day) - 1)]
            for day in (start, stop)
        )
        return np.bincount(self.by_day[a:b], minlength=len(self.person))

    def pounds(
        self, rows: np.ndarray, start: np.ndarray, stop: np.ndarray
    ) -> np.ndarray:
        """Cost of each row's events in [start, stop); raises when the extract has no
        cost."""
        if self.cost is None:
            raise NothingToCompare(
                "The extract has no cost column, so cost cannot be the outcome; "
                "attendances can."
            )
        a, b = self.before(rows, start), self.before(rows, stop)
        return self.cost[np.maximum(a, b)] - self.cost[a]

    def untouched_in(
        self, rows: np.ndarray, start: np.ndarray, stop: np.ndarray
    ) -> np.ndarray:
        """Events of each row in [start, stop) that a programme cannot touch."""
        a, b = self.before(rows, start), self.before(rows, stop)
        return (self.untouched[np.maximum(a, b)] - self.untouched[a]).astype(float)

    def rows_of(self, persons: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Rows of the given person numbers and a mask of those found."""
        persons = np.asarray(persons, np.int64)
        if not len(self.person):
            return np.zeros(0, np.int64), np.zeros(len(persons), bool)
        at = np.minimum(np.searchsorted(self.person, persons), len(self.person) - 1)
        found = self.person[at] == persons
        return at[found], found
