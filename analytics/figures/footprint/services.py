"""By service: how many times as much as everyone else, what it costs, and beside a
published group."""

import pandas as pd

from analytics.definitions.event_kinds import kind, kinds_with_rule
from analytics.definitions.published.footprints import published_group
from analytics.definitions.words import ABOUT, interval, listed, percent, pounds
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.shapes.bars_in_rows import bars_in_rows
from analytics.figures.shapes.forest import forest
from analytics.figures.shapes.pairs_in_rows import pairs_in_rows
from analytics.figures.theme import Look

AXIS = "Times what others of the same ages and sexes have"
WIDEST = (0.5, 100.0)
WHAT = "what they use"
GROUP = "people in this group"


def times(protected: Protected, look: Look) -> Figure:
    """A row a service: the group's contacts over what its ages and sexes lead to
    expect; contacts a head where there is nobody else."""
    frame = protected.table
    if frame["other_heads"].eq(0).all():
        return _each(protected, look)
    shown = frame[frame["ratio"].notna()].reset_index(drop=True)
    if shown.empty:
        return nothing(protected, protected.too_few(WHAT, GROUP))
    rows = shown.rename(columns={"ratio_lower": "lower", "ratio_upper": "upper"})
    rows["written"] = [_written(*row) for row in rows[NUMBERS].to_numpy(float)]
    rows["short"] = [f"{_times(one)}" for one in rows["ratio"]]
    by_rule = shown["slug"].map(lambda slug: kind(slug).has_rule)
    sure = shown[shown["sure"] == ABOUT]
    others = sure[~by_rule[sure.index]]
    top = _highest(others if len(others) else sure if len(sure) else shown)
    title = "No service that they surely use more or less than others"
    if len(sure):
        title = (
            f"{top['service']}: {_times(top['ratio'])} what everyone else has at the "
            "same ages and sexes"
        )
    chart = forest(rows, "service", look, top["service"], AXIS, widest=_reach(rows))
    hidden = list(frame.loc[frame["ratio"].isna(), "service"])
    by = [one.service for one in kinds_with_rule()]
    note = f"Services by which people are picked ({listed(by)}) are high by that alone."
    if hidden:
        note += f" Not drawn, since too few people used them: {listed(hidden)}."
    return figure(protected, title, chart, f"A row a service. {title}.", note=note)


def _each(protected: Protected, look: Look) -> Figure:
    """A bar a service: contacts a head."""
    frame = protected.table
    shown = frame[frame["each"].notna()].copy()
    if shown.empty:
        return nothing(protected, protected.too_few(WHAT, GROUP))
    shown = shown.sort_values("each", ascending=False, ignore_index=True)
    most = shown.iloc[0]
    title = f"{most['service']}: {most['each']:.1f} a head in the window"
    shown["written"] = [f"{one:.2f} a head" for one in shown["each"]]
    shown["short"] = [f"{one:.2f}" for one in shown["each"]]
    chart = bars_in_rows(shown, "service", "each", look)
    note = "There is nobody else to hold this beside."
    return figure(protected, title, chart, f"A bar a service. {title}.", note=note)


def _highest(rows: pd.DataFrame) -> pd.Series:
    return rows.loc[rows["ratio"].idxmax()]


NUMBERS = ["ratio", "lower", "upper"]


def _reach(rows: pd.DataFrame) -> tuple[float, float]:
    """From where to where the axis runs: 1 and every interval are on it."""
    values = rows[NUMBERS].to_numpy(float)
    values = values[(values > 0) & (values < float("inf"))]
    low, high = WIDEST
    return (
        max(min(low, float(values.min())), 0.1),
        min(max(2.0, float(values.max()) * 1.1), high),
    )


def _times(ratio: float) -> str:
    return f"{ratio:.1f} times" if ratio < 10 else f"{ratio:.0f} times"


def _written(ratio: float, lower: float, upper: float) -> str:
    said = _times(ratio)
    return said if lower != lower else f"{said} ({interval(lower, upper)})"


def cost(protected: Protected, look: Look) -> Figure:
    """What a year of the group costs a head, by service."""
    frame = protected.table
    shown = frame[frame["pounds"].notna()].copy()
    if shown.empty or not shown["pounds_each"].sum():
        return nothing(protected, protected.too_few("what their care costs", GROUP))
    shown = shown.sort_values("pounds_each", ascending=False, ignore_index=True)
    most, whole = shown.iloc[0], float(shown["pounds_each"].sum())
    others = shown["other_pounds_each"].sum(skipna=False)
    hidden = frame["users"].isna().any()
    title = (
        f"{most['service']} are {percent(most['pounds_each'] / whole)} of the "
        f"{pounds(whole)} that each of them costs"
    )
    if hidden:
        title = f"{most['service']} cost most: {pounds(most['pounds_each'])} a head"
    elif others == others and others > 0:
        title += f"; others cost {pounds(others)}"
    shown["written"] = [
        f"{pounds(one)}; others {pounds(other)}" if other == other else pounds(one)
        for one, other in zip(
            shown["pounds_each"], shown["other_pounds_each"], strict=True
        )
    ]
    shown["short"] = [pounds(one) for one in shown["pounds_each"]]
    chart = bars_in_rows(shown, "service", "pounds_each", look)
    return figure(protected, title, chart, f"A bar a service. {title}.")


def beside(protected: Protected, look: Look) -> Figure | None:
    """Contacts of one person beside a published group, of the services that were
    published."""
    group = published_group()
    frame = protected.table
    published = frame["slug"].map(group.each)
    shown = frame[published.notna()].assign(theirs=published)
    if shown.empty:
        return None
    known = shown[shown["each"].notna()].reset_index(drop=True)
    if known.empty:
        return nothing(protected, protected.too_few(WHAT, GROUP))
    first = known.iloc[0]
    title = (
        f"Each has {first['each']:.1f} {first['service']}; {group.name} had "
        f"{first['theirs']:.1f}"
    )
    known["written"] = [
        f"{one:.2f} each; {group.name}: {other:.2f}"
        for one, other in known[["each", "theirs"]].to_numpy(float)
    ]
    known["short"] = [
        f"{one:.2f}; {other:.2f}"
        for one, other in known[["each", "theirs"]].to_numpy(float)
    ]
    columns = {"theirs": group.name, "each": "This group"}
    chart = pairs_in_rows(known, "service", columns, look, "Contacts of one person")
    return figure(
        protected,
        title,
        chart,
        f"Two dots a service. {title}.",
        note=f"{group.name}: {group.of}. {group.source}.",
    )
