"""The filters in force as chips over the page, each with a way to take it off."""

import streamlit as st

from analytics.definitions.filters import Filters
from analytics.definitions.words import listed
from pages.shell.controls.clicks import set_filters
from pages.shell.controls.filters import TITLES, in_words

TOGETHER = {"age_from": ("age_from", "age_to"), "age_to": ("age_from", "age_to")}
LONGEST = 60  # characters of a chip


def draw(filters: Filters) -> None:
    """One button for each filter that leaves somebody out; pressing it takes the filter
    off."""
    groups = list(
        dict.fromkeys(TOGETHER.get(name, (name,)) for name in filters.narrowed)
    )
    if not groups:
        return
    default = Filters()
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for names in groups:
            empty = {name: getattr(default, name) for name in names}
            st.button(
                f"{_words(filters, names)} ✕",
                key=f"chip_{names[0]}",
                on_click=set_filters,
                args=(empty,),
                help="Take this filter off",
                wrap=False,
            )
        if len(groups) > 1:
            everything = {
                name: getattr(default, name) for names in groups for name in names
            }
            st.button(
                "Take all off",
                key="chip_all",
                on_click=set_filters,
                args=(everything,),
                type="tertiary",
            )


def _words(filters: Filters, names: tuple[str, ...]) -> str:
    if "age_from" in names:
        low, high = filters.age_from, filters.age_to
        if high is None:
            return f"Age {low} and over"
        return f"Age up to {high}" if low is None else f"Age {low} to {high}"
    words = listed(in_words(names[0], value) for value in getattr(filters, names[0]))
    words = f"{TITLES[names[0]]}: {words}"
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
