"""Simulated programmes of known effect, hard in the ways real ones are.

People differ for good (log-normal rates, some groups higher) and go through crises
(months at many times their usual rate), so that those picked for high counts fall by
about half whatever anyone does. Some die or leave, more often in a crisis; the calendar
trends and has seasons; the programme serves a quarter of the population, the rest is
untreated.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.definitions.event_kinds import AE
from analytics.methods.impact import CohortRule, CoursePanel

MONTHS = 48
INDEX_MONTH = 36
FIRST = np.datetime64("2020-04", "M")
INTAKE_MONTHS = 6


@dataclass(frozen=True)
class Programme:
    """A simulated panel, how its cohort is picked, from when, and the true rate
    ratio."""

    panel: CoursePanel
    rule: CohortRule
    index_date: pd.Timestamp | None
    truth: float


def simulate(
    size: int,
    effect: float,
    rng: np.random.Generator,
    rolling: bool = False,
    people: int = 40_000,
) -> Programme:
    """One programme of ``size`` people with a true effect (-0.2 = a fifth fewer).

    ``rolling``: a caseload referred over six months, people with recently rising counts
    first; otherwise the top ``size`` at one date.
    """
    group = rng.choice(
        ["mental health", "respiratory", "injury", "other"],
        people,
        p=[0.2, 0.2, 0.3, 0.3],
    )
    deprivation = rng.integers(1, 11, people)
    lasting = np.exp(
        rng.normal(-1.8, 1.15, people)
        + 0.5 * (group == "mental health")
        + 0.05 * (5 - deprivation)
    )
    intensity = crises(lasting, rng)
    calendar = np.exp(-0.06 * np.arange(MONTHS) / 12) * (
        1 + 0.08 * np.cos(2 * np.pi * (np.arange(MONTHS) + 3) / 12)
    )
    intensity *= calendar.astype(np.float32) / 12
    visits = rng.poisson(intensity)
    end, reason = endings(intensity, calendar, rng)
    alive = np.arange(MONTHS)[None, :] < end[:, None]
    visits = visits * alive
    scope = rng.random(people) < 0.25

    treated, referred = pick(visits, scope & (end > INDEX_MONTH), size, rolling, rng)
    for person, month in zip(treated, referred, strict=True):
        visits[person, month:] = rng.binomial(visits[person, month:], 1 + effect)
    return Programme(
        *as_panel(
            visits,
            end,
            reason,
            scope,
            group,
            deprivation,
            treated,
            referred,
            rolling,
            size,
            rng,
        ),
        1 + effect,
    )


def crises(lasting: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Yearly rate by person and month: lasting, times twelve in a crisis of about three
    months; crises come more often to people with a high lasting rate."""
    people = len(lasting)
    enter = np.clip(0.008 * (1 + lasting), 0, 0.06)
    depth = rng.gamma(2.0, 6.0, people)
    state = rng.random(people) < enter / 0.3
    rate = np.empty((people, MONTHS), np.float32)
    for month in range(MONTHS):
        rate[:, month] = np.where(state, (lasting + 0.15) * (1 + depth), lasting)
        draw = rng.random(people)
        state = np.where(state, draw > 0.3, draw < enter)
    return rate


def endings(intensity, calendar, rng) -> tuple[np.ndarray, np.ndarray]:
    """First month not at risk (MONTHS when still there) and why."""
    yearly = intensity * 12 / calendar
    die = rng.random(yearly.shape) < np.clip(0.0008 + 0.0015 * np.sqrt(yearly), 0, 0.03)
    leave = rng.random(yearly.shape) < 0.003
    gone = die | leave
    end = np.where(gone.any(axis=1), gone.argmax(axis=1), MONTHS)
    end = np.maximum(end, 1)
    at = np.minimum(end, MONTHS - 1)
    rows = np.arange(len(end))
    reason = np.where(
        end == MONTHS, "data_end", np.where(die[rows, at], "died", "left")
    )
    return end, reason


def pick(visits, eligible, size, rolling, rng) -> tuple[np.ndarray, np.ndarray]:
    """Positions of those picked and the month each was picked."""
    if not rolling:
        before = visits[:, INDEX_MONTH - 12 : INDEX_MONTH].sum(axis=1)
        order = np.lexsort((rng.random(len(before)), -before * eligible))
        return order[:size], np.full(size, INDEX_MONTH)
    chosen, months, open_to = [], [], eligible.copy()
    for step in range(INTAKE_MONTHS):
        month = INDEX_MONTH - INTAKE_MONTHS + step
        before = visits[:, month - 12 : month].sum(axis=1) + visits[
            :, month - 3 : month
        ].sum(axis=1)
        score = np.where(
            open_to, before * np.exp(rng.normal(0, 0.25, len(before))), -1.0
        )
        take = np.argsort(-score)[: size // INTAKE_MONTHS]
        open_to[take] = False
        chosen.append(take)
        months.append(np.full(len(take), month))
    return np.concatenate(chosen), np.concatenate(months)


def as_panel(
    visits,
    end,
    reason,
    scope,
    group,
    deprivation,
    treated,
    referred,
    rolling,
    size,
    rng,
) -> tuple[CoursePanel, CohortRule, pd.Timestamp | None]:
    """The simulated months as a panel; people who never had two visits are left out
    unless they were on the caseload."""
    starts = (FIRST + np.arange(MONTHS + 1)).astype("datetime64[D]")
    keep = visits.sum(axis=1) >= 2
    keep[treated] = True
    rows, months = np.nonzero(visits[keep])
    times = visits[keep][rows, months]
    person = np.flatnonzero(keep)[np.repeat(rows, times)].astype(np.int32)
    months = np.repeat(months, times)
    length = np.diff(starts).astype(int)[months]
    day = starts[months] + (rng.random(len(months)) * length).astype(int)
    events = pd.DataFrame({"person": person, "day": day.astype("datetime64[s]")})
    events = events.sort_values(["person", "day"], kind="stable", ignore_index=True)
    ids = np.flatnonzero(keep)
    people = pd.DataFrame(
        {
            "person": ids.astype(np.int32),
            "observed_from": pd.Timestamp(starts[0]),
            "observed_to": starts[end[ids]].astype("datetime64[s]"),
            "end_reason": reason[ids],
            "birth_year": 1930 + (ids * 37) % 85,
            "sex": np.where(ids % 2, "F", "M"),
            "imd_decile": deprivation[ids],
            "main_group": group[ids],
            "practice_code": "A",
            "pcn": "A",
            "in_scope": scope[ids],
        }
    )
    caseload = pd.DataFrame(
        {
            "person": treated.astype(np.int32),
            "referred_on": starts[referred].astype("datetime64[s]"),
        }
    )
    caseload["started_on"], caseload["ended_on"] = caseload["referred_on"], pd.NaT
    at_risk = (np.arange(MONTHS)[None, :] < end[:, None]).sum(axis=0)
    background = pd.DataFrame(
        {
            "month": starts[:-1].astype("datetime64[s]"),
            "attendances": visits.sum(axis=0),
            "person_years": at_risk * np.diff(starts).astype(int) / 365.25,
            "caseload_attendances": visits[treated].sum(axis=0),
        }
    )
    panel = CoursePanel(
        events,
        people,
        caseload if rolling else caseload.iloc[:0],
        background,
        pd.Timestamp(starts[0]),
        pd.Timestamp(starts[-1]) - pd.Timedelta(days=1),
        AE,
        True,
        2,
    )
    if rolling:
        return panel, CohortRule("caseload"), None
    return panel, CohortRule("top", n=size), pd.Timestamp(starts[INDEX_MONTH])
