"""Negative controls: what the programme cannot have changed, in the group and in its
weighted comparators. A difference says that the two were not alike to begin with, as
Steventon et al (2012, Health Serv Res 47:1679) read deaths in a matched study."""

from dataclasses import replace

import numpy as np
from scipy.stats import beta

from analytics.definitions.diagnosis_groups import UNTOUCHED_TITLE
from analytics.methods.impact.checks.outcome import Control
from analytics.methods.impact.panels.counts import DAYS_A_YEAR, thinned
from analytics.methods.impact.panels.panel import NothingToCompare, day_number
from analytics.methods.impact.rungs.compare import Compared
from analytics.methods.impact.rungs.matched import Rung, matched_comparison

LEVEL = 0.95
LEAST_ENDINGS = 1.0  # expected and seen together: with fewer nothing is told
ENDINGS = (("died", "Deaths"), ("left", "Moves away"))
ENOUGH_POOL = 8_000  # comparators, for a check
LEAST_UNTOUCHED = 20  # attendances after, in the group


def negative_controls(
    compared: Compared, rung: Rung, concurrent: bool, rng: np.random.Generator
) -> tuple[Control, ...]:
    """Deaths and moves of the group against its weighted comparators, and attendances
    for reasons that the programme cannot touch, each where the data tells them."""
    found = []
    if compared.panel.list_known:
        found += [
            ending(compared, rung, concurrent, reason, name) for reason, name in ENDINGS
        ]
    if concurrent:
        found.append(untouched(compared, rung, rng))
    return tuple(control for control in found if control is not None)


def ending(compared, rung, concurrent, reason, name) -> Control | None:
    """How often follow-up ended in one way, a person-year: the ratio, with the exact
    limits of two Poisson counts given their sum (Clopper and Pearson), comparators
    taken at their effective number."""
    seen, years = endings_of(compared, compared.counts, reason, concurrent, cohort=True)
    theirs, time = endings_of(compared, rung.pool, reason, concurrent)
    _, which = np.unique(rung.pool.person, return_inverse=True)
    weight = np.bincount(which, weights=rung.weights * theirs)
    if weight.sum() <= 0:
        return None
    worth = weight.sum() ** 2 / (weight**2).sum()
    rate = weight.sum() / (rung.weights @ time)
    deaths, expected = seen.sum(), rate * years.sum()
    if deaths + expected < LEAST_ENDINGS:
        return None
    exposure = expected / worth  # of the group, for each effective ending of the others
    tail = (1 - LEVEL) / 2
    low = beta.ppf(tail, deaths, worth + 1) if deaths else 0.0
    high = beta.ppf(1 - tail, deaths + 1, worth)
    low, high = (p / (1 - p) / exposure for p in (low, high))
    what = "died" if reason == "died" else "moved away"
    often = "more" if deaths > expected else "less"
    return Control(
        name,
        float(deaths / expected),
        float(low),
        float(high),
        bool(low <= 1 <= high),
        f"they {what} {often} often than those compared",
        int(deaths),
    )


def endings_of(
    compared: Compared, counts, reason: str, concurrent: bool, cohort: bool = False
) -> tuple[np.ndarray, np.ndarray]:
    """Whether each person's follow-up ended for a reason, and years followed."""
    panel, events = compared.panel, compared.panel.index
    rows, _ = events.rows_of(counts.person)
    index = compared.cohort.index_day if cohort else counts.date
    stop = np.minimum(
        compared.windows.edges(index)["stop"], day_number(panel.data_to) + 1
    )
    if concurrent and not cohort:
        stop = np.minimum(stop, events.joins[rows])
    reasons = panel.people["end_reason"].iloc[events.order[rows]].to_numpy(object)
    ends = np.minimum(events.observed_to[rows], stop)
    over = (events.observed_to[rows] < stop) & (reasons == reason)
    return over.astype(float), np.maximum(ends - index, 0) / DAYS_A_YEAR


def untouched(compared: Compared, rung: Rung, rng) -> Control | None:
    """Attendances for reasons that the programme cannot touch, by the same method."""
    events, windows = compared.panel.index, compared.windows
    if events.untouched is None:
        return None

    def only_those(counts, index, censor):
        rows, _ = events.rows_of(counts.person)
        edge = windows.edges(index)
        end = np.minimum(
            edge["stop"],
            np.minimum(
                events.observed_to[rows], day_number(compared.panel.data_to) + 1
            ),
        )
        if censor:
            end = np.minimum(end, events.joins[rows])
        begin = np.minimum(edge["after"], end)
        return replace(counts, after=events.untouched_in(rows, begin, end))

    mine = only_those(compared.counts, compared.cohort.index_day, False)
    if mine.after.sum() < LEAST_UNTOUCHED:
        return None
    few = rung.pool.take(thinned(rung.pool.before, ENOUGH_POOL, rng))
    theirs = only_those(few, few.date, True)
    try:
        found = matched_comparison(mine, theirs, rng, 1000)
    except (NothingToCompare, ValueError):
        return None
    low, high = found.draws.interval()
    return Control(
        UNTOUCHED_TITLE,
        found.draws.ratio,
        low,
        high,
        bool(low <= 1 <= high),
        "attendances for reasons that it cannot touch changed as well",
        len(mine),
    )
