"""The diagnoses of A&E attendances: what they are called, and whom they befall.

SNOMED CT codes are given only where known with certainty; elsewhere the code stays
empty and the term speaks. Shares are invented.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sample_data.generator.details.draw import draw
from sample_data.generator.inputs import rows
from sample_data.generator.people.kinds_of_need import KINDS, SHORT_NAMES

FAVOURED = 12  # times likelier with a kind of need that a diagnosis favours
OUT_OF_AGE = 0.03  # ... and outside the ages that it favours
_AGE_BANDS = ((0, 5), (6, 15), (16, 25), (26, 45), (46, 59), (60, 74), (75, 120))
_BAND_ENDS = np.array([last for _, last in _AGE_BANDS[:-1]])


@dataclass(frozen=True)
class Diagnosis:
    """A row of `diagnoses.csv`.

    code: SNOMED CT, or empty. per_1000: its share. ages: the band it favours. needs:
    the kinds of need it favours. severity: 0 (trivial) to 3 (immediate).
    """

    term: str
    code: str
    complaint: str
    per_1000: int
    ages: tuple[int, int]
    needs: tuple[int, ...]
    severity: int


DIAGNOSES = tuple(
    Diagnosis(
        term=row["term"],
        code=row["snomed_code"],
        complaint=row["complaint"],
        per_1000=int(row["per_1000"]),
        ages=(int(row["age_from"]), int(row["age_to"])),
        needs=tuple(SHORT_NAMES[name] for name in row["kinds_of_need"].split()),
        severity=int(row["severity"]),
    )
    for row in rows(Path(__file__).with_name("diagnoses.csv"))
)
TERMS = [one.term for one in DIAGNOSES]
CODES = sorted({one.code for one in DIAGNOSES} - {""})
COMPLAINTS = sorted({one.complaint for one in DIAGNOSES} - {""})
# For each diagnosis: numbers in the two lists above (-1 where it has none), severity.
CODE_OF = np.array([CODES.index(one.code) if one.code else -1 for one in DIAGNOSES])
COMPLAINT_OF = np.array(
    [COMPLAINTS.index(one.complaint) if one.complaint else -1 for one in DIAGNOSES]
)
SEVERITY = np.array([one.severity for one in DIAGNOSES])
WALKED_OUT = TERMS.index("Patient walked out")


def _weights() -> np.ndarray:
    """Weight of each diagnosis (column) for each kind of need and age band (row)."""
    weights = np.zeros((len(KINDS), len(_AGE_BANDS), len(DIAGNOSES)))
    for column, one in enumerate(DIAGNOSES):
        for band, (first, last) in enumerate(_AGE_BANDS):
            inside = one.ages[0] <= (first + min(last, 90)) / 2 <= one.ages[1]
            weights[:, band, column] = one.per_1000 * (1.0 if inside else OUT_OF_AGE)
        for need in one.needs:
            weights[need, :, column] *= FAVOURED
    return weights.reshape(-1, len(DIAGNOSES))


_WEIGHTS = _weights()


def diagnoses(
    rng: np.random.Generator, need: np.ndarray, age: np.ndarray
) -> np.ndarray:
    """A diagnosis (number in DIAGNOSES) for each attendance."""
    band = np.searchsorted(_BAND_ENDS, age, side="left")
    row = need.astype(np.int64) * len(_AGE_BANDS) + band
    return draw(rng, _WEIGHTS, row).astype(np.int16)


def admitted_diagnoses(
    rng: np.random.Generator, need: np.ndarray, age: np.ndarray
) -> np.ndarray:
    """A diagnosis for each emergency admission that does not begin in A&E: the more
    serious, the likelier."""
    likely = np.array([0.03, 0.6, 2.0, 2.0])[SEVERITY]
    likely[[WALKED_OUT, TERMS.index("Not recorded")]] = 0
    band = np.searchsorted(_BAND_ENDS, age, side="left")
    row = need.astype(np.int64) * len(_AGE_BANDS) + band
    return draw(rng, _WEIGHTS * likely, row).astype(np.int16)
