"""Figures of the kinds of need: how many people each, where they stand, what sets each
apart."""

import altair as alt
import numpy as np
import pandas as pd

from analytics.definitions.words import count, listed, people, percent, pounds, rate
from analytics.disclosure import Protected
from analytics.figures import picks
from analytics.figures.figure import Card, Cards, Figure, figure, nothing
from analytics.figures.theme import Look, span_of
from analytics.measures.segments import USED

NOTABLE = 0.5  # standard deviations
ENOUGH_FOR_PERCENT = 24  # people; below, a title counts
SHAPES = ("circle", "diamond", "square", "triangle-up", "triangle-down", "cross")
ROOM = 2.1  # of the longest bar, for the words at its end
ROW = 56  # pixels a bar: room for a name in three lines
LINES = "split(datum.label, ', ')"  # a long name in several short lines


def kinds(protected: Protected, look: Look) -> Figure:
    """The groups found in the data, a bar each."""
    frame = protected.table
    if frame.empty:
        return nothing(protected, "The data do not part these people into groups")
    first = frame.iloc[0]
    title = (
        f"{len(frame)} kinds of need in the data; the largest: {_inline(first['name'])}"
    )
    written = [
        f"{people(row.people)} ({percent(row.share)})\n{row.verdict}"
        if row.people == row.people
        else "*"
        for row in frame.itertuples()
    ]
    return figure(
        protected,
        title,
        _bars(frame, written, look),
        f"A bar for each of {len(frame)} groups. {title}.",
        table=_table(protected),
    )


def by_rule(protected: Protected, look: Look) -> Figure:
    """The published kinds of need, a bar each."""
    frame = protected.table
    total = frame["everyone"].iloc[0]
    known = frame[(frame["name"] != "None of these") & frame["share"].notna()]
    if not total or total != total:
        return nothing(protected, "Too few frequent attenders to show kinds of need")
    if known.empty or not known["people"].max():
        title = "None of the published kinds of need fits enough people to show"
    else:
        top = known.loc[known["people"].idxmax()]
        part = (
            percent(top["share"])
            if total >= ENOUGH_FOR_PERCENT
            else f"{count(top['people'])} of {people(total)}"
        )
        title = f"By published rules, {part} are “{_inline(top['name'])}”"
    written = [
        f"{people(row.people)} ({percent(row.share)})"
        if row.people == row.people
        else "*"
        for row in frame.itertuples()
    ]
    return figure(
        protected,
        title,
        _bars(frame, written, look),
        f"A bar for each of {len(frame)} kinds. {title}.",
        note="A person is in the first that fits, from the top.",
        table=_table(protected),
        pick=picks.kind("name"),
    )


