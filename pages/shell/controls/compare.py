"""Compare with: a control of the page."""

import streamlit as st

from analytics.disclosure.meeting import comparable
from analytics.measures.comparing import compare_with
from pages.shell import keys
from pages.shell.controls.address import bound_choice
from pages.shell.view import View


def choose(view: View) -> str | None:
    """The key of what is to be compared with (`compare_with.choices`), where something
    is chosen."""
    choices = dict(view.know(compare_with.choices))
    if view.aggregate:
        choices = comparable(view.filters, choices)
    if not choices:
        return None
    chosen: str | None = st.selectbox(
        "Compare with",
        list(choices),
        index=None,
        placeholder="Compare with the year before, the PCN, a practice …",
        label_visibility="collapsed",
        width=420,
        **bound_choice(keys.COMPARE, choices),
    )
    return chosen
