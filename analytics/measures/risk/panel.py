"""People at risk on a day with what was known of them and what came after."""

from dataclasses import dataclass
from datetime import date, timedelta

import ibis
import numpy as np
import pandas as pd

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import months_before
from analytics.measures.counting.persons import as_numbers
from analytics.measures.counting.scope import Scope
from analytics.measures.risk.features import (
    COUNTS,
    LOOKBACK,
    Asked,
    Taken,
    last_year,
    people_known,
    taken,
)
from analytics.measures.risk.known import known
from analytics.measures.risk.outcomes import AHEAD, after, weighed
from analytics.methods.states import Bands
from analytics.store.dataset import WEEKEND_AND_HOLIDAY, Dataset

FREQUENT, RISING, EVERYBODY = "frequent", "rising", "everybody"
GROUPS = {
    FREQUENT: "Above the rule now",
    RISING: "Rising",
    EVERYBODY: "Everybody",
}
FIT_DAYS = 2  # at most
SAMPLED = 30_000  # people fitted on, of those rising and of the others, at most
YOUNG, OLD = 30, 65  # within these ages people leave a list alike


@dataclass(frozen=True)
class Days:
    """fits: days of which the model is fitted, oldest first; test: the day of which it
    is judged; now: the day for which it is asked. Each has the year before it, and
    fits and test the year after it, in the data."""

    fits: tuple[date, ...]
    test: date
    now: date


@dataclass(frozen=True)
class Panel:
    """people: `people_known`, and of a day whose outcome is known also y, n, w,
    observed, died, left. x: what a model takes of them. groups: of whom each is."""

    day: date
    people: pd.DataFrame
    x: Taken
    groups: dict[str, np.ndarray]


def days_of(
    dataset: Dataset, scope: Scope, kind: EventKind
) -> tuple[Days, Asked] | None:
    """The days of a dataset, and which kinds of event are taken into account; None
    where its extract is too short.

    A further kind is taken where its extract reaches back a year before every day; of
    two days to fit on the older is given up for it.
    """
    now = scope.filters.end
    test = months_before(now, AHEAD)
    if dataset.days(kind)[1] + timedelta(days=1) + WEEKEND_AND_HOLIDAY < now:
        return None
    fits = [months_before(test, AHEAD * n) for n in range(1, FIT_DAYS + 1)]
    fits = [day for day in fits if _reaches(dataset, kind, day, LOOKBACK)]
    if not fits:
        return None
    rest = [one for one in dataset.kinds if one != kind]
    others = [
        one
        for one in rest
        if _reaches(dataset, one, fits[0], LOOKBACK)
        and dataset.days(one)[1] + timedelta(days=1) + WEEKEND_AND_HOLIDAY >= now
    ]
    fits = [d for d in fits if all(_reaches(dataset, o, d, LOOKBACK) for o in others)]
    before = _reaches(dataset, kind, fits[-1], 2 * LOOKBACK)
    asked = Asked(kind, tuple(others), before)
    return Days(tuple(reversed(fits)), test, now), asked


def _reaches(dataset: Dataset, kind: EventKind, day: date, months: int) -> bool:
    first = months_before(day, months)
    return dataset.days(kind)[0] <= first + WEEKEND_AND_HOLIDAY


def panel(
    dataset: Dataset,
    scope: Scope,
    asked: Asked,
    day: date,
    known_after: bool = True,
    sampled: bool = False,
) -> Panel:
    """The people at risk on a day.

    known_after: with what came. sampled: all who were or came to be above the
    rule, and of those rising and of the others some SAMPLED each, who stand for the
    rest; who they are is told by their number alone, so that it is the same each time.
    """
    rows = people_known(known(day, asked.kinds, scope), asked)
    bands = Bands(scope.filters.more_than(asked.kind))
    some = rest = 1.0
    if known_after:
        rows = after(day, asked.kind, scope, rows)
    if sampled:
        some, rest = _shares(dataset, scope, asked, day, bands)
        year = _year(rows, asked)
        share = ibis.ifelse(year >= bands.rises_at, some, rest)
        matters = (year > bands.more_than) | (rows.n > bands.more_than)
        rows = rows.filter(matters | (_chance(rows) < share))
    people = engine.run(dataset, as_numbers(rows).order_by("person"))
    used = last_year(people, asked)
    if known_after:
        sure = (used > bands.more_than) | people["crossed"].notna().to_numpy()
        part = np.where(used >= bands.rises_at, some, rest)
        each = np.where(sure, 1.0, 1 / part)
        length = (months_before(day, -AHEAD) - day).days
        people = weighed(people, _strata(people, day), length, each)
    return Panel(day, people, taken(people, asked, day), _groups(used, asked, scope))


def _groups(used: np.ndarray, asked: Asked, scope: Scope) -> dict[str, np.ndarray]:
    """Of whom each group is, by the last year."""
    bands = Bands(scope.filters.more_than(asked.kind))
    above = used > bands.more_than
    return {
        FREQUENT: above,
        RISING: (used >= bands.rises_at) & ~above,
        EVERYBODY: np.ones(len(used), dtype=bool),
    }


def _strata(people: pd.DataFrame, day: date) -> np.ndarray:
    age = (day.year - people["birth_year"]).to_numpy(float, na_value=40.0)
    return np.asarray((age >= YOUNG).astype(int) + (age >= OLD))


def _year(rows: ibis.Table, asked: Asked) -> ibis.Value:
    return sum(rows[f"{asked.kind.slug}_{what}"] for what in COUNTS[:3])


def _shares(
    dataset: Dataset, scope: Scope, asked: Asked, day: date, bands: Bands
) -> tuple[float, float]:
    """The share of those rising or above, and of the others, that is fitted on. Nothing
    but their use of the own kind is asked: it says who they are."""
    own = Asked(asked.kind, (), year_before=False)
    rows = people_known(known(day, own.kinds, scope), own)
    rising = _year(rows, own) >= bands.rises_at
    found = engine.run(
        dataset, rows.aggregate(rising=rising.sum(), every=rows.count())
    ).iloc[0]
    above, others = int(found["rising"]), int(found["every"] - found["rising"])
    return min(1.0, SAMPLED / max(above, 1)), min(1.0, SAMPLED / max(others, 1))


def _chance(rows: ibis.Table) -> ibis.Value:
    """A number between 0 and 1 of each person, spread evenly, the same each time
    (Knuth's multiplicative hash)."""
    spread = (rows.person.cast("int64") * 2_654_435_761) % 4_294_967_296
    return spread / 4_294_967_296.0
