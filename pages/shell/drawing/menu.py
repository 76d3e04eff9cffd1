"""A figure's menu: its picture, its numbers, and the pack it can be put in."""

import streamlit as st

from analytics.export.charts import picture
from analytics.export.table import as_csv
from analytics.figures.figure import Figure
from pages.shell.audit.noting import taken
from pages.shell.drawing.presenter import How

ADD = (
    "The pack becomes slides, a workbook or a page of paper. Figures enter it as a "
    "meeting may see them: small numbers hidden."
)
NEVER = "What is about single people cannot be put in a pack."


def draw(fig: Figure, how: How) -> None:
    """The menu as a button that opens: what is in it holds what is on screen, no
    more."""
    with st.popover("Take it away", key=f"menu_{fig.name}"):
        if fig.chart is not None:
            st.download_button(
                "Picture (PNG)",
                taken(f"{fig.name}.png", lambda: picture.as_png(fig, how.look)),
                file_name=f"{fig.name}.png",
                mime="image/png",
                key=f"png_{fig.name}",
                on_click="ignore",
                width="stretch",
            )
            st.download_button(
                "Picture (SVG)",
                taken(f"{fig.name}.svg", lambda: picture.as_svg(fig, how.look)),
                file_name=f"{fig.name}.svg",
                mime="image/svg+xml",
                key=f"svg_{fig.name}",
                on_click="ignore",
                width="stretch",
            )
        if not fig.table.empty:
            st.download_button(
                "Numbers (CSV)",
                taken(f"{fig.name}.csv", lambda: as_csv(fig)),
                file_name=f"{fig.name}.csv",
                mime="text/csv",
                key=f"csv_{fig.name}",
                on_click="ignore",
                width="stretch",
            )
        st.button(
            "Add to the pack",
            key=f"pack_{fig.name}",
            on_click=how.add,
            disabled=how.add is None,
            width="stretch",
            help=ADD if how.add else NEVER,
        )
