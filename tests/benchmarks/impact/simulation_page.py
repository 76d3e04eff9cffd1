"""What the simulation study found, as tables, page and picture of docs/before_after."""

from pathlib import Path

import numpy as np
import pandas as pd

PAGE = Path(__file__).with_name("simulation_page.md")


def summary(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Bias in points of the effect (mean, and of the geometric mean ratio), coverage of
    the 95 % interval with its Monte Carlo error, mean width, and the crude estimate's
    bias beside them."""
    truth = 1 + rows["effect"]
    work = rows.assign(
        bias=100 * (rows["ratio"] - truth),
        covered=(rows["lower"] <= truth) & (truth <= rows["upper"]),
        too_high=rows["lower"] > truth,
        too_low=rows["upper"] < truth,
        log=np.log(np.maximum(rows["ratio"], 1e-3) / truth),
        truth=truth,
        width=100 * (rows["upper"] - rows["lower"]),
        crude_bias=100 * (1 + rows["crude"] - truth),
    )
    grouped = work.groupby(by, sort=False)
    table = grouped.agg(
        programmes=("bias", "size"),
        bias=("bias", "mean"),
        bias_error=("bias", lambda x: x.std() / np.sqrt(len(x))),
        coverage=("covered", "mean"),
        coverage_error=(
            "covered",
            lambda x: np.sqrt(x.mean() * (1 - x.mean()) / len(x)),
        ),
        missed_above=("too_high", "mean"),
        missed_below=("too_low", "mean"),
        width=("width", "mean"),
        crude_bias=("crude_bias", "mean"),
    )
    table["geometric_bias"] = grouped.apply(
        lambda g: 100 * (g["truth"] * np.expm1(g["log"].mean())).mean(),
        include_groups=False,
    )
    return table.reset_index()


def markdown(table: pd.DataFrame) -> str:
    """A table for the documentation."""
    head = [
        "effect",
        "people",
        "method",
        "programmes",
        "bias, points",
        "of geometric mean",
        "coverage",
        "missed above / below",
        "mean width, points",
        "crude bias, points",
    ]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for _, r in table.iterrows():
        effect = (
            f"{r['effect']:+.0%}"
            if "effect" in r and r["effect"] == r["effect"]
            else "all"
        )
        size = f"{r['size']:.0f}" if "size" in r and r["size"] == r["size"] else "all"
        lines.append(
            f"| {effect} | {size} | {r['method']} | {r['programmes']} | "
            f"{r['bias']:+.1f} ± {r['bias_error']:.1f} | {r['geometric_bias']:+.1f} | "
            f"{r['coverage']:.1%} ± {100 * r['coverage_error']:.1f} | "
            f"{r['missed_above']:.1%} / {r['missed_below']:.1%} "
            f"| {r['width']:.0f} | {r['crude_bias']:+.0f} |"
        )
    return (
        "\n".join(lines)
        .replace("+0%", "0 %")
        .replace("-20%", "−20 %")
        .replace("-40%", "−40 %")
    )


def report(rows: pd.DataFrame) -> str:
    """The page docs/before_after/simulation.md: the text with the numbers put in."""
    pooled = summary(rows, ["method"])
    best = rows[rows["method"] == "best"]
    return PAGE.read_text(encoding="utf-8").format(
        programmes=len(best),
        largest=rows[rows["size"] == 30]["largest"].median(),
        pooled=markdown(pooled),
        by_effect=markdown(summary(rows, ["method", "effect"])),
        by_size=markdown(summary(best, ["method", "effect", "size"])),
        crude_bias=pooled["crude_bias"].iloc[0],
        seconds=rows["seconds"].median(),
    )


def picture(rows: pd.DataFrame, path: Path) -> None:
    """Crude and adjusted changes of the programmes against the truth, by effect."""
    import altair as alt

    best = rows[rows["method"] == "best"]
    long = pd.concat(
        [
            pd.DataFrame(
                {
                    "effect": best["effect"],
                    "what": "crude",
                    "change": 100 * best["crude"],
                }
            ),
            pd.DataFrame(
                {
                    "effect": best["effect"],
                    "what": "adjusted",
                    "change": 100 * (best["ratio"] - 1),
                }
            ),
        ]
    )
    long = long[long["change"].between(-100, 100)]
    panels = []
    for effect in sorted(long["effect"].unique(), reverse=True):
        box = (
            alt.Chart(long[long["effect"] == effect])
            .mark_boxplot(size=20, outliers={"size": 6})
            .encode(
                x=alt.X(
                    "change:Q", title="Change, %", scale=alt.Scale(domain=[-100, 100])
                ),
                y=alt.Y("what:N", title=None),
                color=alt.Color(
                    "what:N",
                    legend=None,
                    scale=alt.Scale(
                        domain=["adjusted", "crude"], range=["#005eb8", "#768692"]
                    ),
                ),
            )
        )
        line = (
            alt.Chart(pd.DataFrame({"at": [100 * effect]}))
            .mark_rule(strokeDash=[4, 3], strokeWidth=2)
            .encode(x="at:Q")
        )
        name = f"True effect {100 * effect:.0f} %".replace("-", "\u2212")
        panels.append(
            (box + line).properties(
                width=460,
                height=70,
                title=alt.TitleParams(name, fontSize=12, anchor="start"),
            )
        )
    chart = alt.vconcat(*panels).properties(
        title=(
            "The crude change misses the truth (dashed); the adjusted one is "
            "centred on it"
        )
    )
    chart.save(path, scale_factor=2)
