"""Long-term conditions beside England: two dots a row."""

from analytics.definitions.published.prevalence import AREA
from analytics.definitions.words import ABOUT, percent
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.shapes.pairs_in_rows import pairs_in_rows
from analytics.figures.theme import Look

PAIR = {"england": AREA, "share": "here"}
NOTHING = f"No condition of this list has a published figure for {AREA}"


def beside_england(protected: Protected, look: Look) -> Figure:
    """A row a condition; the finding is the one furthest from England of those that
    surely differ."""
    frame = protected.table
    if frame.empty:
        return nothing(protected, NOTHING)
    shown = frame[frame["share"].notna()].reset_index(drop=True).copy()
    if shown.empty:
        return nothing(
            protected, protected.too_few("their conditions", "registered people")
        )
    shown["share"] = shown["share"].astype(float)
    shown["written"] = [
        f"{percent(here, 1)} · {AREA} {there}"
        for here, there in zip(shown["share"], shown["published"], strict=True)
    ]
    shown["short"] = [
        f"{percent(here, 1)} · {there}"
        for here, there in zip(shown["share"], shown["published"], strict=True)
    ]
    title = finding(protected)
    axis = "Share of registered people"
    chart = pairs_in_rows(shown, "condition", PAIR, look, axis, shares=True)
    years = sorted(set(shown["year"]))
    return figure(
        protected,
        title,
        chart,
        f"Two dots for each condition. {title}.",
        note=f"{AREA}: registers of the Quality and Outcomes Framework, "
        f"{' and '.join(years)}; sources are in the table.",
    )


def finding(protected: Protected) -> str:
    """The condition furthest from England, by how many times, of those surely apart."""
    frame = protected.table[protected.table["share"].notna()]
    sure = frame[frame["sure"] == ABOUT]
    if sure.empty:
        return f"No condition is surely more or less common here than in {AREA}"
    times = sure["share"].astype(float) / sure["england"]
    row = sure.loc[times.where(times >= 1, 1 / times.clip(lower=0.01)).idxmax()]
    here = float(row["share"])
    return (
        f"{row['condition']}: {percent(here, 1)} here, {row['published']} in {AREA}, "
        f"{here / row['england']:.1f} times as common"
    )
