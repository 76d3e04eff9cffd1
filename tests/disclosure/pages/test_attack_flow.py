"""Nobody who sees the flow of support in a meeting, and the rounded sums of all its
blocks, can work out a count of 1 to 7: every way of filling in the hidden cells is
tried at once."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import LinearConstraint

from analytics.disclosure import Audience, protect
from analytics.disclosure.protected import HIDDEN_UP_TO
from analytics.disclosure.rounding import NEAREST
from analytics.measures.result import Column, Result
from analytics.measures.support.flow import TO_END, TO_HELP
from tests.disclosure.pages.solver import least_and_most

SLACK = NEAREST // 2
COLUMNS = (
    Column("step", "Step", shown=False),
    Column("source", "From", of="people"),
    Column("target", "To", of="people"),
    Column("people", "People", "count"),
)


def made(seed: int) -> pd.DataFrame:
    """A flow whose kinds of help are as large on both sides, most ribbons small."""
    rng = np.random.default_rng(seed)
    reasons, kinds, ends = rng.integers(2, 6, 3)
    why = rng.poisson(rng.gamma(0.6, 12, (reasons, kinds)))
    rows = [
        (TO_HELP, f"why {i}", f"kind {j}", int(why[i, j]))
        for i in range(reasons)
        for j in range(kinds)
    ]
    for j in range(kinds):
        parts = rng.multinomial(why[:, j].sum(), rng.dirichlet(np.ones(ends) / 2))
        rows += [(TO_END, f"kind {j}", f"end {k}", int(n)) for k, n in enumerate(parts)]
    return pd.DataFrame(rows, columns=["step", "source", "target", "people"])


def nearest(value: float) -> int:
    return int(NEAREST * round(value / NEAREST))


def reach(
    true: pd.DataFrame, shown: pd.Series, cell: int, slack: int = SLACK
) -> tuple[int, int]:
    """The least and the greatest that a hidden cell can be, for somebody who knows the
    rules, sees every shown cell, and has the number of people of each reason, kind of
    help and ending as it is shown. slack: by how much rounding may have moved a number;
    0: nothing is rounded."""
    size = len(true)
    low, high = np.zeros(size), np.zeros(size)
    for i in range(size):
        if np.isnan(shown[i]):
            low[i], high[i] = 0, true["people"].max() + 2 * NEAREST
        elif shown[i] > 0:
            low[i], high[i] = shown[i] - slack, shown[i] + slack
            low[i] = max(low[i], HIDDEN_UP_TO + 1) if slack else low[i]
    rows, least, most = [], [], []
    for step, side in (
        (TO_HELP, "source"),
        (TO_HELP, "target"),
        (TO_END, "source"),
        (TO_END, "target"),
    ):
        of_step = true["step"] == step
        for name in true.loc[of_step, side].unique():
            inside = (of_step & (true[side] == name)).to_numpy(float)
            total = float(inside @ true["people"])
            total = nearest(total) if slack else total
            rows.append(inside)
            least.append(total - slack)
            most.append(total + slack)
    for name in true.loc[true["step"] == TO_END, "source"].unique():
        into = (true["target"] == name).to_numpy(float)
        rows.append(into - (true["source"] == name).to_numpy(float))
        least.append(0)
        most.append(0)
    held = LinearConstraint(np.array(rows), least, most)
    return least_and_most(held, cell, low, high)


def pinned(table: pd.DataFrame, shown: pd.Series) -> tuple[list[int], int]:
    """The small cells that can only be what they are, and how many there were."""
    small = table.index[table["people"].between(1, HIDDEN_UP_TO)]
    found = []
    for cell in small:
        low, high = reach(table, shown, cell)
        assert low <= table["people"][cell] <= high
        if low == high:
            found.append(cell)
    return found, len(small)


@pytest.mark.parametrize("seed", range(24))
def test_no_ribbon_of_few_people_can_be_worked_out(seed):
    table = made(seed)
    result = Result("flow", table, COLUMNS, "People")
    seen = protect(result, Audience.AGGREGATE).table
    hidden = seen["people"].isna()
    assert seen.loc[hidden, ["source", "target"]].isna().all(axis=None)
    found, tried = pinned(table, seen["people"])
    assert tried > 0 and not found, f"{len(found)} of {tried}"


def test_without_rounding_the_attacker_finds_them():
    """With every other number exact, the sums tell each cell that is hidden alone."""
    table = made(0)
    small = table.index[table["people"].between(1, HIDDEN_UP_TO)]
    assert len(small) > 1
    for cell in small:
        alone = table["people"].astype(float)
        alone[cell] = np.nan
        assert reach(table, alone, cell, slack=0) == (table["people"][cell],) * 2


def test_of_a_place_nobody_is_hidden_too():
    """Where somebody chose whom, that nobody goes some way is no less telling."""
    table = made(3)
    result = Result("flow", table, COLUMNS, "People", narrowed=True)
    seen = protect(result, Audience.AGGREGATE).table
    assert seen.loc[table["people"] < 20, "people"].isna().all()
