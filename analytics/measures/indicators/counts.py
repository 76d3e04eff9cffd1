"""The counts of indicators for the places in view, whatever places they came for.

A file may give practices, PCNs, places, boards or several of these. Counts are
added up from the smallest places within the places in view; those of different sizes
are never added together, or people would count twice.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.indicators import every_indicator
from analytics.definitions.indicators.periods import Period
from analytics.measures.counting.known_places import known_places
from analytics.measures.counting.scope import Scope
from analytics.store.dataset import Dataset, table

LEVELS = {"practice": "Practice", "pcn": "PCN", "place": "Place", "icb": "ICB"}


@dataclass(frozen=True)
class Counts:
    """The counts of one indicator in view. level: of LEVELS. rows: place, name,
    starts_on (timestamp), numerator, denominator, a row a place and period, periods up
    to the day asked, all so many `months` long; target_low, target_high, direction as
    the file has them."""

    indicator: str
    level: str
    months: int
    rows: pd.DataFrame

    @property
    def latest(self) -> pd.DataFrame:
        """The rows of the last period."""
        return self.rows[self.rows["starts_on"] == self.rows["starts_on"].max()]

    @property
    def places(self) -> int:
        """How many places have a count in any period."""
        return int(self.rows["place"].nunique())

    def period(self, starts_on: pd.Timestamp | None = None) -> Period:
        """The period that starts on a day; the last one."""
        day = self.rows["starts_on"].max() if starts_on is None else starts_on
        return Period(date(day.year, day.month, 1), self.months)


def counts_in_view(dataset: Dataset, scope: Scope) -> dict[str, Counts]:
    """The counts of every indicator that has any for the places in view, by its name,
    in the order of the definitions."""
    places = _places(dataset)
    if scope.practices is not None:
        chosen = set(scope.practices)
        chosen_too = places["practice_code"].isin(chosen)
        inside = chosen_too.groupby([places["level"], places["place"]]).transform("all")
        places = places[inside]
    names = places.drop_duplicates(["level", "place"])[["level", "place", "name"]]
    found = _all_rows(dataset).merge(names, on=["level", "place"])
    first = pd.PeriodIndex(found["starts_on"], freq="M")
    ends = (first + found["months"].to_numpy(int)).to_timestamp()
    found = found.assign(ends=ends)
    found = found[found["ends"] <= pd.Timestamp(scope.end)]
    return {
        name: _of_one(name, rows)
        for name in every_indicator()
        if not (rows := found[found["indicator"] == name]).empty
    }


def _of_one(name: str, rows: pd.DataFrame) -> Counts:
    there = set(rows["level"])
    level = next(one for one in LEVELS if one in there)
    rows = rows[rows["level"] == level]
    last = rows[rows["ends"] == rows["ends"].max()]
    months = int(last["months"].min())
    rows = rows[rows["months"] == months].sort_values(["starts_on", "name", "place"])
    return Counts(name, level, months, rows.reset_index(drop=True))


@lru_cache(maxsize=4)
def _all_rows(dataset: Dataset) -> pd.DataFrame:
    found = engine.run(dataset, table("indicators"))
    return found.assign(starts_on=pd.to_datetime(found["starts_on"]))


@lru_cache(maxsize=16)
def _places(dataset: Dataset) -> pd.DataFrame:
    """Every place of every level: level, place (as a row of indicators names it),
    name, practice_code of each practice in it."""
    listed = engine.run(
        dataset,
        table("practices").select(
            "practice_code",
            "pcn",
            "pcn_code",
            board=_.icb,
            alliance=_.place,
        ),
    )
    known = known_places(dataset)[["practice_code", "practice", "pcn", "place", "icb"]]
    both = known.merge(
        listed.rename(columns={"pcn": "pcn_listed"}), "left", "practice_code"
    )
    keys = {
        "practice": (both["practice_code"], both["practice"]),
        "pcn": (both["pcn_code"].fillna(both["pcn_listed"]), both["pcn"]),
        "place": (both["alliance"], both["place"]),
        "icb": (both["board"], both["icb"]),
    }
    every = [
        pd.DataFrame(
            {
                "level": level,
                "place": place,
                "name": name,
                "practice_code": both["practice_code"],
            }
        )
        for level, (place, name) in keys.items()
    ]
    return pd.concat(every).dropna(subset=["place"]).reset_index(drop=True)
