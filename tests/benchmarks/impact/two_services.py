"""Another service in the worlds of `worlds`: what is expected of it, where people were
picked by their A&E attendances.

``python -m tests.benchmarks.impact.two_services --runs 40 --minutes 5 --rows F.csv``
appends a row a run, so that the study is run in slices; `told` makes the table of
docs/before_after/net_effect.md of such a file.
"""

import argparse
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.methods.impact import CoursePanel, NothingToCompare, impact
from analytics.methods.impact.elsewhere import elsewhere
from tests.benchmarks.impact.worlds import (
    FIRST,
    WORLDS,
    Case,
    Weeks,
    World,
    as_case,
    thinned,
    without_effect,
)

SIZES = (30, 60, 200)
DRAWS = 1500
COLUMNS = (
    "world",
    "sort",
    "number",
    "size",
    "truth",
    "naive",
    "ratio",
    "lower",
    "upper",
    "why_not",
)


@dataclass(frozen=True)
class Sort:
    """Another service. a_year: what somebody usual has of it by their lasting need;
    like: how closely that follows the lasting rate of A&E; own: how people differ
    besides (SD of logs); in_crisis: visits of it a visit that a crisis adds; follows:
    chance that an attendance is followed by one."""

    name: str
    a_year: float
    like: float
    own: float
    in_crisis: float
    follows: float


SORTS = {
    one.name: one
    for one in (
        Sort("stays", 0.08, 0.6, 0.9, 0.0, 0.22),
        Sort("calls", 0.2, 0.7, 0.8, 0.15, 0.15),
        Sort("visits", 5.0, 0.5, 0.7, 0.5, 0.0),
        Sort("planned", 0.8, 0.3, 1.0, 0.0, 0.0),
    )
}


def draw_two(
    made: Weeks, world: World, sort: Sort, ratio: float, rng: np.random.Generator
) -> tuple[Case, Case]:
    """A world's A&E attendances, a fifth fewer with the programme, and the other
    service with a true ratio, each as a panel of the same people."""
    usual = np.exp(sort.like * np.log(made.lasting + 1e-3))
    usual *= sort.a_year * np.exp(rng.normal(0, sort.own, len(usual)))
    extra = sort.in_crisis * np.maximum(made.rate - made.lasting[:, None], 0)
    other = rng.poisson((usual[:, None] + extra) / 52)
    other += rng.binomial(made.visits, sort.follows)
    other *= np.arange(other.shape[1]) < made.end[:, None]
    other = thinned(other, made, ratio, rng)
    visits = thinned(made.visits.copy(), made, 0.8, rng)
    case = as_case(world, len(made.taken), visits, made, 0.8, rng)
    return case, replace(case, panel=_same_people(case, other, rng), truth=ratio)


def _same_people(
    case: Case, weeks: np.ndarray, rng: np.random.Generator
) -> CoursePanel:
    """The panel of the other service, of the people of the first."""
    panel = case.panel
    person = panel.people["person"].to_numpy()
    first = (panel.data_from.to_datetime64().astype("datetime64[D]") - FIRST).astype(
        int
    )
    last = (panel.data_to.to_datetime64().astype("datetime64[D]") - FIRST).astype(int)
    rows, at = np.nonzero(weeks[person])
    times = weeks[person][rows, at]
    day = np.repeat(at, times) * 7 + rng.integers(0, 7, times.sum())
    frame = pd.DataFrame({"person": person[np.repeat(rows, times)], "day": FIRST + day})
    frame = frame[(day >= first) & (day <= last)]
    frame["day"] = pd.to_datetime(frame["day"])
    frame = frame.sort_values(["person", "day"], ignore_index=True)
    return replace(panel, events=frame)


def of_one_world(
    world: str, sorts: list[str], number: int, ratios: list[float], naive: bool = True
) -> list[dict]:
    """A row a sort and true ratio: ratio, lower, upper of the product's answer; naive:
    of those alike in the other service alone."""
    rng = np.random.default_rng([78, list(WORLDS).index(world), number])
    size = SIZES[number % len(SIZES)]
    made = without_effect(WORLDS[world], size, rng)
    rows = []
    for sort in sorts:
        for truth in ratios:
            pair = draw_two(made, WORLDS[world], SORTS[sort], truth, rng)
            row = {"world": world, "sort": sort, "number": number, "size": size}
            rows.append(row | {"truth": truth} | _answer(*pair, number, naive))
    return rows


def _answer(one: Case, other: Case, seed: int, naive: bool) -> dict:
    asked = (one.rule, one.index_date)
    row: dict = {}
    try:
        found = elsewhere(one.panel, other.panel, *asked, draws=DRAWS, seed=seed)
        if naive:
            alone = impact(other.panel, *asked, draws=200, checks=False).best
            row["naive"] = alone.rate_ratio if alone.causal else np.nan
    except NothingToCompare as why:
        return row | {"why_not": str(why)}
    if found.best is None:
        return row | {"why_not": found.why_not}
    best = found.best
    return row | {"ratio": best.rate_ratio, "lower": best.lower, "upper": best.upper}


def told(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """By group: runs, offered (share), bias of the log ratio with its standard error,
    coverage, width (upper ÷ lower, median), naive bias."""
    rows = rows.assign(
        bias=np.log(rows["ratio"] / rows["truth"]),
        naive_bias=np.log(rows["naive"] / rows["truth"]),
        covered=(rows["lower"] <= rows["truth"]) & (rows["truth"] <= rows["upper"]),
        width=rows["upper"] / rows["lower"],
    )
    offered = rows[rows["ratio"].notna()]
    table = offered.groupby(by, sort=False).agg(
        runs=("bias", "size"),
        bias=("bias", "mean"),
        error=("bias", "sem"),
        coverage=("covered", "mean"),
        width=("width", "median"),
        naive=("naive_bias", "mean"),
    )
    every = rows.groupby(by, sort=False).size()
    return table.assign(offered=table["runs"] / every).reset_index()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--worlds", nargs="*", default=["bursty", "endings", "peak"])
    parser.add_argument("--sorts", nargs="*", default=list(SORTS))
    parser.add_argument("--ratios", nargs="*", type=float, default=[1.0, 0.75])
    parser.add_argument("--runs", type=int, nargs=2, default=[0, 12])
    parser.add_argument("--naive", type=int, default=6, help="runs with the naive way")
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--rows", type=Path, required=True)
    asked = parser.parse_args()
    until = time.monotonic() + 60 * asked.minutes
    for number in range(*asked.runs):
        for world in asked.worlds:
            if time.monotonic() > until:
                return
            naive = number < asked.naive
            rows = of_one_world(world, asked.sorts, number, asked.ratios, naive)
            frame = pd.DataFrame(rows).reindex(columns=list(COLUMNS))
            head = not asked.rows.exists()
            frame.to_csv(asked.rows, mode="a", header=head, index=False)


if __name__ == "__main__":
    main()
