"""One of a few, as a row of buttons; one of many, as a list to open."""

from collections.abc import Mapping
from typing import TypeVar

import streamlit as st

from pages.shell.controls.address import bound_choice

T = TypeVar("T")


def one_of(label: str, options: Mapping[str, T], key: str) -> T:
    """What is chosen of title → value, the first until then; without buttons where
    there is but one."""
    titles = list(options)
    if len(titles) == 1:
        return options[titles[0]]
    chosen = st.segmented_control(
        label,
        titles,
        default=titles[0],
        key=key,
        required=True,
        label_visibility="collapsed",
    )
    return options[chosen]


def one_of_many(label: str, titles: Mapping[str, str], key: str) -> str:
    """What is chosen of value → title, the first until then; its title stands in the
    address. Raises ValueError where there is nothing to choose."""
    if not titles:
        raise ValueError(f"There is no {label.lower()} to choose.")
    chosen = st.selectbox(label, list(titles), **bound_choice(key, titles))
    return chosen if chosen in titles else next(iter(titles))
