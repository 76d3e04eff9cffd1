"""What is known of each person when the rest of their care is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sample_data.generator.calendar import NEVER, year_of
from sample_data.generator.people.conditions import NAMES
from sample_data.generator.people.kinds_of_need import OLDER
from sample_data.generator.people.spells import Spells

_FRAIL_AGES = (45, 60, 70, 80, 90, 100)
_FRAILTY = (0.0, 0.12, 0.3, 0.75, 1.3, 1.6)
# Conditions that make frail, and by how much.
_MAKES_FRAIL = {
    "Dementia": 0.6,
    "Heart failure": 0.4,
    "Chronic obstructive pulmonary disease": 0.25,
    "Chronic kidney disease": 0.2,
    "Atrial fibrillation": 0.15,
    "Cancer": 0.2,
}
MOST_USE = 8.0
OLDEST = 105


@dataclass(frozen=True)
class People:
    """Arrays with one entry a person.

    spells: their registrations. age: in the middle of the span. have: conditions, in
    the order of `conditions.NAMES`. died: the day of death, NEVER while alive. frailty:
    0 to about 4. use: A&E attendances against the average, shrunk towards it.
    deprived: 0 in the least deprived decile, 1 in the most. referred, started: the
    days of referral to the INT and on which its help begins, NEVER for others. first,
    last: days of the span.
    """

    spells: Spells
    age: np.ndarray
    female: np.ndarray
    need: np.ndarray
    have: np.ndarray
    died: np.ndarray
    frailty: np.ndarray
    use: np.ndarray
    deprived: np.ndarray
    referred: np.ndarray
    started: np.ndarray
    first: int
    last: int

    def by_age(self, ages: Sequence[int], values: Sequence[float]) -> np.ndarray:
        """A value for each person that changes with age between given points."""
        return np.interp(np.arange(OLDEST + 1), ages, values)[self.age]

    def has(self, condition: str) -> np.ndarray:
        """Whether each person has a condition."""
        return self.have[:, NAMES.index(condition)]

    def seen(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Registrations within the span: their numbers, first day, day after the
        last."""
        start = np.maximum(self.spells.start, self.first)
        stop = np.minimum(self.spells.stop, self.last + 1)
        open_ = np.flatnonzero(stop > start)
        return open_, start[open_], stop[open_]


def people_of(
    rng: np.random.Generator,
    spells: Spells,
    have: np.ndarray,
    attended: np.ndarray,
    imd_decile: np.ndarray,
    span: tuple[int, int],
    referred: np.ndarray | None = None,
    started: np.ndarray | None = None,
) -> People:
    """What is known of everybody. attended: A&E attendances of each person (while
    nobody is helped, so that help changes no lasting trait). imd_decile: of each
    registration's area."""
    size, middle = spells.people, sum(span) // 2
    age = np.zeros(size, np.int16)
    age[spells.person] = year_of(np.array([middle]))[0] - spells.birth_year
    age = age.clip(0, OLDEST)
    female, need = np.zeros(size, bool), np.zeros(size, np.int8)
    female[spells.person], need[spells.person] = spells.female, spells.need
    died = np.full(size, NEVER)
    died[spells.person[spells.died]] = spells.stop[spells.died]
    deprived = np.zeros(size, np.float32)
    deprived[spells.person] = (10 - imd_decile) / 9
    frailty = np.interp(age, _FRAIL_AGES, _FRAILTY) * rng.gamma(1.6, 1 / 1.6, size)
    frailty += 0.5 * (need == OLDER)
    for name, more in _MAKES_FRAIL.items():
        frailty += more * have[:, NAMES.index(name)] * (age >= 50)
    average = max(float(attended.mean()), 0.1)
    return People(
        spells=spells,
        age=age,
        female=female,
        need=need,
        have=have,
        died=died,
        frailty=frailty.clip(0, 4),
        use=((attended + average) / (2 * average)).clip(0, MOST_USE),
        deprived=deprived,
        referred=np.full(size, NEVER) if referred is None else referred,
        started=np.full(size, NEVER) if started is None else started,
        first=span[0],
        last=span[1],
    )


def one_after_another(person: np.ndarray, minute: np.ndarray, step: int) -> None:
    """Move events of one person on until none is at the minute of the one before (in
    place; rows by person and minute)."""
    same = person[1:] == person[:-1]
    while True:
        late = np.flatnonzero(same & (minute[1:] <= minute[:-1]))
        if not len(late):
            return
        minute[late + 1] = minute[late] + step
