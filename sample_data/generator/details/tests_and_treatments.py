"""Investigations and treatments of A&E attendances, as lists of SNOMED CT codes.

The more serious the diagnosis, the more is done; who walks out has nothing done. Codes
are of the ECDS sets; shares are invented. Between a fifth and a quarter of the first
attendances at an emergency department come out as avoidable as NHS England defines it.
"""

from pathlib import Path

import numpy as np

from sample_data.generator.details.diagnoses import SEVERITY, WALKED_OUT
from sample_data.generator.details.draw import Details
from sample_data.generator.files.columns import Columns, Words
from sample_data.generator.inputs import rows

_ROWS = rows(Path(__file__).with_name("tests_and_treatments.csv"))
_NONE = {"test": "1088291000000101", "treatment": "183964008"}
_LEFT_BLANK = 0.4  # of those with nothing done, the field is empty


def tests_and_treatments(rng: np.random.Generator, details: Details) -> Columns:
    """The columns `investigation_codes` and `treatment_codes`, `;` between codes, one
    row an attendance."""
    diagnosis = details["diagnosis"]
    severity = SEVERITY[diagnosis]
    nothing = (diagnosis == WALKED_OUT) | (details["status"] > 0)
    table: Columns = {}
    for name, kind in (("investigation", "test"), ("treatment", "treatment")):
        chosen = [row for row in _ROWS if row["is"] == kind]
        key = np.zeros(len(diagnosis), np.int16)
        for bit, row in enumerate(chosen):
            chance = np.array([float(row[f"severity_{n}"]) for n in range(4)])
            done = rng.random(len(diagnosis), np.float32) < chance[severity]
            key |= (done & ~nothing).astype(np.int16) << bit
        kinds, codes = np.unique(key, return_inverse=True)
        texts = [_text(one, [row["code"] for row in chosen], kind) for one in kinds]
        blank = (key == 0) & (rng.random(len(key)) < _LEFT_BLANK)
        codes = np.where(blank, -1, codes)
        table[f"{name}_codes"] = Words(codes, texts)
    return table


def _text(key: int, codes: list[str], kind: str) -> str:
    """The codes whose bits are set, or the one that says that there were none."""
    if key == 0:
        return _NONE[kind]
    return ";".join(code for bit, code in enumerate(codes) if int(key) >> bit & 1)
