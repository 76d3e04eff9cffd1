"""The first visit: what this is, what to look at on the sample, how to load one's
own."""

import streamlit as st

from analytics.store.sample import NAME as SAMPLE
from pages.shell import keys

STEPS = """
1. **What this is.** Who attends A&E and the GP most, why, and whether helping them
   did more than time would have.
2. **Look around.** These are synthetic people. See *Before and after*: half the
   attendances, much of it expected anyway.
3. **Load your own.** On *Extracts*, give your files as they come. They never leave
   this machine.
"""


def three_steps(names: list[str]) -> None:
    """Three short steps at the top of the sidebar, until closed or until other data are
    loaded."""
    if st.session_state.get(keys.WELCOME_CLOSED) or names != [SAMPLE]:
        return
    with st.sidebar.container(border=True):
        st.markdown("**New here?**")
        st.markdown(STEPS)
        st.button("Got it", on_click=_close, key="welcome_close", width="stretch")


def _close() -> None:
    st.session_state[keys.WELCOME_CLOSED] = True
