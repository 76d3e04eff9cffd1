"""A link to what is on screen, stamped with the data it was made on; and what follows
from that."""

from datetime import date
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from analytics.definitions.words import day_in_words
from analytics.store.dataset import Dataset
from analytics.store.earlier import open_version, version_with
from pages.shell import keys
from pages.shell.literal import plain

DIGITS = 8  # of the fingerprint: as in the source line of every figure


def as_linked(dataset: Dataset) -> Dataset:
    """The dataset; where a link was made on other data, says so and offers those data
    instead."""
    asked = st.query_params.get(keys.MADE_ON)
    if asked and st.session_state.get(keys.LINKED, ("", ""))[1] != asked:
        st.session_state[keys.LINKED] = (dataset.name, asked)
    name, stamp = st.session_state.get(keys.LINKED, ("", ""))
    if name != dataset.name or dataset.fingerprint.startswith(stamp):
        return dataset
    version = version_with(dataset.name, stamp)
    if version is None:
        st.info(
            f"This link was made on other data ({plain(stamp)}), which are no longer "
            f"kept. You see those {_loaded(dataset)}; figures may differ."
        )
        return dataset
    then = open_version(dataset.name, version)
    place = st.container(horizontal=True, vertical_alignment="center")
    if st.session_state.get(keys.AS_WAS) == stamp:
        place.info(
            f"You see the data as they were when the link was made, {_loaded(then)}."
        )
        place.button("See today’s data", on_click=_choose, args=(None,))
        return then
    place.info(
        "The data have changed since this link was made. You see those "
        f"{_loaded(dataset)}; the link was made on those {_loaded(then)}."
    )
    place.button("See them as they were", on_click=_choose, args=(stamp,))
    return dataset


def link_box(dataset: Dataset) -> None:
    """The address of this view with the stamp of its data, to copy."""
    with st.sidebar.popover("Link to this view", width="stretch"):
        asked = {
            key: st.query_params.get_all(key)
            for key in st.query_params
            if key != keys.MADE_ON
        }
        asked |= {
            keys.DATA: [dataset.name],
            keys.MADE_ON: [dataset.fingerprint[:DIGITS]],
        }
        here = urlsplit(str(st.context.url or ""))
        link = here._replace(path=here.path or "/", query=urlencode(asked, doseq=True))
        st.code(urlunsplit(link), language=None, wrap_lines=True)
        st.caption(
            "Whoever opens it sees this page with these filters, and is told if the "
            "data have changed since."
        )


def _choose(stamp: str | None) -> None:
    if stamp:
        st.session_state[keys.AS_WAS] = stamp
    else:
        st.session_state.pop(keys.AS_WAS, None)


def _loaded(dataset: Dataset) -> str:
    day = dataset.manifest.created[:10]
    return f"loaded on {day_in_words(date.fromisoformat(day))}"
