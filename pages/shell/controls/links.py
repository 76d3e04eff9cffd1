"""A link that asks for what is not there is told so, never dropped in silence."""

import streamlit as st

from pages.shell import keys
from pages.shell.controls.filters import TITLES, VALUES

EMBEDDED = ("embed", "embed_options")  # Streamlit's own
KNOWN = {
    *TITLES,
    "as_at",
    "months",
    "ae_more_than",
    "gp_more_than",
    "age_from",
    "age_to",
    *keys.IN_ADDRESS,
    *EMBEDDED,
}


def asked() -> dict[str, list[str]]:
    """What the address asked for, before any control is drawn."""
    return {key: st.query_params.get_all(key) for key in st.query_params}


def name_what_was_ignored(wanted: dict[str, list[str]]) -> None:
    """Tells which parts of the address could not be followed. Call once the controls
    are drawn."""
    ignored = []
    for key, values in wanted.items():
        if key not in KNOWN:
            ignored.append(f"“{key}” (no such filter)")
            continue
        if key in EMBEDDED or key not in st.session_state:
            continue
        now = st.session_state[key]
        now = now if isinstance(now, (list, tuple)) else [now]
        now = {str(v) for v in now} | {str(VALUES.get(key, str)(v)) for v in now}
        now |= {v.lower() for v in now}
        missing = [v for v in values if v and v not in now and v.lower() not in now]
        if missing:
            ignored.append(f"“{key.replace('_', ' ')}: {', '.join(missing)}”")
    if ignored:
        st.warning(
            "The link asked for something that is not in this dataset or not possible: "
            + "; ".join(ignored)
            + ". The rest of the link was followed."
        )
