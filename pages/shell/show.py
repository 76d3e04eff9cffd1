"""Draws a figure: the finding as a heading, the chart, its numbers, its source, its downloads."""

import streamlit as st

from analytics.export import picture
from analytics.export.table import as_csv
from analytics.figures.figure import Figure
from analytics.figures.theme import Look, dressed

LONG = 40  # rows above which a table scrolls


def figure(fig: Figure, look: Look, height: int | None = 300, table_open: bool = False,
           headed: bool = True) -> None:
    """One figure in the project's form. height: of the chart, in pixels.

    headed: with its finding above it; without, where `heading` has been drawn across columns.
    """
    if headed:
        heading(fig)
    if fig.is_map:
        st.pydeck_chart(fig.chart, height=height or 420, alt=fig.alt, key=f"map_{fig.name}")
    elif fig.chart is not None:
        st.altair_chart(dressed(fig.chart, look, height), theme=None, width="stretch",
                        alt=fig.alt, key=f"chart_{fig.name}")
    if fig.note:
        st.markdown(plain(fig.note))
    if not fig.table.empty:
        with st.expander("Show the numbers", expanded=table_open):
            table(fig)
            _downloads(fig, look)
    st.caption(plain(fig.source))


def heading(fig: Figure) -> None:
    """The finding and what it is measured in."""
    st.subheader(plain(fig.title), anchor=False)
    st.caption(plain(fig.subtitle))


def table(fig: Figure) -> None:
    """The numbers alone: a plain table, or a scrolling one where it is long."""
    if len(fig.table) > LONG:
        st.dataframe(fig.table, hide_index=True, height=420, alt=fig.alt)
    else:
        literal = fig.table.map(lambda cell: plain(str(cell)))  # a table reads markdown
        st.table(literal, hide_index=True, border="horizontal", alt=f"Numbers: {fig.title}")


def _downloads(fig: Figure, look: Look) -> None:
    left, right = st.columns(2)
    left.download_button(
        "Numbers (CSV)", lambda: as_csv(fig), file_name=f"{fig.name}.csv", mime="text/csv",
        key=f"csv_{fig.name}", on_click="ignore", width="stretch")
    if fig.chart is not None and not fig.is_map:
        right.download_button(
            "Picture (PNG)", lambda: picture.as_png(fig, look), file_name=f"{fig.name}.png",
            mime="image/png", key=f"png_{fig.name}", on_click="ignore", width="stretch")


def plain(text: str) -> str:
    """Text as itself: signs that markdown would read are escaped."""
    for sign in "\\`*_[]$":
        text = text.replace(sign, "\\" + sign)
    return text.replace("~", "\\~")
