"""Writes docs/kinds_and_charts.md: `python -m tests.benchmarks.kinds_and_charts`.

Each part runs for about a minute on one core; --times 5 runs five times as many worlds.
"""

import argparse
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score

from analytics.methods.funnel import funnel
from analytics.methods.segments.segmentation import segment
from analytics.methods.xmr import xmr
from tests.segments import worlds

PAGE = Path(__file__).parents[3] / "docs" / "kinds_and_charts.md"
ALIKE = {
    "noise: all alike": worlds.noise,
    "noise: frequent at one service": worlds.one_service,
    "each with a leaning": worlds.leaning,
    "slope, uniform": worlds.slope,
    "slope, normal": partial(worlds.slope, place="normal"),
    "slope, skew": partial(worlds.slope, place="skew"),
    "slope that bends": worlds.bend,
    "two slopes": worlds.plane,
}
PLANTED = {
    "2 kinds": dict(kinds=2),
    "3 kinds": dict(kinds=3),
    "4 kinds": dict(kinds=4),
    "4 kinds, weak": dict(kinds=4, main=0.25),
    "4 kinds, very weak": dict(kinds=4, main=0.15, spread=1.7),
}
MONTHS = pd.date_range("2021-01-01", periods=36, freq="MS")
WAVE = np.sin(2 * np.pi * (np.arange(36) + 2) / 12)
SCHOOL = np.isin(np.arange(36) % 12, [11, 0]) - 1.0 * (np.arange(36) % 12 == 7)
MEAN = 1500


