"""Hospital stays and A&E attendances as arrays, and how one draws events of people."""

from dataclasses import dataclass, fields
from typing import Self

import numpy as np

from sample_data.generator.calendar import YEAR, Calendar
from sample_data.generator.wider_care.people import People

METHODS = ("21", "22", "24", "2B", "2D", "11", "12", "13", "31", "32")
EMERGENCY, PLANNED_STAY, BIRTH = range(3)


@dataclass
class Stays:
    """Stays as arrays of one length. admitted, left: minutes. registration: at the
    time. method: number in METHODS. kind: EMERGENCY, PLANNED_STAY or BIRTH. reason: row
    of `lists`. site: number of the hospital. short: to a short-stay ward. from_ae:
    began with an attendance. died: ended in death."""

    registration: np.ndarray
    admitted: np.ndarray
    left: np.ndarray
    method: np.ndarray
    kind: np.ndarray
    reason: np.ndarray
    site: np.ndarray
    short: np.ndarray
    from_ae: np.ndarray
    died: np.ndarray

    def __len__(self) -> int:
        return len(self.admitted)

    def take(self, rows: np.ndarray) -> Self:
        """Only these rows, in this order."""
        return type(self)(**{f.name: getattr(self, f.name)[rows] for f in fields(self)})

    @classmethod
    def joined(cls, parts: list[Self]) -> Self:
        """Several as one."""
        return cls(
            **{
                f.name: np.concatenate([getattr(part, f.name) for part in parts])
                for f in fields(cls)
            }
        )


@dataclass(frozen=True)
class Attended:
    """A&E attendances as far as care after them needs it: arrays of one length.

    destination: 1 a ward, 2 a short-stay ward. arrival: number in ARRIVALS.
    """

    registration: np.ndarray
    arrived: np.ndarray
    left: np.ndarray
    destination: np.ndarray
    diagnosis: np.ndarray
    site: np.ndarray
    arrival: np.ndarray
    acuity: np.ndarray

    def take(self, rows: np.ndarray) -> Self:
        """Only these rows, in this order."""
        return type(self)(**{f.name: getattr(self, f.name)[rows] for f in fields(self)})


def poisson_days(
    rng: np.random.Generator, people: People, rate: np.ndarray, calendar: Calendar
) -> tuple[np.ndarray, np.ndarray]:
    """Registration and day of events at each person's yearly rate, more on busy
    days."""
    open_, start, stop = people.seen()
    average = (calendar.running[-1] - calendar.running[0]) / (len(calendar.running) - 1)
    exposure = (calendar.upto(stop) - calendar.upto(start)).clip(0) / average / YEAR
    count = rng.poisson(rate[people.spells.person[open_]] * exposure)
    return np.repeat(open_, count), calendar.place(rng, start, stop, count)


def begun(
    registration: np.ndarray,
    admitted: np.ndarray,
    method: np.ndarray,
    kind: int,
    reason: np.ndarray,
    site: np.ndarray,
    *,
    short: np.ndarray,
    from_ae: bool = False,
) -> Stays:
    """Stays of one kind whose end is not known yet."""
    size = len(admitted)
    return Stays(
        registration=registration.astype(np.int64),
        admitted=admitted.astype(np.int64),
        left=np.zeros(size, np.int64),
        method=method,
        kind=np.full(size, kind, np.int8),
        reason=reason.astype(np.int16),
        site=site.astype(np.int8),
        short=short,
        from_ae=np.full(size, from_ae),
        died=np.zeros(size, bool),
    )
