"""Reasons for GP appointments.

CTV3 codes are the PCN's published list and nothing else: reasons beyond it are terms
without a code, whose shares are invented.
"""

from pathlib import Path

import numpy as np

from sample_data.generator.details.draw import draw
from sample_data.generator.inputs import PUBLISHED, rows
from sample_data.generator.people.kinds_of_need import (
    ALCOHOL,
    KINDS,
    LUNG,
    OLDER,
    YOUNG,
)

# Code, term and count of the published week, then terms beyond it and their share per
# 1,000.
WEEK = PUBLISHED["deep_dive"]["week_read_codes"]
_OTHERS = {
    row["term"]: int(row["per_1000"])
    for row in rows(Path(__file__).with_name("other_reasons.csv"))
}
_WEEK_TERMS = [term for _, term, _ in WEEK]
REASON_CODES = [code for code, _, _ in WEEK]
REASON_TERMS = _WEEK_TERMS + [term for term in _OTHERS if term not in _WEEK_TERMS]
UNCODED = 0.34
FAVOURED = 7  # times likelier with a kind of need that a reason favours
_FAVOURED_BY = {
    YOUNG: (
        "Depression interim review",
        "Mixed anxiety and depressive disorder",
        "Depressive disorder",
        "Depressed mood",
        "Generalised anxiety disorder",
        "Housing or money problem",
        "Insomnia",
        "Fit note issued",
        "Loneliness",
    ),
    ALCOHOL: ("Alcohol problem", "Housing or money problem", "Depressed mood"),
    LUNG: (
        "Chest infection NOS",
        "Chronic obstructive lung disease review",
        "Cough",
        "Spirometry",
        "Respiratory tract infection",
    ),
    OLDER: (
        "Care plan review",
        "Wound dressing",
        "Hypertension",
        "Infection of urinary tract",
        "Blood test requested",
    ),
}


def _weights() -> np.ndarray:
    """Weight of each reason for each kind of need; the last column is 'not coded'."""
    coded = np.array([count for _, _, count in WEEK], float)
    coded = coded / coded.sum() * 520
    coded[0] *= 0.55  # the sample week was full of medication reviews
    rest = np.array([_OTHERS[term] for term in REASON_TERMS[len(WEEK) :]], float)
    weights = np.tile(np.concatenate([coded, rest]), (len(KINDS), 1))
    for need, terms in _FAVOURED_BY.items():
        for term in terms:
            weights[need, REASON_TERMS.index(term)] *= FAVOURED
    uncoded = weights.sum(axis=1, keepdims=True) * UNCODED / (1 - UNCODED)
    return np.hstack([weights, uncoded])


_WEIGHTS = _weights()


def reasons(rng: np.random.Generator, need: np.ndarray) -> np.ndarray:
    """Number of a reason (in REASON_TERMS) for each appointment, -1 where none was
    coded."""
    found = draw(rng, _WEIGHTS, need.astype(np.int64))
    return np.where(found == len(REASON_TERMS), -1, found).astype(np.int16)
