"""The datasets there are, their versions, and going back to an earlier one."""

import pandas as pd
import streamlit as st

from analytics.definitions.words import count, day_in_words
from analytics.store.dataset import open_dataset
from analytics.store.home import datasets, home, make_live, versions
from analytics.store.manifest import Manifest
from pages.shell.view import View


def list_and_switch(view: View) -> None:
    """Every dataset with its spans; and for the one in view, its versions."""
    found = [open_dataset(name) for name in datasets()]
    view.table(pd.DataFrame([{
        "Dataset": one.name, "Loaded": _when(one.manifest.created),
        "GP visits counted to": _to(one.manifest, "gp_appointments"),
        "A&E counted to": _to(one.manifest, "ae_attendances"),
        "Versions": len(versions(one.name)),
    } for one in found]), "Datasets")
    st.markdown("Choose one under *Dataset* in the sidebar.")
    name, live = view.dataset.name, view.dataset.manifest.version
    kept = versions(name)
    if len(kept) < 2:
        return
    st.subheader(f"Versions of {name}", anchor=False)
    manifests = {version: Manifest.read(home() / name / version) for version in kept}
    view.table(pd.DataFrame([{
        "Loaded": _when(m.created), "GP rows": count(m.rows("gp_appointments")),
        "A&E rows": count(m.rows("ae_attendances")), "Live": "yes" if v == live else "",
    } for v, m in manifests.items()]), f"Versions of {name}")
    others = [version for version in kept if version != live]
    chosen = st.selectbox("Another version", others,
                          format_func=lambda v: "Loaded " + _when(manifests[v].created))
    if st.button("Make it live"):
        make_live(name, chosen)
        st.rerun()


def _when(created: str) -> str:
    return created[:16].replace("T", " ")


def _to(manifest: Manifest, table: str) -> str:
    span = manifest.span(table)
    return f"{day_in_words(span.last)} ({count(span.rows)} rows)" if span.rows else "not loaded"
