"""Where do they live, which practices stand apart?"""

import streamlit as st

from analytics.exhibits import places as exhibits
from analytics.measures.places import by_place
from analytics.measures.places.rule import called, rules_of
from pages import shell
from pages.shell import keys
from pages.shell.controls import list_choice

KEPT = dict(required=True, persist_state="session", label_visibility="collapsed")

view = shell.open_page("places")
rules, areas = rules_of(view.dataset), list(by_place.AREA_LEVELS)
with view.controls():
    left, right = st.columns(2)
with left:
    chosen = st.segmented_control(
        "Rule",
        list(rules),
        default=next(iter(rules)),
        format_func=lambda slug: called(rules[slug]),
        key=keys.PLACES_RULE,
        **KEPT,
    )
with right:
    level = st.segmented_control(
        "Areas",
        areas,
        default=areas[0 if view.aggregate else 1],
        format_func=by_place.AREA_LEVELS.get,
        key=keys.PLACES_AREAS,
        **KEPT,
    )

rule = rules[chosen]
where, who = view.columns(2)
with where:
    view.show(exhibits.MAP, rule, level, exhibits.outlines(view.gate, level))
with who:
    view.show(exhibits.FUNNEL, rule)
view.show(exhibits.PRACTICES, rule, list_choice.choose_practices(view.aggregate))
view.show(exhibits.WIDER, rule)

view.where_next(
    "who they are and what they come for on *Frequent attenders*; whether helping them "
    "worked on *Before and after*."
)
view.method()
