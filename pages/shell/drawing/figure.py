"""Draws a figure: the finding as a heading, the chart, its numbers, its source, its
menu."""

from dataclasses import replace

import altair as alt
import streamlit as st

from analytics.definitions.glossary import help_for
from analytics.figures.figure import Figure
from analytics.figures.theme import MEETING_TYPE, Look
from pages.shell.controls import clicks
from pages.shell.drawing import grid, kept, menu
from pages.shell.drawing.presenter import How
from pages.shell.literal import plain

LONG = 40  # rows above which a table scrolls
LARGER, LEAST, MOST = 1.3, 360, 400  # on a shared screen: times the height, and pixels
ABREAST = 3  # charts side by side at most, at a desk: titles and years need room
ROWS = 440  # pixels there of a chart of rows


def figure(fig: Figure, how: How) -> None:
    """One figure in the project's form; without its finding where `heading` has been
    drawn across columns."""
    if how.headed:
        heading(fig)
    chart(fig, how.look, how.height)
    beneath(fig, how)


def heading(fig: Figure) -> None:
    """The finding and what it is measured in."""
    st.header(plain(fig.title), anchor=False)
    st.caption(plain(fig.subtitle), help=words_used(fig))


def chart(fig: Figure, look: Look, height: int | None, scale: float = 1.0) -> None:
    """The chart alone; a click on a mark filters where the figure says by what."""
    if fig.is_map:
        options = clicks.listening(fig, "map")
        st.pydeck_chart(fig.chart, height=height or 420, alt=fig.alt, **options)
    elif isinstance(fig.chart, alt.HConcatChart):
        # Each takes a column of its own, which a telephone lays below the other.
        parts = fig.chart.hconcat
        abreast = min(len(parts), ABREAST if scale == 1 else len(parts))
        for first in range(0, len(parts), abreast):
            row = st.columns(abreast)
            for column, part in zip(row, parts[first:], strict=False):
                with column:
                    kept.chart(part, look, height, scale, alt=fig.alt)
    elif fig.chart is not None:
        picks = fig.pick.field if fig.pick else ""
        options = clicks.listening(fig, "chart")
        kept.chart(fig.chart, look, height, scale, picks, alt=fig.alt, **options)


def beneath(fig: Figure, how: How) -> None:
    """What stands under the chart: notes, and one quiet line of the numbers, the
    source and the menu."""
    if fig.pick and fig.chart is not None:
        _what_a_click_does(fig)
    if fig.grid:
        grid.grid(fig, fig.grid, how.look)
        if fig.grid.picks:
            of = "only its people, on every page" if fig.pick else "more beneath"
            then = (fig.pick.then if fig.pick else "") or f"to see {of}."
            st.caption(plain(f"Choose a {fig.grid.picks} in the first column {then}"))
    if fig.note:
        st.markdown(plain(fig.note))
    with st.container(horizontal=True, vertical_alignment="top", gap="xsmall"):
        if fig.table.empty or fig.grid:
            st.caption(plain(fig.source))
        else:
            label = f":small[Show the numbers. {plain(fig.source)}]"
            with st.expander(label, expanded=how.table_open, type="compact"):
                table(fig)
        menu.draw(fig, how)


def _what_a_click_does(fig: Figure) -> None:
    if fig.pick.then:
        st.caption(plain(f"Click a {fig.pick.what} {fig.pick.then}"))
        return
    st.caption(
        f"Click a {fig.pick.what} to see only those people on every page; the same "
        f"choice is in the sidebar under *{fig.pick.control}*."
    )


def table(fig: Figure) -> None:
    """The numbers alone: a plain table, or a scrolling one where it is long."""
    if len(fig.table) > LONG:
        st.dataframe(fig.table, hide_index=True, height=420, alt=fig.alt)
    else:
        # A table reads markdown, in its headings too.
        literal = fig.table.map(plain).rename(columns=plain)
        st.table(
            literal, hide_index=True, border="horizontal", alt=f"Numbers: {fig.title}"
        )


def large(fig: Figure, how: How) -> None:
    """One figure alone on a shared screen: larger type, as high as the screen
    allows."""
    st.title(plain(fig.title), anchor=False)
    st.markdown(plain(fig.subtitle), help=words_used(fig))
    height = _on_a_shared_screen(fig, how.height)
    chart(fig, how.look, height, MEETING_TYPE)
    beneath(fig, replace(how, table_open=how.table_open or fig.chart is None))


def _on_a_shared_screen(fig: Figure, height: int | None) -> int | None:
    """The height of a chart, so that its title and its axes are on the screen too."""
    if height:
        return min(max(int(height * LARGER), LEAST), MOST)
    # Those side by side have their own heights; the row is as high as its highest.
    parts = getattr(fig.chart, "hconcat", [fig.chart])
    own = [one.height for one in parts if isinstance(getattr(one, "height", None), int)]
    return min(round(max(own) * MEETING_TYPE), ROWS) if own else None


def words_used(fig: Figure) -> str | None:
    """What the words of the field in a figure mean, for help on hover and on focus."""
    return help_for(f"{fig.title} {fig.subtitle} {fig.note}") or None
