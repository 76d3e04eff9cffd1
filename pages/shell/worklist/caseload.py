"""Taking what was decided into the caseload, from which Support and the caseload's
before and after are counted."""

import streamlit as st

from analytics.errors import InputError
from analytics.store.dataset import Dataset
from analytics.worklist.decision import Standing
from analytics.worklist.taking_in import take_in, waiting
from pages.shell import keys
from pages.shell.signin.person import only
from pages.shell.signin.roles import Act


def take_in_offered(dataset: Dataset, now: Standing) -> None:
    """Says whether the caseload holds all that was decided, and offers to take it
    in."""
    st.subheader("Into the caseload", anchor=False)
    if not waiting(dataset, now):
        st.markdown(
            "The caseload holds all that was decided."
            if now.decided
            else "Nothing is decided yet."
        )
        return
    st.markdown(
        "Some of what was decided is not in the caseload yet. Taking it in makes a new "
        "version of the dataset; going back is possible on *Extracts*."
    )
    st.button(
        "Take the decisions into the caseload",
        on_click=only(Act.WORKLIST, _take),
        args=(dataset.name,),
    )


def _take(name: str) -> None:
    try:
        came = take_in(name)
    except InputError as fault:
        st.session_state[keys.WORK_SAID] = fault.problems
        return
    st.session_state[keys.WORK_SAID] = " ".join(came.told())
