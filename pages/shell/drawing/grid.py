"""Draws a grid: a long table in which people search, sort and choose a row."""

import streamlit as st

from analytics.figures.figure import Figure, Grid
from analytics.figures.theme import Look
from pages.shell.controls import clicks

ROW = 35  # pixels of a row
ROWS, SHARED = 11, 7  # on the screen, beyond which it scrolls; on a shared one


def grid(fig: Figure, shown: Grid, look: Look) -> None:
    """The grid; a click on a row chooses it where there is something to choose."""
    most = SHARED if fig.aggregate else ROWS
    height = ROW * (min(len(shown.frame), most) + 1) + 3
    first = next(iter(shown.holds))
    st.dataframe(
        shown.frame,
        hide_index=True,
        height=height,
        placeholder=shown.missing,
        column_config={
            title: _column(title, held, look, title == first)
            for title, held in shown.holds.items()
        },
        alt=fig.alt,
        **clicks.choosing(fig, shown),
    )


def _column(title: str, held: str, look: Look, first: bool) -> object:
    column, wide = st.column_config, max(72, 8 * len(title) + 26)
    match held:
        case "number":
            return column.NumberColumn(title, format="localized", width=wide)
        case "rate":
            return column.NumberColumn(title, format="%.1f", width=wide)
        case "line":
            return column.LineChartColumn(title, color=look.one, y_min=0, width=96)
        case "day":
            return column.DateColumn(title, format="YYYY-MM-DD")
        case "day in words":
            return column.TextColumn(title, width=104)
        case "course":
            return column.BarChartColumn(title, color=look.one, y_min=0, width=96)
        case _:
            return column.TextColumn(title, pinned=first)
