"""The first visit: what this is, what to look at on the sample, how to load one's
own."""

import streamlit as st

from analytics.store.shipped import SHIPPED

STEPS = """
1. **What this is.** Who attends A&E and the GP most, why, and whether helping them
   did more than time would have.
2. **Look around.** These are synthetic people. See *Before and after*: half the
   attendances, much of it expected anyway. Under *Dataset*, *mid_essex* has six
   neighbourhoods as published; it is made when it is first chosen.
3. **Load your own.** On *Extracts*, give your files as they come. They never leave
   this machine.
"""


def three_steps(names: list[str]) -> None:
    """Three short steps, folded, as long as there are no data but what is shipped."""
    if set(names) <= set(SHIPPED):
        st.sidebar.expander("New here?").markdown(STEPS)
