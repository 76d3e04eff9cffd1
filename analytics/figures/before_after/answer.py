"""Figures of before and after: never two bars alone, always with what was to be
expected."""

import altair as alt
import pandas as pd

from analytics.definitions.words import count, listed, people, rate
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.forest import forest
from analytics.figures.theme import Look

GROUP = "people in this group"
WHAT = "before and after"


def course(
    protected: Protected, rungs: Protected, title: str, note: str, look: Look
) -> Figure:
    """The rate month by month before and after, and the rate to be expected anyway.

    The expected rate is drawn as its mean over three months: it is a course, not a
    forecast.
    """
    frame = protected.table.copy()
    if _too_few(rungs):
        return nothing(protected, rungs.too_few(WHAT, GROUP))
    each = int(frame["month"].diff().min())
    frame["at"] = frame["month"] + each / 2
    if each == 1:
        frame["expected"] = (
            frame["expected"].rolling(3, center=True, min_periods=1).mean()
        )
    if frame["rate"].isna().any():
        note = (
            f"{note} Not drawn: times with {protected.few_in_words} attendances."
        ).strip()
    after = frame[frame["month"] >= 0]
    lines = pd.concat(
        [
            frame.assign(line="Observed", value=frame["rate"]),
            after.assign(line="Expected anyway", value=after["expected"]),
        ]
    )
    colours = alt.Scale(
        domain=["Observed", "Expected anyway"], range=[look.one, look.expected]
    )
    low, high = int(frame["month"].min()), int(frame["month"].max()) + 1
    x = alt.X(
        "at:Q",
        title="Months from the day people were picked",
        scale=alt.Scale(domain=[low, high + 3.2], nice=False),
        axis=alt.Axis(values=list(range(low, high + 1, 3))),
    )
    y = alt.Y("value:Q", title="Attendances a person-year", scale=alt.Scale(zero=True))
    line = (
        alt.Chart(lines)
        .mark_line(strokeWidth=3, point=alt.OverlayMarkDef(size=45))
        .encode(
            x=x,
            y=y,
            color=alt.Color("line:N", scale=colours, legend=None),
            strokeDash=alt.StrokeDash(
                "line:N",
                scale=alt.Scale(
                    domain=["Observed", "Expected anyway"], range=[[1, 0], [6, 4]]
                ),
                legend=None,
            ),
        )
    )
    ends = lines.dropna(subset=["value"]).groupby("line").tail(1)
    named = (
        alt.Chart(_apart(ends, float(lines["value"].max())))
        .mark_text(align="left", dx=8, fontWeight="bold")
        .encode(
            x=x,
            y=alt.Y("placed:Q"),
            text="line:N",
            color=alt.Color("line:N", scale=colours, legend=None),
        )
    )
    picked = alt.Chart(pd.DataFrame({"at": [0.0], "words": ["picked"]}))
    rule = picked.mark_rule(color=look.quiet).encode(x="at:Q")
    word = picked.mark_text(align="left", dx=5, color=look.quiet).encode(
        x="at:Q", y=alt.value(8), text="words:N"
    )
    chart = alt.layer(rule, word, line, named)
    return figure(protected, title, chart, f"Two lines by month. {title}", note=note)


def _apart(ends: pd.DataFrame, top: float) -> pd.DataFrame:
    """Names at the ends of lines, moved apart where the lines end close together."""
    ends = ends.sort_values("value").copy()
    least = top * 0.08
    placed = []
    for value in ends["value"]:
        placed.append(max(value, placed[-1] + least) if placed else value)
    return ends.assign(placed=placed)


