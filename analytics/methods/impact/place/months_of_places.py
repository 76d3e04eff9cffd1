"""Attendances of a whole place by month, of those who attend often and of everybody.

Totals of a population, not of people picked at one date: who is above the rule is asked
anew each month, over the months that end with it. People picked once attend less
afterwards whatever happens; the total of those above the rule in each month does not.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.methods.impact.panels.panel import CoursePanel, day_number, day_numbers

DAYS_A_YEAR = 365.25


@dataclass(frozen=True)
class MonthsOfPlaces:
    """Whole calendar months of each PCN, arrays (places, months).

    places: names. months: their first days. often: attendances in the month of people
    above the rule within the window that ends with it. people: how many these are.
    everybody: attendances of all (None where the panel lacks those who seldom attend).
    years: person-years at risk.
    """

    places: tuple[str, ...]
    months: pd.DatetimeIndex
    often: np.ndarray
    people: np.ndarray
    everybody: np.ndarray | None
    years: np.ndarray


def months_of_places(
    panel: CoursePanel, more_than: int, window: int = 12
) -> MonthsOfPlaces:
    """Count a panel by PCN and month; people on no PCN's list are left out.

    The first ``window`` - 1 months only fill the window and are not in it. People
    belong to the PCN of their practice in the panel, throughout.
    """
    events = panel.index
    codes, names = pd.factorize(panel.people["pcn"], sort=True)
    place = codes[events.order]
    months, edge = whole_months(panel)
    many, width = len(names), len(months)
    inside = (
        (events.day >= edge[0]) & (events.day < edge[-1]) & (place[events.row] >= 0)
    )
    row = events.row[inside].astype(np.int64)
    month = np.searchsorted(edge, events.day[inside], "right") - 1
    stride = width + window  # so that no window reaches into the person before
    key, seen = np.unique(row * stride + window + month, return_counts=True)
    running = np.concatenate([[0], np.cumsum(seen)])
    since = np.searchsorted(key, key - window, "right")
    within = running[1:] - running[since]
    who, when = key // stride, key % stride - window
    above = within > more_than
    at = place[who] * width + when
    shape = (many, width)

    def total(which, values=None):
        weights = None if values is None else values[which]
        counted = np.bincount(at[which], weights, many * width)
        return counted.reshape(shape).astype(float)

    everybody = np.ones(len(key), bool)
    keep = slice(window - 1, None)
    return MonthsOfPlaces(
        tuple(names),
        months[keep],
        total(above, seen)[:, keep],
        total(above)[:, keep],
        total(everybody, seen)[:, keep] if panel.complete_from <= 1 else None,
        _years(panel, place, many, edge)[:, keep],
    )


def whole_months(panel: CoursePanel) -> tuple[pd.DatetimeIndex, np.ndarray]:
    """First days of the calendar months that the data covers whole, and the day numbers
    of their edges (one more)."""
    after = panel.data_to + pd.Timedelta(days=1)
    edges = pd.date_range(panel.data_from, after, freq="MS")
    if len(edges) < 2:
        return edges[:0], np.array([day_number(after)])
    return edges[:-1], day_numbers(edges.to_series())


def _years(panel, place, many: int, edge: np.ndarray) -> np.ndarray:
    """Person-years of each place in each month: days lived before an edge are, summed
    over people, those since joining less those since leaving."""
    events = panel.index
    found = np.zeros((many, len(edge)))
    for code in range(many):
        here = place == code
        for days, sign in ((events.observed_from, 1.0), (events.observed_to, -1.0)):
            day = np.sort(days[here].astype(np.int64))
            before = np.concatenate([[0], np.cumsum(day)])
            count = np.searchsorted(day, edge)
            found[code] += sign * (count * edge.astype(np.int64) - before[count])
    return np.diff(found, axis=1) / DAYS_A_YEAR
