"""Simulation study of the before-and-after estimates: ``python -m
tests.benchmarks.impact.simulation``.

500 programmes a true effect (0, −20 and −40 %), of 30, 100 and 300 people in turn, half
picked at one date and half a rolling caseload. Writes the tables and picture of
docs/before_after. ``--programmes 60`` makes it short; ``--no-docs`` prints only. In
slices: ``--first 0 --minutes 9 --rows A.csv --no-docs``, then the next ``--first`` with
the same file, to which rows are added; ``--programmes 0 --rows A.csv`` writes the page.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.methods.impact import impact
from tests.benchmarks.impact.programmes import simulate
from tests.benchmarks.impact.simulation_page import picture, report

EFFECTS = (0.0, -0.2, -0.4)
SIZES = (30, 100, 300)
METHODS = ("best", "matched", "earlier")
DOCS = Path(__file__).resolve().parents[3] / "docs" / "before_after"


def study(
    programmes: int,
    effects=EFFECTS,
    sizes=SIZES,
    seed: int = 4,
    draws: int = 1500,
    progress=None,
    minutes: float = np.inf,
    first: int = 0,
) -> pd.DataFrame:
    """One row a programme and method: ``number``, ``effect``, ``size``, ``rolling``,
    ``method``, ``ratio``, ``lower``, ``upper``, ``crude``, ``largest`` (share of the
    top person), ``seconds``.

    Every effect in turn, sizes and kinds of cohort in equal numbers, the numbers (which
    seed them) from ``first`` on, none begun after ``minutes``.
    """
    rows, end = [], time.monotonic() + 60 * minutes
    for number in range(first, first + programmes):
        if time.monotonic() > end and number % (2 * len(sizes)) == 0:
            break
        for effect in effects:
            rng = np.random.default_rng([seed, round(-100 * effect), number])
            size, rolling = sizes[number % len(sizes)], bool(number // len(sizes) % 2)
            case = simulate(size, effect, rng, rolling)
            began = time.perf_counter()
            result = impact(
                case.panel,
                case.rule,
                case.index_date,
                draws=draws,
                seed=number,
                checks=False,
            )
            took = time.perf_counter() - began
            before = result.per_person["before"]
            for method in METHODS:
                found = result.best if method == "best" else result.estimate(method)
                if found is not None and found.causal:
                    rows.append(
                        {
                            "number": number,
                            "effect": effect,
                            "size": size,
                            "rolling": rolling,
                            "method": method,
                            "ratio": found.rate_ratio,
                            "lower": found.lower,
                            "upper": found.upper,
                            "crude": result.crude_change,
                            "largest": before.max() / before.sum(),
                            "seconds": took,
                        }
                    )
        if progress and (number + 1) % 50 == 0:
            progress(f"{number + 1 - first} of {programmes} an effect")
    return pd.DataFrame(rows)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--programmes", type=int, default=500)
    options.add_argument(
        "--minutes",
        type=float,
        default=np.inf,
        help="begin no further programmes after so long",
    )
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--no-docs", action="store_true")
    options.add_argument(
        "--rows", type=Path, help="add one row a programme and method to this CSV"
    )
    chosen = options.parse_args()
    rows = study(
        chosen.programmes,
        progress=lambda text: print(text, flush=True),
        minutes=chosen.minutes,
        first=chosen.first,
    )
    if chosen.rows:
        if chosen.rows.exists():
            rows = pd.concat([pd.read_csv(chosen.rows), rows], ignore_index=True)
        rows.to_csv(chosen.rows, index=False)
    page = report(rows)
    print(page)
    if not chosen.no_docs:
        DOCS.mkdir(parents=True, exist_ok=True)
        (DOCS / "simulation.md").write_text(page, encoding="utf-8")
        picture(rows, DOCS / "simulation.png")


if __name__ == "__main__":
    main()
