"""Expected from those who met the same rule earlier.

A group that is picked anew every month by the same rule is, where nothing changes,
always as far above its usual as the month before's was. So what those picked earlier
did in their first month is what those picked now would have done. It is corrected for
how everybody's use has changed since, where it is much. (Everybody's: those who never
met the rule are chosen by what they did later, and would seem to rise at the end.)
"""

import numpy as np

from analytics.methods.anyway.within import Learned, learn

MOST_MONTHS = 24
LEAST_MONTHS = 6
LEAST_PERSON_MONTHS = 60
ENOUGH_EVENTS = 400  # a month: of fewer the change is mostly chance


def change_of_everybody(
    events: np.ndarray, people: np.ndarray, days: np.ndarray
) -> np.ndarray:
    """By month, everybody's use a person; where there was little, the days of the
    month. All (m,). Only its ratios between months are meant."""
    if (events < ENOUGH_EVENTS).any() or (people <= 0).any():
        return days.astype(float)
    return events / people


def from_earlier(
    events: np.ndarray,
    met: np.ndarray,
    untouched: np.ndarray,
    everybody: np.ndarray,
    month: int,
    before: int | None,
) -> Learned | None:
    """What those who met the rule in `month` would have done in it.

    events: (persons, months). met: whether a person met the rule by a month's start.
    untouched: whether nobody had offered the person help by its end. everybody: see
    change_of_everybody. before: the month in which a programme began; months before it
    are taken where they are enough. None where there are too few months or people.
    """
    months = np.arange(max(0, month - MOST_MONTHS), month)
    months = months[(met & untouched)[:, months].any(axis=0)]
    if before is not None and (months < before).sum() >= LEAST_MONTHS:
        months = months[months < before]
    if len(months) < LEAST_MONTHS:
        return None
    who, which = np.nonzero((met & untouched)[:, months])
    if len(who) < LEAST_PERSON_MONTHS:
        return None
    factor = everybody[month] / everybody[months]
    seen = events[who, months[which]] * factor[which]
    learned = learn(seen, np.ones(len(seen)), who)
    return learn(seen, np.ones(len(seen)), who, _between(seen, which, learned))


def _between(seen: np.ndarray, which: np.ndarray, learned: Learned) -> float:
    """By how much months differ beyond their people: the variance of their rates less
    that which so many people would have."""
    people = np.bincount(which)
    rates = np.bincount(which, weights=seen) / people
    seen_variance = float(((rates - learned.rate) ** 2).sum() / max(len(rates) - 1, 1))
    return max(seen_variance - float((learned.spread / people).mean()), 0.0)
