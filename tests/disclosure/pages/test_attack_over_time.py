"""The attacker of a meeting with all that *Over time* and *Who next* show of the same
people: flows, comings and goings, how often, by group; who came to be above the rule by
risk and by part, and what became of those named."""

from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from analytics.measures.over_time.flows import by_group, flows, standing
from analytics.measures.result import Column, Result
from analytics.measures.risk.judged import CAPACITIES
from analytics.methods.states import ABOVE, NONE, RISING, SOME
from tests.disclosure.attacker import Seen, pinned

STATES = (ABOVE, RISING, SOME, NONE)
WINDOWS = ("first", "second", "third")
STAYS = {
    ABOVE: [5, 2, 2, 1],
    RISING: [3, 3, 3, 1],
    SOME: [1, 2, 6, 5],
    NONE: [0, 1, 3, 8],
}
PEOPLE = (Column("people", "People", "count"),)


@pytest.fixture(scope="module")
def real(loaded) -> dict[str, Result]:
    """The product's own answers, whose columns are asked about made-up people."""
    asked = Filters()
    return {
        "flows": flows.flows(loaded, asked, AE),
        "standing": standing.standing(loaded, asked, AE),
        "often": standing.how_often(loaded, asked, AE),
        "group": by_group.by_group(loaded, asked, AE, by_group.BY_AGE),
    }


def made(seed: int, people: int) -> Seen:
    """People by group and by their state in each of three windows."""
    rng = np.random.default_rng(seed)
    rows = []
    for _one in range(people):
        state = [str(rng.choice(STATES, p=[0.1, 0.1, 0.3, 0.5]))]
        for _window in WINDOWS[1:]:
            chance = np.array(STAYS[state[-1]], float)
            state.append(str(rng.choice(STATES, p=chance / chance.sum())))
        rows.append((str(rng.choice(["young", "old"])), *state))
    names = ["group", *WINDOWS]
    every = pd.MultiIndex.from_tuples(
        list(product(["young", "old"], *[STATES] * len(WINDOWS))), names=names
    )
    counted = pd.DataFrame(rows, columns=names).value_counts()
    kinds = counted.reindex(every, fill_value=0).rename("people").reset_index()
    return Seen(kinds)


def noted(seen: Seen, result: Result, labels: pd.DataFrame, **sums: list[np.ndarray]):
    """A table of the product's columns: a row for each of the labels."""
    people = seen.kinds["people"].to_numpy()
    frame = labels.assign(
        **{one.name: np.nan for one in result.columns if one.name not in labels}
    )
    for name, rows in sums.items():
        frame[name] = [int(mask @ people) for mask in rows]
    shown = protect(replace(result, table=frame), Audience.AGGREGATE)
    seen.read(
        shown, {name: [r.astype(int) for r in rows] for name, rows in sums.items()}
    )


def noted_over_time(seen: Seen, real: dict[str, Result]) -> None:
    kinds = seen.kinds
    first, second, third = (
        {state: (kinds[window] == state).to_numpy() for state in STATES}
        for window in WINDOWS
    )
    a, b, c = first[ABOVE], second[ABOVE], third[ABOVE]
    steps = [
        (day, source, target, before[source] & after[target])
        for day, before, after in ((1, first, second), (2, second, third))
        for source, target in product(STATES, STATES)
    ]
    names = ["from", "source", "target"]
    labels = pd.DataFrame([one[:3] for one in steps], columns=names)
    days = pd.to_datetime(["2022-08-31", "2023-08-31", "2024-08-31"])
    labels["to"] = [days[n] for n in labels["from"]]
    labels["from"] = [days[n - 1] for n in labels["from"]]
    labels["from_title"], labels["to_title"] = labels["source"], labels["target"]
    noted(seen, real["flows"], labels, people=[one[3] for one in steps])
    rows = [
        (days[1], "Again", a & b),
        (days[1], "New", b & ~a),
        (days[1], "Lapsed", a & ~b),
        (days[2], "Again", b & c),
        (days[2], "Returning", a & ~b & c),
        (days[2], "New", c & ~a & ~b),
        (days[2], "Lapsed", b & ~c),
    ]
    labels = pd.DataFrame([one[:2] for one in rows], columns=["to", "standing"])
    noted(seen, real["standing"], labels, people=[one[2] for one in rows])
    times = a.astype(int) + b + c
    parts = [times == 1, times == 2, times > 2]
    labels = pd.DataFrame({"times": ["one", "two", "more"]})
    noted(seen, real["often"], labels, people=parts, of=[times > 0] * 3)
    rows = [
        (group, state, b & third[state] & (kinds["group"] == group).to_numpy())
        for group in ("young", "old")
        for state in STATES
    ]
    labels = pd.DataFrame([one[:2] for one in rows], columns=["group", "became"])
    wholes = [b & (kinds["group"] == one[0]).to_numpy() for one in rows]
    noted(seen, real["group"], labels, people=[one[2] for one in rows], of=wholes)


@pytest.mark.parametrize(
    "seed, people", [(1, 150), (2, 300), (3, 600), (4, 200), (5, 400)]
)
def test_all_of_the_page_together_gives_nobody_away(seed, people, real):
    seen = made(seed, people)
    noted_over_time(seen, real)
    found, tried = pinned(seen)
    assert tried > 5, "there is nothing to find"
    assert not found, f"{len(found)} of {tried} can be worked out: {found}"


def test_with_exact_numbers_the_same_tables_would(real):
    """The same attacker, who knows how many were above the rule in two windows."""
    seen = made(4, 100)
    people = seen.kinds["people"].to_numpy()
    b, c = ((seen.kinds[one] == ABOVE).to_numpy() for one in WINDOWS[1:])
    for who in (b, c, b | c):
        seen.note(who, people[who].sum(), people[who].sum())
    seen.note(b & c, 1, 7)  # as a hidden cell says
    assert 1 <= people[b & c].sum() <= 7 and pinned(seen)[0]


@pytest.mark.parametrize("seed", range(40))
def test_what_became_of_those_named_gives_nobody_away(seed):
    """As many are named as the team may name, so the total is known to everybody."""
    named = CAPACITIES[0]
    rng = np.random.default_rng(seed)
    parts = rng.multinomial(named, rng.dirichlet(np.full(6, 0.7)))
    kinds = pd.DataFrame({"state": np.arange(6), "people": parts})
    seen = Seen(kinds)
    frame = pd.DataFrame({"state": [f"state {n}" for n in range(6)], "people": parts})
    result = Result("then", frame, (Column("state", "State"), *PEOPLE), "m")
    each = [(kinds["state"] == n).to_numpy().astype(int) for n in range(6)]
    seen.read(protect(result, Audience.AGGREGATE), {"people": each})
    seen.note(np.ones(6, bool), named, named)
    found, _tried = pinned(seen)
    assert not found, (list(parts), found)
