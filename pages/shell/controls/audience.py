"""Who looks at the screen."""

import streamlit as st

from pages.shell import keys
from pages.shell.controls.address import bound


def choose_audience(always: bool = False) -> bool:
    """Whether the screen is shared: everything protected, nobody's row anywhere.

    always: for whoever may see nothing else; the control then only says so, and neither
    a link nor what the session keeps is asked.
    """
    if always:
        st.sidebar.toggle(
            "Meeting view", True, disabled=True, help="Your role sees nothing else."
        )
        return True
    return st.sidebar.toggle(
        "Meeting view",
        help="For a shared screen: one figure at a time, small numbers hidden, others "
        "rounded, and no page shows a row about one person. *Definitions* has the "
        "rule.",
        on_change=_switched,
        **bound(keys.MEETING),
    )


def _switched() -> None:
    st.session_state[keys.JUST_SWITCHED] = True
