"""One's own words in the pack: key messages, prefilled with what was found, and a
comment on a figure."""

from contextlib import suppress

import streamlit as st

from analytics.errors import InputError
from analytics.exhibits.story import MESSAGES
from analytics.export.pack import LONGEST, Chosen, own_words
from pages.shell import keys
from pages.shell.faults import tell
from pages.shell.pack import contents

TWO_LINES = 68  # pixels
COMMENT = "Your own words on this figure: they stand beneath it in every file"


def messages() -> tuple[str, ...] | None:
    """A box for each key message, and what stands in them; None where a box holds words
    that may not leave the room, which is then told."""
    found = contents.found_messages()
    kept = st.session_state.setdefault(keys.PACK_WRITTEN, {})
    said, faults = [], []
    for n, text in enumerate([*found, *[""] * MESSAGES][:MESSAGES]):
        written = st.text_area(
            f"Key message {n + 1}",
            kept.get((n, text), text),
            key=f"message_{n}_{text}",
            max_chars=max(LONGEST, len(text)),
            height=TWO_LINES,
        )
        kept[n, text] = written
        try:
            said.append(text if written == text else own_words(written, "key message"))
        except InputError as fault:
            faults += fault.problems
    tell(tuple(faults))
    return None if faults else tuple(filter(None, said))


def remark(place: int, one: Chosen) -> None:
    """A box for one's own words on the figure at a place of the pack."""
    key, number = f"comment_{id(one.figure)}", place + 1
    written = st.text_input(
        f"Comment on {number}",
        one.comment,
        key=key,
        max_chars=LONGEST,
        placeholder=COMMENT,
        label_visibility="collapsed",
        on_change=_keep,
        args=(place, key),
    )
    try:
        own_words(written, "comment")
    except InputError as fault:
        tell(fault.problems)


def _keep(place: int, key: str) -> None:
    """Puts what was written on the figure; what may not leave the room is told by the
    box."""
    with suppress(InputError):
        contents.comment(place, st.session_state[key])
