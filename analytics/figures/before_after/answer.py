"""Before and after: never two bars alone, always with what was to be expected."""

import altair as alt
import pandas as pd

from analytics.definitions.outcomes import target_of
from analytics.definitions.words import count, listed, people, rate
from analytics.disclosure import Protected
from analytics.disclosure.rounding import as_shown
from analytics.figures.figure import Figure, Notes, Said, figure, nothing
from analytics.figures.shapes.lines import apart, mark_of
from analytics.figures.theme import Look, span_of, with_room, words_wide
from analytics.measures.before_after.impact_tables import BETWEEN
from analytics.measures.before_after.question import Question
from analytics.methods.impact import ImpactEstimate, words
from analytics.methods.impact.checks.outcome import CANNOT_TELL

GROUP = "people in this group"
WHAT = "before and after"
CLAIMED = "What may be claimed"
OBSERVED, TARGET = "Observed", "Target"
DASHES = ([1, 0], [6, 4], [2, 3])


def course(
    by_month: Protected,
    by_three: Protected,
    outcome: Protected,
    rungs: Protected,
    question: Question,
    look: Look,
) -> Figure:
    """The rate month by month before and after, and the rate to be expected anyway; for
    a meeting that sees few people, three months together.

    The expected rate is drawn as its mean over three months: it is a course, not a
    forecast.
    """
    few = by_month.aggregate and by_month.result.narrowed
    protected = by_three if few else by_month
    frame = protected.table.copy()
    if too_few(rungs):
        return nothing(protected, rungs.too_few(WHAT, GROUP))
    each = int(frame["month"].diff().min())
    frame["at"] = frame["month"] + each / 2
    best = best_of(rungs)
    # At a desk the verdict stands above the chart; a shared screen and a slide have
    # nothing but the figure.
    note = " ".join(_verdict(rungs, best)) if rungs.aggregate else ""
    if frame["rate"].isna().any():
        note += f" Not drawn: times with {protected.few_in_words} attendances."
    after = frame[frame["month"] >= 0]
    claim = rungs.row()["claim"]
    names = [OBSERVED, words.called(best.label, claim), TARGET]
    drawn = [
        frame.assign(line=OBSERVED, value=frame["rate"]),
        after.assign(line=names[1], value=after["drawn"]),
    ]
    if aim := target_of(question.kind.slug, question.cohort):
        drawn.append(after.assign(line=TARGET, value=after["drawn"] * aim.line))
        note += f" Target of the {aim.whose}: up to {aim.most:.0%} fewer."
    lines = pd.concat(drawn)[["at", "month", "line", "value"]]
    shown = [part["line"].iloc[0] for part in drawn if len(part)]
    colours = alt.Scale(domain=names, range=[look.one, look.expected, look.quiet])
    low, high = int(frame["month"].min()), int(frame["month"].max()) + 1
    x = alt.X(
        "at:Q",
        title="Months from the day people were picked",
        scale=with_room(low, high, words_wide(shown)),
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
                scale=alt.Scale(domain=names, range=list(DASHES)),
                legend=None,
            ),
        )
    )
    ends = lines.dropna(subset=["value"]).groupby("line").tail(1)
    named = (
        alt.Chart(apart(ends, float(lines["value"].max())))
        .mark_text(align="left", dx=8, fontWeight="bold")
        .encode(
            x=x,
            y=alt.Y("placed:Q"),
            text="line:N",
            color=alt.Color("line:N", scale=colours, legend=None),
        )
    )
    chart = alt.layer(*mark_of(0.0, "picked", look), line, named)
    row = outcome.row()
    told = (question.kind, outcome.result.population, row["crude_change"], best)
    title = words.headline(*told, claim)
    whole = title if words.in_doubt(best.label, claim) else words.finding(*told)
    return figure(
        protected, title, chart, f"Two lines by month. {whole}", note=note.strip()
    )


