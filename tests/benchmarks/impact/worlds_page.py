"""The table of worlds of docs/before_after, of two studies: before a change and after.

``python -m tests.benchmarks.impact.worlds_page BEFORE.csv PEERS.csv AFTER.csv …``: of
the slices of after, a run with its checks counts before the same run without.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.methods.impact.checks.agreement import DIFFERS_AT
from tests.benchmarks.impact.worlds import WORLDS
from tests.benchmarks.impact.worlds_study import summary

PAGE = Path(__file__).with_name("worlds_page.md")
DOCS = Path(__file__).resolve().parents[3] / "docs" / "before_after"
UNRULED = {f"by_likeness_{name}": name for name in ("ratio", "lower", "upper")}
RUN = ["world", "effect", "number"]


def one_each(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Every run once, with its checks where they were made."""
    rows = pd.concat(parts, ignore_index=True)
    rows = rows.sort_values("claim", na_position="last", kind="stable")
    return rows.drop_duplicates(RUN).sort_values(RUN, ignore_index=True)


def table(before: pd.DataFrame, after: pd.DataFrame) -> str:
    """One row a world: bias, coverage and width, before and after; of the runs with
    checks, how many intervals alone would have claimed falsely, and how many of these
    are caught."""
    lines = [
        "| world | runs | bias of log ratio | coverage | log width | "
        "runs with checks | interval leaves out 1 | of these withheld | claims falsely "
        "|",
        "|" + "---|" * 9,
    ]
    old, new = (summary(rows).set_index("world") for rows in (before, after))
    for name, world in WORLDS.items():
        if name not in new.index or name == "everybody":
            continue
        a, b = old.loc[name], new.loc[name]
        caught = "–" if not b["false"] else f"{b['caught']:.0%}"
        lines.append(
            f"| {world.words} | {int(a['told'])}, {int(b['told'])} | "
            f"{a['bias']:+.2f} → {b['bias']:+.2f} ± {b['bias_error']:.2f} | "
            f"{a['coverage']:.0%} → {b['coverage']:.0%} ± {b['coverage_error']:.0%} | "
            f"{a['width']:.2f} → {b['width']:.2f} | "
            f"{int(b['checked'])} | {int(b['false'])} | {caught} | {b['claims']:.0%} |"
        )
    return "\n".join(lines)


def behaved(rows: pd.DataFrame) -> pd.DataFrame:
    """The runs of worlds in which the conditions hold, with an answer."""
    names = [name for name, world in WORLDS.items() if world.behaved]
    return rows[rows["world"].isin(names)].dropna(subset=["ratio"])


def pooled(told: pd.DataFrame) -> str:
    """Coverage and bias of these runs taken together, with their standard errors."""
    covered = ((told["lower"] <= 1) & (told["upper"] >= 1)).mean()
    error = np.sqrt(covered * (1 - covered) / len(told))
    log = np.log(told["ratio"])
    return (
        f"{covered:.1%} ± {error:.1%} of {len(told):,} intervals, bias "
        f"{log.mean():+.3f} ± {log.std() / np.sqrt(len(told)):.3f}"
    )


def by_size(told: pd.DataFrame) -> str:
    """The same for each size of programme, in a sentence."""
    parts = (f"of {size} people {pooled(part)}" for size, part in told.groupby("size"))
    return "; ".join(parts)


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


def power(effects: pd.DataFrame) -> str:
    """What becomes of true effects: how many intervals leave out 1, and are claimed."""
    lines = [
        "| true effect | runs | bias of log ratio | coverage | interval leaves out 1 | "
        "claimed |",
        "|" + "---|" * 6,
    ]
    for _, one in summary(effects).sort_values("effect").iterrows():
        lines.append(
            f"| {one['effect']:+.0%} | {int(one['told'])} | {one['bias']:+.2f} ± "
            f"{one['bias_error']:.2f} | {one['coverage']:.0%} | {one['would']:.0%} | "
            f"{one['claims']:.0%} |"
        )
    return "\n".join(lines).replace("| -", "| −")


def found_apart(both: pd.DataFrame, shift: float) -> float:
    """How often two methods would be told to disagree, were one wrong by ``shift`` on
    the log scale."""
    error = both["apart_log"] / both["apart"]
    return float((np.abs(both["apart"] + shift / error) > DIFFERS_AT).mean())


def report(before: pd.DataFrame, after: pd.DataFrame, peers: pd.DataFrame) -> str:
    """The page."""
    none, some = after[after["effect"] == 0], after[after["effect"] != 0]
    held = [
        f"{rows.loc[rows['world'] == 'everybody', 'held'].mean():.0%}"
        for rows in (before, none)
    ]
    told = behaved(none)
    both = told.dropna(subset=["apart"])
    by_world = none.set_index("world")
    unruled = told.drop(columns=["ratio", "lower", "upper"]).rename(columns=UNRULED)
    return PAGE.read_text(encoding="utf-8").format(
        table=table(before, none),
        peers=beside(none, peers),
        peer_runs=int(peers.groupby(["world", "method"]).size().max()),
        pooled_before=pooled(behaved(before)),
        pooled_after=pooled(told),
        switched=f"{(told['method'] == 'offered').mean():.0%}",
        unruled=pooled(unruled),
        leads_worst=f"{(by_world.loc['worst', 'method'] == 'offered').mean():.0%}",
        held_refuses=f"{by_world.loc['refuses', 'held'].mean():.0%}",
        mean=told["ratio"].mean() - 1,
        middle=told["ratio"].median() - 1,
        spread=np.log(told["ratio"]).var() / 2,
        sizes=by_size(told),
        power=power(some),
        held_before=held[0],
        held_after=held[1],
        held_runs=int((none["world"] == "everybody").sum()),
        disagree=f"{found_apart(both, 0.0):.1%}",
        disagree_runs=len(both),
        wrong=", ".join(
            f"by {shift:.0%} in {found_apart(both, shift):.0%}"
            for shift in (0.1, 0.2, 0.3)
        ),
        seconds=f"{none.loc[none['claim'].notna(), 'seconds'].median():.1f}",
    )


def main() -> None:
    before, peers, *after = (pd.read_csv(name) for name in sys.argv[1:])
    page = report(before, one_each(after), peers)
    (DOCS / "worlds.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
