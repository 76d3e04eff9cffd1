"""How much is used for each registered person, by place, with what chance alone would
make of it."""

import altair as alt
import pandas as pd

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.published.benchmarks import nearest
from analytics.definitions.words import ABOUT, count, interval
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.shapes import in_rows
from analytics.figures.theme import Look
from analytics.measures.population.rates import TITLES

LEGEND = 34  # pixels above the rows
MOST = 40  # places that a chart has room for; the table has them all
FIRST = next(iter(TITLES))
BESIDES = (
    "More and fewer: by more than chance. Places also differ for reasons that are not "
    "in these data."
)
CRUDE, STANDARD = "as counted", "standardised"


def rates(protected: Protected, kind: EventKind, level: str, look: Look) -> Figure:
    """A row a place: the standardised rate with its interval, and the crude one; a line
    at all places together. Of the widest places the finding is what all have together,
    of others which differ."""
    frame = protected.table
    if frame.empty or frame["registered"].isna().all():
        return nothing(protected, f"Nobody registered in view for {kind.called}")
    row = frame.iloc[0]
    if row["all_crude"] != row["all_crude"]:
        said = f"{kind.called} for each registered person"
        return nothing(protected, protected.too_few(said, "people"))
    shown = frame[frame["crude"].notna()].reset_index(drop=True)
    apart = _apart(protected, shown, kind)
    title = apart if len(shown) > 1 and level != FIRST else finding(row, kind)
    normal = nearest(kind.slug, "per_head")
    said = [f"{normal.words()} ({normal.source})." if normal else ""]
    said.append(BESIDES if title == apart else "")
    if len(shown) > MOST:
        said.append(f"{count(len(shown))} places: choose a PCN or a place to see them.")
    chart = _rows(shown, row, look) if 0 < len(shown) <= MOST else None
    return figure(
        protected,
        title,
        chart,
        f"A row for each place, with its interval. {title}.",
        note=" ".join(one for one in said if one),
    )


def finding(row: pd.Series, kind: EventKind) -> str:
    """How many people and events, how many a head, and once standardised."""
    called = kind.called
    start = (
        f"{count(row['all_registered'])} people, {count(row['all_events'])} {called}"
    )
    start += f": {row['all_crude']:.2f} a head"
    if row["all_standardised"] != row["all_standardised"]:
        return start
    return (
        f"{start}; {row['all_standardised']:.2f} standardised for age, sex and "
        "deprivation"
    )


def _apart(protected: Protected, shown: pd.DataFrame, kind: EventKind) -> str:
    """How many places differ from what their people lead to expect by more than
    chance."""
    if not len(shown):
        return ""
    sure = shown["sure"] == ABOUT
    up = int((sure & (shown["ratio"] > 1)).sum())
    down = int(sure.sum()) - up
    place = protected.result.column("place").title
    places = f"{place if place.isupper() else place.lower()}s"
    given = "age, sex and deprivation"
    if not sure.any():
        return f"{kind.called}: no {places[:-1]} differs beyond chance, given {given}"
    return (
        f"{up} of {len(shown)} {places} had more {kind.called} than {given} lead to "
        f"expect, {down} fewer"
    )


def _rows(shown: pd.DataFrame, whole: pd.Series, look: Look) -> alt.LayerChart:
    data = shown[["place", "crude", "standardised", "lower", "upper"]].copy()
    data["written"] = [_written(one) for one in data.to_dict("records")]
    data["short"] = [
        f"{n:.2f}" if n == n else "cannot tell" for n in data["standardised"]
    ]
    marks = data[["crude", "standardised", "lower", "upper"]]
    low, high = float(marks.min().min()), float(marks.max().max())
    pad = (high - low) * 0.05 or high * 0.1 or 1.0
    scale = alt.Scale(
        domain=[round(max(low - pad, 0), 3), round(high + pad, 3)],
        zero=False,
        nice=False,
    )
    y, words = in_rows.names(data, "place", list(data["place"]))
    title = "A registered person in the window"
    x = dict(scale=scale, title=title, axis=alt.Axis(tickCount=5))
    long = data.melt("place", ["standardised", "crude"], "which", "rate")
    long["which"] = long["which"].map({"standardised": STANDARD, "crude": CRUDE})
    dots = (
        alt.Chart(long.dropna(subset=["rate"]))
        .mark_point(filled=True, size=110, opacity=1, yOffset=in_rows.BELOW)
        .encode(
            y=y,
            x=alt.X("rate:Q", **x),
            color=_colour(look),
            shape=alt.Shape(
                "which:N",
                title=None,
                scale=alt.Scale(domain=[STANDARD, CRUDE], range=["circle", "diamond"]),
            ),
        )
    )
    line = (
        alt.Chart(data)
        .mark_rule(strokeWidth=3, yOffset=in_rows.BELOW, color=look.one)
        .encode(y=y, x=alt.X("lower:Q", **x), x2="upper:Q")
    )
    layers = [line, dots, *words]
    if whole["all_standardised"] == whole["all_standardised"] and len(data) > 1:
        every = pd.DataFrame({"x": [float(whole["all_standardised"])]})
        layers.insert(
            0,
            alt.Chart(every)
            .mark_rule(color=look.quiet, strokeDash=[4, 4])
            .encode(x=alt.X("x:Q", **x)),
        )
    return alt.layer(*layers).properties(height=in_rows.high(len(data)) + LEGEND)


def _colour(look: Look) -> alt.Color:
    return alt.Color(
        "which:N",
        title=None,
        scale=alt.Scale(domain=[STANDARD, CRUDE], range=[look.one, look.other]),
    )


def _written(row: dict) -> str:
    if row["standardised"] != row["standardised"]:
        return "cannot tell: too few groups"
    reach = interval(row["lower"], row["upper"], "{:.2f}".format)
    return f"{row['standardised']:.2f} ({reach})"
