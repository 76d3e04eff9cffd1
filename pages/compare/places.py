"""Where do they live, which practices differ by more than chance?"""

import streamlit as st

from analytics.figures.places import area_map as maps
from analytics.figures.places import funnel as figures
from analytics.geography import boundaries
from analytics.measures.places import by_place, funnel
from pages import shell

KEPT = dict(required=True, persist_state="session", label_visibility="collapsed")

view = shell.open_page("places")
rules, areas = by_place.rules(view.dataset), list(by_place.AREA_LEVELS)
left, right = st.columns(2)
with left:
    rule = st.segmented_control(
        "Rule",
        rules,
        default=rules[0],
        format_func=by_place.RULES.get,
        key="places_rule",
        **KEPT,
    )
with right:
    level = st.segmented_control(
        "Areas",
        areas,
        default=areas[0 if view.aggregate else 1],
        format_func=by_place.AREA_LEVELS.get,
        key="places_areas",
        **KEPT,
    )

by_area = view.ask(by_place.by_area, rule, level)
by_practice = view.ask(funnel.practices_compared, rule)
outlines = boundaries.read(view.dataset.boundaries) if view.dataset.boundaries else None
within = view.ask(by_place.neighbourhoods) if level == "neighbourhood" else None

where, who = view.columns(2)
with where:
    view.show(
        maps.area_map(by_area, outlines, view.look, by_practice, within),
        height=maps.HEIGHT,
    )
with who:
    view.show(figures.funnel_figure(by_practice, view.look), height=maps.HEIGHT)

wider = view.ask(funnel.practices_compared, rule, "pcn")
if len(wider.table) > 2:
    view.show(figures.funnel_figure(wider, view.look), height=320)

view.where_next(
    "who they are and what they come for on *Frequent attenders*; whether helping them "
    "worked on *Before and after*."
)
view.method("places")
