"""Registration spells: one entry a stretch of time that a person is on a list."""

from dataclasses import dataclass, fields

import numpy as np

ETHNICITIES = (
    "White British",
    "White other",
    "Asian or Asian British",
    "Black or Black British",
    "Mixed",
    "Not stated",
)
ETHNICITY_SHARES = (0.76, 0.07, 0.05, 0.06, 0.03, 0.03)


@dataclass
class Spells:
    """Spells as arrays of one length; days are whole numbers (see `calendar`)."""

    person: np.ndarray  # number of the person; a mover has two spells
    practice: np.ndarray  # row of the practice table
    area: np.ndarray  # row of the area table
    start: np.ndarray
    stop: np.ndarray  # day the spell ended, NEVER while open
    died: np.ndarray  # the spell ended in death
    birth_year: np.ndarray
    female: np.ndarray
    ethnicity: np.ndarray  # number in ETHNICITIES
    need: np.ndarray  # number in kinds_of_need.KINDS

    def __len__(self) -> int:
        return len(self.person)

    @property
    def people(self) -> int:
        """How many people there are; they are numbered from 0."""
        return int(self.person.max()) + 1 if len(self) else 0


def joined(one: Spells, two: Spells) -> Spells:
    """Two sets of spells as one; who has the same number is the same person."""
    return Spells(
        **{
            field.name: np.concatenate(
                [getattr(one, field.name), getattr(two, field.name)]
            )
            for field in fields(Spells)
        }
    )
