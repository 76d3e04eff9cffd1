"""What of a list of people or practices is looked at: controls of the page, beside the
list that they are for."""

from typing import Any

import streamlit as st

from analytics.definitions.event_kinds import EventKind
from analytics.measures.who.list_choice import CASELOAD, ORDERS, ListChoice
from pages.shell import keys

KEPT: dict[str, Any] = {"persist_state": "session", "label_visibility": "collapsed"}


def choose(kind: EventKind, caseload: bool) -> ListChoice:
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
        format_func=orders.get,
        key=keys.LIST_ORDER,
        **KEPT,
    )
    chosen = "any"
    if caseload:
        chosen = state.selectbox(
            "Caseload",
            list(CASELOAD),
            format_func=_on_the_caseload,
            key=keys.LIST_CASELOAD,
            **KEPT,
        )
    return ListChoice(kind, chosen, words, ordered)


def _on_the_caseload(state: str) -> str:
    title = CASELOAD[state]
    return title if state == "any" else f"Caseload: {title[0].lower()}{title[1:]}"
