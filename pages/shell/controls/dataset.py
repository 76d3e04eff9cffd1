"""Which dataset is looked at."""

import streamlit as st

from analytics.definitions.filters import declared
from pages.shell import keys
from pages.shell.controls.address import bound


def choose_dataset(names: list[str], first: str) -> str:
    """The dataset chosen in the sidebar; one just loaded comes to the front."""
    if st.session_state.get(keys.OPEN_NEXT) in names:
        st.session_state[keys.DATA] = st.session_state.pop(keys.OPEN_NEXT)
        _forget()
    return st.sidebar.selectbox(
        "Dataset",
        names,
        index=names.index(first),
        on_change=_forget,
        **bound(keys.DATA),
    )


def _forget() -> None:
    """What was chosen among the values of another dataset."""
    for one in declared():
        if one.follows_data:
            st.session_state.pop(one.name, None)
