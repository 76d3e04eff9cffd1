"""The filters in force as chips over the page, each with a way to take it off."""

import streamlit as st

from analytics.definitions.filters import (
    Filter,
    Filters,
    Several,
    filter_called,
    words,
)
from analytics.definitions.words import listed
from pages.shell.controls.clicks import set_filters
from pages.shell.literal import plain

LONGEST = 60  # characters of a chip


def draw(filters: Filters, kept_to: Filters = Filters()) -> None:
    """One button for each filter that leaves somebody out (those said together on
    one); pressing it takes the filter off. kept_to: those that nobody can."""
    filters = filters.without(*dict(kept_to.chosen))
    chosen = [filter_called(name) for name in filters.narrowed]
    groups = dict.fromkeys(one.together or (one.name,) for one in chosen)
    if not groups:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for names in groups:
            st.button(
                f"{plain(chip(filters, filter_called(names[0])))} ✕",
                key=f"chip_{names[0]}",
                on_click=set_filters,
                args=(_off(names),),
                help="Take this filter off",
                wrap=False,
            )
        if len(groups) > 1:
            st.button(
                "Take all off",
                key="chip_all",
                on_click=set_filters,
                args=(_off(filters.narrowed),),
                type="tertiary",
            )


def chip(filters: Filters, one: Filter) -> str:
    """What a chip says: "Sex: Female", "Ages 18 to 64"."""
    if not isinstance(one.control, Several):
        text = words(filters, one)
        return text[:1].upper() + text[1:]
    values = listed(map(one.control.in_words, getattr(filters, one.name)))
    text = f"{one.title}: {values}"
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _off(names: tuple[str, ...]) -> dict[str, object]:
    return {name: filter_called(name).default for name in names}
