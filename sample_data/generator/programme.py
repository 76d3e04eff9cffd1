"""The Integrated Neighbourhood Team: who is referred, who engages, and what it changes.

People are referred because they attend a lot at that moment: the year's highest A&E
attenders in the first weeks after 15 April 2023, then month by month others of the PCN
whose last twelve months were high at A&E or at the GP. Some decline. For those who
start, each later A&E attendance is prevented with a fixed chance (the true effect), and
each GP visit with a smaller one. Nothing else differs between them and people who
attend as much elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sample_data.generator.calendar import NEVER, day
from sample_data.generator.workbench import Workbench

START = day("2023-04-15")
EFFECT_AE = 0.75  # true rate ratio of A&E attendances once engaged
EFFECT_GP = 0.88
DECLINES = 0.17
TOP_REFERRED = 0.93
MONTHLY = (
    (11, 0.22),
    (6, 0.045),
)  # chance a month by A&E attendances in the last 12 months
MONTHLY_GP = (26, 0.022)  # ... by attended GP visits
COORDINATORS = (
    "INT coordinator 1",
    "INT coordinator 2",
    "INT coordinator 3",
    "INT coordinator 4",
)
_SERVICES = {
    0: ("PCN social prescriber", "PCN health and wellbeing coach", "Citizens Advice"),
    1: (("Talking " "Therapies"), ("PCN " "mental " "health " "practitioner"), ("Motivated " "Minds"), ("Basildon " "Mind"),
        "Sanctuary", "Council housing", "Citizens Advice", "Sports for Confidence"),
    2: ("Open Road", "Council housing", "Peabody", "Andy's Man Club", "Food bank"),
    3: (("Essex " "Wellbeing " "Service"), ("PCN " "physiotherapist"), ("Active " "Essex"), "Yoga4Health"),
    4: ("Adult social care", "Falls team", "Age UK Essex", "Carers Trust Essex",
        "Basildon Community Transport", "St Luke's Hospice", "Alzheimer's Society"),
    6: (("PCN " "social " "prescriber"), ("PCN " "physiotherapist"), ("Citizens " "Advice"), ("Trust " "Links"),
        "Step Out Essex"),
}  # fmt: skip


@dataclass
class Caseload:
    """One entry a referral; days are whole numbers, NEVER where there is none."""

    person: np.ndarray
    referred: np.ndarray
    started: np.ndarray
    ended: np.ndarray
    outcome: list[str]
    coordinator: list[str]
    services: list[str]


def refer(rng, ae: Workbench, gp: Workbench, top: np.ndarray, places: np.ndarray,
          last: int) -> Caseload:  # fmt: skip
    """Referrals over the two years, from what each person's last twelve months show."""
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
        window = (start - 365, start - 1)
        counts = ae.per_person(window, places)[:known]
        chance = np.zeros(known)
        for least, monthly in reversed(MONTHLY):
            chance[counts >= least] = monthly
        visits = gp.per_person(window, places)[:known]
        chance = np.maximum(chance, np.where(visits >= MONTHLY_GP[0], MONTHLY_GP[1], 0))
        able = (referred == NEVER) & adult & (leaves > start + 30)
        chosen = np.flatnonzero(able & (rng.random(known) < chance))
        referred[chosen] = start + rng.integers(0, 28, known)[chosen]
    who = np.flatnonzero(referred < NEVER)
    who = who[np.argsort(referred[who], kind="stable")]
    return _follow(rng, spells, who, referred[who], leaves[who], died[who], last)


def _follow(rng, spells, who, referred, leaves, died, last) -> Caseload:
    # chances are drawn for everybody, so one person's course does not hang on who else
    # is referred
    size = len(who)
    declined = (rng.random(spells.people) < DECLINES)[who]
    started = referred + 4 + rng.gamma(2.0, 5.0, spells.people).astype(int)[who]
    declined |= started >= leaves
    started = np.where(declined, NEVER, started)
    started = np.where(started > last, NEVER, started)
    planned = started + 60 + rng.gamma(3.0, 75.0, size).astype(int)
    ended = np.where(started == NEVER, NEVER, np.minimum(planned, leaves))
    ended = np.where(ended > last, NEVER, ended)
    kind = np.zeros(spells.people, np.int8)
    kind[spells.person] = spells.segment
    outcome, services = [], []
    for i, person in enumerate(who):
        if started[i] == NEVER:
            outcome.append("declined support" if declined[i] else "")
            services.append("")
            continue
        if ended[i] == NEVER:
            outcome.append("")
        elif ended[i] == leaves[i]:
            outcome.append("died" if died[i] else "moved away")
        else:
            outcome.append(str(rng.choice(["goals met", "stepped down", "lost contact"],
                                          p=[0.55, 0.33, 0.12])))  # fmt: skip
        menu = _SERVICES.get(int(kind[person]), _SERVICES[0])
        number = min(1 + int(rng.poisson(1.3)), len(menu))
        services.append(";".join(sorted(rng.choice(menu, number, replace=False))))
    coordinator = [COORDINATORS[i] for i in rng.integers(0, len(COORDINATORS), size)]
    return Caseload(who, referred, started, ended, outcome, coordinator, services)


def take_effect(rng, bench: Workbench, caseload: Caseload, ratio: float, top) -> None:
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