def picture(protected: Protected, look: Look) -> Figure:
    """Every frequent attender as a point, by segment: people alike are near each
    other."""
    frame = protected.table
    if frame.empty:
        return nothing(
            protected, "Without groups in the data there is no picture to draw"
        )
    names = list(frame["segment"].value_counts(sort=True).index)
    numbered = {name: f"{n}  {name}" for n, name in enumerate(names, 1)}
    points = frame.assign(numbered=frame["segment"].map(numbered))
    colours = (list(look.series) + [look.quiet] * len(names))[: len(names)]
    domain = list(numbered.values())
    legend = alt.Legend(
        orient="bottom", columns=2, title=None, labelLimit=420, symbolSize=110
    )
    across, up = (protected.result.column(name).title for name in ("across", "up"))
    axis = dict(labels=False, ticks=False, grid=False, titleLimit=900)
    upwards = axis | dict(titleAngle=0, titleAlign="left", titleX=6, titleY=-8)
    dots = (
        alt.Chart(points)
        .mark_point(filled=True, size=55, opacity=0.75)
        .encode(
            x=alt.X("across:Q", title=across, axis=alt.Axis(**axis)),
            y=alt.Y("up:Q", title=up, axis=alt.Axis(**upwards)),
            color=alt.Color(
                "numbered:N",
                legend=legend,
                scale=alt.Scale(domain=domain, range=colours),
            ),
            shape=alt.Shape(
                "numbered:N",
                legend=legend,
                scale=alt.Scale(domain=domain, range=list(SHAPES[: len(names)])),
            ),
        )
    )
    middle = (
        points.groupby("segment")[["across", "up"]].median().loc[names].reset_index()
    )
    middle["number"] = [str(n) for n in range(1, len(names) + 1)]
    base = alt.Chart(middle).encode(x="across:Q", y="up:Q", text="number:N")
    halo = base.mark_text(
        fontSize=22, fontWeight="bold", stroke=look.background, strokeWidth=6
    )
    label = base.mark_text(fontSize=22, fontWeight="bold", color=look.text)
    title = (
        f"{percent(nearest_their_own(points, middle))} of people stand nearest the "
        "middle of their own group"
    )
    return figure(
        protected,
        title,
        dots + halo + label,
        f"A point for each person in {len(names)} groups: {'; '.join(names)}.",
        subtitle="Frequent attenders, each a point: people alike are near each other. "
        "The two "
        "directions are those in which people differ most; numbers mark the middles.",
        note="Points overlap where groups shade into each other: the picture flattens "
        "many features into two.",
    )


def nearest_their_own(points: pd.DataFrame, middle: pd.DataFrame) -> float:
    """Share of points whose nearest middle is their own segment's, 0 to 1."""
    away = np.hypot(
        points[["across"]].to_numpy() - middle["across"].to_numpy(),
        points[["up"]].to_numpy() - middle["up"].to_numpy(),
    )
    nearest = middle["segment"].to_numpy()[away.argmin(1)]
    return float((nearest == points["segment"].to_numpy()).mean())


def apart(protected: Protected, look: Look) -> Figure:
    """A grid of segments by features: how far each is from the other frequent
    attenders."""
    frame = protected.table.dropna(subset=["difference"])
    largest = frame.groupby("feature")["difference"].agg(lambda d: d.abs().max())
    notable = frame[frame["feature"].map(largest) >= NOTABLE] if len(frame) else frame
    if notable.empty:
        return nothing(protected, "Nothing sets a group apart from the others")
    used = notable[notable["used"] == USED]
    most = (used if len(used) else notable).pipe(
        lambda n: n.loc[n["difference"].abs().idxmax()]
    )
    more = "higher" if most["difference"] > 0 else "lower"
    title = (
        f"Most telling: {_inline(most['feature'])}, {more} in "
        f"“{_inline(most['segment'])}”"
    )
    order = list(
        dict.fromkeys(
            frame.sort_values("used", ascending=False, kind="stable")["feature"]
        )
    )
    header = max(name.count(", ") for name in frame["segment"]) * 15 + 6
    described = set(notable.loc[notable["used"] != USED, "feature"])
    cells = notable.assign(
        written=[_signed(difference) for difference in notable["difference"]],
        more=notable["difference"] > 0,
        size=notable["difference"].abs(),
    )
    base = alt.Chart(cells).encode(
        x=alt.X(
            "segment:N",
            sort=list(dict.fromkeys(frame["segment"])),
            title=None,
            axis=alt.Axis(
                orient="top",
                labelAngle=0,
                labelExpr=LINES,
                domain=False,
                ticks=False,
                labelPadding=header,
                labelLimit=200,
            ),
        ),
        y=alt.Y(
            "feature:N",
            sort=order,
            title=None,
            axis=alt.Axis(domain=False, ticks=False),
        ),
    )
    chart = base.mark_rect().encode(
        color=alt.condition(
            "datum.more", alt.value(look.one), alt.value(look.expected)
        ),
        opacity=alt.Opacity("size:Q", legend=None, scale=alt.Scale(range=[0, 0.5])),
    ) + base.mark_text().encode(text="written:N")
    return figure(
        protected,
        title,
        chart,
        f"A grid of features by groups. {title}.",
        subtitle="Difference from all other frequent attenders, in standard "
        "deviations: above +0.5 or below −0.5 is notable.",
        note="People were grouped by the upper rows; "
        f"{listed(_inline(n) for n in order if n in described)} only describe."
        if described
        else "",
    )


