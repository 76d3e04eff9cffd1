"""Keeping the list of people named, and those kept: at a desk alone."""

from functools import partial

import streamlit as st

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.words import counted
from analytics.errors import InputError
from analytics.exhibits import who_next
from analytics.worklist.lists_kept import keep, kept
from analytics.worklist.named_list import KeptList, NamedList
from pages.shell import keys
from pages.shell.faults import tell
from pages.shell.literal import plain
from pages.shell.signin.person import may, only
from pages.shell.signin.roles import Act
from pages.shell.view import View


def kept_of(view: View) -> tuple[KeptList, ...]:
    """The lists kept of the dataset; none in a meeting, nor where they cannot be read,
    which is told."""
    if view.aggregate or not may(Act.WORKLIST):
        return ()
    try:
        return kept(view.dataset)
    except InputError as fault:
        tell(fault.problems)
        return ()


def offer_to_keep(view: View, kind: EventKind, group: str, capacity: int) -> None:
    """A form by which the people named first are kept, so that a year on it can be said
    what became of them; and what came of it."""
    if view.aggregate or not may(Act.WORKLIST):
        return
    named = who_next.list_of(view.gate, kind, group, capacity)
    if not named.people:
        return
    said = st.session_state.pop(keys.LIST_SAID, None)
    if isinstance(said, str):
        st.success(plain(said))
    elif said:
        tell(said)
    with st.form("keep_list", border=False):
        who, send, _rest = st.columns([3, 4, 5], vertical_alignment="bottom")
        who.text_input(
            "Kept by",
            placeholder="Your initials",
            max_chars=60,
            key=keys.WORK_BY,
            persist_state="session",
        )
        send.form_submit_button(
            f"Keep the first {len(named.people)} as named",
            help="They stay written down as they are today. In a year, Named a year "
            "ago says what became of them.",
            on_click=only(Act.WORKLIST, partial(_keep, view, named)),
        )


def _keep(view: View, named: NamedList) -> None:
    by = st.session_state.get(keys.WORK_BY) or ""
    try:
        keep(view.dataset, named.kept_by(by))
    except InputError as fault:
        st.session_state[keys.LIST_SAID] = fault.problems
        return
    several = counted(len(named.people), "person", "people")
    st.session_state[keys.LIST_SAID] = (
        f"Kept: {several}. In a year, Named a year ago says what became of them."
    )
