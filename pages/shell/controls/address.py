"""Controls whose value stands in the address, so that a link, Back and a bookmark work;
and what of a link they did not follow."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

from analytics.definitions.filters import declared
from pages.shell import keys

KEPT: dict[str, Any] = {"bind": "query-params", "persist_state": "session"}
OF_STREAMLIT = {"embed", "embed_options"}


def bound(key: str, in_words: Callable[[Any], str] = str) -> dict[str, Any]:
    """What a control takes (`**bound(keys.POSTS)`) to stand in the address under a key.

    in_words: how it writes a value there; where that is not the value itself, the
    control takes it as its `format_func` (see `bound_choice`). Raises ValueError for a
    key that links do not know.
    """
    if key not in known():
        raise ValueError(f"{key!r} is no filter, and no key `in_address` either.")
    st.session_state.setdefault(keys.DRAWN, {})[key] = in_words
    return {"key": key, **KEPT}


def bound_choice(key: str, titles: Mapping[Any, str]) -> dict[str, Any]:
    """The same for a control that takes one or more of some values, each with its
    title: the titles stand in the address."""

    def in_words(value: Any) -> str:
        return titles.get(value, str(value))

    return {**bound(key, in_words), "format_func": in_words}


def known() -> set[str]:
    """Every key that a link may hold."""
    alike = keys.IN_ADDRESS_OF
    names = {one.name for one in declared()}
    return keys.IN_ADDRESS | alike | OF_STREAMLIT | names


def asked() -> dict[str, list[str]]:
    """What the address asks for, by key. Call before any control is drawn."""
    st.session_state[keys.DRAWN] = {}
    st.session_state[keys.ANSWERED] = {}
    return {key: st.query_params.get_all(key) for key in st.query_params}


def cannot_follow(key: str, text: str, why: str) -> None:
    """Notes why what the address asks for cannot be followed."""
    st.session_state[keys.ANSWERED][key, text] = why


def follow_instead(key: str, texts: list[str], values: list[Any]) -> None:
    """Writes what the address asks for as its control, not yet drawn, writes it, and
    runs again; where it is drawn already, the control is set."""
    try:
        st.query_params[key] = texts
    except StreamlitAPIException:  # bound to the control of another dataset
        st.session_state[key] = values
    else:
        st.rerun()


def not_followed(wanted: Mapping[str, list[str]]) -> list[str]:
    """What of an address the controls drawn in this run did not follow: a key that
    nobody knows, or values that its control does not hold."""
    ignored, answers = [], st.session_state[keys.ANSWERED]
    for key, values in wanted.items():
        if key not in known():
            ignored.append(f"“{key}” (no such filter)")
        elif key in st.session_state[keys.DRAWN] and key in st.session_state:
            missing = [one for one in values if one and not _held(key, one)]
            if missing:
                why = {answers[key, one] for one in missing if (key, one) in answers}
                ignored.append(
                    f"“{key.replace('_', ' ')}: {', '.join(missing)}”"
                    + (f" ({', '.join(sorted(why))}: choose by code)" if why else "")
                )
    return ignored


def _held(key: str, text: str) -> bool:
    """Whether a control holds the value that an address writes as this text."""
    now, in_words = st.session_state[key], st.session_state[keys.DRAWN][key]
    for one in now if isinstance(now, (list, tuple)) else [now]:
        if text.casefold() in (str(one).casefold(), in_words(one).casefold()):
            return True
        if isinstance(one, (int, float)) and _number(text) == one:
            return True
    return False


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
