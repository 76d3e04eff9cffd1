"""Which fixed cohort is looked at, and making it the filter of every page."""

import streamlit as st

from analytics.definitions.filters.people import COHORT
from analytics.disclosure.cohorts import for_meetings
from analytics.measures.before_after.question import Question
from analytics.store.cohorts import saved
from pages.shell import keys
from pages.shell.controls.address import bound_choice
from pages.shell.controls.clicks import set_filters
from pages.shell.literal import plain
from pages.shell.view import View


def choose_fixed(view: View) -> str:
    """The name of one of the fixed cohorts; "" where there is none, which is told."""
    known = saved(view.dataset)
    if view.aggregate:
        allowed = for_meetings(view.dataset)
        known = {name: one for name, one in known.items() if name in allowed}
    if not known:
        st.info(
            "No cohort can be shown in a meeting: the first ones that part people into "
            "no small group may be."
            if view.aggregate
            else "No cohort has been fixed yet: define one on the first tab."
        )
        return ""
    titles = {name: name for name in known}
    last = st.session_state.pop(keys.COHORT_FIXED, None)
    if last in known:
        st.session_state[keys.COHORT_SHOWN] = last
    with view.controls():
        chosen = st.selectbox(
            "Cohort",
            list(known),
            **bound_choice(keys.COHORT_SHOWN, titles),
        )
        chosen = chosen if chosen in known else next(iter(known))
        st.caption(plain(known[chosen].sentence))
    return str(chosen)


def question_of(view: View, cohort: str) -> Question:
    """Before and after of a cohort, from the day it was fixed, of a kind to choose."""
    with view.controls():
        kind = view.choose_kind()
    return Question(kind, cohort)


def filter_by(cohort: str) -> None:
    """A button that makes the cohort the filter of every page."""
    st.button(
        "Filter every page by this cohort",
        on_click=set_filters,
        args=({COHORT.name: (cohort,)},),
        key="cohort_filter",
    )
