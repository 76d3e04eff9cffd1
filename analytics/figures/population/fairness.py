"""Fairness drawn: groups against what their ages lead to expect, the whole gradient,
the gap over time, and whom the programme reaches."""

import pandas as pd

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.words import ABOUT, CANNOT_TELL, mid_sentence, percent
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.process import IN_WORDS, picture
from analytics.figures.shapes.forest import forest
from analytics.figures.shapes.pairs_in_rows import pairs_in_rows
from analytics.figures.theme import Look
from analytics.measures.over_time.unusual_months import USUAL
from analytics.measures.population.reached import CANNOT, FEWER, LEAST, MORE
from analytics.methods.rates.direct import ratio
from analytics.methods.xmr import LEAST_POINTS

AXIS = "Counted ÷ expected; 1: as expected"
NO_GAP = "No gap over time: it needs every deprivation fifth, and more people"
ENDS = "Most ÷ least deprived; 1: no gap"
PAIR = {
    "eligible_share": "of all who attend often",
    "caseload_share": "of the caseload",
}


def groups(protected: Protected, look: Look) -> Figure:
    """A row a group: what was counted over what its ages and sexes lead to expect."""
    frame = protected.table.copy()
    title_of = protected.result.column("group").title
    shown = frame[frame["ratio"].notna()].reset_index(drop=True)
    counted = protected.result.column("counted")
    whom = mid_sentence(counted.title)
    if shown.empty:
        return nothing(
            protected,
            protected.too_few(f"{whom} by {mid_sentence(title_of)}", "people"),
        )
    if not counted.of and protected.aggregate:  # people, each counted once
        shown[["ratio", "ratio_lower", "ratio_upper"]] = [
            ratio(n, n, e) for n, e in shown[["counted", "expected"]].to_numpy(float)
        ]
    sure = shown[shown["sure"] == ABOUT]
    title = _stands_out(sure, title_of, whom)
    rows = shown.rename(columns={"ratio_lower": "lower", "ratio_upper": "upper"})
    chart = forest(rows, "group", look, _furthest(sure, "group"), AXIS)
    hidden = len(frame) - len(shown)
    unsure = shown.loc[shown["sure"] == CANNOT_TELL, "group"]
    note = f"Cannot tell from chance: {'; '.join(unsure)}." if len(unsure) else ""
    if hidden:
        note += f" Not drawn: {hidden} of {len(frame)} groups."
    return figure(protected, title, chart, f"A row for each group. {title}.", note=note)


def _furthest(sure: pd.DataFrame, label: str) -> str | None:
    """The row that is furthest from what was expected, of those that surely differ."""
    if sure.empty:
        return None
    away = sure["ratio"].where(sure["ratio"] >= 1, 1 / sure["ratio"].clip(lower=0.01))
    return str(sure.loc[away.idxmax(), label])


def _stands_out(sure: pd.DataFrame, title: str, whom: str) -> str:
    name = _furthest(sure, "group")
    if name is None:
        whom = whom[:1].upper() + whom[1:]
        return (
            f"{whom}: no difference by {mid_sentence(title)} that chance could not make"
        )
    row = sure[sure["group"] == name].iloc[0]
    return f"{title} {name}: {row['ratio']:.2f} times the {whom} to be expected"


def gradients(protected: Protected, look: Look) -> Figure:
    """A row for each thing counted: the most deprived end over the least deprived."""
    frame = protected.table.rename(columns={"relative": "ratio"})
    shown = frame[frame["ratio"].notna()].reset_index(drop=True)
    if shown.empty:
        return nothing(protected, protected.too_few("a gap by deprivation", "people"))
    sure = shown[shown["sure"] == ABOUT]
    first = _furthest(sure, "what")
    title = "Cannot tell a gap between the most and the least deprived from chance"
    if first is not None:
        row = sure[sure["what"] == first].iloc[0]
        title = (
            f"{first}: the most deprived have {row['ratio']:.1f} times those of the "
            "least deprived, given age and sex"
        )
    chart = forest(shown, "what", look, first, ENDS)
    return figure(protected, title, chart, f"A row for each thing counted. {title}.")


def gap(protected: Protected, kind: EventKind, look: Look) -> Figure:
    """The gap month by month, with the limits of chance."""
    frame = protected.table
    if frame.empty:
        return nothing(
            protected,
            NO_GAP,
        )
    if frame["gap"].isna().any():
        return nothing(protected, protected.too_few("the gap by month", "attendances"))
    enough = bool(frame["mean"].notna().all())
    data = frame.rename(columns={"month": "period", "gap": "value"})
    chart = picture(data, "Most deprived ÷ others", enough, look)
    recent = float(frame["gap"].tail(12).astype(float).mean())
    title = (
        f"Core20: people in the most deprived areas have {recent:.2f} times the "
        f"{kind.called} of others{_course(frame, enough)}"
    )
    return figure(
        protected,
        title,
        chart,
        f"A line by month with limits. {title}.",
        note="" if enough else f"Limits need {LEAST_POINTS} months.",
    )


def _course(frame: pd.DataFrame, enough: bool) -> str:
    """Whether the gap changes, by the rules of the chart."""
    if not enough:
        return ""
    unusual = frame[frame["kind"] != USUAL]
    if unusual.empty:
        return ", unchanged"
    last = unusual.iloc[-1]
    side = "above" if last["rising"] else "below"
    course = "rising" if last["rising"] else "falling"
    return f"; {IN_WORDS[last['cause']].format(side=side, course=course)}"


def reached(protected: Protected, look: Look) -> Figure:
    """Two dots a group: its share of those who attend often, and of the caseload."""
    frame = protected.table
    title_of = protected.result.column("group").title
    shown = frame[frame[list(PAIR)].notna().all(axis=1)].reset_index(drop=True)
    row = frame.iloc[0] if len(frame) else None
    if row is None or shown.empty or row["all_share"] != row["all_share"]:
        return nothing(
            protected, protected.too_few("whom the programme reaches", "people")
        )
    start = f"{percent(row['all_share'])} of those who attend often were offered help"
    title = f"{start}; {_who(shown, title_of)}"
    shown = shown.rename(columns={"group": "who"}).assign(
        written=[
            f"{percent(a)} → {percent(b)}"
            for a, b in shown[list(PAIR)].astype(float).to_numpy()
        ]
    )
    chart = pairs_in_rows(shown, "who", PAIR, look, "Share", shares=True)
    note = (
        "Who was helped may no longer attend often, and is then on the caseload alone. "
        f"Against all of them is said of groups with {LEAST} or more who attend often."
    )
    return figure(
        protected, title, chart, f"Two dots for each group. {title}.", note=note
    )


def _who(shown: pd.DataFrame, title: str) -> str:
    less, more = (list(shown.loc[shown["sure"] == s, "group"]) for s in (FEWER, MORE))
    if less:
        return f"less often: {mid_sentence(title)} {less[0]}"
    if more:
        return f"more often: {mid_sentence(title)} {more[0]}"
    return f"{CANNOT} whether it differs by {mid_sentence(title)}"
