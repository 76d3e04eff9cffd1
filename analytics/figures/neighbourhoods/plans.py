"""Where plans stand by each thing asked of them, and the one that is chosen."""

from collections.abc import Mapping
from dataclasses import replace

import altair as alt
import pandas as pd

from analytics.definitions.words import count, percent, rate
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, Pick, figure, nothing
from analytics.figures.neighbourhoods.outlined import map_of_areas
from analytics.figures.shapes import in_rows
from analytics.figures.theme import Look
from analytics.geography.boundaries import Boundaries
from analytics.methods.neighbourhoods.scores import EVEN, SPREAD, scores_of

BY = {score.title: score for score in (*scores_of(False), SPREAD)}
TICK = 12  # pixels high
AXIS = ["Left worse, right better:", "a tick a plan; ◆ today, ● chosen"]


def finding(found: Protected) -> str:
    """Where today's neighbourhoods stand; else how good the chosen plan is."""
    drawn = count(found.table["plan"].str.isdigit().sum() / max(_scores(found), 1))
    now = found.table[found.table["plan"] == "today"].set_index("score")["better"]
    now = now.dropna()
    if now.empty:
        best = found.table[found.table["plan"] == "chosen"].set_index("score")["value"]
        away = percent(best[EVEN.title], 1)
        return f"The best of {drawn} contiguous plans is within {away} of equal"
    first = EVEN.title
    said = [_than(first, now[first])]
    others = now.drop(first)
    if len(others):
        most = (others - 0.5).abs().idxmax()
        said.append(_than(most, now[most]))
    return (
        f"Today’s neighbourhoods are {' and '.join(said)} of {drawn} contiguous plans"
    )


def _than(name: str, better: float) -> str:
    """ "more even than 93%", "less compact than all"."""
    by, share = (
        (BY[name].better, better) if better >= 0.5 else (BY[name].worse, 1 - better)
    )
    return f"{by} than {percent(share) if share < 0.995 else 'all'}"


def _scores(found: Protected) -> int:
    return int(found.table["score"].nunique())


def trade_offs(found: Protected, look: Look) -> Figure:
    """All plans by every score, in one picture: a row a score, a tick a plan."""
    if found.table.empty:
        return nothing(
            found,
            "No plan can be drawn: no boundaries of small areas are loaded",
            "Load an areas file with population and imd_decile, and a GeoJSON file of "
            "the areas beside it.",
        )
    frame, title = _placed(found.table), finding(found)
    order = list(dict.fromkeys(frame["score"]))
    rows = frame.drop_duplicates("score")[["score"]].assign(
        written=[_beside(frame, name) for name in order],
        short=[_beside(frame, name, short=True) for name in order],
    )
    y, words = in_rows.names(rows, "score", order)
    scale = alt.Scale(domain=[0, 1])
    x = alt.X("at:Q", scale=scale, title=AXIS, axis=alt.Axis(labels=False, ticks=False))
    base = alt.Chart(frame[["score", "plan", "at"]]).encode(y=y)
    others = base.transform_filter("datum.plan != 'today' && datum.plan != 'chosen'")
    ticks = others.mark_tick(
        color=look.other, opacity=0.35, size=TICK, yOffset=in_rows.BELOW, aria=False
    )
    marks = [
        base.transform_filter(f"datum.plan == '{plan}'")
        .mark_point(
            filled=True,
            opacity=1,
            size=130,
            shape=sign,
            color=colour,
            yOffset=in_rows.BELOW,
        )
        .encode(x=x)
        for plan, sign, colour in (
            ("today", "diamond", look.expected),
            ("chosen", "circle", look.one),
        )
    ]
    chart = alt.layer(ticks.encode(x=x), *marks, *words)
    return figure(
        found,
        title,
        chart.properties(height=in_rows.high(len(order))),
        f"A row for each of {len(order)} scores, a tick for each plan. {title}.",
        table=_table(found),
        pick=Pick(
            "plan",
            {plan: {} for plan in frame["plan"] if plan.isdigit()},
            "tick",
            "",
            chooses="plan",
            then="to see that plan on the map; each plan has a tick in every row.",
        ),
    )


def _placed(table: pd.DataFrame) -> pd.DataFrame:
    """Each plan between the worst and the best of all, by each score; right is
    better."""
    parts = []
    for name, part in table.groupby("score", sort=False):
        values = part["value"]
        wide = (values.max() - values.min()) or 1.0
        at = (values - values.min()) / wide
        parts.append(part.assign(at=(1 - at if BY[name].low else at).round(4)))
    return pd.concat(parts, ignore_index=True)


def _beside(frame: pd.DataFrame, name: str, short: bool = False) -> str:
    mine = frame[frame["score"] == name].set_index("plan")["value"]
    said = [
        f"{sign} {_value(name, mine[plan])}"
        if short
        else f"{plan} {_value(name, mine[plan])}"
        for plan, sign in (("today", "◆"), ("chosen", "●"))
        if plan in mine and mine[plan] == mine[plan]
    ]
    return ", ".join(said)


def _value(name: str, value: float) -> str:
    return percent(value, 1) if BY[name].percent else f"{value:.2f}"


def _table(found: Protected) -> pd.DataFrame:
    """Today and the chosen plan by each score, with the share of plans that each does
    better than, and the range of all."""
    rows = []
    for name, part in found.table.groupby("score", sort=False):
        mine = part.set_index("plan")
        row = {"By": name}
        for plan in ("today", "chosen"):
            if (
                plan in mine.index
                and mine.loc[plan, "value"] == mine.loc[plan, "value"]
            ):
                value, better = mine.loc[plan, ["value", "better"]]
                row[plan.capitalize()] = (
                    f"{_value(name, value)} (better than {percent(better)})"
                )
        drawn = mine.loc[[p for p in mine.index if p.isdigit()], "value"]
        row["All plans"] = f"{_value(name, drawn.min())} to {_value(name, drawn.max())}"
        rows.append(row)
    return pd.DataFrame(rows).fillna("–")


def plan_map(
    found: Protected,
    lines: Boundaries,
    within: Mapping[str, str],
    area: str,
    look: Look,
) -> Figure:
    """The plan chosen, by mean decile of deprivation; at a desk a click chooses an
    area. area: the one chosen."""
    table = found.table
    low, high = table["people"].min(), table["people"].max()
    title = (
        f"{len(table)} neighbourhoods of {count(low)} to {count(high)} residents each"
    )
    tips = {
        row["place"]: f"Residents: {count(row['people'])}\n"
        f"Mean IMD decile: {rate(row['imd_decile'])}"
        for row in table.to_dict("records")
    }
    drawn = map_of_areas(
        lines, within, table.set_index("place")["imd_decile"], tips, area, look
    )
    words = found.in_words().assign(
        **{"From the mean": [f"{100 * a:+.1f}%" for a in table["away"]]}
    )
    fig = figure(
        found,
        title,
        drawn,
        f"Map of the plan chosen, shaded by mean decile of deprivation. {title}.",
        note="Shades: mean decile of deprivation, 1 the most deprived. Each is called "
        "after the neighbourhood of today that most of its people live in.",
        table=words,
        pick=None if found.aggregate else area_pick(list(within)),
    )
    return replace(fig, source=" ".join(t for t in (fig.source, lines.credit) if t))


def area_pick(codes: list[str]) -> Pick:
    """A click on an area: it is the one to be moved or locked."""
    return Pick(
        "code",
        {code: {} for code in codes},
        "small area",
        "",
        chooses="area",
        then="to move it to another neighbourhood, or to lock it.",
    )
