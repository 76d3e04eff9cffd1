"""Plans to choose from, areas to move, and what moves changed, as tables."""

import pandas as pd

from analytics.definitions.words import count, counted, percent, rate
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, Grid, Pick, figure
from analytics.figures.neighbourhoods.plans import area_pick
from analytics.measures.neighbourhoods import by_hand as measured
from analytics.methods.neighbourhoods.scores import COMPACT

SHARES = ("worst_deviation", "need_between", "lists_outside")


def choices(found: Protected) -> Figure:
    """The plans, the one shown first and then the best; one can be chosen."""
    table = found.table
    titles = {c.name: c.title for c in found.result.columns}
    frame = pd.DataFrame(
        {
            titles[name]: [_share(v) for v in table[name]]
            if name in SHARES
            else table[name]
            for name in titles
        }
    )
    frame[titles["overall"]] = [f"{v:.2f}" for v in table["overall"]]
    frame[titles["compactness"]] = [f"{v:.2f}" for v in table["compactness"]]
    holds = {title: "text" for title in frame}
    holds[titles["lists_split"]] = "number"
    mine, best = table.iloc[0]["plan"], table.loc[table["overall"].idxmax(), "plan"]
    title = f"Plan {mine} is on the map; plan {best} does best by what was asked"
    if mine == best:
        title = f"Plan {best} of {count(len(table))} does best by what was asked"
    return figure(
        found,
        title,
        None,
        f"A table of {count(len(table))} plans. {title}.",
        note="All in all: where the plan stands among all, from 0 to 1, by what was "
        "asked.",
        pick=Pick(
            "plan",
            {plan: {} for plan in table["plan"]},
            "plan",
            "",
            chooses="plan",
            then="to see it on the map.",
        ),
        grid=Grid(frame, holds, "–", tuple(table["plan"]), "plan", file=frame),
    )


def _share(value: float) -> str:
    return percent(value, 1) if value == value else "–"


def edges(found: Protected) -> Figure:
    """The areas that border on another neighbourhood, one of which can be chosen."""
    table = found.table
    frame = table.drop(columns="code").rename(
        columns={c.name: c.title for c in found.result.columns}
    )
    holds = dict.fromkeys(frame, "text")
    numbers = ("people", "imd_decile")
    holds |= {found.result.column(name).title: "number" for name in numbers}
    title = f"{counted(len(table), 'small area')} could go to another neighbourhood"
    return figure(
        found,
        title,
        None,
        f"A table of small areas that border on another neighbourhood. {title}.",
        pick=area_pick(list(table["code"])),
        grid=Grid(frame, holds, "–", tuple(table["code"]), "small area", file=frame),
    )


def changes(found: Protected) -> Figure:
    """Before and after the moves made by hand."""
    table = found.table
    away = table[table["what"] == "Furthest from equal"].iloc[0]
    was, now = percent(away["before"], 1), percent(away["after"], 1)
    moved = found.result.measure.removesuffix(" moved by hand")
    title = (
        f"{counted(int(moved), 'area')} moved: furthest from equal {was} before, "
        f"{now} after"
    )
    words = pd.DataFrame(
        {
            "Where": table["where"],
            "What": table["what"],
            "Before": _written(table, "before"),
            "After": _written(table, "after"),
        }
    )
    return figure(
        found,
        title,
        None,
        f"A table of what moving areas changed. {title}.",
        subtitle="Before and after what was moved by hand.",
        table=words,
    )


def _written(table: pd.DataFrame, when: str) -> list[str]:
    return [_said(*one) for one in zip(table["what"], table[when], strict=True)]


def _said(what: str, value: float) -> str:
    if value != value:
        return "–"
    match what:
        case measured.PEOPLE | measured.SPLIT:
            return count(value)
        case measured.AWAY:
            return f"{100 * value:+.1f}%"
        case measured.NEED:
            return rate(value)
        case COMPACT.title:
            return f"{value:.2f}"
    return percent(value, 1)
