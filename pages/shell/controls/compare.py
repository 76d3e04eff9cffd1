"""Compare with: a control of the page, and the numbers of what is chosen."""

import streamlit as st

from analytics.disclosure import Protected
from analytics.disclosure.meeting import comparable
from analytics.measures import side_by_side
from pages.shell.controls.filters import BOUND
from pages.shell.view import View


def choose(view: View) -> Protected | None:
    """The headline numbers here and there, where something to compare with is
    chosen."""
    choices = dict(view.ask(side_by_side.choices))
    if view.aggregate:
        choices = comparable(view.filters, choices)
    if not choices:
        return None
    titles = {title: key for key, title in choices.items()}
    chosen = st.selectbox(
        "Compare with",
        list(titles),
        index=None,
        key="compare",
        placeholder="Compare with the year before, the PCN, a practice …",
        label_visibility="collapsed",
        width=420,
        **BOUND,
    )
    return view.ask(side_by_side.side_by_side, titles[chosen]) if chosen else None
