"""What it is worth: the waterfall from gross to net, the plan, studies beside it."""

from dataclasses import replace

import altair as alt
import pandas as pd

from analytics.definitions.words import percent
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, Said, figure, nothing
from analytics.figures.shapes import in_rows
from analytics.figures.shapes.forest import forest
from analytics.figures.theme import Look, span_of
from analytics.measures.before_after.question import Question
from analytics.measures.savings.worth import Programme
from analytics.methods.impact.checks.outcome import CANNOT_TELL
from analytics.methods.savings import Money, Scenario, in_short, plan_in_short
from analytics.methods.savings import pounds as roundly

LINES = {
    "Would have fallen anyway": "Would|have fallen|anyway",
    "Programme's own share": "Own|share",
    "Cost of the programme": "Its|cost",
}
DRAWN = ["step", "low", "high", "place", "written", "role", "from", "to"]
NO_PRICE = "What it is worth needs a price: choose what an attendance costs"
WORTH = "what it is worth"
GROUP = "people in this group"


def waterfall(
    protected: Protected, question: Question, programme: Programme, look: Look
) -> Figure:
    """From the crude fall to the net, with intervals."""
    frame = protected.table.copy()
    if frame["people"].isna().any():
        return nothing(protected, protected.too_few(WORTH, GROUP))
    if not programme.cost.pounds:
        return nothing(protected, NO_PRICE)
    title = roughly_in_words(protected) if protected.aggregate else finding(protected)
    frame["low"], frame["high"] = (
        frame[["start", "end"]].min(axis=1),
        frame[["start", "end"]].max(axis=1),
    )
    frame["written"] = [roundly(v, 1) for v in frame["amount"]]
    frame["role"] = ["other", "expected", "one", "expected", "one"]
    total = frame["kind"] == "total"
    frame["from"], frame["to"] = (
        frame["lower"].where(total),
        frame["upper"].where(total),
    )
    frame["place"] = frame[["high", "to"]].max(axis=1).clip(lower=0)
    frame["step"] = [LINES.get(step, step) for step in frame["step"]]
    x = alt.X(
        "step:N",
        sort=list(frame["step"]),
        title=None,
        scale=alt.Scale(paddingInner=0.5, paddingOuter=0.25),
        axis=alt.Axis(
            labelAngle=0,
            labelLimit=190,
            labelExpr="split(replace(datum.label, /[|]/g, width < 420 ? ' ' : '|'), "
            "width < 420 ? ' ' : '|')",
        ),
    )
    y = dict(title="Pounds", axis=alt.Axis(format="~s", tickCount=6))
    colour = alt.Color(
        "role:N",
        legend=None,
        scale=alt.Scale(
            domain=["other", "expected", "one"],
            range=[look.other, look.expected, look.one],
        ),
    )
    zero = (
        alt.Chart(pd.DataFrame({"y": [0.0]}))
        .mark_rule(color=look.quiet)
        .encode(y=alt.Y("y:Q", **y))
    )
    base = alt.Chart(frame[DRAWN])
    chart = alt.layer(
        zero,
        base.mark_bar().encode(x=x, y=alt.Y("low:Q", **y), y2="high:Q", color=colour),
        base.transform_filter("datum.from != datum.to")
        .mark_rule(color=look.text, strokeWidth=2)
        .encode(x=x, y=alt.Y("from:Q", **y), y2="to:Q"),
        base.mark_text(dy=-9, fontWeight="bold").encode(
            x=x, y=alt.Y("place:Q", **y), text="written:N"
        ),
    )
    return figure(
        protected,
        title,
        chart,
        f"A waterfall. {title}",
        note="Lines on bars are 95% intervals.",
    )


def finding(protected: Protected) -> str:
    """What the waterfall says: the programme's own share beside what it costs."""
    rows = protected.table.set_index("step")
    own = Money(*rows.loc["Programme's own share", ["amount", "lower", "upper"]])
    if pd.isna(rows["probability"].iloc[0]):
        own = replace(own, point=None)
    withheld = rows["claim"].iloc[0] == CANNOT_TELL
    return in_short(own, -rows.loc["Cost of the programme", "amount"], withheld)


def roughly_in_words(protected: Protected) -> str:
    """The finding for a meeting: neither the net nor a chance, which with prices of
    one's own would tell counts."""
    rows = protected.table.set_index("step")
    own = rows.loc["Programme's own share"]
    if pd.isna(own["lower"]) or pd.isna(rows.loc["Crude fall", "amount"]):
        return protected.too_few(WORTH, GROUP)
    crude, least, most = (
        roundly(v, 1)
        for v in (rows.loc["Crude fall", "amount"], own["lower"], own["upper"])
    )
    if own["claim"] == CANNOT_TELL:
        return (
            f"The crude fall is worth about {crude}; whether the programme saved any "
            "of it cannot be told"
        )
    return (
        f"The crude fall is worth about {crude}; the programme’s own share of it lies "
        f"between {least} and {most}"
    )


