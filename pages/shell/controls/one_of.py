"""One of a few, as a row of buttons."""

from collections.abc import Mapping
from typing import TypeVar

import streamlit as st

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
