"""Bring the high attenders' hours and costs to the published totals."""

import numpy as np

from sample_data.generator.details.code_sets import PRICES
from sample_data.generator.details.draw import Details
from sample_data.generator.fitting.ae_counts import YEAR_OF_CATCHMENT
from sample_data.generator.inputs import PUBLISHED
from sample_data.generator.people.spells import Spells

_WANT = PUBLISHED["catchment"]
_PRICES = np.array(PRICES, float)
NEAR_ENOUGH = 15  # pounds that are left to single attendances


def high_attender_stays_and_costs(
    rng: np.random.Generator,
    spells: Spells,
    details: Details,
    spell: np.ndarray,
    when: np.ndarray,
    counted: np.ndarray,
) -> None:
    """5,863 hours and £629,909 over the attendances of the catchment's high attenders
    (in place)."""
    person = spells.person[spell]
    inside = counted & (when >= YEAR_OF_CATCHMENT[0]) & (when <= YEAR_OF_CATCHMENT[1])
    count = np.bincount(person[inside], minlength=spells.people)
    events = np.flatnonzero(inside & (count[person] > _WANT["more_than"]))
    details["stay_known"][events] = True
    details["stay"][events] = _stays(rng, details["stay"][events])
    details["pounds"][events] = _costs(rng, details["pounds"][events])


def _stays(rng: np.random.Generator, stay: np.ndarray) -> np.ndarray:
    """Stays in minutes that add up to the published hours."""
    minutes = round(_WANT["hours"] * 60)
    stay = np.maximum(np.round(stay * (minutes / stay.sum())), 4).astype(np.int64)
    while stay.sum() != minutes:  # one minute at random attendances
        gap = minutes - int(stay.sum())
        step = 1 if gap > 0 else -1
        able = np.flatnonzero((stay + step >= 6) & (stay + step <= 1380))
        stay[rng.choice(able, min(abs(gap), len(able)), replace=False)] += step
    return stay


def _costs(rng: np.random.Generator, pounds: np.ndarray) -> np.ndarray:
    """Costs that add up to the published total, by moving attendances one price at a
    time."""
    level = np.searchsorted(_PRICES, pounds)
    for _ in range(20_000):
        gap = _WANT["cost_gbp"] - _PRICES[level].sum()
        if abs(gap) < NEAR_ENOUGH:
            break
        step = 1 if gap > 0 else -1
        able = np.flatnonzero((level + step >= 0) & (level + step < len(_PRICES)))
        width = np.abs(_PRICES[level[able] + step] - _PRICES[level[able]])
        able = able[width <= abs(gap) + 8]
        if not len(able):
            break
        batch = min(max(int(abs(gap) // 60), 1), len(able))
        level[rng.choice(able, batch, replace=False)] += step
    pounds = _PRICES[level]
    rest = _WANT["cost_gbp"] - pounds.sum()
    single = rng.choice(len(pounds), int(abs(rest)), replace=False)
    pounds[single] += np.sign(rest)
    return pounds
