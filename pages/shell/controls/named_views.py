"""Named views in the sidebar: choose one, keep the filters as they stand, forget
one."""

from dataclasses import dataclass, field

import streamlit as st

from analytics.definitions.filters import Filters, declared
from analytics.errors import InputError
from analytics.store import named_views
from analytics.store.kept.keepers import Keeper
from pages.shell import keys
from pages.shell.controls.clicks import set_filters
from pages.shell.faults import tell
from pages.shell.literal import plain
from pages.shell.signin import belongings
from pages.shell.signin.person import may, only
from pages.shell.signin.roles import Act


@dataclass(frozen=True)
class Named:
    """A named view: two people may each have one of a name."""

    name: str
    keeper: Keeper
    filters: Filters = field(compare=False)


def choose_view() -> None:
    """A list of the named views that whoever looks finds; choosing one sets every
    filter. Draw before the filters."""
    kept: dict[Named, str] = {}
    for keeper in belongings.finds():
        try:
            found = named_views.views(keeper.place())
        except InputError as fault:
            with st.sidebar:
                tell(fault.problems)
            continue
        for name, filters in found.items():
            kept[Named(name, keeper, filters)] = belongings.titled(name, keeper)
    if kept:
        st.sidebar.selectbox(
            "Named view",
            list(kept),
            index=None,
            key=keys.VIEW_OPEN,
            format_func=kept.get,
            on_change=_open,
            placeholder="A view saved before",
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
        belongings.choose(keys.VIEW_WHOSE)
        st.button(
            "Save",
            on_click=only(Act.SAVE_VIEW, _save),
            args=(filters,),
            key="view_save",
            width="stretch",
        )
        opened = st.session_state.get(keys.VIEW_OPEN)
        if opened and opened.keeper in belongings.keeps_for():
            st.button(
                f"Forget “{plain(belongings.titled(opened.name, opened.keeper))}”",
                on_click=only(Act.SAVE_VIEW, _forget),
                args=(opened,),
                key="view_forget",
                width="stretch",
            )


def _open() -> None:
    chosen = st.session_state[keys.VIEW_OPEN]
    if not chosen:
        return
    try:
        belongings.theirs(chosen.keeper, "open a named view", writes=False)
    except InputError as fault:
        st.toast(plain(fault.problems[0].sentence()))
        return
    filters = chosen.filters
    set_filters({one.name: getattr(filters, one.name) for one in declared()})


def _save(filters: Filters) -> None:
    try:
        chosen = belongings.chosen(keys.VIEW_WHOSE)
        of = belongings.theirs(chosen, "save a named view")
        named_views.save(st.session_state[keys.VIEW_NAME], filters, of.make_place())
        st.toast("Saved. Choose it under Named view, on any day.")
    except InputError as fault:
        st.toast(plain(fault.problems[0].sentence()))


def _forget(one: Named) -> None:
    try:
        of = belongings.theirs(one.keeper, "forget a named view")
        named_views.remove(one.name, of.place())
    except InputError as fault:
        st.toast(plain(fault.problems[0].sentence()))
    st.session_state.pop(keys.VIEW_OPEN, None)
