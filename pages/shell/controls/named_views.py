"""Named views in the sidebar: choose one, keep the filters as they stand, forget
one."""

import streamlit as st

from analytics.definitions.filters import Filters, declared
from analytics.errors import InputError
from analytics.store import named_views
from pages.shell import keys
from pages.shell.controls.clicks import set_filters
from pages.shell.faults import tell
from pages.shell.literal import plain
from pages.shell.signin.person import may, only
from pages.shell.signin.roles import Act


def choose_view() -> None:
    """A list of the named views; choosing one sets every filter. Draw before the
    filters."""
    try:
        kept = named_views.views()
    except InputError as fault:
        with st.sidebar:
            tell(fault.problems)
        return
    if kept:
        st.sidebar.selectbox(
            "Named view",
            list(kept),
            index=None,
            key=keys.VIEW_OPEN,
            on_change=_open,
            placeholder="A view saved before",
            args=(kept,),
        )


def keep_view(filters: Filters) -> None:
    """Saves the filters as they stand under a name, or forgets the view that is
    open."""
    if not may(Act.SAVE_VIEW):
        return
    with st.sidebar.popover("Save this view", width="stretch"):
        st.text_input(
            "Name",
            key=keys.VIEW_NAME,
            max_chars=named_views.LONGEST,
            placeholder="Young adults at A&E",
        )
        st.button(
            "Save",
            on_click=only(Act.SAVE_VIEW, _save),
            args=(filters,),
            key="view_save",
            width="stretch",
        )
        opened = st.session_state.get(keys.VIEW_OPEN)
        if opened:
            st.button(
                f"Forget “{plain(opened)}”",
                on_click=only(Act.SAVE_VIEW, _forget),
                args=(opened,),
                key="view_forget",
                width="stretch",
            )


def _open(kept: dict[str, Filters]) -> None:
    chosen = kept.get(st.session_state[keys.VIEW_OPEN])
    if chosen:
        set_filters({one.name: getattr(chosen, one.name) for one in declared()})


def _save(filters: Filters) -> None:
    try:
        named_views.save(st.session_state[keys.VIEW_NAME], filters)
        st.toast("Saved. Choose it under Named view, on any day.")
    except InputError as fault:
        st.toast(plain(fault.problems[0].sentence()))


def _forget(name: str) -> None:
    named_views.remove(name)
    st.session_state.pop(keys.VIEW_OPEN, None)
