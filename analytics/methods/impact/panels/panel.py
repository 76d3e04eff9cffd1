"""The input of every before-and-after analysis: who was seen when, and who was observed
when.

A :class:`CoursePanel` is a small, validated set of frames about *one* kind of event
(A&E attendances, GP visits). It knows nothing of files, databases or screens; whoever
owns the dataset builds it.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from analytics.definitions.event_kinds import AE, EventKind
from analytics.methods.impact.panels.day_numbers import (
    NEVER,
    add_months,
    day_number,
    day_numbers,
)
from analytics.methods.impact.panels.event_index import EventIndex
from analytics.methods.impact.refusal import NothingToCompare

__all__ = [
    "NEVER",
    "CoursePanel",
    "EventIndex",
    "NothingToCompare",
    "add_months",
    "day_number",
    "day_numbers",
]
END_REASONS = ("data_end", "died", "left")

EVENT_COLUMNS = ("person", "day")
PEOPLE_COLUMNS = (
    "person",
    "observed_from",
    "observed_to",
    "end_reason",
    "birth_year",
    "sex",
    "imd_decile",
    "main_group",
    "practice_code",
    "pcn",
    "in_scope",
)
CASELOAD_COLUMNS = ("person", "referred_on", "started_on", "ended_on")
BACKGROUND_COLUMNS = ("month", "attendances", "person_years", "caseload_attendances")


@dataclass(frozen=True)
class CoursePanel:
    """Courses of attendance of the people who matter, for one kind of event.

    events: one row an attendance, sorted by person and day: ``person`` (int32), ``day``
        (datetime64, midnight), optionally ``cost_gbp`` (float) and ``untouched``
        (bool: for a reason that a programme cannot touch). Only events inside the
        person's observation.
    people: one row a person (one interval of observation): ``person`` (int32),
        ``observed_from`` (first day at risk), ``observed_to`` (first day *no longer* at
        risk: death, leaving, or the day after ``data_to``; never missing),
        ``end_reason`` ('data_end', 'died' or 'left'), ``birth_year`` (nullable),
        ``sex``, ``imd_decile`` (1 to 10, nullable), ``main_group`` (main diagnosis
        group before the index date, nullable), ``practice_code``, ``pcn``, ``in_scope``
        (bool: belongs to the place the user filtered on). A person outside the interval
        was not observed, which is not the same as no visits.
    caseload: one row a referral: ``person``, ``referred_on``, ``started_on`` (NaT when
        declined), ``ended_on`` (NaT when open), optionally ``refused`` (bool: known to
        have declined or been found not suitable). May be empty.
    background: one row a calendar month, for the *whole* population in view: ``month``
        (first day), ``attendances``, ``person_years``, ``caseload_attendances`` (those
        of people ever on the caseload, so that the rest can be had by subtraction). May
        be empty.
    data_from, data_to: first and last day the extract covers, both inclusive.
    kind: of event, such as A&E attendances.
    list_known: false when there is no registered list: everybody seen is taken as
        observed throughout, deaths and moves are invisible, and every result says so.
    complete_from: everybody with at least this many events in some 12 months is in the
        panel with *all* their events, and so has everybody on the caseload. Comparators
        are taken at or above it only; other people below it may have been left out to
        keep the panel small. 0: everybody is in it, those without an event too.
    """

    events: pd.DataFrame
    people: pd.DataFrame
    caseload: pd.DataFrame
    background: pd.DataFrame
    data_from: pd.Timestamp
    data_to: pd.Timestamp
    kind: EventKind = AE
    list_known: bool = True
    complete_from: int = 1

    def least_compared(self, before: np.ndarray) -> int:
        """Events from which people are compared with a group. 1 or more, but 0 where
        the group, by its own counts, has people without any: who has none is compared
        with who has none."""
        without = self.complete_from == 0 and len(before) > 0 and before.min() == 0
        return 0 if without else max(self.complete_from, 1)

    def validate(self) -> list[str]:
        """Every fault of the panel in words; an empty list when it is sound."""
        faults = []
        for name, columns in (
            ("events", EVENT_COLUMNS),
            ("people", PEOPLE_COLUMNS),
            ("caseload", CASELOAD_COLUMNS),
            ("background", BACKGROUND_COLUMNS),
        ):
            missing = [c for c in columns if c not in getattr(self, name).columns]
            if missing:
                faults.append(f"{name} lacks {', '.join(missing)}.")
        if not self.data_from <= self.data_to:
            faults.append(
                f"data_from {self.data_from} is after data_to {self.data_to}."
            )
        if faults:
            return faults
        people, events = self.people, self.events
        if people["person"].duplicated().any():
            faults.append(
                "people has more than one row for some persons; give one interval each."
            )
        if people["observed_to"].isna().any() or people["observed_from"].isna().any():
            faults.append("observed_from and observed_to may not be missing.")
        elif (people["observed_to"] <= people["observed_from"]).any():
            faults.append("some people have observed_to on or before observed_from.")
        strange = set(people["end_reason"].dropna().unique()) - set(END_REASONS)
        if strange:
            faults.append(
                f"end_reason has {sorted(strange)}; it may be {', '.join(END_REASONS)}."
            )
        unknown = ~events["person"].isin(people["person"])
        if unknown.any():
            faults.append(f"{int(unknown.sum()):,} events belong to nobody in people.")
        if len(events) and not (
            self.data_from <= events["day"].min()
            and events["day"].max() <= self.data_to
        ):
            faults.append("some events lie outside data_from to data_to.")
        person = events["person"].to_numpy()
        day = events["day"].to_numpy()
        if len(person) > 1:
            step = np.diff(person)
            if (step < 0).any() or ((step == 0) & (day[1:] < day[:-1])).any():
                faults.append("events are not sorted by person and day.")
        return faults

    def until(self, day: pd.Timestamp) -> "CoursePanel":
        """The same panel as it looked on ``day`` (exclusive), with nobody yet on a
        caseload: what a placebo analysis before the programme is allowed to see."""
        day = pd.Timestamp(day)
        people = self.people[self.people["observed_from"] < day].copy()
        clipped = people["observed_to"] > day
        people.loc[clipped, "end_reason"] = "data_end"
        people.loc[clipped, "observed_to"] = day
        events = self.events[
            (self.events["day"] < day) & self.events["person"].isin(people["person"])
        ]
        return replace(
            self,
            events=events,
            people=people,
            caseload=self.caseload.iloc[:0],
            background=self.background[self.background["month"] < day],
            data_to=day - pd.Timedelta(days=1),
        )

    def with_scope(self, inside: pd.Series) -> "CoursePanel":
        """The same panel with ``in_scope`` as told, one truth value a row of people.
        The index is shared: who is in scope is no part of it."""
        marked = replace(self, people=self.people.assign(in_scope=inside))
        marked.__dict__["index"] = self.index
        return marked

    @property
    def programme_start(self) -> pd.Timestamp | None:
        """The first referral, or None when nobody was ever referred."""
        first = self.caseload["referred_on"].min() if len(self.caseload) else pd.NaT
        return None if pd.isna(first) else pd.Timestamp(first).normalize()

    @cached_property
    def index(self) -> EventIndex:
        """The panel as sorted whole numbers, for counting without loops (built
        once)."""
        return EventIndex.build(self)
