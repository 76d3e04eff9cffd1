"""A figure's menu: its picture, its numbers, and the pack it can be put in."""

import streamlit as st

from analytics.export.charts import picture
from analytics.export.table import as_csv
from analytics.figures.figure import Figure
from pages.shell.drawing.presenter import How
from pages.shell.taking.offer import offer

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
            offer(
                "Picture (PNG)",
                lambda: picture.as_png(fig, how.look),
                f"{fig.name}.png",
                "image/png",
                key=f"png_{fig.name}",
                width="stretch",
            )
            offer(
                "Picture (SVG)",
                lambda: picture.as_svg(fig, how.look),
                f"{fig.name}.svg",
                "image/svg+xml",
                key=f"svg_{fig.name}",
                width="stretch",
            )
        if not fig.table.empty:
            offer(
                "Numbers (CSV)",
                lambda: as_csv(fig),
                f"{fig.name}.csv",
                "text/csv",
                key=f"csv_{fig.name}",
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
