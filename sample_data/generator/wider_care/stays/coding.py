"""Diagnoses of a stay beside the first: what the person lives with, what befell them.

Each is one of some thirty codes, so a stay's are the bits of a number and their text is
made once for each number that occurs.
"""

import numpy as np

from sample_data.generator.details.diagnoses import TERMS
from sample_data.generator.people.conditions import NAMES
from sample_data.generator.wider_care.people import People
from sample_data.generator.wider_care.stays.lists import ICD10
from sample_data.generator.wider_care.stays.records import EMERGENCY, Stays

RECORDED = 0.78  # of a person's long-term conditions, in a stay
_OF_CONDITION = {
    "Obesity": "E669",
    "Depression": "F329",
    "Hypertension": "I10",
    "Anxiety": "F419",
    "Asthma": "J459",
    "Osteoarthritis": "M199",
    "Diabetes mellitus": "E119",
    "Inflammatory bowel disease": "K519",
    "Gastro-oesophageal reflux disease": "K219",
    "Chronic kidney disease": "N183",
    "Chronic obstructive pulmonary disease": "J449",
    "Atrial fibrillation": "I48",
    "Heart failure": "I509",
    "Dementia": "F03",
    "Cancer": "C809",
    "Severe mental illness": "F209",
    "Alcohol dependence": "F102",
}
# Signs of frailty (all count in the Hospital Frailty Risk Score), by how common.
_OF_FRAILTY = {
    "R296": 0.30,
    "F059": 0.16,
    "N390": 0.16,
    "R41": 0.10,
    "L89": 0.08,
    "Z742": 0.12,
    "I679": 0.06,
}
# Outward causes: of an injury a fall; of an overdose self-harm.
_FALL, _POISON, _CUT, _END_OF_LIFE, _PNEUMONIA = "W190", "X61", "X78", "Z515", "J189"
# What lasts, of a person whoever asks: of everybody, so many have it.
_LASTING = {"F799": 0.006, "G809": 0.002, "G35": 0.002}
_SPREAD = "C787"  # of cancer
_EXTRAS = [*_OF_FRAILTY, _FALL, _POISON, _CUT, _END_OF_LIFE, _PNEUMONIA]
_EXTRAS += [*_LASTING, _SPREAD]
CODES = [*(_OF_CONDITION[name] for name in NAMES), *_EXTRAS]
_FIRST_EXTRA = len(NAMES)
_HURT = np.array(
    [
        any(
            word in term.lower()
            for word in (
                "fracture",
                "laceration",
                "injury",
                "sprain",
                "contusion",
                "fall",
            )
        )
        for term in TERMS
    ]
)
_OVERDOSE = np.array([term.startswith("Overdose") for term in TERMS])
_SELF_HARM = np.array([term == "Intentional self-harm" for term in TERMS])


def further(rng: np.random.Generator, people: People, stays: Stays) -> np.ndarray:
    """Further diagnoses of each stay, as bits over CODES."""
    person = people.spells.person[stays.registration]
    size = len(stays)
    bits = np.zeros(size, np.int64)
    for place in range(len(NAMES)):
        rows = np.flatnonzero(people.have[person, place])
        rows = rows[rng.random(len(rows)) < RECORDED]
        bits[rows] |= 1 << place
    frailty = people.frailty[person]
    unwell = np.where(stays.kind == EMERGENCY, frailty, 0.25 * frailty)
    for place, (_, common) in enumerate(_OF_FRAILTY.items(), start=_FIRST_EXTRA):
        bits |= (rng.random(size) < common * unwell).astype(np.int64) << place
    emergency = stays.kind == EMERGENCY
    reason = np.where(emergency, stays.reason, 0)
    luck = rng.random(size)
    nights = stays.left // 1440 - stays.admitted // 1440
    marks = {
        _FALL: _HURT[reason] & (luck < 0.45 + 0.12 * frailty),
        _POISON: _OVERDOSE[reason],
        _CUT: _SELF_HARM[reason],
        _END_OF_LIFE: stays.died & (luck < 0.34),
        _PNEUMONIA: emergency & (nights > 9) & (luck > 0.88),
    }
    for code, mask in marks.items():
        at = _FIRST_EXTRA + _EXTRAS.index(code)
        emergent = mask & emergency if code != _END_OF_LIFE else mask
        bits |= emergent.astype(np.int64) << at
    return bits


def lasting(rng: np.random.Generator, people: People, stays: Stays) -> np.ndarray:
    """Disabilities, cancer that has spread, and palliative care in the last year of
    life, as bits over CODES: drawn after all else, so that nothing else hangs on it."""
    person = people.spells.person[stays.registration]
    size = len(people.age)
    bits = np.zeros(len(stays), np.int64)
    marks = {
        code: (rng.random(size) < share)[person] for code, share in _LASTING.items()
    }
    marks[_SPREAD] = (people.has("Cancer") & (rng.random(size) < 0.08))[person]
    palliative = (rng.random(size) < 0.5)[person]
    days = people.died[person] - stays.left // 1440
    marks[_END_OF_LIFE] = palliative & (days >= 0) & (days < 300) & ~stays.died
    for code, mask in marks.items():
        at = _FIRST_EXTRA + _EXTRAS.index(code)
        bits |= mask.astype(np.int64) << at
    return bits


def texts(primary: np.ndarray, bits: np.ndarray) -> tuple[np.ndarray, list[str]]:
    """Each row's codes as text with `;` between them, the primary first: numbers, and
    what they stand for."""
    key = bits * len(ICD10) + primary
    kinds, numbers = np.unique(key, return_inverse=True)
    found = []
    for kind in kinds.tolist():
        mask, first = divmod(kind, len(ICD10))
        codes = [ICD10[first]]
        while mask:
            low = mask & -mask
            code = CODES[low.bit_length() - 1]
            if code != codes[0]:
                codes.append(code)
            mask ^= low
        found.append(";".join(codes))
    # Two numbers may give one text. Of a text that stands twice in a vocabulary, the
    # Parquet writer leaves room for both and fills it with what lay in memory.
    words = list(dict.fromkeys(found))
    place = {word: at for at, word in enumerate(words)}
    return np.array([place[word] for word in found])[numbers], words
