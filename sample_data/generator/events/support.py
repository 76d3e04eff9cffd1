"""The story of support: why people are referred, what they answer, who takes them on,
what they are put in touch with, and how it ends.

It goes round the course that `programme` has drawn (who is picked, when help begins and
ends), which it does not change. It has random numbers of its own.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sample_data.generator.calendar import NEVER, day
from sample_data.generator.events.programme import START, Caseload
from sample_data.generator.inputs import HOME, rows
from sample_data.generator.people.kinds_of_need import (
    ALCOHOL,
    LUNG,
    MINOR,
    OLDER,
    YOUNG,
)

# Why people of a kind of need are referred, with shares; others as ANYBODY.
NO_HELP = "gambling"  # for which the directory has nothing
REASONS = {
    YOUNG: {
        "anxiety or low mood": 0.5,
        "housing or money": 0.23,
        "loneliness": 0.2,
        NO_HELP: 0.07,
    },
    ALCOHOL: {"alcohol or drugs": 0.66, "housing or money": 0.22, NO_HELP: 0.12},
    LUNG: {"breathlessness": 0.75, "loneliness": 0.25},
    OLDER: {"frailty or falls": 0.6, "caring for somebody": 0.2, "loneliness": 0.2},
    MINOR: {"long-lasting pain": 0.6, "anxiety or low mood": 0.4},
}
ANYBODY = {
    "long-lasting pain": 0.4,
    "anxiety or low mood": 0.34,
    "loneliness": 0.18,
    NO_HELP: 0.08,
}
# What is turned to for a reason: categories of the directory. None is for families, so
# nobody is put in touch with those.
HELP = {
    "anxiety or low mood": ("mental health", "mental health", "PCN team"),
    "housing or money": ("housing and money",),
    "loneliness": ("peer support", "healthy living", "PCN team"),
    "alcohol or drugs": ("drugs and alcohol", "housing and money", "peer support"),
    "breathlessness": ("healthy living", "PCN team"),
    "long-lasting pain": ("PCN team", "healthy living"),
    "frailty or falls": ("care and support", "care and support", "getting about"),
    "caring for somebody": ("care and support", "end of life and loss"),
    NO_HELP: (),
}
LINKED_TO_NONE = 0.06  # of those helped, whatever the reason
OUTCOMES = {"goals met": 0.55, "stepped down": 0.33, "lost contact": 0.12}
NOT_SUITABLE = 0.22  # of those who do not take it up
OFFERED_AGAIN = 0.45  # of those who decline
# The rota: who takes on new people, week after week from the start.
FOURTH_FROM = day("2024-01-01")
ROTA = (1, 2, 1, 3, 2)
ROTA_OF_FOUR = (1, 2, 4, 1, 3, 2, 4)


@dataclass(frozen=True)
class Offer:
    """One offer of support; days are whole numbers, NEVER where there is none."""

    person: int
    referred: int
    accepted: int = NEVER
    declined: int = NEVER
    started: int = NEVER
    ended: int = NEVER
    status: str = "offered"
    reason: str = ""
    referred_by: str = ""
    coordinator: str = ""
    services: tuple[str, ...] = ()
    outcome: str = ""

    def stood(self, on: int) -> str:
        """Where it stood on a day; "" before it was made."""
        for since, where in (
            (self.ended, "ended"),
            (self.started, "active"),
            (self.declined, self.status),
            (self.accepted, "waiting"),
            (self.referred, "offered"),
        ):
            if since <= on:
                return where
        return ""


def offers(
    rng: np.random.Generator,
    caseload: Caseload,
    need: np.ndarray,
    practice: np.ndarray,
    last: int,
) -> list[Offer]:
    """Every offer of support, in the order of referral. need: of each person; practice:
    the code of each referral's practice; last: the data's last day."""
    directory = pd.DataFrame(rows(HOME / "services.csv"))
    found = []
    for i, person in enumerate(caseload.person):
        offer = _first(rng, caseload, i, int(need[person]), practice[i], last)
        if caseload.started[i] < NEVER:
            offer = _helped(rng, offer, caseload, i, directory)
        found.append(offer)
        again = offer.declined + int(rng.integers(45, 150))
        twice = rng.random() < OFFERED_AGAIN and offer.status == "declined"
        if twice and again + 21 <= min(last, caseload.leaves[i]):
            found.append(_again(rng, offer, again))
    return sorted(found, key=lambda one: (one.referred, one.person))


def on_the_rota(when: int) -> str:
    """The code of the coordinator who takes on new people in the week of a day."""
    week = (when - START) // 7
    rota = ROTA if when < FOURTH_FROM else ROTA_OF_FOUR
    return f"INT coordinator {rota[week % len(rota)]}"


def _first(
    rng: np.random.Generator,
    caseload: Caseload,
    i: int,
    need: int,
    practice: str,
    last: int,
) -> Offer:
    """A referral up to its answer."""
    referred, started = int(caseload.referred[i]), int(caseload.started[i])
    reasons = REASONS.get(need, ANYBODY)
    told = dict(
        person=int(caseload.person[i]),
        referred=referred,
        reason=str(rng.choice(list(reasons), p=list(reasons.values()))),
        referred_by=practice,
        coordinator=on_the_rota(referred),
    )
    answers = referred + 1 + int(rng.integers(0, 14))
    unsuitable = rng.random() < NOT_SUITABLE
    if started < NEVER:
        return Offer(accepted=min(answers, started - 1), **told)
    if caseload.declined[i] and answers <= last:
        refused = {
            "status": "not suitable" if unsuitable else "declined",
            "outcome": "not suitable" if unsuitable else "declined support",
        }
        return Offer(declined=answers, **refused, **told)
    if answers > last:
        return Offer(**told)
    return Offer(accepted=answers, status="waiting", **told)


def _helped(
    rng: np.random.Generator,
    offer: Offer,
    caseload: Caseload,
    i: int,
    directory: pd.DataFrame,
) -> Offer:
    """The rest of an offer that was taken up."""
    ended, outcome = int(caseload.ended[i]), ""
    if ended == caseload.leaves[i]:
        outcome = "died" if caseload.died[i] else "moved away"
    elif ended < NEVER:
        outcome = str(rng.choice(list(OUTCOMES), p=list(OUTCOMES.values())))
    return Offer(
        **{
            **vars(offer),
            "started": int(caseload.started[i]),
            "ended": ended,
            "status": "ended" if ended < NEVER else "active",
            "outcome": outcome,
            "services": _services(rng, offer, _open(directory, caseload.started[i])),
        }
    )


def _open(directory: pd.DataFrame, when: int) -> pd.DataFrame:
    """The services that were open on a day."""
    on = str(np.datetime64(int(when), "D"))
    opened = directory["opened_on"].le(on) | directory["opened_on"].eq("")
    closed = directory["closed_on"].le(on) & directory["closed_on"].ne("")
    return directory[opened & ~closed]


def _services(
    rng: np.random.Generator, offer: Offer, directory: pd.DataFrame
) -> tuple[str, ...]:
    """What somebody is put in touch with: services of the categories turned to."""
    number = 1 + int(rng.poisson(1.3))
    none = rng.random() < LINKED_TO_NONE
    wanted = HELP[offer.reason]
    if none or not wanted:
        return ()
    names = set()
    for category in rng.choice(wanted, number):
        of_it = directory.loc[directory["category"] == category, "name"]
        names.add(str(rng.choice(of_it.to_numpy())))
    return tuple(sorted(names))


def _again(rng: np.random.Generator, offer: Offer, when: int) -> Offer:
    """A second offer to somebody who declined, who declines again."""
    return Offer(
        **{
            **vars(offer),
            "referred": when,
            "declined": when + 1 + int(rng.integers(0, 14)),
            "coordinator": on_the_rota(when),
        }
    )
