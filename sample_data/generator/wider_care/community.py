"""Community contacts: episodes of a team's care, more with age, frailty and after a
discharge; and those that the INT adds."""

from pathlib import Path

import numpy as np
import pyarrow as pa

from sample_data.generator.calendar import YEAR, Calendar
from sample_data.generator.files.columns import Columns, Minutes, Words
from sample_data.generator.inputs import rows
from sample_data.generator.wider_care.effect import (
    MORE_COMMUNITY,
    Known,
    helped_years,
)
from sample_data.generator.wider_care.people import People, one_after_another
from sample_data.generator.wider_care.stays.records import EMERGENCY, Stays

_ROWS = rows(Path(__file__).with_name("teams.csv"))
INT_TEAM = "integrated neighbourhood team"
TEAMS = [*(row["team"] for row in _ROWS), INT_TEAM]
LEVEL = 0.86  # of the table's rates
BEFORE = 120  # days before the span in which an episode may have begun
AFTER_DISCHARGE = 0.055, 0.16  # chance of an episode: always, and times frailty
ATTENDED = ("5", "6", "3", "2", "4")
_OUTCOMES = (0.915, 0.005, 0.03, 0.025, 0.025)
MODES = ("face_to_face", "telephone", "video")
_MODES = (0.80, 0.18, 0.02)


def contact_columns(
    rng: np.random.Generator,
    people: People,
    weekdays: Calendar,
    stays: Stays,
    ids: pa.StringArray,
    practice_codes: list[str],
    known: Known,
) -> Columns:
    """The columns of `community_contacts`, rows by person and time."""
    s = people.spells
    parts = [_of_team(rng, people, number) for number in range(len(_ROWS))]
    parts.append(_after_discharge(rng, people, stays))
    registration, day, team = (np.concatenate(p) for p in zip(*parts, strict=True))
    day = np.where(team == 0, day, weekdays.shifted(day))  # nurses come every day
    keep = _inside(people, registration, day)
    registration, day, team = registration[keep], day[keep], team[keep]
    helped = int((day >= people.started[s.person[registration]]).sum())
    more_of, more_day = _of_the_int(rng, people, weekdays)
    known.natural["community"] = helped
    known.happened["community"] = helped + len(more_of)
    registration = np.concatenate([registration, more_of])
    day = np.concatenate([day, more_day])
    team = np.concatenate([team, np.full(len(more_of), len(_ROWS))])
    size = len(day)
    minute = day * 1440 + 480 + 5 * rng.integers(0, 108, size)
    person = s.person[registration]
    order = np.lexsort((minute, person))
    registration, minute, team, person = (
        one[order] for one in (registration, minute, team, person)
    )
    one_after_another(person, minute, 35)
    return {
        "patient_id": Words(person, ids),
        "contact_at": Minutes(minute),
        "team": Words(team, TEAMS),
        "attended": Words(rng.choice(len(ATTENDED), size, p=_OUTCOMES), ATTENDED),
        "mode": Words(rng.choice(len(MODES), size, p=_MODES), MODES),
        "practice_code": Words(s.practice[registration], practice_codes),
    }


def _of_team(
    rng: np.random.Generator, people: People, number: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Registration, day and team of a team's contacts."""
    row, s = _ROWS[number], people.spells
    fits = (people.age >= int(row["age_from"])) & (people.age <= int(row["age_to"]))
    frail = people.frailty if row["follows_frailty"] == "1" else 0.4
    rate = fits * float(row["per_1000"]) / 1000 * LEVEL * frail * 2.2
    start = np.maximum(s.start, people.first - BEFORE)
    stop = np.minimum(s.stop, people.last + 1)
    open_ = np.flatnonzero((stop > start) & fits[s.person])
    years = (stop - start)[open_] / YEAR
    registration = np.repeat(open_, rng.poisson(rate[s.person[open_]] * years))
    began = start[registration] + (
        rng.random(len(registration)) * (stop - start)[registration]
    )
    return _episodes(rng, registration, began, row, number)


def _after_discharge(
    rng: np.random.Generator, people: People, stays: Stays
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Nursing or intermediate care for some who come home from an emergency."""
    person = people.spells.person[stays.registration]
    chance = AFTER_DISCHARGE[0] + AFTER_DISCHARGE[1] * people.frailty[person]
    chance = chance * ((stays.kind == EMERGENCY) & ~stays.died)
    home = np.flatnonzero(
        (rng.random(len(stays)) < chance) & (people.age[person] >= 40)
    )
    began = stays.left[home] // 1440 + 1 + rng.integers(0, 3, len(home))
    number = np.where(people.age[person[home]] >= 65, 1, 0)
    parts = [
        _episodes(
            rng,
            stays.registration[home][number == which],
            began[number == which],
            _ROWS[which],
            which,
        )
        for which in (0, 1)
    ]
    one, two, three = (np.concatenate(p) for p in zip(*parts, strict=True))
    return one, two, three


def _episodes(
    rng: np.random.Generator,
    registration: np.ndarray,
    began: np.ndarray,
    row: dict[str, str],
    number: int,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Contacts of episodes that began: a geometric number, some days apart."""
    many = rng.geometric(1 / float(row["contacts"]), len(registration)).clip(1, 150)
    episode = np.repeat(np.arange(len(registration)), many)
    place = np.arange(len(episode)) - np.repeat(np.cumsum(many) - many, many)
    wait = rng.exponential(float(row["apart"]), len(episode))
    wait[place == 0] = 0
    run = np.cumsum(wait)
    day = began[episode] + run - np.repeat(run[place == 0], many)
    return (
        registration[episode],
        day.astype(np.int64),
        np.full(len(episode), number),
    )


def _of_the_int(
    rng: np.random.Generator, people: People, weekdays: Calendar
) -> tuple[np.ndarray, np.ndarray]:
    """Registration and day of the contacts that help brings with it."""
    s = people.spells
    since = np.maximum(people.started[s.person], s.start)
    years = helped_years(since, s.stop, people.last)
    count = rng.poisson(MORE_COMMUNITY * years)
    registration = np.repeat(np.arange(len(s)), count)
    stop = np.minimum(s.stop, people.last + 1)
    return registration, weekdays.place(rng, since, stop, count).astype(np.int64)


def _inside(people: People, registration: np.ndarray, day: np.ndarray) -> np.ndarray:
    s = people.spells
    return (day >= np.maximum(people.first, s.start[registration])) & (
        day < np.minimum(s.stop[registration], people.last + 1)
    )
