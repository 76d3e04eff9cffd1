"""What the Integrated Neighbourhood Team changes beside A&E and the GP.

Emergency stays and 999 calls of those helped fall by the same share as A&E attendances:
most follow from an attendance that did not happen, and of the others each is prevented
with the same chance. Nothing else falls: planned stays and outpatients are left alone,
so whoever looks for an effect there should find none; of 111 only what comes before an
attendance falls with it. Community contacts go up: part of what is saved is a shift.
"""

from dataclasses import dataclass, field

import numpy as np

from sample_data.generator.calendar import NEVER
from sample_data.generator.events.programme import EFFECT_AE, EFFECT_GP

MORE_COMMUNITY = 4.0  # contacts a person and year, from the start of help on
RATIOS = {
    "ae": EFFECT_AE,
    "gp": EFFECT_GP,
    "inpatient_emergency": EFFECT_AE,
    "inpatient_planned": 1.0,
    "outpatient": 1.0,
    "urgent_999": EFFECT_AE,
    "urgent_111": 1.0,
}


@dataclass
class Known:
    """Per service, events of those helped after their help began: what would have
    happened, and what did. Of what follows from A&E attendances, only what did."""

    natural: dict[str, int] = field(default_factory=dict)
    happened: dict[str, int] = field(default_factory=dict)
    year_before: dict[str, int] = field(default_factory=dict)
    year_after: dict[str, int] = field(default_factory=dict)

    def around(
        self, service: str, person: np.ndarray, minute: np.ndarray, picked: np.ndarray
    ) -> None:
        """Count the events of the year before, and of the year from, the day on which
        each person was picked (NEVER for others)."""
        gap = minute // 1440 - picked[person]
        self.year_before[service] = int(((gap >= -365) & (gap < 0)).sum())
        self.year_after[service] = int(((gap >= 0) & (gap < 365)).sum())

    def prevented(
        self,
        rng: np.random.Generator,
        service: str,
        person: np.ndarray,
        minute: np.ndarray,
        started: np.ndarray,
    ) -> np.ndarray:
        """Mask of the events that do happen: those after the start of help with the
        service's ratio."""
        helped = minute // 1440 >= started[person]
        keep = ~helped | (rng.random(len(person)) < RATIOS[service])
        self.natural[service] = int(helped.sum())
        self.happened[service] = int((helped & keep).sum())
        return keep


def helped_years(started: np.ndarray, until: np.ndarray, last: int) -> np.ndarray:
    """Years from the start of help to `until` or the last day; 0 for others."""
    end = np.minimum(until, last + 1)
    return np.where(started < NEVER, (end - started).clip(0), 0) / 365.25