def _verdict(rungs: Protected, best: ImpactEstimate) -> list[str]:
    """What may be claimed, and what would undo it where something may."""
    row = rungs.row()
    because = tuple(part for part in row["because"].split(BETWEEN) if part)
    said = [words.verdict(best, row["claim"], row["condition"], because)]
    if row["claim"] != CANNOT_TELL:
        said.append(words.undone(best, row["tipping"]))
    return [part for part in said if part]


def claimed(rungs: Protected) -> Said | None:
    """What may be claimed, the condition that it rests on, and what would undo it; none
    where too few people are behind it."""
    if too_few(rungs):
        return None
    best, row = best_of(rungs), rungs.row()
    said = _verdict(rungs, best)
    if row["claim"] == CANNOT_TELL and best.causal:
        said.append(f"It would rest on a condition: {row['condition']}.")
    return Said(rungs, " ".join([*said, row["listed"]]).strip(), CLAIMED)


def levels(
    protected: Protected, rungs: Protected, question: Question, look: Look
) -> Figure:
    """Before, expected anyway, after: three levels, the middle one with its
    interval."""
    row, best = protected.row(), rungs.row()
    anyway = words.called(best["method"], best["claim"])
    if too_few(rungs):
        return nothing(protected, rungs.too_few(WHAT, GROUP))
    before, after = row["before_rate"], row["after_rate"]
    bars = [("Before", before, None, None)]
    if best["expected"] == best["expected"]:
        bars.append(
            (
                anyway,
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
    measured = ["value", "low", "high"]
    frame[measured] = as_shown(frame[measured], 2)
    order = list(frame["level"])
    y = alt.Y(
        "level:N", sort=order, title=None, axis=alt.Axis(domain=False, ticks=False)
    )
    top = float(frame[["value", "high"]].max().max()) * 1.22
    x = dict(scale=alt.Scale(domain=span_of(0, top)), title="Attendances a person-year")
    colour = alt.Color(
        "level:N",
        legend=None,
        scale=alt.Scale(
            domain=["Before", anyway, "After"],
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


def followed(protected: Protected) -> Said | None:
    """Who was followed and who was lost, a sentence; none where too few were."""
    row, unit = (
        protected.row(),
        protected.result.column("before").title.removesuffix(" before"),
    )
    if pd.isna(row["before"]) or pd.isna(row["after"]):
        return None
    lost = {name: row[name] for name in ("died", "left")}
    hidden = [name for name, number in lost.items() if pd.isna(number)]
    told = [f"{count(number)} {name}" for name, number in lost.items() if number > 0]
    ending = f"; {listed(told)} meanwhile and count until then" if told else ""
    if hidden:
        each = f"{protected.few_in_words}{' each' if len(hidden) > 1 else ''}"
        ending += f"; those who {listed(hidden, 'or')} ({each}) count until then"
    return Said(
        protected,
        f"{people(row['people'])}: {count(row['before'])} {unit} over "
        f"{row['before_years']:,.1f} person-years before, {count(row['after'])} over "
        f"{row['after_years']:,.1f} after{ending}.",
    )


def remarks(protected: Protected) -> Notes | None:
    """What an analyst must know of the analysis, beneath its answer."""
    sentences = tuple(protected.table["remark"].dropna())
    return Notes(protected, sentences) if sentences else None


def best_of(rungs: Protected) -> ImpactEstimate:
    """The method that leads, with its protected numbers; its words, and its draws, are
    not among them."""
    row = rungs.row()

    def known(name: str) -> float | None:
        return None if pd.isna(row[name]) else float(row[name])

    return ImpactEstimate(
        method="",
        label=row["method"],
        expected_change=known("expected"),
        expected_lower=row["expected_lower"],
        expected_upper=row["expected_upper"],
        rate_ratio=known("ratio"),
        lower=row["lower"],
        upper=row["upper"],
        avoided=known("avoided"),
        avoided_lower=row["avoided_lower"],
        avoided_upper=row["avoided_upper"],
    )


def too_few(rungs: Protected) -> bool:
    """Whether the people of an analysis are too few for whoever looks."""
    return rungs.aggregate and bool(rungs.table["people"].isna().any())
