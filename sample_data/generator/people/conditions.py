"""Long-term conditions of each person, more likely with age, kind of need and GP
use."""

from pathlib import Path

import numpy as np

from sample_data.generator.inputs import PUBLISHED, rows
from sample_data.generator.people.kinds_of_need import (
    ALCOHOL,
    LUNG,
    MINOR,
    OLDER,
    YOUNG,
)

# How a condition of published prevalence rises and falls with age (1 = the average).
_TABLE = rows(Path(__file__).with_name("conditions_by_age.csv"))
_KNOTS = [int(age) for age in list(_TABLE[0])[1:]]
_BY_AGE = {row["condition"]: [float(row[str(age)]) for age in _KNOTS] for row in _TABLE}
# Further conditions, invented: share of everybody, and which one's ages they follow.
_FURTHER = {
    "Chronic obstructive pulmonary disease": (0.021, "Osteoarthritis"),
    "Atrial fibrillation": (0.020, "Chronic kidney disease"),
    "Heart failure": (0.010, "Chronic kidney disease"),
    "Dementia": (0.008, "Chronic kidney disease"),
    "Cancer": (0.031, "Osteoarthritis"),
    "Severe mental illness": (0.010, "Anxiety"),
    "Alcohol dependence": (0.010, "Obesity"),
}
NAMES = (*_BY_AGE, *_FURTHER)
# How many times likelier a condition is with a kind of need.
_FAVOURS: dict[str, dict[int, float]] = {
    "Depression": {YOUNG: 14, ALCOHOL: 5, MINOR: 4},
    "Anxiety": {YOUNG: 14, ALCOHOL: 4, MINOR: 4},
    "Chronic obstructive pulmonary disease": {LUNG: 400, OLDER: 4},
    "Alcohol dependence": {ALCOHOL: 300},
    "Severe mental illness": {YOUNG: 8, ALCOHOL: 5},
    "Hypertension": {OLDER: 3},
    "Chronic kidney disease": {OLDER: 4},
    "Atrial fibrillation": {OLDER: 4},
    "Heart failure": {OLDER: 6},
    "Dementia": {OLDER: 4},
    "Osteoarthritis": {OLDER: 2},
    "Obesity": {MINOR: 1.5},
}


def weights(
    name: str, age: np.ndarray, need: np.ndarray, visits: np.ndarray
) -> np.ndarray:
    """Relative odds of a condition; `visits` is GP use relative to the average."""
    pattern = _BY_AGE[_FURTHER[name][1] if name in _FURTHER else name]
    odds = np.interp(age, _KNOTS, pattern) * (0.55 + 0.45 * np.minimum(visits, 5))
    for number, factor in _FAVOURS.get(name, {}).items():
        odds = np.where(need == number, odds * factor, odds)
    return odds


def assign(
    rng: np.random.Generator, age: np.ndarray, need: np.ndarray, visits: np.ndarray
) -> np.ndarray:
    """Conditions by chance at the published prevalence: a people x conditions table of
    yes/no, columns in the order of NAMES."""
    shares = {
        name: people / PUBLISHED["pcn"]["registered"]
        for name, people in PUBLISHED["conditions"].items()
    }
    have = np.zeros((len(age), len(NAMES)), bool)
    for column, name in enumerate(NAMES):
        share = shares[name] if name in shares else _FURTHER[name][0]
        odds = weights(name, age, need, visits)
        chance = 1 - np.exp(-odds / odds.mean() * -np.log(1 - share))
        have[:, column] = rng.random(len(age)) < chance
    return have


def fix_count(
    rng: np.random.Generator,
    have: np.ndarray,
    name: str,
    among: np.ndarray,
    target: int,
    odds: np.ndarray,
) -> None:
    """Give or take a condition among some people until exactly `target` of them have it
    (in place)."""
    column = NAMES.index(name)
    short = target - int(have[among, column].sum())
    pool = among[have[among, column] == (short < 0)]
    weight = odds[pool] if short > 0 else 1 / (odds[pool] + 1e-3)
    key = rng.exponential(1.0, len(pool)) / np.maximum(weight, 1e-9)
    have[pool[np.argsort(key)[: abs(short)]], column] = short > 0


def as_words(have: np.ndarray) -> tuple[np.ndarray, list[str]]:
    """Each row's conditions as text with `;` between them: codes (-1 where none) and
    what they stand for."""
    key = (have * (1 << np.arange(have.shape[1]))).sum(axis=1)
    kinds, codes = np.unique(key, return_inverse=True)
    texts = [
        ";".join(name for bit, name in enumerate(NAMES) if kind >> bit & 1)
        for kind in kinds.tolist()
    ]
    nothing = np.array([text == "" for text in texts])
    return np.where(nothing[codes], -1, codes), texts
