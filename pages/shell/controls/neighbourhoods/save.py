"""A plan taken along as files, or made the neighbourhoods of the dataset."""

from collections.abc import Mapping

import streamlit as st

from analytics.definitions.labels import folded
from analytics.errors import InputError
from analytics.exhibits import neighbourhoods as exhibits
from analytics.exhibits.neighbourhoods import Sketch
from analytics.export.plan_files import as_csv, as_geojson
from analytics.store.load.anew.neighbourhoods import save
from pages.shell import keys
from pages.shell.literal import plain
from pages.shell.signin.person import may, only
from pages.shell.signin.roles import Act
from pages.shell.taking.offer import offer
from pages.shell.view import View


def take_along(view: View, sketch: Sketch) -> None:
    """The plan as CSV and GeoJSON, and the way to save it; nothing in a meeting."""
    outline = view.dataset.boundaries
    if view.aggregate or outline is None or not sketch.within:
        return
    st.subheader("Take the plan along", anchor=False)
    within, clear = _called(view, sketch)
    with st.container(horizontal=True):
        offer(
            "The plan as a table (CSV)",
            lambda: as_csv(within),
            "neighbourhoods.csv",
            "text/csv",
        )
        offer(
            "The plan as outlines (GeoJSON)",
            lambda: as_geojson(within, outline),
            "neighbourhoods.geojson",
            "application/geo+json",
        )
        if not may(Act.SAVE_AREAS):
            return
        st.button(
            "Save as the neighbourhoods of this dataset",
            disabled=not clear,
            on_click=only(Act.SAVE_AREAS, _save),
            args=(view, within),
            help="A new version of the dataset, for everybody who opens it; every page "
            "then shows these neighbourhoods. Going back is possible on Extracts. The "
            "next load takes the neighbourhoods of the areas file again: put the plan "
            "into it.",
        )


def _called(view: View, sketch: Sketch) -> tuple[Mapping[str, str], bool]:
    """The plan, in which neighbourhoods that have no name of today may be given one;
    and whether no two have the same."""
    today = set(exhibits.within_today(view.gate).values())
    new = sorted(set(sketch.within.values()) - today)
    if not new:
        return sketch.within, True
    names = {}
    for place, name in zip(st.columns(min(len(new), 3)) * len(new), new, strict=False):
        given = place.text_input(
            plain(f"What {name} is called"),
            placeholder=name,
            key=f"{keys.PLAN_CALLED}_{name}",
            max_chars=60,
        )
        names[name] = (given or "").strip() or name
    taken = [*(set(sketch.within.values()) & today), *names.values()]
    clear = len({folded(name) for name in taken}) == len(taken)
    if not clear:
        st.warning("Two neighbourhoods have one name: give each its own.")
    within = {code: names.get(name, name) for code, name in sketch.within.items()}
    return within, clear


def _save(view: View, within: Mapping[str, str]) -> None:
    if view.aggregate:
        return
    try:
        save(view.dataset.name, within, view.dataset.fingerprint)
    except InputError as fault:
        st.session_state[keys.PLAN_SAID] = fault.problems
        return
    st.session_state.pop(keys.PLAN_MOVES, None)
    st.session_state[keys.PLAN_SAID] = (
        "Saved: the plan is the neighbourhoods of this dataset now, in a new version. "
        "Going back is possible on Extracts."
    )
