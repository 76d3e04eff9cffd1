"""Made-up PCNs over four years, with or without a change in the first."""

import numpy as np
import pandas as pd

from analytics.methods.impact import CoursePanel, panel_from_events

FIRST = np.datetime64("2020-04-01", "D")
DAYS, STARTS = 1461, 900  # days of data, and the day the programme starts
MORE_THAN = 4
PROGRAMME = 40  # people of the first PCN on the caseload


def made_places(
    seed: int, places: int = 24, people: int = 250, change: float = 0.0
) -> CoursePanel:
    """A panel of ``places`` PCNs named P00 …; in P00 everybody's rate changes by
    ``change`` (-0.5: by half) from the start on. Season and one shock for all."""
    rng = np.random.default_rng(seed)
    many = places * people
    place = np.repeat(np.arange(places), people)
    level = np.exp(rng.normal(0, 0.3, places))[place]
    rate = rng.gamma(0.5, 5.0, many) * level  # a year
    events = rng.poisson(rate * DAYS / 365)
    person = np.repeat(np.arange(many), events)
    day = rng.integers(0, DAYS, len(person))
    kept = 0.9 + 0.1 * np.cos(2 * np.pi * day / 365)
    kept *= np.where((day > 600) & (day < 700), 0.7, 1.0)
    kept *= np.where((place[person] == 0) & (day >= STARTS), 1 + change, 1.0)
    stay = rng.random(len(person)) < kept
    person, day = person[stay], day[stay]
    gone = np.where(rng.random(many) < 0.05, rng.integers(30, DAYS, many), DAYS)
    alive = day < gone[person]
    named = pd.DataFrame(
        {
            "person": np.arange(many, dtype=np.int32),
            "observed_from": pd.Timestamp(FIRST),
            "observed_to": (FIRST + gone).astype("datetime64[s]"),
            "end_reason": np.where(gone < DAYS, "left", "data_end"),
            "pcn": [f"P{one:02d}" for one in place],
            "in_scope": place == 0,
        }
    )
    taken = np.flatnonzero((place == 0) & (gone > STARTS + 60))
    often = taken[np.argsort(-rate[taken])][:PROGRAMME]
    caseload = pd.DataFrame(
        {
            "person": often.astype(np.int32),
            "referred_on": FIRST + STARTS + rng.integers(0, 30, len(often)),
        }
    )
    caseload["started_on"] = caseload["referred_on"]
    return panel_from_events(
        pd.DataFrame(
            {"person": person[alive].astype(np.int32), "day": FIRST + day[alive]}
        ),
        named,
        caseload,
        data_from=FIRST,
        data_to=FIRST + DAYS - 1,
    )
