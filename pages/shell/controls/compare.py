"""Compare with: a control of the page."""

import streamlit as st

from analytics.disclosure.meeting import comparable
from analytics.measures.comparing import compare_with
from analytics.measures.comparing.few_between import few_between
from pages.shell import keys
from pages.shell.controls.address import bound_choice
from pages.shell.literal import plain
from pages.shell.view import View

TOO_ALIKE = (
    "In the meeting view these two are not shown side by side: they differ by so few "
    "people that the numbers would tell of them. Compare with another place or year."
)


def choose(view: View) -> str | None:
    """The key of what is to be compared with (`compare_with.choices`), where something
    is chosen."""
    if view.gate.kept_to.chosen:  # nobody else is to be seen beside them
        return None
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
    if chosen and view.aggregate and view.know(few_between, chosen):
        st.caption(plain(TOO_ALIKE))
        return None
    return chosen
