"""The people of Mid Essex: each small area has as many patients on the as-at day as it
was given, of the ages that are published of its neighbourhood."""

from dataclasses import fields

import numpy as np
import pandas as pd

from sample_data.generator.calendar import NEVER, year_of
from sample_data.generator.people.registrations import register
from sample_data.generator.people.spells import Spells
from sample_data.generator.places.neighbourhoods import kilometres
from sample_data.mid_essex.inputs import NAMES, ROWS

NEAR = 2.2  # kilometres over which the pull of a practice falls to a third
SAME, OTHER = 4.0, 0.12  # how likely people register inside and outside
CHILD, OLDER = 18, 65  # years: under, and from
SINCE = 2008  # a spell that began by then is long enough for any child's


def registered(
    rng: np.random.Generator,
    areas: pd.DataFrame,
    practices: pd.DataFrame,
    patients: np.ndarray,
    span: tuple[int, int],
    as_at: int,
) -> Spells:
    """Spells with the ages of each neighbourhood as published.

    The list of the sample's generator is one of places that change hands, so many at a
    practice; here so many in an area, whose people choose a practice.
    """
    spells = register(
        rng, patients, np.ones(len(areas)), choices(areas, practices), *span, as_at
    )
    spells = _as_known_on(spells, as_at)
    spells.practice, spells.area = spells.area, spells.practice
    for name in NAMES:
        here = areas.index[areas.neighbourhood == name]
        listed = np.isin(spells.area, here) & on_list(spells, as_at)
        _ages(rng, spells, listed, ROWS[name], as_at)
    return spells


def _as_known_on(spells: Spells, day: int) -> Spells:
    """What a list of that day holds: nobody who came later, no end that lies ahead."""
    here = spells.start <= day
    found = Spells(
        **{one.name: getattr(spells, one.name)[here] for one in fields(Spells)}
    )
    ahead = found.stop > day
    found.stop = np.where(ahead, NEVER, found.stop)
    found.died = found.died & ~ahead
    _, found.person = np.unique(found.person, return_inverse=True)
    return found


def on_list(spells: Spells, as_at: int) -> np.ndarray:
    """Which spells are open on the day."""
    return (spells.start <= as_at) & (spells.stop > as_at)


def choices(areas: pd.DataFrame, practices: pd.DataFrame) -> np.ndarray:
    """For each area (row), running shares of its people over the practices (columns),
    near ones of the same neighbourhood first."""
    far = kilometres(
        areas.lat.to_numpy()[:, None],
        areas.lon.to_numpy()[:, None],
        practices.lat.to_numpy()[None, :],
        practices.lon.to_numpy()[None, :],
    )
    counts = [ROWS[name]["practices"] for name in NAMES]
    mine = np.repeat(np.arange(len(NAMES)), counts)
    of = np.array([NAMES.index(name) for name in areas.neighbourhood])
    same = of[:, None] == mine[None, :]
    weight = np.exp(-far / NEAR) * np.where(same, SAME, OTHER) + np.where(
        same, 1e-6, 0.0
    )
    return np.cumsum(weight / weight.sum(axis=1, keepdims=True), axis=1)


def _ages(
    rng: np.random.Generator,
    spells: Spells,
    listed: np.ndarray,
    published: dict,
    as_at: int,
) -> None:
    """Makes some people older or younger until children and people of 65 and over are
    the published shares (in place). Those concerned are of no kind of need."""
    year = int(year_of(np.array([as_at]))[0])
    total = int(listed.sum())
    single = np.bincount(spells.person, minlength=spells.people)[spells.person] == 1
    early = year_of(spells.start) <= SINCE
    for share, low, high, source in (
        (published["children"], 0, CHILD - 1, (CHILD, 60)),
        (published["older"], OLDER, 88, (30, OLDER - 1)),
    ):
        age = year - spells.birth_year.astype(int)
        inside = listed & (age >= low) & (age <= (120 if low else high))
        more = round(share / 100 * total) - int(inside.sum())
        if more > 0:
            pool = listed & single & early & (age >= source[0]) & (age <= source[1])
            ages = (low, high)
        else:
            pool = inside & single
            ages = source if low else (CHILD, 45)
        some = rng.choice(np.flatnonzero(pool), abs(more), replace=False)
        if low == 0 and more > 0:
            ages = (year - SINCE, high)
        new = rng.integers(ages[0], ages[1] + 1, len(some))
        spells.birth_year[some] = (year - new).astype(np.int16)
        spells.need[some] = 0
