"""The days on which people can be picked: enough is known before them, and after."""

import pandas as pd

from analytics.definitions.words import day_in_words
from analytics.methods.impact.panels.day_numbers import add_months

LEAST_BEFORE_MONTHS = 3  # with less there is no "recent course" to match
LEAST_FOLLOW_UP_DAYS = 28


def days_to_pick(
    data_from: pd.Timestamp, data_to: pd.Timestamp, washout: int = 0
) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """The first and the last of these days; None where the data are too short.

    washout: months after a day that are left out of the follow-up.
    """
    last = pd.Timestamp(data_to) - pd.Timedelta(days=LEAST_FOLLOW_UP_DAYS - 1)
    first, last = add_months(data_from, LEAST_BEFORE_MONTHS), add_months(last, -washout)
    return (first, last) if first <= last else None


def advice(data_from: pd.Timestamp, data_to: pd.Timestamp, washout: int = 0) -> str:
    """Which day to choose: "Choose a day from … to …."; or what to load."""
    days = days_to_pick(data_from, data_to, washout)
    if days:
        first, last = map(day_in_words, days)
        return f"Choose a day from {first} to {last}, or load a longer extract."
    waiting = f" after {washout} months left out" if washout else ""
    return (
        f"No day will do yet: people are picked with {LEAST_BEFORE_MONTHS} months of "
        f"data before that day and {LEAST_FOLLOW_UP_DAYS} days{waiting} to follow. "
        "Load a longer extract."
    )
