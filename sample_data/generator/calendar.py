"""Days as whole numbers, and how busy each day is.

A day is the number of days since 1 January 1970, so a day and a numpy ``datetime64[D]``
are the same integer. A *calendar* is a weight for each day (1 = an ordinary day).
Events are placed by its running total, so a quiet day (Sunday, bank holiday, the spring
of 2020) receives few.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

NEVER = 1 << 30
YEAR = 365.25

_BANK_HOLIDAYS = np.array(
    [
        "2020-04-10",
        "2020-04-13",
        "2020-05-08",
        "2020-05-25",
        "2020-08-31",
        "2020-12-25",
        "2020-12-28",
        "2021-01-01",
        "2021-04-02",
        "2021-04-05",
        "2021-05-03",
        "2021-05-31",
        "2021-08-30",
        "2021-12-27",
        "2021-12-28",
        "2022-01-03",
        "2022-04-15",
        "2022-04-18",
        "2022-05-02",
        "2022-06-02",
        "2022-06-03",
        "2022-08-29",
        "2022-09-19",
        "2022-12-26",
        "2022-12-27",
        "2023-01-02",
        "2023-04-07",
        "2023-04-10",
        "2023-05-01",
        "2023-05-08",
        "2023-05-29",
        "2023-08-28",
        "2023-12-25",
        "2023-12-26",
        "2024-01-01",
        "2024-03-29",
        "2024-04-01",
        "2024-05-06",
        "2024-05-27",
        "2024-08-26",
        "2024-12-25",
        "2024-12-26",
        "2025-01-01",
        "2025-04-18",
        "2025-04-21",
    ],
    dtype="datetime64[D]",
).astype(np.int64)

# A&E activity against normal while Covid-19 kept people away (England fell by about
# half in April 2020 and was back to normal by the summer of 2021; the steps here are
# rounded).
_COVID = {"2020-04": 0.52, "2020-05": 0.62, "2020-06": 0.72, "2020-07": 0.80, "2020-08": 0.86,
          "2020-09": 0.86, "2020-10": 0.82, "2020-11": 0.74, "2020-12": 0.72, "2021-01": 0.62,
          "2021-02": 0.66, "2021-03": 0.80, "2021-04": 0.92, "2021-05": 0.97}  # fmt: skip


def day(text: str) -> int:
    """The whole number of a date written YYYY-MM-DD."""
    return int(np.datetime64(text, "D").astype(np.int64))


def span(pair) -> tuple[int, int]:
    """First and last day of a published window."""
    return day(pair[0]), day(pair[1])


def year_of(days: np.ndarray) -> np.ndarray:
    """Calendar year of each day."""
    return (
        np.asarray(days).astype("datetime64[D]").astype("datetime64[Y]").astype(int)
        + 1970
    )


@dataclass(frozen=True)
class Calendar:
    """Weights of the days from ``first`` on, as a running total for placing events."""

    first: int
    running: np.ndarray

    @property
    def last(self) -> int:
        return self.first + len(self.running) - 2

    def upto(self, days: np.ndarray) -> np.ndarray:
        """Total weight of all days before each of ``days``."""
        return self.running[
            np.clip(np.asarray(days) - self.first, 0, len(self.running) - 1)
        ]

    def place(self, rng: np.random.Generator, start, stop, count) -> np.ndarray:
        """Days for ``count[i]`` events in ``[start[i], stop[i])``, more on busier
        days."""
        low, high = self.upto(start), self.upto(stop)
        low, high = np.repeat(low, count), np.repeat(high, count)
        drawn = low + rng.random(low.size) * (high - low)
        found = np.searchsorted(self.running, drawn, side="right") - 1
        return (self.first + np.minimum(found, len(self.running) - 2)).astype(np.int32)


def _days(first: int, last: int):
    days = np.arange(first, last + 1)
    season = np.cos((days % YEAR - 15) / YEAR * 2 * np.pi)
    return days, (days + 3) % 7, season, np.isin(days, _BANK_HOLIDAYS)


def ae_calendar(first: int, last: int) -> Calendar:
    """A&E: Mondays busiest, a mild winter peak, the Covid-19 dip, about 1 % growth a
    year."""
    days, weekday, season, _ = _days(first, last)
    weight = np.array([1.10, 1.02, 1.0, 0.99, 0.97, 0.95, 0.97])[weekday] * (
        1 + 0.03 * season
    )
    weight *= 1 + 0.01 * (days - day("2023-01-01")) / YEAR
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(str)
    weight *= np.array([_COVID.get(m, 1.0) for m in months])
    return Calendar(first, np.concatenate([[0.0], np.cumsum(weight)]))


def gp_calendar(first: int, last: int) -> Calendar:
    """General practice: weekdays, few Saturdays, none on bank holidays, busier in
    autumn."""
    days, weekday, _, holiday = _days(first, last)
    autumn = np.cos((days % YEAR - 290) / YEAR * 2 * np.pi)
    weight = np.array([1.62, 1.45, 1.40, 1.35, 1.25, 0.12, 0.0])[weekday] * (
        1 + 0.08 * autumn
    )
    weight *= (1 + 0.02 * (days - day("2023-01-01")) / YEAR) * ~holiday
    return Calendar(first, np.concatenate([[0.0], np.cumsum(weight)]))
