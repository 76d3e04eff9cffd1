"""Did the place change? Attendances of all frequent attenders of the programme's PCN
against a weighted combination of other PCNs, with every PCN tried in its stead."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analytics.methods.impact.checks.in_place import programme_places
from analytics.methods.impact.cohort import Cohort
from analytics.methods.impact.estimate import plain
from analytics.methods.impact.panels.panel import CoursePanel, NothingToCompare
from analytics.methods.impact.place.months_of_places import (
    MonthsOfPlaces,
    months_of_places,
)
from analytics.methods.impact.place.synthetic import (
    LEAST_PLACES,
    LEVEL,
    Permuted,
    permuted,
)
from analytics.methods.impact.rungs.comparators import as_timestamp

LEAST_BEFORE, LEAST_AFTER = 12, 3  # months
LEAST_VISITS = 60  # of people above the rule before the start, for a PCN to be used


@dataclass(frozen=True)
class PlaceChange:
    """Whether the programme's PCN changed, beside what its others say of it.

    place: its name. starts: the first whole month after the start. places: how many
    PCNs were tried. table: by month, ``visits`` and ``people`` above the rule,
    ``person_years``, ``observed`` and ``expected`` (visits per person-year of all
    registered). often: of people above the rule; everybody: of all attendances, None
    where those who seldom attend are not in the data. leaning: the others with their
    weights, the largest first.
    """

    place: str
    starts: pd.Timestamp
    places: int
    table: pd.DataFrame = field(repr=False)
    often: Permuted
    everybody: Permuted | None
    leaning: tuple[tuple[str, float], ...]

    @property
    def changed(self) -> bool:
        """Whether it lies further off than chance lets one place in twenty."""
        return self.often.chance <= LEVEL

    def to_json(self) -> dict:
        """As the command line prints it."""
        return {
            "place": self.place,
            "starts": f"{self.starts:%Y-%m-%d}",
            "places": self.places,
            "changed": self.changed,
            "frequent_attenders": _numbers(self.often),
            "everybody": None if self.everybody is None else _numbers(self.everybody),
            "weights": {name: plain(weight) for name, weight in self.leaning},
        }


def _numbers(found: Permuted) -> dict:
    return {
        "rate_ratio": plain(found.ratio),
        "lower": plain(found.lower),
        "upper": plain(found.upper),
        "chance": plain(found.chance),
        "smallest_seen": plain(found.smallest),
    }


def did_it_change(
    panel: CoursePanel, cohort: Cohort, more_than: int, window: int = 12
) -> PlaceChange:
    """Whether the PCN in which the cohort lives changed since its first member was
    picked. Raises :class:`NothingToCompare`, with what would be needed, where it has no
    PCN of its own, or there are too few PCNs, months or attendances."""
    own = place_of(panel, cohort.rows)
    start = as_timestamp(cohort.index_day.min())
    counted = months_of_places(panel, more_than, window)
    at = int(np.searchsorted(counted.months, start))
    if at < LEAST_BEFORE or len(counted.months) - at < LEAST_AFTER:
        short = max(at + window - 1, 0) if len(counted.months) else 0
        raise NothingToCompare(
            f"Whether {own} changed needs {window - 1 + LEAST_BEFORE} whole months "
            f"before people were picked, and {LEAST_AFTER} after.",
            f"There are {short} and {max(len(counted.months) - at, 0)}. Choose another "
            "day of picking, or load a longer extract.",
        )
    used = comparable(panel, counted, own, at)
    if len(used) < LEAST_PLACES:
        raise NothingToCompare(
            f"Whether {own} changed cannot be told with {len(used)} PCNs: "
            f"{LEAST_PLACES} are needed.",
            f"One of {len(used)} is always the furthest off, by chance alone (counted "
            "are PCNs with enough frequent attenders). Load the extracts of more PCNs, "
            "such as those of the whole ICB.",
        )
    place = used.index(own)
    rows = [counted.places.index(name) for name in used]
    years = np.maximum(counted.years[rows], 1e-9)
    often = permuted(counted.often[rows] / years, place, at)
    everybody = None
    if counted.everybody is not None:
        everybody = permuted(counted.everybody[rows] / years, place, at)
    mean = (counted.often[rows] / years)[place, :at].mean()
    row = rows[place]
    table = pd.DataFrame(
        {
            "month": counted.months,
            "visits": counted.often[row],
            "people": counted.people[row],
            "person_years": counted.years[row],
            "observed": counted.often[row] / years[place],
            "expected": often.own.expected * mean,
        }
    )
    others = [name for name in used if name != own]
    order = np.argsort(-often.own.weights, kind="stable")
    return PlaceChange(
        own,
        counted.months[at],
        len(used),
        table,
        often,
        everybody,
        tuple((others[k], float(often.own.weights[k])) for k in order),
    )


def place_of(panel: CoursePanel, rows: np.ndarray) -> str:
    """The one PCN in which most of these people live."""
    names, known = _places(panel, rows)
    own = programme_places(known)
    if len(own) != 1:
        raise NothingToCompare(
            "No PCN is known of the people picked, so no place can have changed."
            if not len(own)
            else f"The people picked live in {len(own)} PCNs; whether the place "
            "changed is asked of one.",
            "Choose one PCN in the sidebar." if len(own) else "",
        )
    return names[own[0]]


def comparable(
    panel: CoursePanel, counted: MonthsOfPlaces, own: str, at: int
) -> list[str]:
    """PCNs to try: those with enough attendances before and people throughout, but not
    others in which the programme runs too."""
    enough = counted.often[:, :at].sum(axis=1) >= LEAST_VISITS
    enough &= (counted.years > 0).all(axis=1)
    names = [n for n, ok in zip(counted.places, enough, strict=True) if ok]
    if own not in names:
        raise NothingToCompare(
            f"Too few people of {own} are above the rule to say whether it changed.",
            f"They had fewer than {LEAST_VISITS} {panel.kind.many} before people were "
            "picked. Choose a rule with a lower number, or another PCN.",
        )
    taken = _with_programme(panel)
    return [name for name in names if name == own or name not in taken]


def _with_programme(panel: CoursePanel) -> set[str]:
    """PCNs in which most of the caseload live."""
    people = panel.caseload["person"].dropna().unique()
    rows, _ = panel.index.rows_of(people)
    names, known = _places(panel, rows)
    return {names[code] for code in programme_places(known)}


def _places(panel: CoursePanel, rows: np.ndarray) -> tuple[list[str], np.ndarray]:
    """Names of PCNs, and the number of each row's; -1 where unknown."""
    codes, names = pd.factorize(panel.people["pcn"], sort=True)
    return list(names), codes[panel.index.order[rows]]
