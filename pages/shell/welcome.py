"""The first visit: what this is, what to look at on the sample, how to load one's own."""

import streamlit as st

from analytics.store.home import datasets
from analytics.store.sample import NAME as SAMPLE
from pages.shell.view import View

CLOSED = "_welcome_closed"
STEPS = (
    ("1 · What this is", "Who attends A&E and the GP most, why, and whether helping them did more "
     "than time would have."),
    ("2 · Look around", "These are synthetic people. See *Before and after*: half the attendances, "
     "much of it expected anyway."),
    ("3 · Load your own", "On *Extracts*, give your files as they come. They never leave this "
     "machine."),
)


def three_steps(view: View) -> None:
    """Three short steps over the sample, until closed or until somebody loads data of their own."""
    if (st.session_state.get(CLOSED) or view.aggregate or view.dataset.name != SAMPLE
            or len(datasets()) > 1):
        return
    with st.container(border=True):
        *steps, corner = st.columns([6, 6, 6, 2])
        for place, (title, text) in zip(steps, STEPS, strict=True):
            place.markdown(f"**{title}**  \n:small[{text}]")
        corner.button("Close", on_click=_close, type="tertiary", key="welcome_close")


def _close() -> None:
    st.session_state[CLOSED] = True
