"""How much is used for each registered person, crude and standardised, by place."""

from functools import partial

import pandas as pd

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.definitions.published.standard_population import standard
from analytics.definitions.words import counted, percent, sureness
from analytics.measures.counting.settle import settle
from analytics.measures.population.groups import FIFTH
from analytics.measures.population.registered_people import needs_list
from analytics.measures.population.use_cells import CELL, standard_cells, use_cells
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.methods.rates.direct import METHOD, Rate, direct, ratio
from analytics.store.dataset import Dataset

TITLES = {"pcn": "PCN", "practice": "Practice"}
LEAST_COVERED = 0.8  # of the standard population; of less no rate is given
COUNTED = ["registered", "events", "squares", "users"]


def rates(dataset: Dataset, filters: Filters, kind: EventKind, level: str) -> Result:
    """Events of a kind for each registered person, by PCN or practice, in order of
    name.

    Columns: place, registered, events, users (people with one), crude (events ÷
    registered), standardised with lower and upper (95%), covered (the share of the
    standard population that the place has people for; below LEAST_COVERED there is no
    standardised rate), expected (events, had its people the rates of their age, sex and
    fifth in all places in view), ratio (events ÷ expected) with ratio_lower and
    ratio_upper, sure (how surely it differs from 1: `words.sureness`). Alike on each
    row: all_registered, all_events, all_users, all_crude, and all_standardised with
    all_lower, all_upper. Events of no place in view are in all_events alone. Raises
    InputError without a list.
    """
    needs_list(dataset)
    scope = settle(dataset, filters)
    cells = use_cells(dataset, scope, kind, level)
    whole = cells[COUNTED].sum()
    every = _direct(cells.groupby(CELL, as_index=False)[COUNTED].sum())
    frame = _by_place(cells)
    frame = frame.assign(
        crude=None,
        ratio=None,
        all_crude=None,
        **{f"all_{name}": int(whole[name]) for name in COUNTED if name != "squares"},
        all_standardised=every.rate,
        all_lower=every.lower,
        all_upper=every.upper,
    )
    return result(
        f"rates_{kind.slug}_{level}",
        dataset,
        scope,
        frame,
        _columns(kind, level),
        f"{kind.called} for each registered person on the list",
        (*_notes(kind, cells, frame), *FIFTH.notes(dataset)),
    )


def _direct(cells: pd.DataFrame) -> Rate:
    """The standardised rate of the cells of one place."""
    cells = standard_cells().merge(cells, "left", CELL).fillna(0)
    return direct(
        cells["events"], cells["squares"], cells["registered"], cells["share"]
    )


def _by_place(cells: pd.DataFrame) -> pd.DataFrame:
    """A row a place, with its standardised rate and what was to be expected."""
    placed = cells[cells["place"] != ""]
    placed = placed.assign(expected=_expected(placed))
    rows = []
    for place, mine in placed.groupby("place", sort=True):
        total, expected = mine[COUNTED].sum(), mine["expected"].sum()
        found = _direct(mine)
        enough = found.covered >= LEAST_COVERED
        ratio_, low, high = ratio(total["events"], total["squares"], expected)
        rows.append(
            {
                "place": place,
                **{n: int(total[n]) for n in COUNTED if n != "squares"},
                "standardised": found.rate if enough else None,
                "lower": found.lower if enough else None,
                "upper": found.upper if enough else None,
                "covered": found.covered,
                "expected": expected,
                "ratio_lower": low,
                "ratio_upper": high,
                "sure": sureness(ratio_, low, high, nothing=1),
            }
        )
    frame = pd.DataFrame(rows)
    if frame.empty:
        names = ("place", "registered", "events", "users", "standardised", "lower")
        more = ("upper", "covered", "expected", "ratio_lower", "ratio_upper", "sure")
        return pd.DataFrame(columns=[*names, *more])
    made = ["standardised", "lower", "upper"]
    return frame.astype(dict.fromkeys(made, float))


def _expected(cells: pd.DataFrame) -> pd.Series:
    """Events of each cell, had it the rate of all places: they add up to the events of
    cells with people. Cells that nobody is registered in expect none."""
    alike = cells.groupby(CELL)[["events", "registered"]].transform("sum")
    rate = alike["events"] / alike["registered"].where(alike["registered"] > 0)
    return (cells["registered"] * rate).fillna(0.0)


def _notes(
    kind: EventKind, cells: pd.DataFrame, frame: pd.DataFrame
) -> tuple[str, ...]:
    notes = [
        f"Standardised for age, sex and deprivation to the {standard().in_words}; 95% "
        f"by {METHOD}."
    ]
    few = frame[frame["standardised"].isna()]
    if len(few):
        notes.append(
            f"{counted(len(few), 'place')} with people for less than "
            f"{percent(LEAST_COVERED)} of the standard population: no standardised "
            "rate; counted ÷ expected can be told."
        )
    nowhere = int(cells.loc[cells["place"] == "", "events"].sum())
    if nowhere:
        notes.append(
            f"{counted(nowhere, kind.one, kind.many)} of no practice in view "
            f"{'is' if nowhere == 1 else 'are'} in the total alone."
        )
    return tuple(notes)


def _columns(kind: EventKind, level: str) -> tuple[Column, ...]:
    def number(name: str, title: str, shown: bool = True, of: str = "users") -> Column:
        return Column(name, title, "number", decimals=2, of=of, shown=shown)

    def count(name: str, title: str, of: str = "", shown: bool = True) -> Column:
        return Column(name, title, "count", of=of, shown=shown)

    private = partial(Column, kind="number", decimals=2, private=True)
    called, head = kind.called, "a head"
    return (
        Column("place", TITLES[level]),
        count("registered", "Registered people"),
        count("events", called, of="users"),
        count("users", "People with one", shown=False),
        Column("crude", f"Crude, {head}", "ratio", "events", "registered", decimals=2),
        number("standardised", f"Standardised, {head}"),
        number("lower", "95% from"),
        number("upper", "to"),
        Column("covered", "Standard covered", "percent", decimals=0, of="users"),
        Column("expected", "Expected", "number", nearest=5, decimals=0, of="users"),
        Column(
            "ratio", "Counted ÷ expected", "ratio", "events", "expected", decimals=2
        ),
        # With a ratio of few, its limits would tell the number counted.
        private("ratio_lower", "Its 95% from"),
        private("ratio_upper", "to "),
        Column("sure", "How sure", of="users", shown=False),
        count("all_registered", "All registered", shown=False),
        count("all_events", f"All {called}", of="all_users", shown=False),
        count("all_users", "All people with one", shown=False),
        Column(
            "all_crude",
            "All, crude",
            "ratio",
            "all_events",
            "all_registered",
            decimals=2,
            shown=False,
        ),
        number("all_standardised", "All, standardised", False, "all_users"),
        number("all_lower", "All, from", False, "all_users"),
        number("all_upper", "All, to", False, "all_users"),
    )
