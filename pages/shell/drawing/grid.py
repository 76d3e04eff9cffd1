"""Draws a grid: a long table in which people search, sort and choose a row."""

import streamlit as st

from analytics.figures.figure import Figure, Grid
from analytics.figures.theme import Look
from pages.shell.controls import clicks

ROW, ROWS = 35, 11  # pixels of a row; rows on the screen, beyond which it scrolls


def grid(fig: Figure, shown: Grid, look: Look) -> None:
    """The grid; a click on a row chooses it where there is something to choose."""
    height = ROW * (min(len(shown.frame), ROWS) + 1) + 3
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
    column = st.column_config
    match held:
        case "number":
            return column.NumberColumn(title, format="localized")
        case "rate":
            return column.NumberColumn(title, format="%.1f")
        case "day":
            return column.DateColumn(title, format="YYYY-MM-DD")
        case "course":
            return column.BarChartColumn(title, color=look.one, y_min=0)
        case _:
            return column.TextColumn(title, pinned=first)
