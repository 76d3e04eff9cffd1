"""The controls of a risk: which people, and how many the team can take on; and how far
learning is."""

import streamlit as st

from analytics.definitions.event_kinds import EventKind
from analytics.exhibits import who_next as exhibits
from pages.shell import keys
from pages.shell.controls.address import bound, bound_choice
from pages.shell.literal import plain
from pages.shell.view import View


def choose(view: View) -> tuple[str, int]:
    """The group of people, and how many may be named; in a meeting the usual number,
    since one more named would tell of one person."""
    titles = exhibits.GROUPS
    group = st.segmented_control(
        "Which people",
        list(titles),
        default=next(iter(titles)),
        required=True,
        label_visibility="collapsed",
        **bound_choice(keys.RISK_GROUP, titles),
    )
    group = group if group in titles else next(iter(titles))
    if view.aggregate:
        return group, exhibits.CAPACITIES[0]
    capacity = st.number_input(
        "People the team can take on",
        1,
        500,
        exhibits.CAPACITIES[0],
        10,
        **bound(keys.RISK_CAPACITY),
    )
    return group, int(capacity)


def learn(view: View, kind: EventKind) -> None:
    """Works out what the page asks, with how far it is; nothing is seen where it is
    worked out already."""
    place = st.empty()

    def told(step: str, done: float) -> None:
        place.progress(done, f"{plain(step)} …")

    exhibits.learn(view.gate, kind, told)
    place.empty()
