"""What of each person is taken into account: made of tables cut at a day, and of
nothing else."""

from dataclasses import dataclass
from datetime import date

import ibis
import numpy as np
import pandas as pd
from ibis import _

from analytics.definitions.diagnosis_groups import COMPLAINTS
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import months_before
from analytics.measures.counting.persons import beside
from analytics.measures.risk.known import Known

LOOKBACK = 12  # months
AGES = (5, 18, 30, 45, 60, 75)  # where bands begin; before the first: a child under 5
REASONS = (
    "mental_health",
    "substance_use",
    "social",
    "respiratory",
    "cardiac",
    "neurological",
    "no_abnormality_found",
    "left_before_being_seen",
)
YEAR = 365.0
REASON_WORDS = {"left_before_being_seen": "left before being seen"}


@dataclass(frozen=True)
class Asked:
    """What is asked of a person. kind: of event, whose rule it is. others: kinds whose
    extracts cover the year before every day. year_before: whether the own kind's covers
    the year before that too."""

    kind: EventKind
    others: tuple[EventKind, ...]
    year_before: bool

    @property
    def kinds(self) -> tuple[EventKind, ...]:
        return (self.kind, *self.others)


def people_known(known: Known, asked: Asked) -> ibis.Table:
    """One row a person at risk on the day with what is taken into account.

    At risk: alive, and on a list; where the kind's extract holds some practices alone,
    on one of theirs; who is on no list at all, where they came in the year before.
    Columns: person, birth_year, sex, listed; of each kind n3, n6, n12 (in the last 3
    months, the 3 before, the 6 before those), active (months with any), since (days
    since the last), and covers (whether its extract holds their practice); of the own
    kind year_before, and r_<reason> for each of REASONS.
    """
    homes = known.spells.group_by("person").agg(
        home=_.practice_code.min(where=_.open), once_listed=_.open.count()
    )
    found = beside(known.people, homes)
    for kind in asked.kinds:
        found = beside(found, _used(known, kind, asked))
        found = _with_covered(found, known, kind)
    found = found.mutate(listed=_.home.notnull())
    own = asked.kind
    came = found[_name(own, "since")].notnull()
    found = found.filter(
        found[_name(own, "covers")] | (found.once_listed.isnull() & came)
    )
    counts = [name for name in found.columns if name.split("_")[-1] in COUNTS]
    counts += [f"r_{reason}" for reason in REASONS] + [BEFORE]
    return found.mutate(
        **{name: _[name].fill_null(0) for name in counts if name in found.columns}
    ).drop("home", "once_listed")


COUNTS = ("n3", "n6", "n12", "active")
BEFORE = "before"


def _name(kind: EventKind, what: str) -> str:
    return f"{kind.slug}_{what}"


def _with_covered(found: ibis.Table, known: Known, kind: EventKind) -> ibis.Table:
    """The people with whether a kind's extract could see them: everybody on a list, or
    on that of a practice which it names."""
    covers = _name(kind, "covers")
    if not kind.own_list:
        return found.mutate(**{covers: _.home.notnull()})
    there = known.covered[kind].rename(covered="practice_code")
    both = found.left_join(there, found.home == there.covered)
    return both.mutate(**{covers: _.covered.notnull()}).drop("covered")


def _used(known: Known, kind: EventKind, asked: Asked) -> ibis.Table:
    """How each person used a kind before the day."""
    own = kind == asked.kind
    back = LOOKBACK * (2 if own and asked.year_before else 1)
    rows = known.events[kind].filter(_.at >= _when(known.day, back))
    year = _.at >= _when(known.day, LOOKBACK)
    quarter, half = _.at >= _when(known.day, 3), _.at >= _when(known.day, 6)
    day = ibis.date(str(known.day))
    found = {
        _name(kind, "n3"): quarter.sum(),
        _name(kind, "n6"): (half & ~quarter).sum(),
        _name(kind, "n12"): (year & ~half).sum(),
        _name(kind, "active"): _.at.truncate("M").nunique(where=year),
        _name(kind, "since"): -(_.at.max().date().delta(day, unit="day")),
    }
    if own:
        for reason in REASONS:
            found[f"r_{reason}"] = (year & (_.group == reason)).fill_null(False).sum()
        if asked.year_before:
            found[BEFORE] = (~year).sum()
    return rows.group_by("person").agg(**found)


def _when(day: date, months: int) -> ibis.Value:
    return ibis.timestamp(str(months_before(day, months)))


def last_year(people: pd.DataFrame, asked: Asked) -> np.ndarray:
    """Events of the kind asked in the twelve months before the day."""
    parts = [people[_name(asked.kind, what)].to_numpy(float) for what in COUNTS[:3]]
    return np.asarray(sum(parts))


@dataclass(frozen=True)
class Taken:
    """What is taken into account, as numbers: x (a row a person), names of its columns,
    and what each is in words, for the reasons given
    ("" for what is no reason to look at somebody)."""

    x: np.ndarray
    names: tuple[str, ...]
    words: tuple[str, ...]


def taken(people: pd.DataFrame, asked: Asked, day: date) -> Taken:
    """The features as a model takes them: numbers of events as logarithms, age in
    bands; the first is last year's count. Nothing of where somebody lives, of ethnic
    group or of deprivation."""
    columns: dict[str, tuple[np.ndarray, str]] = {}
    own = asked.kind

    def add(name: str, values: np.ndarray, words: str) -> None:
        columns[name] = np.asarray(values, dtype=np.float32), words

    add("last_year", np.log1p(last_year(people, asked)), "")
    for kind in asked.kinds:
        words = "" if kind == own else f"{kind.called} too"
        for what in COUNTS[:3]:
            name = _name(kind, what)
            add(name, np.log1p(people[name].to_numpy(float)), words)
        add(_name(kind, "active"), people[_name(kind, "active")].to_numpy(float), words)
        since = people[_name(kind, "since")].to_numpy(float, na_value=YEAR)
        since = np.minimum(np.where(np.isnan(since), YEAR, since), YEAR)
        add(_name(kind, "since"), np.log1p(since), "")
        if kind != own:
            covers = people[_name(kind, "covers")].to_numpy(bool)
            add(_name(kind, "covers"), covers, "")
    if asked.year_before:
        before = np.log1p(people[BEFORE].to_numpy(float))
        add(BEFORE, before, f"{own.called} in the year before that too")
    for reason in REASONS:
        values = np.log1p(people[f"r_{reason}"].to_numpy(float))
        add(
            f"r_{reason}",
            values,
            REASON_WORDS.get(reason, f"came with {COMPLAINTS.get(reason)}"),
        )
    age = (day.year - people["birth_year"]).to_numpy(float, na_value=np.nan)
    bounds = (*AGES, 200)
    for low, high in zip(AGES, bounds[1:], strict=True):
        words = f"aged {low} or over" if high == 200 else f"aged {low} to {high - 1}"
        add(f"age_{low}", (age >= low) & (age < high), words)
    add("age_unknown", np.isnan(age), "")
    add("female", (people["sex"] == "female").to_numpy(bool), "female")
    x = np.column_stack([values for values, _words in columns.values()])
    told = tuple(words for _values, words in columns.values())
    return Taken(x, tuple(columns), told)
