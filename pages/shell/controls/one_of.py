"""One of a few, as a row of buttons."""

from collections.abc import Mapping, Sequence

import streamlit as st


def one_of(
    label: str, options: Sequence[str], key: str, titles: Mapping[str, str]
) -> str:
    """The option chosen, the first until then; without buttons where there is but
    one."""
    if len(options) == 1:
        return options[0]
    return st.segmented_control(
        label,
        options,
        default=options[0],
        key=key,
        required=True,
        format_func=titles.get,
        label_visibility="collapsed",
    )
