"""What of a list of people or practices is looked at: controls of the page, beside the
list that they are for. Orders stand in the address; what was searched for does not,
since it may be somebody's pseudonym."""

from typing import Any

import streamlit as st

from analytics.definitions.event_kinds import EventKind
from analytics.measures.places import practice_choice
from analytics.measures.places.practice_choice import PracticeChoice
from analytics.measures.who.list_choice import CASELOAD, ORDERS, ListChoice
from pages.shell import keys
from pages.shell.controls.address import bound_choice

KEPT: dict[str, Any] = {"persist_state": "session", "label_visibility": "collapsed"}


def choose_people(kind: EventKind, caseload: bool) -> ListChoice:
    """Which of the people above a kind's rule, and in which order. caseload: whether
    there is one to choose by."""
    search, state, order = st.columns([3, 2, 2])
    words = search.text_input(
        "Search the list",
        placeholder="Search: pseudonym, practice, PCN, diagnosis, age, sex",
        key=keys.LIST_SEARCH,
        **KEPT,
    )
    orders = {key: title for key, title in ORDERS.items() if caseload or key != "since"}
    ordered = order.selectbox(
        "Order",
        list(orders),
        label_visibility="collapsed",
        **bound_choice(keys.LIST_ORDER, orders),
    )
    chosen = "any"
    if caseload:
        chosen = state.selectbox(
            "Caseload",
            list(CASELOAD),
            label_visibility="collapsed",
            **bound_choice(
                keys.LIST_CASELOAD, {key: _on_the_caseload(key) for key in CASELOAD}
            ),
        )
    return ListChoice(kind, chosen, words, ordered)


def choose_practices(aggregate: bool) -> PracticeChoice:
    """Which practices, and in which order; a meeting sees all of them by name."""
    if aggregate:
        return PracticeChoice()
    search, order = st.columns([3, 2])
    words = search.text_input(
        "Search the practices",
        placeholder="Search: practice, code, PCN",
        key=keys.PRACTICES_SEARCH,
        **KEPT,
    )
    ordered = order.segmented_control(
        "Order of practices",
        list(practice_choice.ORDERS),
        default=practice_choice.NAME,
        required=True,
        label_visibility="collapsed",
        **bound_choice(keys.PRACTICES_ORDER, practice_choice.ORDERS),
    )
    return PracticeChoice(words, ordered)


def _on_the_caseload(state: str) -> str:
    title = CASELOAD[state]
    return title if state == "any" else f"Caseload: {title[0].lower()}{title[1:]}"
