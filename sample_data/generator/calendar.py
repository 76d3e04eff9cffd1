"""Days as whole numbers, and how busy each day is.

A day is the number of days since 1 January 1970, so a day and a numpy `datetime64[D]`
are the same integer. A *calendar* is a weight for each day (1 = an ordinary day).
Events are placed by its running total, so a quiet day (Sunday, bank holiday, the spring
of 2020) receives few.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

NEVER = 1 << 30
YEAR = 365.25

# Bank holidays in England, month and day.
_BANK_HOLIDAYS = {
    2020: "04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21",
}
CLOCKS_OF = "Europe/London"
# A&E activity against normal while Covid-19 kept people away, January to December
# (England fell by about half in April 2020 and was back to normal by the summer of
# 2021; the steps here are rounded).
_COVID = {
    2020: (1, 1, 1, 0.52, 0.62, 0.72, 0.80, 0.86, 0.86, 0.82, 0.74, 0.72),
    2021: (0.62, 0.66, 0.80, 0.92, 0.97, 1, 1, 1, 1, 1, 1, 1),
}
# Monday to Sunday.
_AE_WEEK = np.array([1.10, 1.02, 1.0, 0.99, 0.97, 0.95, 0.97])
_GP_WEEK = np.array([1.62, 1.45, 1.40, 1.35, 1.25, 0.12, 0.0])
_QUIET = 0.5  # of an average day


def day(text: str) -> int:
    """The whole number of a date written YYYY-MM-DD."""
    return int(np.datetime64(text, "D").astype(np.int64))


def window(pair: Sequence[str]) -> tuple[int, int]:
    """First and last day of a published window."""
    return day(pair[0]), day(pair[1])


def year_of(days: np.ndarray) -> np.ndarray:
    """Calendar year of each day."""
    years = np.asarray(days).astype("datetime64[D]").astype("datetime64[Y]")
    return years.astype(int) + 1970


_HOLIDAYS = np.array(
    [
        day(f"{year}-{one}")
        for year, text in _BANK_HOLIDAYS.items()
        for one in text.split()
    ]
)


@dataclass(frozen=True)
class Calendar:
    """Weights of the days from `first` on, as a running total for placing events."""

    first: int
    running: np.ndarray

    def upto(self, days: np.ndarray) -> np.ndarray:
        """Total weight of all days before each of `days`."""
        return self.running[
            np.clip(np.asarray(days) - self.first, 0, len(self.running) - 1)
        ]

    def place(
        self,
        rng: np.random.Generator,
        start: np.ndarray,
        stop: np.ndarray,
        count: np.ndarray,
    ) -> np.ndarray:
        """Days for `count[i]` events from `start[i]` to before `stop[i]`, more on
        busier days."""
        low, high = self.upto(start), self.upto(stop)
        low, high = np.repeat(low, count), np.repeat(high, count)
        drawn = low + rng.random(low.size) * (high - low)
        found = np.searchsorted(self.running, drawn, side="right") - 1
        return (self.first + np.minimum(found, len(self.running) - 2)).astype(np.int32)

    def shifted(self, days: np.ndarray) -> np.ndarray:
        """Each day, or the next busy one after a quiet one (a weekend, a bank holiday);
        days outside the calendar as they are."""
        busy = np.diff(self.running) > _QUIET
        after = np.where(busy, np.arange(len(busy)), len(busy))
        after = np.minimum.accumulate(after[::-1])[::-1]
        at = days - self.first
        known = (at >= 0) & (at < len(busy))
        moved = self.first + after[np.clip(at, 0, len(busy) - 1)]
        return np.where(known, moved, days)


def ae_calendar(first: int, last: int) -> Calendar:
    """A&E: Mondays busiest, a mild winter peak, the Covid-19 dip, about 1 % growth a
    year."""
    days = np.arange(first, last + 1)
    winter = np.cos((days % YEAR - 15) / YEAR * 2 * np.pi)
    weight = _AE_WEEK[_weekday(days)] * (1 + 0.03 * winter)
    weight *= 1 + 0.01 * (days - day("2023-01-01")) / YEAR
    month = days.astype("datetime64[D]").astype("datetime64[M]").astype(int) % 12
    normal = (1,) * 12
    weight *= np.array(
        [
            _COVID.get(year, normal)[number]
            for year, number in zip(year_of(days).tolist(), month.tolist(), strict=True)
        ]
    )
    return Calendar(first, np.concatenate([[0.0], np.cumsum(weight)]))


def gp_calendar(first: int, last: int) -> Calendar:
    """General practice: weekdays, few Saturdays, none on bank holidays, busier in
    autumn."""
    days = np.arange(first, last + 1)
    autumn = np.cos((days % YEAR - 290) / YEAR * 2 * np.pi)
    weight = _GP_WEEK[_weekday(days)] * (1 + 0.08 * autumn)
    growth = 1 + 0.02 * (days - day("2023-01-01")) / YEAR
    weight *= growth * ~np.isin(days, _HOLIDAYS)
    return Calendar(first, np.concatenate([[0.0], np.cumsum(weight)]))


def by_the_clock(minute: np.ndarray, stay: np.ndarray) -> np.ndarray:
    """What the clock on the wall says `stay` true minutes after `minute` (both whole
    minutes; the clocks may change in between)."""
    began = pd.to_datetime(pd.Series(minute), unit="m")
    ended = _true(began) + pd.to_timedelta(pd.Series(stay), unit="m")
    shown = ended.dt.tz_localize(None).to_numpy("datetime64[m]")
    return shown.astype(np.int64)


def minutes_between(began: pd.Series, ended: pd.Series) -> pd.Series:
    """True minutes between two times of the clock on the wall."""
    return (_true(ended) - _true(began)).dt.total_seconds() / 60


def off_the_change(minute: np.ndarray) -> np.ndarray:
    """The minutes, those of the two hours about a change of the clocks two hours later:
    a time that stands twice, or never, is nobody's arrival."""
    when = pd.Series(pd.to_datetime(minute, unit="m"))
    sunday = (when.dt.dayofweek == 6) & (when.dt.day >= 25)
    night = sunday & when.dt.month.isin([3, 10]) & (when.dt.hour < 2)
    return minute + 120 * night.to_numpy()


def _true(times: pd.Series) -> pd.Series:
    """Times of the clock on the wall as moments; one that stands twice is the second,
    one that never stands an hour later."""
    return times.dt.tz_localize(
        CLOCKS_OF, ambiguous=False, nonexistent=pd.Timedelta("1h")
    )


def _weekday(days: np.ndarray) -> np.ndarray:
    """0 for Monday to 6 for Sunday: day 0, 1 January 1970, was a Thursday."""
    return (days + 3) % 7
