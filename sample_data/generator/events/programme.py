"""The Integrated Neighbourhood Team: who is referred, who engages, and what it changes.

People are referred because they attend a lot at that moment: the year's highest A&E
attenders in the first weeks after 15 April 2023, then month by month others of the PCN
whose last twelve months were high at A&E or at the GP. Some decline. For those who
start, each later A&E attendance is prevented with a fixed chance (the true effect), and
each GP visit with a smaller one. Nothing else differs between them and people who
attend as much elsewhere.
"""

from dataclasses import dataclass

import numpy as np

from sample_data.generator.calendar import NEVER, day
from sample_data.generator.events.workbench import Window, Workbench
from sample_data.generator.people.spells import Spells

START = day("2023-04-15")
EFFECT_AE = 0.75  # true rate ratio of A&E attendances once engaged
EFFECT_GP = 0.88
DECLINES = 0.17
TOP_REFERRED = 0.93
# Chance a month of being referred, by the least A&E attendances, and by the least
# attended GP visits, of the last twelve months.
MONTHLY_BY_AE = ((6, 0.045), (11, 0.22))
MONTHLY_BY_GP = (26, 0.022)


@dataclass
class Caseload:
    """One entry a person referred; days are whole numbers, NEVER where there is none.

    declined: did not take it up, or left before help could begin. leaves, died: the day
    the person leaves the PCN, and whether by death. What else there is to tell of each
    referral is told by `support`.
    """

    person: np.ndarray
    referred: np.ndarray
    started: np.ndarray
    ended: np.ndarray
    declined: np.ndarray
    leaves: np.ndarray
    died: np.ndarray


def refer(
    rng: np.random.Generator,
    ae: Workbench,
    gp: Workbench,
    top: np.ndarray,
    places: np.ndarray,
    last: int,
) -> Caseload:
    """Referrals over the two years, from what each person's last twelve months show.

    top: people of the top 30. places: mask over spells of the PCN. last: the data's
    last day.
    """
    spells = ae.spells
    known = int(spells.person[places].max()) + 1  # the PCN's people are numbered first
    adult, died = np.zeros(known, bool), np.zeros(known, bool)
    leaves = np.zeros(known, np.int64)
    person = spells.person[places]
    adult[person] = 2023 - spells.birth_year[places] >= 18
    np.maximum.at(leaves, person, spells.stop[places])
    died[spells.person[places & spells.died]] = True

    referred = np.full(known, NEVER)
    first = top[(rng.random(len(top)) < TOP_REFERRED) & (leaves[top] > START + 45)]
    delay = rng.gamma(2.0, 7.0, known).astype(int).clip(0, 40)
    referred[first] = START + 2 + delay[first]
    for start in range(START + 20, last - 40, 30):
        chance = _chance(ae, gp, places, (start - 365, start - 1))[:known]
        able = (referred == NEVER) & adult & (leaves > start + 30)
        chosen = np.flatnonzero(able & (rng.random(known) < chance))
        referred[chosen] = start + rng.integers(0, 28, known)[chosen]
    who = np.flatnonzero(referred < NEVER)
    who = who[np.argsort(referred[who], kind="stable")]
    return _follow(rng, spells, who, referred[who], leaves[who], died[who], last)


def _chance(
    ae: Workbench, gp: Workbench, places: np.ndarray, window: Window
) -> np.ndarray:
    """Each person's chance of being referred this month, from the last twelve."""
    attendances = ae.per_person(window, places)
    chance = np.zeros(len(attendances))
    for least, monthly in MONTHLY_BY_AE:
        chance[attendances >= least] = monthly
    often = gp.per_person(window, places) >= MONTHLY_BY_GP[0]
    return np.maximum(chance, np.where(often, MONTHLY_BY_GP[1], 0))


def _follow(
    rng: np.random.Generator,
    spells: Spells,
    who: np.ndarray,
    referred: np.ndarray,
    leaves: np.ndarray,
    died: np.ndarray,
    last: int,
) -> Caseload:
    """What becomes of the referrals: who starts, and until when.

    Chances are drawn for everybody, so one person's course does not hang on who else is
    referred.
    """
    size = len(who)
    declined = (rng.random(spells.people) < DECLINES)[who]
    started = referred + 4 + rng.gamma(2.0, 5.0, spells.people).astype(int)[who]
    declined |= started >= leaves
    started = np.where(declined, NEVER, started)
    started = np.where(started > last, NEVER, started)
    planned = started + 60 + rng.gamma(3.0, 75.0, size).astype(int)
    ended = np.where(started == NEVER, NEVER, np.minimum(planned, leaves))
    ended = np.where(ended > last, NEVER, ended)
    return Caseload(who, referred, started, ended, declined, leaves, died)


def take_effect(
    rng: np.random.Generator,
    bench: Workbench,
    caseload: Caseload,
    ratio: float,
    top: np.ndarray,
) -> None:
    """Prevent each event after the start with chance 1 - ratio (thinning, in place).

    The top 30 come first in the draws, so their course does not hang on who else is
    referred.
    """
    since = np.full(bench.spells.people, NEVER)
    since[caseload.person] = caseload.started
    touched = np.flatnonzero(bench.day >= since[bench.person])
    touched = touched[np.argsort(~np.isin(bench.person[touched], top), kind="stable")]
    nudges = bench.nudges
    bench.drop(touched[rng.random(len(touched)) >= ratio])
    bench.nudges = nudges
