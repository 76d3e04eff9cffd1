"""Which diagnoses lead to which codes, and what planned stays there are.

Codes are of ICD-10 and OPCS-4, written without dots; one that stands more than once is
so much likelier. What is admitted for what, shares and costs are invented; costs have
the shape of the National Cost Collection (a night, a day case, a hip).
"""

from pathlib import Path

import numpy as np

from sample_data.generator.details.diagnoses import TERMS
from sample_data.generator.inputs import rows

_HERE = Path(__file__).parent
_ADMITTED = {row["term"]: row for row in rows(_HERE / "admitted_diagnoses.csv")}
PLANNED = rows(_HERE / "planned.csv")
# Birth: code, procedure, share of maternity stays, nights.
MATERNITY = (
    ("O800", "R249", 0.36, 1),
    ("O829", "R172", 0.30, 2),
    ("O839", "R209", 0.10, 2),
    ("O479", "", 0.15, 0),
    ("O368", "", 0.09, 0),
)


def _numbered(texts: list[str]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Vocabulary of codes; for each text, its codes by number, filled up by
    repeating, and how many there are."""
    words = sorted({code for text in texts for code in text.split()})
    longest = max((len(text.split()) for text in texts), default=1)
    table = np.full((len(texts), longest), -1, np.int16)
    many = np.zeros(len(texts), np.int16)
    for i, text in enumerate(texts):
        codes = [words.index(code) for code in text.split()]
        many[i] = len(codes)
        table[i, : len(codes)] = codes
    return words, table, many


_EMERGENCY = [_ADMITTED[term] for term in TERMS]
_TEXTS = [row["icd10"] for row in _EMERGENCY] + [row["icd10"] for row in PLANNED]
_TEXTS += [row[0] for row in MATERNITY]
ICD10, _CODES, _MANY = _numbered(_TEXTS)
_PLANNED_FROM, _MATERNITY_FROM = len(TERMS), len(TERMS) + len(PLANNED)
OPCS4, _PROCEDURES, _PROCEDURES_MANY = _numbered(
    [row["procedures"] for row in PLANNED] + [row[1] for row in MATERNITY]
)
FUNCTIONS = sorted(
    {row["treatment_function"] for row in [*_EMERGENCY, *PLANNED]}
    | {"180", "326", "420", "430", "501"}
)
FUNCTION_OF = np.array(
    [FUNCTIONS.index(row["treatment_function"]) for row in [*_EMERGENCY, *PLANNED]]
    + [FUNCTIONS.index("501")] * len(MATERNITY),
    np.int16,
)
DAYS_FACTOR = np.array([float(row["days"]) for row in _EMERGENCY])


def reason_of_planned(number: np.ndarray) -> np.ndarray:
    """The reason (row of the joint list) of a planned stay."""
    return _PLANNED_FROM + number


def reason_of_maternity(number: np.ndarray) -> np.ndarray:
    """The reason of a maternity stay."""
    return _MATERNITY_FROM + number


def primary_codes(rng: np.random.Generator, reason: np.ndarray) -> np.ndarray:
    """A primary diagnosis (number in ICD10) for each reason: of an A&E diagnosis, a
    planned stay or a birth."""
    return _CODES[reason, (rng.random(len(reason)) * _MANY[reason]).astype(np.int64)]


def procedures(rng: np.random.Generator, reason: np.ndarray) -> np.ndarray:
    """A procedure (number in OPCS4) of each planned or maternity stay; -1 where there
    is none, as for emergencies."""
    row = np.maximum(reason - _PLANNED_FROM, 0)
    pick = (rng.random(len(reason)) * _PROCEDURES_MANY[row]).astype(np.int64)
    return np.where(reason >= _PLANNED_FROM, _PROCEDURES[row, pick], -1)
