"""A link that asks for what is not there is told so, never dropped in silence."""

import streamlit as st

from pages.shell import keys
from pages.shell.controls.address import asked, not_followed
from pages.shell.literal import plain

__all__ = ["asked", "name_what_the_page_ignored", "name_what_was_ignored"]


def name_what_was_ignored(wanted: dict[str, list[str]]) -> None:
    """Tells which parts of the address the sidebar could not follow. Call once its
    controls are drawn; `name_what_the_page_ignored` goes on once the page's are."""
    st.session_state[keys.LINK] = (wanted, st.empty())
    name_what_the_page_ignored()


def name_what_the_page_ignored() -> None:
    """Tells the same of the controls of the page too, in the same place."""
    wanted, place = st.session_state[keys.LINK]
    ignored = not_followed(wanted)
    if ignored:
        place.warning(
            "The link asked for something that is not in this dataset or not possible: "
            + plain("; ".join(ignored))
            + ". The rest of the link was followed."
        )
