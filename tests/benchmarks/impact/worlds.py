"""Worlds in which a programme may seem to work, or to harm, without doing either.

Weekly courses of the people of eight PCNs over four years: lasting differences with a
heavy tail, crises of about seven weeks that now and then last most of a year. PCN A
has a programme; what a world adds (who is taken, what else happens there) is told in
`WORLDS`. The truth is known: without an effect every rate ratio should be 1.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.methods.impact import CohortRule, CoursePanel, panel_from_events
from tests.benchmarks.impact.intake import intake
from tests.benchmarks.impact.weekly_courses import WEEKS, courses, endings

STARTS = 130  # the week of the first referral
FIRST = np.datetime64("2020-04-06", "D")
PLACES = np.array(list("ABCDEFGH"))
PEOPLE = 16_000


@dataclass(frozen=True)
class World:
    """One world. takes: how people are picked (see `intake`). own_change: of everybody
    in PCN A from the first referral on (log). own_trend, common_change: log a year in
    PCN A, log for everybody. endings: whether people die or move, more of those who
    attend much. mix: log of PCN A's lasting rates over the others'. months: of intake.
    years: of data. declines: share of those picked who decline (and are listed).
    behaved: whether the methods' conditions hold."""

    name: str
    words: str
    behaved: bool
    takes: str = "often"
    own_change: float = 0.0
    own_trend: float = 0.0
    common_change: float = 0.0
    endings: bool = False
    mix: float = 0.0
    months: int = 6
    years: int = 4
    declines: float = 0.0
    places: int = 8


WORLDS = {
    one.name: one
    for one in (
        World("bursty", "heavy tail, crises; nothing else", True),
        World(
            "shock_all",
            "a quarter fewer everywhere from then on",
            True,
            common_change=-0.29,
        ),
        World(
            "endings",
            "deaths and moves, more of those who attend much",
            True,
            endings=True,
        ),
        World(
            "staggered",
            "18 months of intake, a quarter decline and are listed",
            True,
            months=18,
            declines=0.25,
        ),
        World("one_year", "a year of history only", True, years=2),
        World("mix_high", "PCN A attends half as often again for good", True, mix=0.4),
        World("top", "the most frequent of all at one date", True, takes="top"),
        World(
            "peak", "referred within two weeks of a crisis' start", False, takes="peak"
        ),
        World("worst", "takes those with the worst outlook", False, takes="worst"),
        World("refuses", "refuses the sicker half", False, takes="refuses"),
        World(
            "refuses_some",
            "refuses a third, half by chance",
            False,
            takes="refuses_some",
        ),
        World(
            "own_shock",
            "an urgent treatment centre opens in PCN A: a quarter fewer there",
            False,
            own_change=-0.29,
        ),
        World(
            "own_trend",
            "PCN A falls by 12% a year, the others do not",
            False,
            own_trend=-0.128,
        ),
        World(
            "everybody",
            "one PCN, one year, everybody frequent is in the programme",
            False,
            takes="rule",
            years=2,
            places=1,
        ),
    )
}


@dataclass(frozen=True)
class Case:
    """A drawn world, how its cohort is picked, from when, and the true rate ratio."""

    panel: CoursePanel
    rule: CohortRule
    index_date: pd.Timestamp | None
    truth: float


@dataclass(frozen=True)
class Weeks:
    """A world before any effect. rate, visits: by person and week; lasting: each
    person's usual rate a year; place, end (first week not at risk), died: of each;
    taken, week: who is on the programme and from when."""

    rate: np.ndarray
    visits: np.ndarray
    lasting: np.ndarray
    place: np.ndarray
    end: np.ndarray
    died: np.ndarray | None
    taken: np.ndarray
    week: np.ndarray


def draw(world: World, size: int, effect: float, rng: np.random.Generator) -> Case:
    """One world with ``size`` people on the programme and a true effect (-0.2: a fifth
    fewer of their attendances from their referral on)."""
    made = without_effect(world, size, rng)
    visits = thinned(made.visits, made, 1 + effect, rng)
    return as_case(world, size, visits, made, 1 + effect, rng)


