"""The datasets there are, their versions, what a version changed, and going back to an
earlier one."""

import pandas as pd
import streamlit as st

from analytics.definitions.contract import TABLES
from analytics.definitions.words import day_in_words
from analytics.errors import InputError
from analytics.exhibits import extracts
from analytics.store.dataset import open_dataset
from analytics.store.earlier import open_version, readable, version_before
from analytics.store.home import datasets, versions
from analytics.store.live import make_live
from analytics.store.manifest import Manifest
from pages.shell import keys
from pages.shell.faults import tell
from pages.shell.literal import plain
from pages.shell.signin.person import may
from pages.shell.signin.roles import Act
from pages.shell.taking.offer import offer
from pages.shell.view import View

MOST_BYTES = (
    50_000_000  # of a file offered for download; a larger one is opened where it lies
)


def list_and_switch(view: View) -> None:
    """Every dataset with its spans; for the one in view what changed, its versions,
    going back."""
    found, damaged = [], []
    for name in datasets():
        try:
            found.append(open_dataset(name))
        except InputError as fault:
            damaged.append(fault)
    view.table(
        pd.DataFrame(
            [
                {
                    "Dataset": plain(one.name),
                    "Loaded": _when(one.manifest.created),
                    "GP visits counted to": _to(one.manifest, "gp_appointments"),
                    "A&E counted to": _to(one.manifest, "ae_attendances"),
                    "Versions": len(versions(one.name)),
                }
                for one in found
            ]
        ),
        "Datasets",
    )
    for fault in damaged:
        tell(fault.problems)
    st.markdown("Choose one under *Dataset* in the sidebar.")
    name, live = view.dataset.name, view.dataset.folder.name
    kept = readable(name)
    others = [version for version in kept if version != live]
    if not others:
        return
    before = version_before(view.dataset)
    titles = {
        version: "Loaded "
        + _when(kept[version].created)
        + (", the one before" if version == before else "")
        for version in others
    }
    st.header(f"Versions of {plain(name)}", anchor=False)
    place, button = st.columns([3, 1], vertical_alignment="bottom")
    chosen = place.selectbox(
        "Compare with",
        others,
        format_func=titles.get,
        index=others.index(before) if before in others else 0,
    )
    if may(Act.GO_BACK) and button.button(
        "Go back to it",
        help="Makes that version live for everybody; this one stays "
        "and can be made live again.",
    ):
        open_version(name, chosen)  # never to one that is damaged
        make_live(name, chosen)
        st.rerun()
    what_changed(view, chosen)
    view.show(extracts.VERSIONS, tuple(kept))


def rows_left_out(view: View) -> None:
    """The files of the rows left out, for an analyst: each row with its reason, to open
    or take."""
    files = (
        {}
        if view.aggregate
        else {
            TABLES[name].title: path
            for name in TABLES
            if (path := view.dataset.left_out_file(name))
        }
    )
    for title, path in files.items():
        if path.stat().st_size <= MOST_BYTES:
            offer(
                f"Rows left out of {title} (CSV)",
                path.read_bytes,
                f"left_out_{path.name}",
                "text/csv",
                key=f"left_{path.name}",
            )
    if files:
        st.caption(
            "Each row with its file, row number and reason, without who it is. They "
            f"lie in {plain(str(next(iter(files.values())).parent))}."
        )


def what_changed(view: View, version: str) -> None:
    """What the version in view changed against another of the same dataset."""
    old = open_version(view.dataset.name, version)
    view.show(extracts.CHANGED_MONTHS, old)
    view.show(extracts.CHANGED_FIGURES, old)
    view.show(extracts.CHANGED_PEOPLE, old)
    view.show(extracts.CHANGED_PROBLEMS, old)


def remember_a_load() -> None:
    """Keeps in mind that this session has just loaded a version; call before its
    message is shown."""
    if keys.LOADED in st.session_state:
        st.session_state[keys.NEW_VERSION] = st.session_state.get(keys.DATA)


def after_a_load(view: View) -> None:
    """What the version just loaded changed against the one before, while it is in
    view."""
    if st.session_state.get(keys.NEW_VERSION) != view.dataset.name:
        return
    before = version_before(view.dataset)
    if before:
        st.markdown("**What this version changed against the one before**")
        what_changed(view, before)


def _when(created: str) -> str:
    return created[:16].replace("T", " ")


def _to(manifest: Manifest, table: str) -> str:
    span = manifest.span(table)
    return day_in_words(span.last) if span.rows else "not loaded"
