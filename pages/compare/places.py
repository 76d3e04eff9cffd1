"""Where do they live, which practices differ by more than chance?"""

import streamlit as st

from analytics.figures import map as maps
from analytics.figures import places as figures
from analytics.geography import boundaries
from analytics.measures import compared, places
from pages import shell

KEPT = dict(required=True, persist_state="session", label_visibility="collapsed")

view = shell.open_page("places")
rules, areas = places.rules(view.dataset), list(places.AREA_LEVELS)
left, right = st.columns(2)
with left:
    rule = st.segmented_control(
        "Rule", rules, default=rules[0], format_func=places.RULES.get, key="places_rule", **KEPT)
with right:
    level = st.segmented_control(
        "Areas", areas, default=areas[0 if view.aggregate else 1],
        format_func=places.AREA_LEVELS.get, key="places_areas", **KEPT)

by_area = view.ask(places.by_area, rule, level)
by_practice = view.ask(compared.practices_compared, rule)
outlines = boundaries.read(view.dataset.boundaries) if view.dataset.boundaries else None
within = view.ask(places.neighbourhoods) if level == "neighbourhood" else None

where, who = view.columns(2)
with where:
    view.show(maps.area_map(by_area, outlines, view.look, by_practice, within), height=maps.HEIGHT)
with who:
    view.show(figures.funnel_figure(by_practice, view.look), height=maps.HEIGHT)

wider = view.ask(compared.practices_compared, rule, "pcn")
if len(wider.table) > 2:
    view.show(figures.funnel_figure(wider, view.look), height=320)

view.where_next("who they are and what they come for on *Frequent attenders*; whether helping them "
                "worked on *Before and after*.")
view.method("places")
