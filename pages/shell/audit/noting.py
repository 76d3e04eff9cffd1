"""What a session looks at is recorded, in words that hold nothing of a person."""

import streamlit as st

from analytics.errors import InputError
from analytics.store.audit import log
from pages.shell import keys
from pages.shell.faults import tell

AT_A_DESK, IN_A_MEETING = "at a desk", "in a meeting"


def looked(page: str) -> None:
    """Once for each page, filters, audience and version that a session looks at."""
    view = st.session_state[keys.VIEW]
    said = {
        "page": page,
        "dataset": view.dataset.name,
        "version": view.dataset.manifest.version,
        "filters": view.gate.sentence,
        "audience": IN_A_MEETING if view.aggregate else AT_A_DESK,
    }
    if st.session_state.get(keys.LOOKED_AT) == said:
        return
    st.session_state[keys.LOOKED_AT] = said
    try:
        log.record(log.LOOKED, to_disk=False, **said)
    except InputError as fault:
        tell(fault.problems)
