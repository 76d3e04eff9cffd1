"""The attacker of a meeting with the page *Footprint*: every service of each group that
may be asked of beside everyone else, and avoidable use, in the columns that the product
declares. And how each service of the caseload changed."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import pandas as pd
import pytest

from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from analytics.measures.footprint import avoidable_columns, net, services_columns
from analytics.measures.result import Result
from tests.disclosure.attacker import Seen, pinned
from tests.disclosure.population import PCNS, ask, population

TRAITS = {
    "stays": ("0", "2"),
    "avoidable": ("0", "1"),
    "caseload": ("no", "yes"),
    "cohort": ("out", "in"),
}
HIGHEST = 17  # times: those who attend most have at least so many


def made(seed: int, people: int) -> Seen:
    """A population of whom also is known who stayed in hospital, had avoidable
    attendances, is on the caseload and in a cohort."""
    seen = population(seed, people, ages=(35,), traits=TRAITS)
    kinds = seen.kinds.groupby(
        ["practice", "pcn", "times", *TRAITS], as_index=False
    ).agg(people=("people", "sum"))
    return Seen(kinds)


def groups(kinds: pd.DataFrame) -> dict[str, tuple[np.ndarray, bool]]:
    """Who each group is that a meeting may ask of, and whether somebody chose them."""
    often = (kinds["times"] > Filters().ae_more_than).to_numpy()
    return {
        "rule": (often, False),
        "top": ((kinds["times"] >= HIGHEST).to_numpy(), False),
        "caseload": ((kinds["caseload"] == "yes").to_numpy(), False),
        "cohort": ((kinds["cohort"] == "in").to_numpy(), True),
        "everybody": (np.ones(len(kinds), bool), False),
    }


def numbers(kinds: pd.DataFrame) -> dict[str, np.ndarray]:
    """How many each kind of person has: attendances, stays, avoidable attendances."""
    stays, held = (kinds[name].astype(int).to_numpy() for name in list(TRAITS)[:2])
    times = kinds["times"].to_numpy()
    return {"ae": times, "stays": stays, "held": np.minimum(held, times)}


def noted_services(seen: Seen, ours: np.ndarray, here: np.ndarray, narrowed: bool):
    """What `services.services` shows of a group beside everyone else."""
    has = numbers(seen.kinds)
    sums: dict[str, list[np.ndarray]] = {}
    for before, who in (("", ours & here), ("other_", ~ours & here)):
        for slug in ("ae", "stays"):
            many = np.where(who, has[slug], 0)
            for name, each in (
                ("heads", who.astype(int)),
                ("users", (many > 0).astype(int)),
                ("contacts", many),
            ):
                sums.setdefault(f"{before}{name}", []).append(each)
    _noted(seen, services_columns.columns(), sums, narrowed)


def noted_avoidable(seen: Seen, ours: np.ndarray, here: np.ndarray, narrowed: bool):
    """What `avoidable.avoidable` shows of one rule."""
    has = numbers(seen.kinds)
    sums: dict[str, list[np.ndarray]] = {}
    for before, who in (("", ours & here), ("other_", ~ours & here)):
        held, all_ = (np.where(who, has[name], 0) for name in ("held", "ae"))
        sums |= {
            f"{before}users": [(held > 0).astype(int)],
            f"{before}came": [(all_ > 0).astype(int)],
            f"{before}held": [held],
            f"{before}events": [all_],
            f"{before}classed": [all_],
            f"{before}unclassed": [np.zeros(len(who), int)],
        }
    _noted(seen, avoidable_columns.columns(), sums, narrowed)


def _noted(seen: Seen, columns, sums, narrowed: bool) -> None:
    people = seen.kinds["people"].to_numpy()
    rows = len(next(iter(sums.values())))
    frame = pd.DataFrame(
        {
            one.name: [weights @ people for weights in sums[one.name]]
            if one.name in sums
            else [np.nan] * rows
            for one in columns
        }
    )
    labels = [one.name for one in columns if one.kind == "label"]
    frame[labels] = [[f"row {n}"] * len(labels) for n in range(rows)]
    result = Result("f", frame, columns, "m", narrowed=narrowed)
    # In the order declared, so that what is `like` another comes after it.
    of = {one.name: sums[one.name] for one in columns if one.name in sums}
    seen.read(protect(result, Audience.AGGREGATE), of)


@pytest.mark.parametrize("seed, people", [(12, 200), (13, 400)])
def test_no_footprint_gives_anybody_away(seed, people):
    seen = made(seed, people)
    whole = np.ones(len(seen.kinds), bool)
    for question in (Filters(), Filters(pcn=("North",)), Filters(practice=("A",))):
        ask_places(seen, question)
    for ours, chosen in groups(seen.kinds).values():
        for note in (noted_services, noted_avoidable):
            note(seen, ours, whole, chosen)
            for pcn in sorted(set(PCNS.values())) if not chosen else ():
                note(seen, ours, (seen.kinds["pcn"] == pcn).to_numpy(), True)
    found, tried = pinned(seen, events=True)
    assert tried > 5, "there is nothing to find"
    assert not found, f"{len(found)} of {tried} can be worked out: {found}"


def ask_places(seen: Seen, question: Filters) -> None:
    """What the other pages show, whose tables are by age and sex too."""
    seen.kinds["age"], seen.kinds["sex"] = 35, "female"
    ask(seen, question)


def test_with_exact_numbers_the_same_tables_would():
    """The same attacker, who sees two other numbers of the tables as they are."""
    seen = made(12, 250)
    stayed = numbers(seen.kinds)["stays"] > 0
    people = seen.kinds["people"].to_numpy()
    few = stayed & (people.cumsum() <= 40) & (seen.kinds["practice"] == "A").to_numpy()
    few &= few.cumsum() <= np.flatnonzero(people[few].cumsum() <= 7).size
    assert 1 <= people[few].sum() <= 7
    for who in (stayed, stayed & ~few):
        seen.note(who, people[who].sum(), people[who].sum())
    assert pinned(seen)[0] == [people[few].sum()], "the attacker is too weak to trust"


def test_numbers_of_everyone_else_are_no_finer_than_the_group_s():
    """Else the group's would be had by subtraction from everybody's."""
    for columns in (services_columns.columns(), avoidable_columns.columns()):
        of = {one.name: one for one in columns}
        others = [one for one in columns if one.name.startswith("other_") and one.of]
        assert len(others) > 2
        for one in others:
            part = of[one.name.removeprefix("other_")]
            assert one.like == part.name, one.name


def alike(tables: Callable[[int], pd.DataFrame]) -> set[int]:
    """Of 1 to 7, those for which something else is shown than for every other: they
    are given away."""
    shown = {n: tables(n) for n in range(1, 8)}
    return {
        n
        for n, one in shown.items()
        if not any(one.equals(other) for m, other in shown.items() if m != n)
    }


@lru_cache
def _changed(before: int, after: int, exact: bool) -> pd.DataFrame:
    """A service of 40 people of the caseload as *Saved or shifted* shows it."""
    columns = net._columns()
    row = dict.fromkeys((one.name for one in columns), np.nan)
    ratio, expected = after / before, 0.7 * before
    row |= {"service": "Stays", "people": 40, "before": before, "after": after}
    row |= {"observed": ratio, "observed_lower": ratio / 2, "observed_upper": ratio * 2}
    row |= {"ratio": after / expected, "lower": 0.5 * ratio, "upper": 2 * ratio}
    row |= {"change": after - expected, "price": 3000.0, "why_not": "", "claim": ""}
    row |= {"pounds": 3000.0 * (after - expected), "told": 1.0}
    audience = Audience.PSEUDONYMISED if exact else Audience.AGGREGATE
    return protect(Result("n", pd.DataFrame([row]), columns, "m"), audience).table


@pytest.mark.parametrize("before", [12, 60, 400])
def test_no_ratio_tells_how_few_came_afterwards(before):
    assert not alike(lambda n: _changed(before, n, False))
    assert len(alike(lambda n: _changed(before, n, True))) == 7
