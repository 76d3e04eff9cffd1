"""Claims in worlds we did not design: ``python -m tests.benchmarks.impact.worlds_study
--worlds bursty refuses --runs 50 --minutes 4 --rows FILE.csv``.

Appends one row a run to the CSV, so that the study is run in slices; ``worlds_page``
makes the table of docs/before_after of such files, before a change and after it.
``--no-checks`` runs the estimates alone (the same draws, a fifth of the time), from
which bias and coverage are learned.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.methods.impact import NothingToCompare, impact
from analytics.methods.impact.checks.agreement import difference
from tests.benchmarks.impact.worlds import WORLDS, draw

SIZES = (30, 60)
DRAWS = 1500


def one_run(name: str, number: int, effect: float = 0.0, checks: bool = True) -> dict:
    """One world drawn and asked: ``ratio``, ``lower``, ``upper`` of the method that
    leads, ``by_likeness_…`` those of the one that would if it were not counted who was
    left out, ``claim`` where the analysis makes one, ``failed`` (controls), ``crude``,
    ``held`` (whether the course without a programme lay in the range), ``apart`` (two
    methods' expected totals, in standard errors; ``apart_log`` on the log scale)."""
    code = list(WORLDS).index(name)
    rng = np.random.default_rng([77, code, number, round(-100 * effect)])
    size = SIZES[number % len(SIZES)]
    case = draw(WORLDS[name], size, effect, rng)
    row = {"world": name, "number": number, "size": size, "effect": effect}
    began = time.perf_counter()
    try:
        found = impact(
            case.panel,
            case.rule,
            case.index_date,
            draws=DRAWS,
            seed=number,
            checks=checks,
        )
    except NothingToCompare as why:
        return row | {"refused": str(why)}
    best, only = found.best, found.estimate("range")
    matched, earlier = found.estimate("matched"), found.estimate("earlier")
    alike = found.estimates[1] if best.method == "offered" else best
    row |= {
        "people": found.people,
        "method": best.method,
        "ratio": best.rate_ratio if best.causal else np.nan,
        "lower": best.lower,
        "upper": best.upper,
        "by_likeness_ratio": alike.rate_ratio if alike.causal else np.nan,
        "by_likeness_lower": alike.lower,
        "by_likeness_upper": alike.upper,
        "crude": found.crude_change,
        "held": only.expected_lower <= found.crude_change <= only.expected_upper,
        "disagree": any("disagree" in note for note in found.notes),
        "both": matched is not None and earlier is not None,
        "seconds": time.perf_counter() - began,
    }
    if row["both"]:
        row["apart"] = difference(matched, earlier)
        row["apart_log"] = np.log(matched.draws.point / earlier.draws.point)
    return row | claimed(found)


def claimed(found) -> dict:
    """What the result claims, of a result that has a claim."""
    checks = found.checks
    if checks is None:
        return {}
    place, past = checks.placebo_in_place, checks.placebo_in_time
    return {
        "claim": checks.claim,
        "tipping": checks.tipping_point,
        "failed": ";".join(c.name for c in checks.controls if not c.alike),
        "controls": len(checks.controls),
        "place": np.nan if place is None else place.rate_ratio,
        "place_lower": np.nan if place is None else place.lower,
        "place_upper": np.nan if place is None else place.upper,
        "past": np.nan if past is None else past.rate_ratio,
        "past_lower": np.nan if past is None else past.lower,
        "past_upper": np.nan if past is None else past.upper,
    }


def study(
    worlds, runs, rows: Path | None, minutes, effect=0.0, first=0, checks=True
) -> pd.DataFrame:
    """Every world in turn, none begun after ``minutes``; appended to ``rows``."""
    end, found = time.monotonic() + 60 * minutes, []
    for number in range(first, first + runs):
        for name in worlds:
            if time.monotonic() < end:
                found.append(one_run(name, number, effect, checks))
    frame = pd.DataFrame(found)
    if rows is not None:
        if rows.exists():
            frame = pd.concat([pd.read_csv(rows), frame], ignore_index=True)
        frame.to_csv(rows, index=False)
    return frame


def summary(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a world: bias of the log ratio with its Monte Carlo error, coverage with
    its own, median log width, would (how often the interval leaves out 1); and of the
    ``checked`` runs claims (of an effect), false (intervals that left out 1) and caught
    (the share of these that was withheld)."""
    table = []
    for (name, effect), part in rows.groupby(["world", "effect"], sort=False):
        told, truth = part.dropna(subset=["ratio"]), np.log(1 + effect)
        ratio = np.log(told["ratio"].clip(lower=1e-3))
        low = np.log(told["lower"].clip(lower=1e-3))
        high = np.log(told["upper"])
        wrong = (low > truth) | (high < truth)
        would = told[((told["lower"] > 1) | (told["upper"] < 1)).to_numpy()]
        row = {
            "world": name,
            "effect": effect,
            "runs": len(part),
            "told": len(told),
            "bias": (ratio - truth).mean(),
            "bias_error": ratio.std() / np.sqrt(max(len(told), 1)),
            "coverage": 1 - wrong.mean(),
            "coverage_error": np.sqrt(wrong.mean() * (1 - wrong.mean()) / len(told))
            if len(told)
            else np.nan,
            "width": (high - low).median(),
            "would": len(would) / max(len(told), 1),
            "held": part["held"].mean() if "held" in part else np.nan,
            "disagree": part.loc[part["both"] == True, "disagree"].mean(),  # noqa: E712
            "seconds": part["seconds"].median(),
        }
        if "claim" in part:
            checked, false = told["claim"].notna(), would.dropna(subset=["claim"])
            claims = told.loc[checked, "claim"] == "effect"
            row["checked"], row["claims"] = checked.sum(), claims.mean()
            row["false"] = len(false)
            row["caught"] = (false["claim"] != "effect").mean()
        table.append(row)
    return pd.DataFrame(table)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--worlds", nargs="+", default=list(WORLDS))
    options.add_argument("--runs", type=int, default=50)
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--minutes", type=float, default=4)
    options.add_argument("--effect", type=float, default=0.0)
    options.add_argument("--no-checks", action="store_true")
    options.add_argument("--rows", type=Path)
    chosen = options.parse_args()
    study(
        chosen.worlds,
        chosen.runs,
        chosen.rows,
        chosen.minutes,
        chosen.effect,
        chosen.first,
        not chosen.no_checks,
    )
    if chosen.rows:
        with pd.option_context("display.width", 200, "display.max_columns", 30):
            print(summary(pd.read_csv(chosen.rows)).round(2).to_string())


if __name__ == "__main__":
    main()