def cards(segments: Protected, reasons: Protected, title: str) -> Cards:
    """Each segment in words, from protected numbers."""
    why = {name: part for name, part in reasons.table.groupby("segment", sort=False)}
    rows = segments.table.to_dict("records")
    return Cards(segments, title, tuple(_card(r, why.get(r["name"])) for r in rows))


def _card(row: dict, why: pd.DataFrame | None) -> Card:
    if row["people"] != row["people"]:
        return Card(row["name"], ("Too few people to describe.",))
    if not row["people"]:
        return Card(row["name"], ("Nobody.",))
    lines = [
        f"**{people(row['people'])}**, {percent(row['share'])} of frequent attenders"
        + (f"; {row['verdict']}" if row.get("verdict") else "")
    ]
    if row["median_age"] == row["median_age"]:
        lines.append(f"Median age {row['median_age']:.0f}")
    use = [
        f"{rate(row[name])} {called}"
        for name, called in (
            ("ae_per_person", "A&E attendances"),
            ("gp_per_person", "GP visits"),
        )
        if row.get(name) is not None and row[name] == row[name]
    ]
    if use:
        lines.append(f"{listed(use)} each")
    if row.get("cost_gbp") is not None and row["cost_gbp"] == row["cost_gbp"]:
        lines.append(f"{pounds(row['cost_gbp'])} of A&E cost")
    shown = [] if why is None else why.dropna(subset=["share"])
    if len(shown):
        lines.append(
            "Came with: "
            + "; ".join(
                f"{reason.lower()} {percent(share)}"
                for reason, share in zip(shown["reason"], shown["share"], strict=True)
            )
        )
    if row.get("definition"):
        lines.append(f"*{row['definition']}* After {row['source']}.")
    return Card(row["name"], tuple(lines))


def _bars(frame: pd.DataFrame, written: list[str], look: Look) -> alt.LayerChart:
    """A bar a segment, its name at the left in short lines."""
    shown = frame.assign(written=written, bar=frame["people"].fillna(0))
    top = float(shown["bar"].max() or 1) * ROOM
    base = alt.Chart(shown[["name", "bar", "written"]]).encode(
        y=alt.Y(
            "name:N",
            sort=list(shown["name"]),
            title=None,
            scale=alt.Scale(paddingInner=0.3),
            axis=alt.Axis(
                domain=False,
                ticks=False,
                labelExpr=LINES,
                labelLimit=200,
                labelOffset=-7,
            ),
        ),
        x=alt.X("bar:Q", axis=None, scale=alt.Scale(domain=span_of(0, top))),
    )
    up = (
        -7 if any("\n" in words for words in written) else 0
    )  # two lines sit around the middle
    text = base.mark_text(align="left", dx=5, dy=up, lineBreak="\n").encode(
        text="written:N"
    )
    return (base.mark_bar(color=look.one) + text).properties(height=ROW * len(shown))


def _signed(number: float) -> str:
    """ "+1.2", "−0.4", "0.0"."""
    text = f"{number:+.1f}"
    return "0.0" if text in ("+0.0", "-0.0") else text.replace("-", "−")


def _inline(name: str) -> str:
    """A segment's name within a sentence; "GP" and "A&E" keep their capitals."""
    return name if name.startswith(("GP", "A&E")) else name[:1].lower() + name[1:]


def _table(protected: Protected) -> pd.DataFrame:
    words = protected.in_words()
    return words.drop(columns=["Frequent attenders"])
