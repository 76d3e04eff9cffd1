"""Long-term conditions of each person, more likely with age, kind of need and GP
use."""

from __future__ import annotations

import numpy as np

from sample_data.generator.gp_details import PUBLISHED
from sample_data.generator.segments import ALCOHOL, LUNG, MINOR, OLDER, YOUNG

# published prevalence (of everybody), rising and falling with age: knots at these ages
_KNOTS = (0, 10, 18, 25, 35, 45, 55, 65, 75, 85, 100)
_BY_AGE = {
    "Obesity": (0, 0.3, 0.7, 1, 1.3, 1.5, 1.5, 1.4, 1.1, 0.7, 0.4),
    "Depression": (0, 0, 0.5, 1.2, 1.5, 1.5, 1.4, 1.1, 0.9, 0.8, 0.7),
    "Hypertension": (0, 0, 0.02, 0.06, 0.2, 0.6, 1.5, 2.8, 4.0, 4.4, 4.0),
    "Anxiety": (0, 0.1, 0.9, 1.6, 1.6, 1.4, 1.2, 0.9, 0.7, 0.6, 0.5),
    "Asthma": (0.2, 1.1, 1.3, 1.1, 1.0, 1.0, 1.0, 1.0, 1.0, 0.8, 0.6),
    "Osteoarthritis": (0, 0, 0, 0.05, 0.2, 0.6, 1.5, 2.7, 3.8, 4.6, 4.6),
    "Diabetes mellitus": (0, 0.05, 0.1, 0.2, 0.4, 0.9, 1.7, 2.6, 3.0, 2.7, 2.0),
    "Inflammatory bowel disease": (0, 0.1, 0.5, 1.0, 1.3, 1.4, 1.4, 1.4, 1.3, 1.0, 0.8),
    "Gastro-oesophageal reflux disease": (
        0.2,
        0.1,
        0.2,
        0.5,
        0.9,
        1.3,
        1.7,
        2.0,
        2.1,
        2.0,
        1.8,
    ),
    "Chronic kidney disease": (0, 0, 0, 0.02, 0.08, 0.2, 0.7, 2.2, 5.5, 8.5, 9.0),
}
# further conditions, invented: share of everybody and age pattern of a published one
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
_FAVOURS = {
    "Depression": {YOUNG: 14, ALCOHOL: 5, MINOR: 4}, "Anxiety": {YOUNG: 14, ALCOHOL: 4, MINOR: 4},
    "Chronic obstructive pulmonary disease": {LUNG: 400, OLDER: 4},
    ("Alcohol " "dependence"): {ALCOHOL: 300}, ("Severe " "mental " "illness"): {YOUNG: 8, ALCOHOL: 5},
    "Hypertension": {OLDER: 3}, "Chronic kidney disease": {OLDER: 4},
    ("Atrial " "fibrillation"): {OLDER: 4}, ("Heart " "failure"): {OLDER: 6}, "Dementia": {OLDER: 4},
    "Osteoarthritis": {OLDER: 2}, "Obesity": {MINOR: 1.5},
}  # fmt: skip


def weights(
    name: str, age: np.ndarray, segment: np.ndarray, visits: np.ndarray
) -> np.ndarray:
    """Relative odds of a condition; ``visits`` is GP use relative to the average."""
    pattern = _BY_AGE[_FURTHER[name][1] if name in _FURTHER else name]
    odds = np.interp(age, _KNOTS, pattern) * (0.55 + 0.45 * np.minimum(visits, 5))
    for number, factor in _FAVOURS.get(name, {}).items():
        odds = np.where(segment == number, odds * factor, odds)
    return odds


def assign(rng, age, segment, visits) -> np.ndarray:
    """Conditions by chance at the published prevalence: a people x conditions table of
    yes/no."""
    shares = {
        k: n / PUBLISHED["pcn"]["registered"]
        for k, n in PUBLISHED["conditions"].items()
    }
    have = np.zeros((len(age), len(NAMES)), bool)
    for j, name in enumerate(NAMES):
        share = shares[name] if name in shares else _FURTHER[name][0]
        odds = weights(name, age, segment, visits)
        chance = 1 - np.exp(-odds / odds.mean() * -np.log(1 - share))
        have[:, j] = rng.random(len(age)) < chance
    return have


def fix_count(rng, have: np.ndarray, name: str, among: np.ndarray, target: int,
              odds: np.ndarray) -> None:  # fmt: skip
    """Give or take a condition among some people until exactly ``target`` of them have
    it."""
    j = NAMES.index(name)
    short = target - int(have[among, j].sum())
    pool = among[have[among, j] == (short < 0)]
    weight = odds[pool] if short > 0 else 1 / (odds[pool] + 1e-3)
    key = rng.exponential(1.0, len(pool)) / np.maximum(weight, 1e-9)
    have[pool[np.argsort(key)[: abs(short)]], j] = short > 0


def as_words(have: np.ndarray):
    """Codes and vocabulary of the ``;``-separated text of each row (empty text where
    none)."""
    key = (have * (1 << np.arange(have.shape[1]))).sum(axis=1)
    kinds, codes = np.unique(key, return_inverse=True)
    names = [
        ";".join(n for j, n in enumerate(NAMES) if kind >> j & 1)
        for kind in kinds.tolist()
    ]
    return codes, names
