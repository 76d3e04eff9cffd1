"""Made histories of offers of support, and where each stood on a day by its history:
the twin, which knows what happened and none of the rules that read it from a row."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from analytics.definitions.pathway import FOLLOWS, Status, words

FIRST = date(2022, 1, 3)
SAID = ("dates", "word", "code", "outcome")  # how a row says where it stands in the end
REFUSED = (Status.DECLINED, Status.NOT_SUITABLE)
YES = (Status.ACCEPTED, Status.WAITING)


@dataclass(frozen=True)
class History:
    """Steps with their days, in order; and how its row says the last one."""

    person: str
    steps: tuple[tuple[Status, date], ...]
    said: str

    def day_of(self, *some: Status) -> date | None:
        return next((day for status, day in self.steps if status in some), None)


def made(rng: np.random.Generator, number: int) -> list[History]:
    """So many histories, one a person; a third are not over."""
    found = []
    for n in range(number):
        day = FIRST + timedelta(days=int(rng.integers(0, 700)))
        steps = [(Status.OFFERED, day)]
        while following := sorted(FOLLOWS[steps[-1][0]]):
            if rng.random() < 0.2:
                break
            day += timedelta(days=int(rng.integers(0, 45)))
            steps.append((following[rng.integers(len(following))], day))
        found.append(History(f"9{n:09d}", tuple(steps), str(rng.choice(SAID))))
    return found


def as_row(one: History, rng: np.random.Generator) -> dict[str, object]:
    """The row of a caseload that a history leaves."""
    last = one.steps[-1][0]
    status, outcome = "", ""
    if one.said in ("word", "code"):
        coded = one.said == "code"
        known = [w for w, s in words() if s == last and w.isdigit() == coded]
        status = str(rng.choice(known)) if known else str(last)
    dated = one.said != "outcome"  # today's columns: no day of an answer
    if not dated and last in REFUSED:
        outcome = "Declined support" if last is Status.DECLINED else "Not suitable"
    return {
        "patient_id": one.person,
        "referred_on": one.day_of(Status.OFFERED),
        "accepted_on": one.day_of(*YES) if dated else None,
        "declined_on": one.day_of(*REFUSED) if dated else None,
        "started_on": one.day_of(Status.ACTIVE),
        "ended_on": one.day_of(Status.ENDED),
        "status": status,
        "outcome": outcome,
    }


def stood(one: History, on: date) -> str | None:
    """Where it stood on a day, as far as its row can tell; None before the offer.

    Dates alone cannot tell that an offer was found not suitable, and without the day of
    an answer a refusal is as old as the offer and a yes is not known.
    """
    passed = [status for status, day in one.steps if day <= on]
    if not passed:
        return None
    last, end = passed[-1], one.steps[-1][0]
    if one.said == "outcome":
        if end in REFUSED:
            return str(end)
        return str(Status.OFFERED if last in YES else last)
    if one.said == "dates" and last is Status.NOT_SUITABLE:
        return str(Status.DECLINED)
    return str(Status.WAITING if last in YES else last)


def frame(histories: list[History], seed: int = 0) -> pd.DataFrame:
    """Their rows as a caseload."""
    rng = np.random.default_rng(seed)
    return pd.DataFrame([as_row(one, rng) for one in histories])