def levels(protected: Protected, rungs: Protected, look: Look) -> Figure:
    """Before, expected anyway, after: three levels, the middle one with its
    interval."""
    row, best = protected.row(), rungs.row()
    if _too_few(rungs):
        return nothing(protected, rungs.too_few(WHAT, GROUP))
    before, after = row["before_rate"], row["after_rate"]
    bars = [("Before", before, None, None)]
    if best["expected"] == best["expected"]:
        bars.append(
            (
                "Expected anyway",
                before * (1 + best["expected"]),
                before * (1 + best["expected_lower"]),
                before * (1 + best["expected_upper"]),
            )
        )
    bars.append(("After", after, None, None))
    frame = pd.DataFrame(bars, columns=["level", "value", "low", "high"]).astype(
        {"low": float, "high": float}
    )
    frame["written"] = frame["value"].map(rate)
    order = list(frame["level"])
    y = alt.Y(
        "level:N", sort=order, title=None, axis=alt.Axis(domain=False, ticks=False)
    )
    top = float(frame[["value", "high"]].max().max()) * 1.22
    x = dict(scale=alt.Scale(domain=[0, top]), title="Attendances a person-year")
    colour = alt.Color(
        "level:N",
        legend=None,
        scale=alt.Scale(
            domain=["Before", "Expected anyway", "After"],
            range=[look.other, look.expected, look.one],
        ),
    )
    chart = alt.layer(
        alt.Chart(frame).mark_bar().encode(y=y, x=alt.X("value:Q", **x), color=colour),
        alt.Chart(frame.dropna(subset=["low"]))
        .mark_rule(color=look.text, strokeWidth=2)
        .encode(y=y, x=alt.X("low:Q", **x), x2="high:Q"),
        alt.Chart(frame)
        .mark_text(align="left", dx=6, dy=-14)
        .encode(y=y, x=alt.X("value:Q", **x), text="written:N"),
    )
    title = (
        f"{people(row['people'])}: {rate(before)} a year before, {rate(after)} after"
    )
    return figure(
        protected,
        title,
        chart,
        f"Three bars. {title}.",
        note="The line on the middle bar is its 95% interval."
        if len(frame) == 3
        else "",
    )


def followed(protected: Protected) -> str:
    """Who was followed and who was lost, a sentence; nothing where too few were."""
    row, unit = (
        protected.row(),
        protected.result.column("before").title.removesuffix(" before"),
    )
    if pd.isna(row["before"]) or pd.isna(row["after"]):
        return ""
    lost = {name: row[name] for name in ("died", "left")}
    hidden = [name for name, number in lost.items() if pd.isna(number)]
    told = [f"{count(number)} {name}" for name, number in lost.items() if number > 0]
    ending = f"; {listed(told)} meanwhile and count until then" if told else ""
    if hidden:
        each = f"{protected.few_in_words}{' each' if len(hidden) > 1 else ''}"
        ending += f"; those who {listed(hidden, 'or')} ({each}) count until then"
    return (
        f"{people(row['people'])}: {count(row['before'])} {unit} over "
        f"{row['before_years']:,.1f} person-years before, {count(row['after'])} over "
        f"{row['after_years']:,.1f} after{ending}."
    )


def ladder(protected: Protected, why: str, look: Look) -> Figure:
    """Every method that the data bears, best first."""
    if _too_few(protected):
        return nothing(protected, protected.too_few(WHAT, GROUP))
    frame = protected.table
    chart = forest(frame, "method", look, main=frame["method"].iloc[0])
    others = frame.iloc[1:].dropna(subset=["ratio"])
    title = f"{frame['method'].iloc[0]} leads"
    if len(others):
        best = frame.iloc[0]
        alike = others["ratio"].between(best["lower"], best["upper"]).all()
        title += (
            ", and "
            f"{'the other method agrees' if alike else 'the other method differs'}"
        )
    return figure(
        protected, title, chart, f"Rate ratios of each method. {title}.", note=why
    )


def balance(protected: Protected, look: Look) -> Figure:
    """Differences between the group and its comparators, before and after matching."""
    frame = protected.table
    if _too_few(protected):
        return nothing(protected, protected.too_few("how alike they are", GROUP))
    long = frame.melt(
        ["covariate"], ["Before matching", "After matching"], "when", "difference"
    )
    scale = alt.Scale(
        domain=["Before matching", "After matching"], range=[look.other, look.one]
    )
    worst = frame["After matching"].abs().max()
    title = (
        f"After matching, no difference is larger than {worst:.2f} standard deviations"
        if worst <= 0.1
        else (
            f"After matching, differences of up to {worst:.2f} standard deviations "
            "remain"
        )
    )
    chart = (
        alt.Chart(long)
        .mark_point(filled=True, size=110, opacity=1)
        .encode(
            x=alt.X(
                "difference:Q",
                title="Difference from the group, in standard deviations",
            ),
            y=alt.Y("covariate:N", sort=list(frame["covariate"]), title=None),
            color=alt.Color("when:N", title=None, scale=scale),
            shape=alt.Shape(
                "when:N",
                title=None,
                scale=alt.Scale(
                    domain=["Before matching", "After matching"],
                    range=["circle", "diamond"],
                ),
            ),
        )
    )
    zero = (
        alt.Chart(pd.DataFrame({"x": [0.0]}))
        .mark_rule(color=look.quiet)
        .encode(x="x:Q")
    )
    return figure(
        protected, title, zero + chart, f"Two points for each trait. {title}."
    )


