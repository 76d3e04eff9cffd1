"""Contacts, people, nights in bed and cost of a group by service, beside everyone
else."""

from dataclasses import replace
from functools import lru_cache

import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import EventKind, kinds
from analytics.definitions.filters import Filters
from analytics.definitions.words import listed, sureness
from analytics.measures.counting.registered import registered
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.footprint.services_columns import BESIDE, COST, USE, columns
from analytics.measures.footprint.used import AMOUNTS, unit_costs_of, used
from analytics.measures.footprint.whom import CELL, group, people
from analytics.measures.result import Result
from analytics.measures.result_builder import result
from analytics.methods.rates.direct import ratio
from analytics.store.dataset import Dataset

COUNTED = ["events", "squares", "users", "pounds", "priced", "own", "days", "timed"]
BY = ["ours", *CELL]


def services(dataset: Dataset, filters: Filters, of: str) -> Result:
    """One row a service that there is an extract of. of: whose footprint
    (`whom.group`).

    Columns: service, slug; of the group: heads (people), users (with any), contacts,
    each (contacts ÷ heads), days and nights_each (nights in bed, of stays that began in
    the window; null where the service has none), pounds, pounds_each; of everyone else
    the same with `other_`; expected (contacts of the group, had it everyone else's
    rates at its ages and sexes), ratio (contacts ÷ expected) with ratio_lower and
    ratio_upper (95%; `methods.rates.direct`), sure (`words.sureness`); unpriced
    (contacts of the group without a cost). Raises InputError as `whom.group` does.
    """
    scope = settle(dataset, filters)
    rows = [_row(kind, cells_of(dataset, scope, kind, of)) for kind in dataset.kinds]
    frame = pd.DataFrame(rows)
    whose = group(dataset, scope, of)
    found = result(
        "footprint",
        dataset,
        scope,
        frame.assign(
            each=None,
            other_each=None,
            nights_each=None,
            pounds_each=None,
            other_nights_each=None,
            other_pounds_each=None,
            ratio=None,
        ),
        columns(),
        f"Use of every service by {whose.words}",
        notes(dataset, frame),
    )
    return whose.told(found)


def use(dataset: Dataset, filters: Filters, of: str) -> Result:
    """Of `services` what says how much is used: contacts, people, nights."""
    return _part(services(dataset, filters, of), "footprint_use", USE)


def cost(dataset: Dataset, filters: Filters, of: str) -> Result:
    """Of `services` what says what it costs."""
    return _part(services(dataset, filters, of), "footprint_cost", COST)


def beside(dataset: Dataset, filters: Filters, of: str) -> Result:
    """Of `services` what can be held beside a published group."""
    return _part(services(dataset, filters, of), "footprint_beside", BESIDE)


def _part(whole: Result, name: str, shown: tuple[str, ...]) -> Result:
    kept = tuple(replace(c, shown=c.name in shown) for c in whole.columns)
    return replace(whole, name=name, columns=kept)


@lru_cache(maxsize=64)  # keyed on the dataset's fingerprint; several tabs share them
def cells_of(dataset: Dataset, scope: Scope, kind: EventKind, of: str) -> pd.DataFrame:
    """By ours, age_band and sex: heads (people whom the extract covers), events,
    squares (of each person's events, summed), users, pounds, priced, own, days, timed
    (`used`). Nobody changes it."""
    everybody = people(dataset, scope, of)
    if kind.own_list and dataset.has("patients"):
        everybody = everybody.semi_join(registered(scope, kind), "person")
    heads = engine.run(dataset, everybody.group_by(BY).agg(heads=_.count()))
    theirs = used(kind, scope).inner_join(everybody, "person")
    sums = {name: theirs[name].sum() for name in AMOUNTS}
    found = engine.run(
        dataset,
        theirs.group_by(BY).agg(
            squares=(theirs.events * theirs.events).sum(),
            users=theirs.count(),
            **sums,
        ),
    )
    whole = heads.merge(found, "left", BY)
    whole[COUNTED] = whole[COUNTED].astype(float).fillna(0.0)
    return whole


def _row(kind: EventKind, cells: pd.DataFrame) -> dict[str, object]:
    sums = ["heads", *COUNTED]
    ours, others = (
        cells.loc[cells["ours"] == one, sums].sum() for one in (True, False)
    )
    expected, counted, squares = expected_of(cells)
    estimate, low, high = ratio(counted, squares, expected)
    has_days = kind.days is not None
    return {
        "service": kind.called,
        "slug": kind.slug,
        **_amounts(ours, "", has_days),
        **_amounts(others, "other_", has_days),
        "expected": expected,
        "ratio_lower": low,
        "ratio_upper": high,
        "sure": sureness(estimate, low, high, nothing=1),
        "unpriced": ours["events"] - ours["priced"],
        "own": ours["own"],
    }


def _amounts(sums: pd.Series, before: str, has_days: bool) -> dict[str, object]:
    priced = sums["priced"] > 0
    return {
        f"{before}heads": int(sums["heads"]),
        f"{before}users": int(sums["users"]),
        f"{before}contacts": int(sums["events"]),
        f"{before}days": float(sums["days"]) if has_days else float("nan"),
        f"{before}pounds": float(sums["pounds"]) if priced else float("nan"),
    }


def expected_of(cells: pd.DataFrame) -> tuple[float, float, float]:
    """What the group was to be expected to have at everyone else's rates by age and
    sex; and its events and squares in the cells where anybody else is."""
    wide = cells.set_index(BY)[["heads", "events", "squares"]].unstack("ours")
    wide = wide.fillna(0.0)
    if not {True, False} <= set(cells["ours"]):
        return float("nan"), float("nan"), float("nan")
    there = wide[wide[("heads", False)] > 0]
    rate = there[("events", False)] / there[("heads", False)]
    return (
        float((rate * there[("heads", True)]).sum()),
        float(there[("events", True)].sum()),
        float(there[("squares", True)].sum()),
    )


def notes(dataset: Dataset, frame: pd.DataFrame) -> tuple[str, ...]:
    """Which services nothing is known of, and where costs are from, each a sentence."""
    told = []
    missing = [kind.called for kind in kinds() if kind not in dataset.kinds]
    if missing:
        told.append(
            f"Not known, since no extract of them is loaded: {listed(missing)}."
        )
    by_slug = frame.set_index("slug")
    own = [k.called for k in dataset.kinds if by_slug.loc[k.slug, "own"] > 0]
    if own:
        told.append(f"Costs are the extract’s own of {listed(own)}, where it has them.")
    costs = [cost for kind in dataset.kinds for cost in unit_costs_of(kind)]
    years = dict.fromkeys(cost.price_year for cost in costs)
    if costs:
        told.append(
            "Other costs are national unit costs, of prices of "
            f"{listed(years)}: see Definitions."
        )
    none = by_slug.loc[by_slug["unpriced"] > 0]
    if len(none):
        told.append(
            "Without any cost, since none was found: "
            f"{listed(none['service'])} in part."
        )
    return tuple(told)
