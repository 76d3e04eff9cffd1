"""What a plan of neighbourhoods must keep to and what matters most; and its files."""

import streamlit as st

from analytics.exhibits import neighbourhoods as exhibits
from analytics.exhibits.neighbourhoods import Sketch
from analytics.export.plan_files import as_csv, as_geojson
from pages.shell import keys
from pages.shell.controls.address import bound, bound_choice
from pages.shell.view import View

ROOM = (0.02, 0.05, 0.1, 0.2, 0.3)
MOST = 60  # neighbourhoods that the control offers


def choose_design(view: View) -> Sketch:
    """The controls, and the plan drawn by them, with how far it is meanwhile.

    Raises InputError where no plan can be drawn, with everything that is in the way.
    """
    if not exhibits.drawable(view.dataset):
        return exhibits.nothing_drawn()
    areas = exhibits.areas(view.gate)
    first, second, third = st.columns([2, 2, 3])
    most = max(min(areas, MOST), 2)
    count = first.number_input(
        "Neighbourhoods",
        2,
        most,
        min(exhibits.usual_count(view.gate), most),
        help="How many there should be.",
        **bound(keys.PLAN_COUNT),
    )
    within = second.selectbox(
        "People: furthest from equal",
        ROOM,
        1,
        **bound_choice(keys.PLAN_WITHIN, {one: f"within {one:.0%}" for one in ROOM}),
    )
    titles = exhibits.firsts()
    matters = third.selectbox(
        "What matters most",
        list(titles),
        help="Each plan is ranked by evenness, shape, need and practices’ lists; what "
        "matters most weighs four times as much as each of the others.",
        **bound_choice(keys.PLAN_FIRST, titles),
    )
    keep = st.toggle("Keep practices’ lists together", **bound(keys.PLAN_LISTS))
    bar = st.empty()
    asked = exhibits.design(int(count), within, keep, matters)
    sketch = exhibits.draw(
        view.gate, asked, lambda _step, done: bar.progress(done, "Drawing plans …")
    )
    bar.empty()
    return sketch


def take_along(view: View, sketch: Sketch) -> None:
    """The plan as CSV and GeoJSON."""
    outline = view.dataset.boundaries
    if view.aggregate or outline is None or not sketch.within:
        return
    with st.container(horizontal=True):
        st.download_button(
            "The plan as a table (CSV)",
            lambda: as_csv(sketch.within),
            "neighbourhoods.csv",
            "text/csv",
            on_click="ignore",
        )
        st.download_button(
            "The plan as outlines (GeoJSON)",
            lambda: as_geojson(sketch.within, outline),
            "neighbourhoods.geojson",
            "application/geo+json",
            on_click="ignore",
        )
