"""The invented counts: drawn by practice and period, and the published share met."""

from typing import Any

import numpy as np
import pandas as pd

from sample_data.generator.files.columns import Columns, Words
from sample_data.generator.indicators.declared import (
    INVENTED,
    LEARNING_DISABILITY,
    Invented,
)
from sample_data.generator.inputs import PUBLISHED
from sample_data.generator.places.neighbourhoods import CENTRAL

ALIKE = 0.92  # of a practice's share in one period with that in the next, looking back
WANDERS = 0.10  # how far a practice's share wanders about its own, on log-odds
SEED = 11


def indicator_columns(seed: int, practices: pd.DataFrame) -> Columns:
    """The long table: place, indicator, period, numerator, denominator, target,
    direction; rows by indicator, period and practice."""
    parts = [
        _one(np.random.default_rng([seed, SEED, number]), one, practices)
        for number, one in enumerate(INVENTED)
    ]
    table = pd.concat(parts, ignore_index=True)
    words = ("place", "indicator", "period", "target", "direction")
    return {
        name: _words(table[name]) if name in words else table[name].to_numpy()
        for name in table.columns
    }


def truth() -> dict[str, Any]:
    """What was put into the counts, for the truth file."""
    return {
        one.name: {
            "share_first": one.first,
            "share_last": one.last,
            "spread_log_odds": one.spread,
            "january_odds": one.january,
            "step": one.step,
            "practices_apart_log_odds": dict(one.apart),
        }
        for one in INVENTED
    }


def _one(
    rng: np.random.Generator, one: Invented, practices: pd.DataFrame
) -> pd.DataFrame:
    shape = (len(one.periods), len(practices))
    usual = one.per_1000 / 1000 * practices["list_size"].to_numpy()
    own = usual * np.exp(rng.normal(0, 0.12, shape[1]))
    growth = 1 + 0.01 * np.linspace(-1, 0, shape[0])[:, None]
    odds = _log_odds(np.linspace(one.first, one.last, shape[0]))[:, None]
    odds = odds + rng.normal(0, one.spread, shape[1])
    for code, far in one.apart:
        odds[:, practices["practice_code"] == code] = (
            _log_odds(np.linspace(one.first, one.last, shape[0])) + far
        )[:, None]
    january = np.array([period.endswith("-01") for period in one.periods])
    odds = odds + np.log(one.january) * january[:, None]
    if one.step:
        since = np.arange(shape[0]) >= one.periods.index(one.step[0])
        odds = odds + np.log(one.step[1]) * since[:, None]
    if one.looks_back:
        people = np.maximum(1, np.rint(own * growth)).astype(int)
        share = 1 / (1 + np.exp(-(odds + _wandering(rng, shape))))
        some = np.rint(share * people).astype(int)
    else:
        people = np.maximum(1, rng.poisson(np.broadcast_to(own, shape)))
        some = rng.binomial(people, 1 / (1 + np.exp(-odds)))
    if one.name == LEARNING_DISABILITY:
        _meet_published(some[-1], people[-1], practices)
    return pd.DataFrame(
        {
            "place": np.tile(practices["practice_code"], shape[0]),
            "indicator": one.name,
            "period": np.repeat(one.periods, shape[1]),
            "numerator": some.ravel().astype(np.int32),
            "denominator": people.ravel().astype(np.int32),
            "target": one.target,
            "direction": one.direction,
        }
    )


def _wandering(rng: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    """How far each practice is from its own usual share, period by period."""
    new = rng.normal(0, WANDERS, shape)
    for period in range(1, shape[0]):
        new[period] = ALIKE * new[period - 1] + np.sqrt(1 - ALIKE**2) * new[period]
    return new


def _meet_published(
    some: np.ndarray, people: np.ndarray, practices: pd.DataFrame
) -> None:
    """Moves counts by a few so that the share of Central Basildon, and that of
    everybody, is the published one to the last digit printed. The published tool does
    not say of which place it is, so both meet it."""
    parts, of = PUBLISHED["indicators"][LEARNING_DISABILITY]["as"]
    central = (practices["pcn"] == CENTRAL).to_numpy()
    for rows in (central, ~central):
        times = round(people[rows].sum() / of)
        _add(people, rows, times * of - int(people[rows].sum()), most=None)
        np.minimum(some, people, out=some)
        _add(some, rows, times * parts - int(some[rows].sum()), most=people)


def _add(
    counts: np.ndarray, rows: np.ndarray, more: int, most: np.ndarray | None
) -> None:
    """Adds or takes one at a time, of the practices with most people first."""
    order = np.flatnonzero(rows)[np.argsort(-counts[rows], kind="stable")]
    step, at = int(np.sign(more)), 0
    while more:
        place = order[at % len(order)]
        if most is None or 0 <= counts[place] + step <= most[place]:
            counts[place] += step
            more -= step
        at += 1


def _log_odds(share: np.ndarray) -> np.ndarray:
    return np.log(share / (1 - share))


def _words(column: pd.Series) -> Words:
    codes, vocabulary = pd.factorize(column.where(column != ""))
    return Words(codes, [str(word) for word in vocabulary])
