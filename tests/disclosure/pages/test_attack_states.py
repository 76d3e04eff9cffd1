"""Nobody who sees the flows from window to window in a meeting, with the rounded number
in each state of each window, can work out a count of 1 to 7."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import LinearConstraint

from analytics.disclosure import Audience, protect
from analytics.disclosure.protected import HIDDEN_UP_TO
from analytics.disclosure.rounding import NEAREST
from analytics.measures.over_time.flows.flows import SOURCES, TARGETS
from analytics.measures.result import Column, Result
from analytics.methods.states import ABOVE, AWAY, NONE, RISING, SOME, Bands
from tests.disclosure.pages.solver import least_and_most

SLACK = NEAREST // 2
DAYS = pd.to_datetime(["2022-08-31", "2023-08-31", "2024-08-31"])
COLUMNS = (
    Column("from", "Window to", "day"),
    Column("to", "Next window to", "day"),
    Column("source", "Source", shown=False),
    Column("target", "Target", shown=False),
    Column("from_title", "From"),
    Column("to_title", "To"),
    Column("people", "People", "count"),
)


def made(seed: int) -> pd.DataFrame:
    """Two steps of a few hundred people, who stay in the states that they are in."""
    rng = np.random.default_rng(seed)
    bands = Bands(10)
    rows = []
    for n in range(2):
        for source in SOURCES:
            size = {ABOVE: 40, RISING: 60, SOME: 150, NONE: 200, AWAY: 20}.get(
                source, 30
            )
            if n:  # as many begin the second step as ended the first in that state
                size = sum(r[6] for r in rows if r[3] == source) or size
            parts = rng.multinomial(size, rng.dirichlet(np.full(len(TARGETS), 0.4)))
            rows += [
                (
                    DAYS[n],
                    DAYS[n + 1],
                    source,
                    target,
                    bands.title(source),
                    bands.title(target),
                    int(number),
                )
                for target, number in zip(TARGETS, parts, strict=True)
            ]
    return pd.DataFrame(rows, columns=[one.name for one in COLUMNS])


def reach(true: pd.DataFrame, shown: np.ndarray, cell: int, slack: int = SLACK):
    """The least and the greatest that a hidden cell can be, for who knows the rules,
    every number shown, and how many were in each state of each window as rounded (the
    windows of two questions are the same ones, so each is seen from both sides)."""
    hidden = np.isnan(shown)
    low = np.where(hidden, 0, np.maximum(shown - slack, 0))
    high = np.where(hidden, true["people"].max() + 2 * NEAREST, shown + slack)
    if slack:
        low = np.where(~hidden & (shown > 0), np.maximum(low, HIDDEN_UP_TO + 1), low)
    high = np.where(shown == 0, 0, high)
    rows, least, most = [], [], []
    for day in ("from", "to"):
        for when in true[day].unique():
            for name in SOURCES if day == "from" else TARGETS:
                side = "source" if day == "from" else "target"
                inside = ((true[day] == when) & (true[side] == name)).to_numpy(float)
                total = float(inside @ true["people"])
                total = NEAREST * round(total / NEAREST) if slack else total
                rows.append(inside)
                least.append(total - slack)
                most.append(total + slack)
    for name in set(SOURCES) & set(TARGETS):  # the middle window, from both its sides
        into = ((true["to"] == DAYS[1]) & (true["target"] == name)).to_numpy(float)
        out = ((true["from"] == DAYS[1]) & (true["source"] == name)).to_numpy(float)
        if float((into - out) @ true["people"]) == 0:
            rows.append(into - out)
            least.append(0)
            most.append(0)
    held = LinearConstraint(np.array(rows), least, most)
    return least_and_most(held, cell, low, high)


@pytest.mark.parametrize("seed", range(3))
def test_no_flow_of_few_people_can_be_worked_out(seed):
    table = made(seed)
    seen = protect(Result("flows", table, COLUMNS, "People"), Audience.AGGREGATE).table
    shown = seen["people"].to_numpy(float)
    small = table.index[table["people"].between(1, HIDDEN_UP_TO)]
    assert len(small) > 5 and np.isnan(shown[small]).all()
    for cell in small[::3]:
        low, high = reach(table, shown, cell)
        assert low <= table["people"][cell] <= high
        assert low < high, (seed, table.iloc[cell].to_dict())


def test_without_rounding_the_attacker_finds_one():
    table = made(0)
    cell = table.index[table["people"].between(1, HIDDEN_UP_TO)][0]
    alone = table["people"].to_numpy(float)
    alone[cell] = np.nan
    assert reach(table, alone, cell, slack=0) == (table["people"][cell],) * 2
