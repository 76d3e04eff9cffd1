"""How frail people aged 65 and over are, as their practice has it."""

import numpy as np

from sample_data.generator.people.conditions import NAMES
from sample_data.generator.people.kinds_of_need import OLDER

FROM_AGE = 65
CATEGORIES = ["fit", "mild", "moderate", "severe"]
# Of those of 65 and over: 50, 35, 12 and 3 in a hundred (Clegg and others, Age and
# Ageing 2016;45:353).
_UP_TO = (0.50, 0.85, 0.97)
_MAKES_FRAIL = {
    "Dementia": 1.4,
    "Heart failure": 0.9,
    "Chronic obstructive pulmonary disease": 0.6,
    "Chronic kidney disease": 0.4,
    "Atrial fibrillation": 0.4,
    "Osteoarthritis": 0.3,
    "Diabetes mellitus": 0.3,
}


def frailty(
    rng: np.random.Generator, age: np.ndarray, need: np.ndarray, have: np.ndarray
) -> np.ndarray:
    """Each person's row in CATEGORIES; -1 under 65, whom nobody assessed."""
    score = 0.09 * (age - FROM_AGE) + rng.gamma(1.5, 0.7, len(age))
    score += 2.2 * (need == OLDER)
    for name, more in _MAKES_FRAIL.items():
        score += more * have[:, NAMES.index(name)]
    assessed = age >= FROM_AGE
    limits = np.quantile(score[assessed], _UP_TO) if assessed.any() else _UP_TO
    return np.where(assessed, np.searchsorted(limits, score), -1).astype(np.int8)