def surety(
    protected: Protected, question: Question, programme: Programme, look: Look
) -> Said | None:
    """Chance of paying for itself, the break-even effect and the part that could be
    cashed; for a meeting the chance alone, to the nearest tenth."""
    row = protected.row()
    if pd.isna(row["people"]):
        return None
    if pd.isna(row["probability"]):
        return Said(protected, "Without a comparison no saving can be claimed.")
    what = "Chance that it pays for itself"
    if row["claim"] == CANNOT_TELL:
        what = f"{what}, were the whole difference its doing"
    if protected.aggregate:
        tenth = round(10 * row["probability"])
        chance = {0: "under 5%", 10: "over 95%"}.get(tenth, f"about {10 * tenth}%")
        return Said(protected, f"{what}: {chance}.")
    said = [f"{what}: {percent(row['probability'])}."]
    if pd.notna(row["break_even"]):
        said.append(
            f"To break even it must avoid {percent(row['break_even'])} of the "
            "attendances expected anyway."
        )
    if pd.notna(row["cash"]):
        said.append(
            f"If {percent(row['cash_share'])} of the cost of an attendance can be "
            f"cashed, that is {roundly(row['cash'], 1)} of the programme's own share."
        )
    return Said(protected, " ".join(said))


def plan(
    protected: Protected, question: Question, scenario: Scenario, look: Look
) -> Figure:
    """The published claim beside the honest range, in pounds."""
    frame = protected.table.copy()
    if frame["pounds"].isna().any():
        return nothing(
            protected,
            protected.too_few("what copying it is worth", "people behind the effect"),
        )
    frame["written"] = [
        roundly(p, 1) if low != low else f"{roundly(low, 1)} to {roundly(high, 1)}"
        for p, low, high in zip(
            frame["pounds"], frame["lower"], frame["upper"], strict=True
        )
    ]
    honest = frame.iloc[1]
    title = plan_in_short(scenario, Money(*honest[["pounds", "lower", "upper"]]))
    low = min(0.0, float(frame[["pounds", "lower"]].min().min()))
    high = max(0.0, float(frame[["pounds", "upper"]].max().max()))
    scale = alt.Scale(domain=span_of(low * 1.05, high * 1.05), nice=False)
    y, words = in_rows.names(frame, "way", list(frame["way"]))
    x = dict(title="Pounds", scale=scale, axis=alt.Axis(format="~s", tickCount=6))
    colour = alt.Color(
        "way:N",
        legend=None,
        scale=alt.Scale(
            domain=list(frame["way"]), range=[look.other, look.one, look.one]
        ),
    )
    chart = alt.layer(
        alt.Chart(frame)
        .mark_bar(size=18, yOffset=in_rows.BELOW + 3)
        .encode(y=y, x=alt.X("pounds:Q", **x), color=colour),
        alt.Chart(frame.dropna(subset=["lower"]))
        .mark_rule(color=look.text, strokeWidth=2, yOffset=in_rows.BELOW + 3)
        .encode(y=y, x=alt.X("lower:Q", **x), x2="upper:Q"),
        *words,
    )
    return figure(protected, title, chart, f"Three bars. {title}")


def trials(protected: Protected, question: Question, look: Look) -> Figure:
    """Published studies beside our estimate."""
    frame = protected.table.dropna(
        subset=["ratio"]
    )  # our own is hidden where few people are behind
    controlled = frame[frame["kind"] == "controlled"]["ratio"]
    plain_ones = frame[frame["kind"] == "before and after only"]["ratio"]
    title = (
        f"Studies with a comparison: {percent(abs(1 - controlled.median()))} fewer on "
        f"average; without one: {percent(abs(1 - plain_ones.median()))} fewer"
    )
    ordered = pd.concat(
        [
            frame[frame["kind"] == kind]
            for kind in ("this analysis", "controlled", "before and after only")
        ]
    )
    ordered = ordered.assign(
        variant=[
            f"{v}{' (no comparison)' if k == 'before and after only' else ''}"
            for v, k in zip(ordered["variant"], ordered["kind"], strict=True)
        ]
    )
    return figure(
        protected,
        title,
        forest(ordered, "variant", look, main="This dataset"),
        f"Rate ratios of published studies. {title}.",
    )
