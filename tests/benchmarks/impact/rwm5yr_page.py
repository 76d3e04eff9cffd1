"""What the panel without a programme shows: page and picture of docs/before_after."""

from pathlib import Path

import numpy as np
import pandas as pd

PAGE = Path(__file__).with_name("rwm5yr_page.md")


def report(tops: pd.DataFrame, drawn: pd.DataFrame, repeats: int) -> str:
    """The page docs/before_after/rwm5yr.md: the text with the numbers put in."""
    by_year = drawn[drawn["method"] == "earlier"].groupby("pair")["holds"].mean()
    best = drawn[drawn["method"] == "best"]
    return PAGE.read_text(encoding="utf-8").format(
        tops=_minus_signs(_tops(tops)),
        repeats=repeats,
        cohorts=_minus_signs(_cohorts(drawn)),
        holds=best["holds"].mean(),
        intervals=len(best),
        years="; ".join(f"{pair} {share:.0%}" for pair, share in by_year.items()),
    )


def _tops(tops: pd.DataFrame) -> list[str]:
    lines = [
        "| years | crude change | rung | support | rate ratio (95 %) | holds 1 |",
        "|---|---|---|---|---|---|",
    ]
    for _, r in tops.iterrows():
        name = f"**{r['method']}**" if r["leads"] else r["method"]
        name += "" if r["offered"] else " (not shown)"
        lines.append(
            f"| {r['pair']} | {r['crude']:.0%} | {name} | {r['support']:.0%} | "
            f"{r['ratio']:.2f} ({r['lower']:.2f} to {r['upper']:.2f}) | "
            f"{'yes' if r['lower'] <= 1 <= r['upper'] else 'no'} |"
        )
    return lines


def _cohorts(drawn: pd.DataFrame) -> list[str]:
    rows = [
        (
            "| cohort | rung | cohorts drawn | crude change | mean rate ratio | "
            "interval holds 1 |"
        ),
        "|---|---|---|---|---|---|",
    ]
    grouped = drawn.groupby(["cohort", "method"], sort=False)
    for (cohort, method), g in grouped:
        rows.append(
            f"| {cohort} | {method} | {len(g)} | {g['crude'].mean():.0%} | "
            f"{np.exp(np.log(g['ratio'].clip(0.01)).mean()):.2f} | "
            f"{g['holds'].mean():.1%} |"
        )
    return rows


def _minus_signs(lines: list[str]) -> str:
    return "\n".join(lines).replace("-", "−").replace("−−−", "---")


def picture(drawn: pd.DataFrame, path: Path) -> None:
    """Crude and adjusted changes of the random cohorts, by kind of cohort."""
    import altair as alt

    best = drawn[drawn["method"] == "best"]
    long = pd.concat(
        [
            pd.DataFrame(
                {
                    "cohort": best["cohort"],
                    "what": "crude",
                    "change": 100 * best["crude"],
                }
            ),
            pd.DataFrame(
                {
                    "cohort": best["cohort"],
                    "what": "adjusted",
                    "change": 100 * (best["ratio"] - 1),
                }
            ),
        ]
    )
    long = long[long["change"] < 150]
    box = (
        alt.Chart(long)
        .mark_boxplot(size=14, outliers={"size": 5})
        .encode(
            x=alt.X("change:Q", title="Change in the next year, %, with no programme"),
            y=alt.Y("cohort:N", title=None),
            yOffset="what:N",
            color=alt.Color(
                "what:N",
                title=None,
                scale=alt.Scale(
                    domain=["adjusted", "crude"], range=["#005eb8", "#768692"]
                ),
            ),
        )
    )
    zero = (
        alt.Chart(pd.DataFrame({"x": [0]}))
        .mark_rule(strokeDash=[4, 3], strokeWidth=2)
        .encode(x="x:Q")
    )
    (box + zero).properties(
        width=460,
        height=220,
        title="With no programme at all, the crude change claims a halving",
    ).save(path, scale_factor=2)