def table(head: list[str], rows: Iterator[list]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def known_to(share: float, runs: int) -> str:
    """The Monte Carlo standard error of a share, in points."""
    return f"{100 * np.sqrt(share * (1 - share) / runs):.1f} points"


def kinds(times: int) -> str:
    rng = np.random.default_rng(13)

    def alike() -> Iterator[list]:
        for name, world in ALIKE.items():
            row = [name]
            for people in (60, 200, 460):
                claimed = sum(
                    segment(world(rng, people)).found for _ in range(10 * times)
                )
                row.append(f"{claimed} of {10 * times}")
            yield row

    def planted() -> Iterator[list]:
        for name, options in PLANTED.items():
            row = [name]
            for people in (60, 200, 460):
                found = []
                for _ in range(5 * times):
                    people_of, truth = worlds.planted(rng, people, **options)
                    seen = segment(people_of)
                    if seen.found:
                        found.append(adjusted_rand_score(truth, seen.labels))
                middle = f", {np.median(found):.2f}" if found else ""
                row.append(f"{len(found)} of {5 * times}{middle}")
            yield row

    alone = list(alike())
    false = {name: sum(int(cell.split()[0]) for cell in row) for name, *row in alone}
    worst = max(false, key=lambda name: false[name])
    return (
        "## Segments\n\nGroups claimed where there are none (worlds of so many "
        "people). "
        "A cell where 5% is true has a Monte Carlo error of "
        f"{known_to(0.05, 10 * times)}; a row of three, {known_to(0.05, 30 * times)}; "
        f"all together, {known_to(0.05, 30 * times * len(ALIKE))}:\n\n"
        + table(["world", "60 people", "200", "460"], iter(alone))
        + f"\n\nAll together {sum(false.values())} of {30 * times * len(ALIKE)} (at "
        f"most 5% are meant to be); most in “{worst}”: {false[worst]} of {30 * times}."
        + "\n\nPlanted kinds found, and the median adjusted Rand index where they were:"
        "\n\n" + table(["world", "60 people", "200", "460"], planted())
    )


def funnels(times: int) -> str:
    rng = np.random.default_rng(14)

    def rows() -> Iterator[list]:
        for n, expected in ((6, 40), (12, 40), (30, 60), (100, 60)):
            for shape in ("log-normal", "gamma"):
                row = [n, shape]
                for spread in (0.0, 0.2, 0.4):
                    beyond, named, inner = [], [], []
                    for _ in range(40 * times):
                        points = funnel(_places(rng, n, expected, shape, spread)).points
                        outside = points["outside"] != ""
                        beyond.append(outside.mean())
                        named.append(outside.any())
                        inner.append(
                            ~points["ratio"].between(
                                points["low_95"], points["high_95"]
                            )
                        )
                    row.append(
                        f"{100 * np.mean(beyond):.2f}% / {100 * np.mean(named):.0f}% / "
                        f"{100 * np.mean(inner):.1f}%"
                    )
                yield [*row, f"{100 * (1 - 0.998**n):.0f}%"]

    head = ["places", "spread is", "SD 0", "SD 0.2", "SD 0.4", "funnels, stated"]
    return (
        "## Funnels\n\nPlaces beyond the outer limits (stated 0.2%) / funnels that "
        "name anybody / places beyond the inner limits (stated 5%), where no place "
        f"differs but by chance and the spread. {40 * times} funnels a cell; Monte "
        "Carlo error of the first, of 30 places and where 0.2% is true, "
        f"{known_to(0.002, 30 * 40 * times)}, of the second where 5% is, "
        f"{known_to(0.05, 40 * times)}, of the third, "
        f"{known_to(0.05, 30 * 40 * times)}:\n\n" + table(head, rows())
    )


def _places(rng, n: int, expected: float, shape: str, spread: float) -> pd.DataFrame:
    each = expected * np.exp(rng.normal(0, 0.5, n) - 0.125)
    rate = np.ones(n)
    if spread and shape == "gamma":
        rate = rng.gamma(1 / spread**2, spread**2, n)
    elif spread:
        rate = np.exp(rng.normal(0, spread, n))
    observed = rng.poisson(each * rate)
    each = each * observed.sum() / each.sum()
    return pd.DataFrame({"place": range(n), "observed": observed, "expected": each})


def charts(times: int) -> str:
    rng = np.random.default_rng(15)
    runs = 100 * times

    def share(shape: np.ndarray, hit: Callable, seasonal: bool) -> str:
        found = 0
        for _ in range(runs):
            value = rng.poisson(MEAN * shape).astype(float)
            found += hit(xmr(value, MONTHS if seasonal else None).frame)
        return f"{100 * found / runs:.0f}%"

    def any_mark(frame: pd.DataFrame) -> bool:
        return bool((frame["cause"] != "").any())

    def quiet() -> Iterator[list]:
        for name, shape in (
            ("no season", np.ones(36)),
            ("a wave of 3%", 1 + 0.03 * WAVE),
            ("a wave of 8%", 1 + 0.08 * WAVE),
            ("a wave of 20%", 1 + 0.2 * WAVE),
            ("winter and August, 15%", 1 + 0.15 * SCHOOL),
        ):
            yield [name, share(shape, any_mark, False), share(shape, any_mark, True)]

    def power() -> Iterator[list]:
        error, place = 1 / np.sqrt(MEAN), np.arange(36)
        for name, where, sizes in (
            ("the last month", place == 35, (4, 5, 6)),
            ("a month in the middle", place == 20, (4, 5, 6)),
            ("a step, the last 8 months", place >= 28, (1.5, 2, 3)),
            ("a step, half way", place >= 18, (1, 2, 3)),
        ):
            for size in sizes:
                shape = 1 + size * error * where

                def hit(frame: pd.DataFrame, where=where) -> bool:
                    up = (frame["cause"] != "") & (frame["direction"] > 0)
                    return bool((up & where).any())

                yield [
                    name,
                    f"{size:g}",
                    share(shape, hit, False),
                    share(shape, hit, True),
                    share(shape * (1 + 0.08 * WAVE), hit, True),
                ]

    return (
        f"## Process charts\n\n36 months, mean 1,500, Poisson; {runs} charts a cell "
        f"(Monte Carlo error of 5%: {known_to(0.05, runs)}; of 50%: "
        f"{known_to(0.5, runs)}). Charts with any mark where nothing changed:\n\n"
        + table(["world", "rules of Making Data Count", "now"], quiet())
        + "\n\nA real change found (sizes in standard errors of a month, 2.6%). The "
        "rules of Making Data Count find more because they also find more where "
        "nothing changed; in a series with a season they mark nearly every chart:\n\n"
        + table(
            [
                "change",
                "size",
                "Making Data Count, no season",
                "now, no season",
                "now, a wave of 8%",
            ],
            power(),
        )
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--times", type=int, default=1)
    times = asked.parse_args().times
    PAGE.write_text(
        "# Kinds, funnels and process charts: what they find where nothing is\n\n"
        "Written by `python -m tests.benchmarks.kinds_and_charts` (own generators: "
        "`tests/segments/worlds.py`, the benchmark itself). How each method works "
        "stands in its file: `analytics/methods/segments/continuum.py`, `funnel.py`, "
        "`season.py`, `xmr.py`.\n\n"
        + "\n\n".join(part(times) for part in (kinds, funnels, charts))
        + "\n"
    )


if __name__ == "__main__":
    main()