def thinned(
    visits: np.ndarray, made: Weeks, ratio: float, rng: np.random.Generator
) -> np.ndarray:
    """Visits by person and week, of those taken only so many from their week on."""
    for person, at in zip(made.taken, made.week, strict=True):
        visits[person, at:] = rng.binomial(visits[person, at:], ratio)
    return visits


def without_effect(world: World, size: int, rng: np.random.Generator) -> Weeks:
    """The courses of everybody, and who is taken."""
    people = PEOPLE * world.places // len(PLACES)
    place = rng.integers(0, world.places, people)
    lasting = np.exp(rng.normal(-0.9, 1.15, people)) * rng.pareto(3.0, people) * 1.2
    lasting *= np.exp(world.mix * (place == 0))
    rate, since = courses(lasting, rng)
    calendar = 1 + 0.08 * np.cos(2 * np.pi * np.arange(WEEKS) / 52)
    after = np.arange(WEEKS) >= STARTS
    rate *= (calendar * np.exp(world.common_change * after)).astype(np.float32)
    own = np.exp(world.own_change * after + world.own_trend * np.arange(WEEKS) / 52)
    rate[place == 0] *= own.astype(np.float32)
    visits = rng.poisson(rate / 52)
    end, died = endings(rate, rng) if world.endings else (np.full(people, WEEKS), None)
    visits *= np.arange(WEEKS) < end[:, None]
    taken, week = intake(world, size, visits, rate, since, place == 0, end, rng)
    return Weeks(rate, visits, lasting, place, end, died, taken, week)


def as_case(world, size, visits, made, truth, rng) -> Case:
    """The drawn weeks as a panel; of people never seen twice only those taken."""
    place, end, died = made.place, made.end, made.died
    taken, week = made.taken, made.week
    first = STARTS - 52 if world.years == 2 else 0
    last = min(STARTS + 78, WEEKS)
    keep = visits[:, first:last].sum(axis=1) >= 2
    keep[taken] = True
    keep &= end > first
    rows, weeks = np.nonzero(visits[keep][:, first:last])
    times = visits[keep][:, first:last][rows, weeks]
    ids = np.flatnonzero(keep)
    days = (np.repeat(weeks, times) + first) * 7 + rng.integers(0, 7, times.sum())
    events = pd.DataFrame(
        {"person": ids[np.repeat(rows, times)].astype(np.int32), "day": FIRST + days}
    )
    stop = np.minimum(end[ids], last)
    reason = np.where(end[ids] < last, "left", "data_end")
    if died is not None:
        reason = np.where((end[ids] < last) & died[ids], "died", reason)
    people = pd.DataFrame(
        {
            "person": ids.astype(np.int32),
            "observed_from": pd.Timestamp(FIRST + first * 7),
            "observed_to": (FIRST + stop * 7).astype("datetime64[s]"),
            "end_reason": reason,
            "birth_year": 1930 + (ids * 37) % 85,
            "sex": np.where(ids % 2, "F", "M"),
            "pcn": PLACES[place[ids]],
            "practice_code": PLACES[place[ids]],
            "in_scope": (place[ids] == 0) | (world.takes == "top"),
        }
    )
    referred = FIRST + week * 7
    declined = rng.random(len(taken)) < world.declines
    caseload = pd.DataFrame(
        {
            "person": taken.astype(np.int32),
            "referred_on": referred,
            "started_on": np.where(declined, np.datetime64("NaT"), referred),
        }
    )
    at_once = world.takes in ("top", "rule")
    panel = panel_from_events(
        events,
        people,
        None if at_once else caseload,
        data_from=FIRST + first * 7,
        data_to=FIRST + last * 7 - 1,
        complete_from=2,
    )
    if not at_once:
        return Case(panel, CohortRule("caseload"), None, truth)
    rule = (
        CohortRule("top", n=size)
        if world.takes == "top"
        else CohortRule("rule", more_than=10)
    )
    return Case(panel, rule, pd.Timestamp(FIRST + STARTS * 7), truth)
