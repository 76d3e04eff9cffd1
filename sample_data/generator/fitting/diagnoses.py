"""Bring the frequent adults' diagnoses to the published counts."""

import numpy as np

from sample_data.generator.details.ae_details import tidy_after_diagnosis
from sample_data.generator.details.diagnoses import DIAGNOSES, TERMS
from sample_data.generator.details.draw import Details
from sample_data.generator.fitting import ae_counts
from sample_data.generator.inputs import PUBLISHED
from sample_data.generator.world import World

_WANT = PUBLISHED["frequent_adult_diagnoses"]
_NEEDS = {one.term: one.needs for one in DIAGNOSES}


def frequent_adult_diagnoses(
    rng: np.random.Generator,
    world: World,
    details: Details,
    spell: np.ndarray,
    when: np.ndarray,
    counted: np.ndarray,
) -> None:
    """The published diagnosis counts on exactly the 37 adults' attendances, others
    below 5 each (in place).

    Each term goes first to people whose kind of need it fits.
    """
    s = world.spells
    person = s.person[spell]
    inside = counted & (when >= ae_counts.BEFORE[0]) & (when <= ae_counts.BEFORE[1])
    inside &= world.central[spell]
    count = np.bincount(person[inside], minlength=s.people)
    adult = ae_counts.is_adult(world.ae, ae_counts.BEFORE[1])
    high = (count > ae_counts.MORE_THAN) & adult
    events = rng.permutation(np.flatnonzero(inside & high[person]))
    need = s.need[spell[events]]
    terms = [term for term, number in _WANT["counts"].items() for _ in range(number)]
    terms += _others(rng, need, len(events) - len(terms))
    free = np.ones(len(events), bool)
    for term in sorted(terms, key=_choosiest_first):
        fit = np.flatnonzero(free & np.isin(need, _NEEDS[term]))
        place = fit[0] if len(fit) else np.flatnonzero(free)[0]
        free[place] = False
        details["diagnosis"][events[place]] = TERMS.index(term)
    tidy_after_diagnosis(details)


def _choosiest_first(term: str) -> tuple[bool, int, str]:
    """Order of terms: the fewest kinds of need first, those for anybody last."""
    needs = len(_NEEDS[term])
    return needs == 0, needs, term


def _others(rng: np.random.Generator, need: np.ndarray, number: int) -> list[str]:
    """So many further terms, each below 5 times, likelier where they fit."""
    most = _WANT["below_each_other"] - 1
    menu, weight = [], []
    for one in DIAGNOSES:
        if one.term in _WANT["counts"] or one.ages[1] <= 12 or one.ages[0] > 90:
            continue
        here = float(np.isin(need, one.needs).mean()) if one.needs else 0.0
        menu += [one.term] * most
        weight += [one.per_1000 * (0.05 + here)] * most
    if number > len(menu):
        raise ValueError(
            "too many attendances for the diagnoses below the published ones"
        )
    chance = np.array(weight)
    chosen = rng.choice(menu, number, replace=False, p=chance / chance.sum())
    return chosen.tolist()
