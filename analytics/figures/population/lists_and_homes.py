"""Lists and neighbourhoods drawn: how much of each list lives in one neighbourhood."""

import pandas as pd

from analytics.definitions.words import count, percent
from analytics.disclosure import Protected
from analytics.disclosure.protected import HIDDEN
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.shapes.bars_in_rows import bars_in_rows
from analytics.figures.theme import Look
from analytics.measures.population.lists_and_homes import NOWHERE

MOST = 40  # practices that a chart has room for; the table has them all
MOSTLY = 0.75  # of a list


def lists_and_homes(protected: Protected, look: Look) -> Figure:
    """A bar a practice: the share of its list that lives in its main neighbourhood. The
    table is the whole matrix."""
    frame = protected.table
    named = frame[(frame["neighbourhood"] != NOWHERE) & frame["share"].notna()]
    if named.empty or not (named["share"] > 0).any():
        return nothing(
            protected,
            "No areas file with neighbourhoods, so where lists live is not known"
            if not protected.aggregate
            else protected.too_few("where lists live", "registered people"),
        )
    main = named.loc[named.groupby("practice")["share"].idxmax()]
    main = main.sort_values("practice").reset_index(drop=True)
    title = finding(main)
    main["written"] = [
        f"{home}: {percent(share)}"
        for home, share in zip(main["neighbourhood"], main["share"], strict=True)
    ]
    main["short"] = [percent(share) for share in main["share"]]
    chart = None
    if len(main) <= MOST:
        chart = bars_in_rows(main, "practice", "share", look)
    return figure(
        protected,
        title,
        chart,
        f"A bar for each practice: the share of its list that lives in one "
        f"neighbourhood. {title}.",
        table=matrix(protected),
    )


def finding(main: pd.DataFrame) -> str:
    """In how many practices a good part of the list lives outside one neighbourhood."""
    out = main[main["share"] < MOSTLY]
    if len(main) == 1:
        row = main.iloc[0]
        return (
            f"{percent(row['share'])} of the list of {row['practice']} live in "
            f"{row['neighbourhood']}"
        )
    if out.empty:
        return (
            "In every practice three quarters of the list or more live in its main "
            "neighbourhood"
        )
    which = f"{count(len(out))} of {count(len(main))}"
    return (
        f"In {which} practices more than a quarter of the list live outside its main "
        "neighbourhood"
    )


def matrix(protected: Protected) -> pd.DataFrame:
    """A row a practice, a column a neighbourhood: people and their share of the
    list."""
    frame = protected.table
    cells = [
        _cell(*one)
        for one in zip(frame["people"], frame["share"].astype(float), strict=True)
    ]
    columns = list(dict.fromkeys(frame["neighbourhood"]))
    wide = frame.assign(cell=cells).pivot(
        index="practice", columns="neighbourhood", values="cell"
    )
    wide = wide[columns].rename_axis("Practice").reset_index()
    wide.columns.name = None
    return wide


def _cell(people: float, share: float) -> str:
    """ "428 (5%)", "9 (<1%)", "0"."""
    if people != people:
        return HIDDEN
    if share != share or not people:
        return count(people)
    return f"{count(people)} ({'<1%' if share < 0.005 else percent(share)})"
