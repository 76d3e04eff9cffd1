"""The input of every before-and-after analysis: who was seen when, and who was observed when.

A :class:`CoursePanel` is a small, validated set of frames about *one* setting (A&E or general
practice). It knows nothing of files, databases or screens; whoever owns the dataset builds it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

NEVER = np.int32(2_000_000)  # a day number far beyond any data (the year 7445)
END_REASONS = ("data_end", "died", "left")

EVENT_COLUMNS = ("person", "day")
PEOPLE_COLUMNS = ("person", "observed_from", "observed_to", "end_reason", "birth_year", "sex",
                  "imd_decile", "main_group", "practice_code", "pcn", "in_scope")
CASELOAD_COLUMNS = ("person", "referred_on", "started_on", "ended_on")
BACKGROUND_COLUMNS = ("month", "attendances", "person_years", "caseload_attendances")


class NothingToCompare(ValueError):
    """The question cannot be answered with this data; the message is one sentence for the user,
    and says what can still be said."""


@dataclass(frozen=True)
class CoursePanel:
    """Courses of attendance of the people who matter, for one setting.

    events
        One row an attendance, sorted by person and day: ``person`` (int32), ``day`` (datetime64,
        midnight), optionally ``cost_gbp`` (float). Only events inside the person's observation.
    people
        One row a person (one interval of observation): ``person`` (int32), ``observed_from``
        (first day at risk), ``observed_to`` (first day *no longer* at risk: death, leaving, or the
        day after ``data_to``; never missing), ``end_reason`` ('data_end', 'died' or 'left'),
        ``birth_year`` (nullable), ``sex``, ``imd_decile`` (1 to 10, nullable), ``main_group``
        (main diagnosis group before the index date, nullable), ``practice_code``, ``pcn``,
        ``in_scope`` (bool: belongs to the place the user filtered on). A person outside the
        interval was not observed, which is not the same as no visits.
    caseload
        One row a referral: ``person``, ``referred_on``, ``started_on`` (NaT when declined),
        ``ended_on`` (NaT when open). May be empty.
    background
        One row a calendar month, for the *whole* population in view: ``month`` (first day),
        ``attendances``, ``person_years``, ``caseload_attendances`` (those of people ever on the
        caseload, so that the rest can be had by subtraction). May be empty.
    data_from, data_to
        First and last day the extract covers, both inclusive.
    setting
        'ae' or 'gp'.
    list_known
        False when there is no registered list: everybody seen is taken as observed throughout,
        deaths and moves are invisible, and every result says so.
    complete_from
        Everybody with at least this many events in some 12 months is in the panel with *all*
        their events, and so has everybody on the caseload. Comparators are taken at or above it
        only; other people below it may have been left out to keep the panel small.
    """

    events: pd.DataFrame
    people: pd.DataFrame
    caseload: pd.DataFrame
    background: pd.DataFrame
    data_from: pd.Timestamp
    data_to: pd.Timestamp
    setting: str = "ae"
    list_known: bool = True
    complete_from: int = 1

    def validate(self) -> list[str]:
        """Every fault of the panel in words; an empty list when it is sound."""
        faults = []
        for name, columns in (("events", EVENT_COLUMNS), ("people", PEOPLE_COLUMNS),
                              ("caseload", CASELOAD_COLUMNS), ("background", BACKGROUND_COLUMNS)):
            missing = [c for c in columns if c not in getattr(self, name).columns]
            if missing:
                faults.append(f"{name} lacks {', '.join(missing)}.")
        if self.setting not in ("ae", "gp"):
            faults.append(f"setting is {self.setting!r}; it must be 'ae' or 'gp'.")
        if not self.data_from <= self.data_to:
            faults.append(f"data_from {self.data_from} is after data_to {self.data_to}.")
        if faults:
            return faults
        people, events = self.people, self.events
        if people["person"].duplicated().any():
            faults.append("people has more than one row for some persons; give one interval each.")
        if people["observed_to"].isna().any() or people["observed_from"].isna().any():
            faults.append("observed_from and observed_to may not be missing.")
        elif (people["observed_to"] <= people["observed_from"]).any():
            faults.append("some people have observed_to on or before observed_from.")
        strange = set(people["end_reason"].dropna().unique()) - set(END_REASONS)
        if strange:
            faults.append(f"end_reason has {sorted(strange)}; it may be {', '.join(END_REASONS)}.")
        unknown = ~events["person"].isin(people["person"])
        if unknown.any():
            faults.append(f"{int(unknown.sum()):,} events belong to nobody in people.")
        if len(events) and not (self.data_from <= events["day"].min()
                                and events["day"].max() <= self.data_to):
            faults.append("some events lie outside data_from to data_to.")
        person = events["person"].to_numpy()
        day = events["day"].to_numpy()
        if len(person) > 1:
            step = np.diff(person)
            if (step < 0).any() or ((step == 0) & (day[1:] < day[:-1])).any():
                faults.append("events are not sorted by person and day.")
        return faults

    def until(self, day: pd.Timestamp) -> CoursePanel:
        """The same panel as it looked on ``day`` (exclusive), with nobody yet on a caseload:
        what a placebo analysis before the programme is allowed to see."""
        day = pd.Timestamp(day)
        people = self.people[self.people["observed_from"] < day].copy()
        clipped = people["observed_to"] > day
        people.loc[clipped, "end_reason"] = "data_end"
        people.loc[clipped, "observed_to"] = day
        events = self.events[(self.events["day"] < day)
                             & self.events["person"].isin(people["person"])]
        return replace(self, events=events, people=people, caseload=self.caseload.iloc[:0],
                       background=self.background[self.background["month"] < day],
                       data_to=day - pd.Timedelta(days=1))

    @property
    def programme_start(self) -> pd.Timestamp | None:
        """The first referral, or None when nobody was ever referred."""
        first = self.caseload["referred_on"].min() if len(self.caseload) else pd.NaT
        return None if pd.isna(first) else pd.Timestamp(first).normalize()

    @cached_property
    def index(self) -> EventIndex:
        """The panel as sorted whole numbers, for counting without loops (built once)."""
        return EventIndex.build(self)


@dataclass(frozen=True)
class EventIndex:
    """Events as one sorted integer key ``row * span + day``, so that a count in any window of any
    person is two binary searches. ``row`` is the person's position in ``person``."""

    person: np.ndarray       # (P,) sorted person numbers
    observed_from: np.ndarray  # (P,) day number
    observed_to: np.ndarray  # (P,) day number, exclusive
    joins: np.ndarray        # (P,) day number of the first referral, NEVER without one
    order: np.ndarray        # (P,) row of people in the panel's frame
    key: np.ndarray          # (E,) int64, sorted
    row: np.ndarray          # (E,) row of each event
    day: np.ndarray          # (E,) day number of each event
    cost: np.ndarray | None  # (E + 1,) running total of cost, or None
    base: int
    span: int

    @classmethod
    def build(cls, panel: CoursePanel) -> EventIndex:
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
        # An event outside the interval of observation has no person-time to stand against.
        keep = (person[row] == ids) & (day >= start[row]) & (day < stop[row]) if len(ids) else \
            np.zeros(0, bool)
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
        return cls(person, start, stop, joins, order, key, row, day, cost, base, span)

    def before(self, rows: np.ndarray, day: np.ndarray) -> np.ndarray:
        """Position in ``key`` of the first event of each row on or after ``day`` (same shapes)."""
        offset = np.clip(np.asarray(day, np.int64) - self.base, 0, self.span - 1)
        return np.searchsorted(self.key, np.asarray(rows, np.int64) * self.span + offset)

    def count(self, rows: np.ndarray, start: np.ndarray, stop: np.ndarray) -> np.ndarray:
        """Events of each row in [start, stop)."""
        n = self.before(rows, stop) - self.before(rows, start)
        return np.maximum(n, 0).astype(float)

    def pounds(self, rows: np.ndarray, start: np.ndarray, stop: np.ndarray) -> np.ndarray:
        """Cost of each row's events in [start, stop); raises when the extract has no cost."""
        if self.cost is None:
            raise NothingToCompare("The extract has no cost column, so cost cannot be the outcome; "
                                   "attendances can.")
        a, b = self.before(rows, start), self.before(rows, stop)
        return self.cost[np.maximum(a, b)] - self.cost[a]

    def rows_of(self, persons: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Rows of the given person numbers and a mask of those found."""
        persons = np.asarray(persons, np.int64)
        if not len(self.person):
            return np.zeros(0, np.int64), np.zeros(len(persons), bool)
        at = np.minimum(np.searchsorted(self.person, persons), len(self.person) - 1)
        found = self.person[at] == persons
        return at[found], found


def day_number(day) -> int:
    """Whole days since 1970-01-01."""
    return int(np.datetime64(pd.Timestamp(day), "D").astype(np.int64))


def day_numbers(days: pd.Series) -> np.ndarray:
    """Whole days since 1970-01-01 of a datetime column, int32."""
    return days.to_numpy("datetime64[D]").astype(np.int64).astype(np.int32)


def add_months(day: pd.Timestamp, months: int) -> pd.Timestamp:
    """The same day ``months`` later (the last day of a shorter month)."""
    return pd.Timestamp(day) + pd.DateOffset(months=int(months))


def panel_from_events(events: pd.DataFrame, people: pd.DataFrame | None = None,
                      caseload: pd.DataFrame | None = None, *, data_from=None, data_to=None,
                      setting: str = "ae", background: pd.DataFrame | None = None,
                      complete_from: int = 1) -> CoursePanel:
    """A panel from as little as ``events[person, day]``, for notebooks and tests.

    Missing columns of ``people`` are filled with the unknown (everybody observed throughout and in
    scope), ``list_known`` is then False. ``background`` defaults to the panel's own monthly totals.
    Raises ValueError with every fault found by :meth:`CoursePanel.validate`.
    """
    events = events.copy()
    events["day"] = pd.to_datetime(events["day"]).dt.normalize()
    events = events.sort_values(["person", "day"], kind="stable", ignore_index=True)
    if not len(events) and (data_from is None or data_to is None):
        raise NothingToCompare("There are no attendances, so nothing can be compared.")
    first = pd.Timestamp(data_from) if data_from is not None else events["day"].min()
    last = pd.Timestamp(data_to) if data_to is not None else events["day"].max()
    known = people is not None and "observed_to" in people
    people = pd.DataFrame({"person": events["person"].unique()}) if people is None \
        else people.copy()
    fill = {"observed_from": first, "observed_to": last + pd.Timedelta(days=1),
            "end_reason": "data_end", "birth_year": pd.NA, "sex": None, "imd_decile": pd.NA,
            "main_group": None, "practice_code": None, "pcn": None, "in_scope": True}
    for column, value in fill.items():
        if column not in people:
            people[column] = value
    for column in ("observed_from", "observed_to"):
        people[column] = pd.to_datetime(people[column])
    if caseload is None:
        caseload = pd.DataFrame({"person": pd.Series(dtype="int32")})
    caseload = caseload.copy()
    for column in CASELOAD_COLUMNS[1:]:
        caseload[column] = pd.to_datetime(caseload[column]) if column in caseload else \
            pd.Series(pd.NaT, index=caseload.index, dtype="datetime64[ns]")
    if background is None:
        background = monthly_background(events, people, caseload, first, last)
    panel = CoursePanel(events, people, caseload, background, first, last, setting, known,
                        complete_from)
    faults = panel.validate()
    if faults:
        raise ValueError(" ".join(faults))
    return panel


def monthly_background(events, people, caseload, first, last) -> pd.DataFrame:
    """Attendances and person-years by calendar month of everybody in the two frames."""
    months = pd.date_range(first.to_period("M").to_timestamp(), last, freq="MS")
    edges = np.append(day_numbers(months.to_series()), day_number(last) + 1)
    edges[0] = max(edges[0], day_number(first))
    start, stop = day_numbers(people["observed_from"]), day_numbers(people["observed_to"])
    at_risk = [np.clip(np.minimum(stop, b) - np.maximum(start, a), 0, None).sum() / 365.25
               for a, b in zip(edges[:-1], edges[1:], strict=True)]
    which = np.clip(np.searchsorted(edges, day_numbers(events["day"]), "right") - 1, 0,
                    len(months) - 1)
    on = events["person"].isin(caseload["person"]).to_numpy()
    size = len(months)
    return pd.DataFrame({"month": months, "attendances": np.bincount(which, minlength=size),
                         "person_years": at_risk,
                         "caseload_attendances": np.bincount(which[on], minlength=size)})
