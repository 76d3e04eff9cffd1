"""The table of worlds of docs/before_after, of two studies: before a change and after.

``python -m tests.benchmarks.impact.worlds_page BEFORE.csv AFTER.csv PEERS.csv``
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from tests.benchmarks.impact.worlds import WORLDS
from tests.benchmarks.impact.worlds_study import summary

PAGE = Path(__file__).with_name("worlds_page.md")
DOCS = Path(__file__).resolve().parents[3] / "docs" / "before_after"


def table(before: pd.DataFrame, after: pd.DataFrame) -> str:
    """One row a world: bias, coverage and width, before and after; how often the
    interval alone would have claimed falsely, and how many of these are caught."""
    lines = [
        "| world | runs | bias of log ratio | coverage | log width | "
        "interval leaves out 1 | of these withheld | claims falsely |",
        "|" + "---|" * 8,
    ]
    old, new = (summary(rows).set_index("world") for rows in (before, after))
    for name, world in WORLDS.items():
        if name not in new.index or name == "everybody":
            continue
        a, b = old.loc[name], new.loc[name]
        caught = "–" if np.isnan(b["caught"]) else f"{b['caught']:.0%}"
        lines.append(
            f"| {world.words} | {int(a['told'])}, {int(b['told'])} | "
            f"{a['bias']:+.2f} → {b['bias']:+.2f} | "
            f"{a['coverage']:.0%} → {b['coverage']:.0%} | "
            f"{a['width']:.2f} → {b['width']:.2f} | "
            f"{a['would']:.0%} → {b['would']:.0%} | {caught} | "
            f"{a['would']:.0%} → {b['claims']:.0%} |"
        )
    return "\n".join(lines)


def pooled(rows: pd.DataFrame) -> str:
    """Coverage of the well-behaved worlds taken together, with its standard error."""
    behaved = [name for name, world in WORLDS.items() if world.behaved]
    told = rows[rows["world"].isin(behaved)].dropna(subset=["ratio"])
    covered = ((told["lower"] <= 1) & (told["upper"] >= 1)).mean()
    error = np.sqrt(covered * (1 - covered) / len(told))
    bias = np.log(told["ratio"]).mean()
    return f"{covered:.1%} ± {error:.1%} of {len(told)} intervals, bias {bias:+.3f}"


def beside(after: pd.DataFrame, peers: pd.DataFrame) -> str:
    """Bias of the log ratio and coverage of each published method, and of ours."""
    ours = summary(after).set_index("world")
    methods = list(peers["method"].unique())
    lines = [
        "| world | this product | " + " | ".join(methods) + " |",
        "|" + "---|" * (len(methods) + 2),
    ]
    for name, part in peers.groupby("world", sort=False):
        if not ours.loc[name, "told"]:
            continue
        cells = [f"{ours.loc[name, 'bias']:+.2f}, {ours.loc[name, 'coverage']:.0%}"]
        for method in methods:
            one = part[part["method"] == method]
            covers = (one["log"].abs() <= 1.96 * one["error"]).mean()
            told = f"{one['log'].mean():+.2f}, {covers:.0%}"
            cells.append(told if len(one) else "–")
        lines.append(f"| {WORLDS[name].words} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def report(before: pd.DataFrame, after: pd.DataFrame, peers: pd.DataFrame) -> str:
    """The page."""
    held = [
        f"{rows.loc[rows['world'] == 'everybody', 'held'].mean():.0%}"
        for rows in (before, after)
    ]
    both = after[after["both"] == True]  # noqa: E712
    behaved = both["world"].map(lambda name: WORLDS[name].behaved)
    return PAGE.read_text(encoding="utf-8").format(
        table=table(before, after),
        peers=beside(after, peers),
        peer_runs=int(peers.groupby(["world", "method"]).size().max()),
        pooled_before=pooled(before),
        pooled_after=pooled(after),
        held_before=held[0],
        held_after=held[1],
        disagree=f"{both.loc[behaved, 'disagree'].mean():.0%}",
        seconds=f"{after['seconds'].median():.1f}",
    )


def main() -> None:
    before, after, peers = (pd.read_csv(name) for name in sys.argv[1:4])
    page = report(before, after, peers)
    (DOCS / "worlds.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
