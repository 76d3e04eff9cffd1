"""A history of events that can be counted, thinned out and added to, a few events at a
time.

Calibration uses only this: count people's events in a window, drop events of chosen
people, give chosen people one more event close to one they already have, or move
events. Nothing looks at whether a person is in the programme, so a nudge is as likely
for one as for another.
"""

import numpy as np

from sample_data.generator.calendar import NEVER
from sample_data.generator.events.events import Events
from sample_data.generator.people.spells import Spells

Window = tuple[int, int]  # first and last day


class Workbench:
    """Events of a set of spells under adjustment.

    `counted` marks what figures count: unplanned, or attended. `nudges` is how many
    events were added or dropped.
    """

    def __init__(self, spells: Spells, events: Events) -> None:
        self.spells = spells
        self.spell = events.spell.astype(np.int64)
        self.day = events.day.astype(np.int64)
        self.crisis = events.crisis.copy()
        self.counted = np.ones(len(events), bool)
        self.nudges = 0

    @property
    def person(self) -> np.ndarray:
        """The person of each event."""
        return self.spells.person[self.spell]

    def within(self, window: Window, places: np.ndarray | None = None) -> np.ndarray:
        """Mask of counted events in a window, at some spells only."""
        inside = (self.day >= window[0]) & (self.day <= window[1]) & self.counted
        return inside if places is None else inside & places[self.spell]

    def per_person(
        self, window: Window, places: np.ndarray | None = None
    ) -> np.ndarray:
        """Counted events of each person."""
        mask = self.within(window, places)
        return np.bincount(
            self.spells.person[self.spell[mask]], minlength=self.spells.people
        )

    def drop(self, events: np.ndarray) -> None:
        """Remove events by row number."""
        keep = np.ones(len(self.day), bool)
        keep[events] = False
        self.nudges += len(events)
        for name in ("spell", "day", "crisis", "counted"):
            setattr(self, name, getattr(self, name)[keep])

    def add(self, spell: np.ndarray, day: np.ndarray, crisis: np.ndarray) -> None:
        """Add counted events."""
        self.nudges += len(spell)
        self.spell = np.concatenate([self.spell, spell])
        self.day = np.concatenate([self.day, day])
        self.crisis = np.concatenate([self.crisis, crisis])
        self.counted = np.concatenate([self.counted, np.ones(len(spell), bool)])

    def one_each(
        self, rng: np.random.Generator, people: np.ndarray, mask: np.ndarray
    ) -> np.ndarray:
        """One random event, among those in `mask`, of each entry of `people` (a person
        listed twice gives two different events)."""
        rows = rng.permutation(np.flatnonzero(mask))
        who = self.person[rows]
        order = np.argsort(who, kind="stable")
        rows, who = rows[order], who[order]
        people = np.sort(people)
        nth = np.arange(len(people)) - np.searchsorted(people, people, side="left")
        place = np.searchsorted(who, people, side="left") + nth
        if (place >= len(who)).any() or (who[place] != people).any():
            raise ValueError("somebody has too few events to take from")
        return rows[place]

    def drop_from(
        self, rng: np.random.Generator, people: np.ndarray, mask: np.ndarray
    ) -> None:
        """Drop one event, among those in `mask`, of each entry of `people`."""
        if len(people):
            self.drop(self.one_each(rng, people, mask))

    def add_near(
        self,
        rng: np.random.Generator,
        people: np.ndarray,
        mask: np.ndarray,
        window: Window,
        reach: int = 12,
        weekdays: bool = False,
    ) -> None:
        """Give each of `people` one more event within `reach` days of one in `mask`."""
        if not len(people):
            return
        rows = rng.permutation(np.flatnonzero(mask))
        who = self.person[rows]
        order = np.argsort(who, kind="stable")
        first = np.searchsorted(who[order], people, side="left")
        model = rows[order][np.minimum(first, len(order) - 1)]
        if (self.person[model] != people).any():
            raise ValueError("somebody has no event to add to")
        spell = self.spell[model]
        low = np.maximum(window[0], self.spells.start[spell])
        high = np.minimum(window[1], np.minimum(self.spells.stop[spell], NEVER) - 1)
        shift = rng.integers(-reach, reach + 1, len(people))
        day = np.clip(self.day[model] + shift, low, high)
        if weekdays:  # 1 January 1970 was a Thursday
            weekend = (day + 3) % 7 >= 5
            day = np.where(weekend, self.day[model], day)
        self.add(spell, day, self.crisis[model])