def variants(protected: Protected, look: Look) -> Figure:
    """The same analysis asked other ways."""
    frame = _answered(protected)
    if frame.empty:
        return nothing(protected, protected.too_few(WHAT, GROUP))
    told = frame.dropna(subset=["ratio"])
    if told.empty:
        return nothing(protected, "None of the variants can be answered with this data")
    title = (
        f"Asked {len(told)} ways, the rate ratio lies between "
        f"{told['ratio'].min():.2f} and {told['ratio'].max():.2f}"
    )
    return figure(
        protected,
        title,
        forest(frame, "variant", look, main="As chosen"),
        f"Rate ratios of each variant. {title}.",
    )


def placebos(protected: Protected, look: Look) -> Figure:
    """Dates when no programme ran, beside the real one."""
    frame = _answered(protected)
    if frame.empty:
        return nothing(protected, protected.too_few(WHAT, GROUP))
    told = frame[frame["variant"] != "With the programme"].dropna(subset=["ratio"])
    clean = int(((told["lower"] <= 1) & (told["upper"] >= 1)).sum())
    title = (
        (
            f"When no programme ran, {clean} of {len(told)} analyses show no effect, "
            "as they must"
        )
        if len(told)
        else "No placebo can be tried with this data"
    )
    return figure(
        protected,
        title,
        forest(frame, "variant", look, main="With the programme"),
        f"Rate ratios at dates without a programme. {title}.",
    )


def engaged(protected: Protected, look: Look) -> Figure:
    """Engaged and not engaged apart; no effect is read from their difference."""
    if _too_few(protected):
        return nothing(
            protected, protected.too_few("engaged and not engaged apart", GROUP)
        )
    frame = protected.table
    took = frame.loc[frame["group"] == "Engaged", "people"].sum()
    title = (
        f"{count(took)} of {people(frame['everybody'].iloc[0])} engaged with the offer"
    )
    return figure(
        protected,
        title,
        forest(frame, "group", look, main="Engaged"),
        f"Rate ratios of the two groups. {title}.",
        note="People choose whether to engage, so the difference between the two is "
        "not an effect. The answer above counts everybody who was picked.",
    )


def targets(protected: Protected) -> Figure:
    """Which targets are met, not met, or cannot be told yet."""
    answers = protected.table["answer"].value_counts()
    title = "Of the playbook’s targets: " + ", ".join(
        f"{n} {answer.lower()}" for answer, n in answers.items()
    )
    return figure(protected, title, None, title)


def _answered(protected: Protected) -> pd.DataFrame:
    """The variants that an audience may see: for a meeting, those of enough people."""
    frame = protected.table
    return frame[frame["people"].notna()] if protected.aggregate else frame


def _too_few(rungs: Protected) -> bool:
    return rungs.aggregate and bool(rungs.table["people"].isna().any())


def one_by_one(protected: Protected, look: Look) -> Figure:
    """Each person's before and after; only for an audience that may see rows."""
    frame = protected.table
    if frame.empty:
        return nothing(protected, protected.withheld or "Nobody to show")
    fell = int((frame["after"] < frame["before"]).sum())
    title = f"{fell} of {len(frame)} people attended less than before"
    shown = frame.head(60)
    chart = alt.Chart(shown).encode(
        x=alt.X(
            "order:O",
            title="People by attendances before",
            axis=alt.Axis(labels=False, ticks=False),
        )
    )
    chart = alt.layer(
        chart.mark_rule(color=look.quiet).encode(
            y=alt.Y("before:Q", title="Attendances"), y2="after:Q"
        ),
        chart.mark_point(filled=True, size=60, color=look.other, opacity=1).encode(
            y="before:Q"
        ),
        chart.mark_point(
            filled=True, size=80, shape="diamond", color=look.one, opacity=1
        ).encode(y="after:Q"),
    )
    return figure(
        protected,
        title,
        chart,
        f"Two points for each person. {title}.",
        note="Circles: before. Diamonds: after.",
    )
