"""What a score of need is made of: a ready-made one, or indicators of one's own choice,
each with direction and weight."""

import streamlit as st

from analytics.definitions.areas.need_presets import OWN, PRESETS
from analytics.exhibits.neighbourhoods import need as exhibits
from analytics.exhibits.neighbourhoods.need import Asked, OneArea
from analytics.measures.need import choices as indicators
from analytics.measures.need.choices import Choice
from analytics.measures.need.ground import levels
from analytics.measures.need.need import areas_ranked
from analytics.methods.need.recipe import LEAST_COVERED, SCALES, Part
from pages.shell import keys
from pages.shell.controls.address import bound, bound_choice
from pages.shell.literal import plain
from pages.shell.view import View

HEAVIEST, STEP = 10.0, 0.25
ACROSS = 3  # weights side by side


def choose_score(view: View) -> Asked:
    """The controls of a score; a meeting chooses among ready-made ones."""
    if not exhibits.can_be_scored(view.dataset):
        return exhibits.usual(view.gate)
    titles = exhibits.titles(own=not view.aggregate)
    if view.aggregate:
        titles = {n: t for n, t in titles.items() if PRESETS[n].in_a_meeting}
    first, second = st.columns(2)
    preset = first.selectbox(
        "Score", list(titles), **bound_choice(keys.NEED_PRESET, titles)
    )
    there = view.know(levels)
    level = second.selectbox(
        "Areas", list(there), **bound_choice(keys.NEED_LEVEL, there)
    )
    preset = preset if preset in titles else exhibits.FIRST
    level = level if level in there else next(iter(there))
    if view.aggregate:
        asked = exhibits.ready_made(view.gate, preset, level=level)
        return exhibits.for_meeting(view.gate, asked)
    scale, least = _scale()
    if preset == OWN:
        return exhibits.own(_parts(view), scale, least, level)
    st.caption(plain(f"{PRESETS[preset].what}."))
    return exhibits.ready_made(view.gate, preset, scale, least, level)


def _scale() -> tuple[str, float]:
    first, second = st.columns(2)
    scale = first.selectbox(
        "Put on one scale by",
        list(SCALES),
        help="Deciles and ranks look at the order of areas alone; standard deviations "
        "also at how far apart they are.",
        **bound_choice(keys.NEED_SCALE, SCALES),
    )
    least = second.selectbox(
        "No score below",
        exhibits.LEAST,
        exhibits.LEAST.index(LEAST_COVERED),
        help="The share of an area’s residents that the data of each indicator must "
        "cover.",
        **bound_choice(
            keys.NEED_LEAST,
            {one: f"{one:.0%} of residents in the data" for one in exhibits.LEAST},
        ),
    )
    return scale, least


def _parts(view: View) -> tuple[Part, ...]:
    """The indicators chosen, with direction and weight."""
    there: dict[str, Choice] = view.know(indicators.choices)
    titles = {key: one.title for key, one in there.items()}
    start = {p.indicator: p for p in exhibits.usual(view.gate).recipe.parts}
    chosen = st.multiselect(
        "Indicators", list(titles), list(start), **bound_choice(keys.NEED_OF, titles)
    )
    less = st.multiselect(
        "Of these, less means more need",
        list(titles),
        [key for key, one in there.items() if one.direction < 0],
        **bound_choice(keys.NEED_LESS, titles),
    )
    columns, parts = st.columns(ACROSS), []
    for number, key in enumerate(chosen):
        weight = columns[number % ACROSS].number_input(
            plain(f"Weight: {titles[key]}"),
            0.0,
            HEAVIEST,
            round(start[key].weight / STEP) * STEP or STEP if key in start else 1.0,
            STEP,
            **bound(keys.of_one(keys.NEED_WEIGHT, key)),
        )
        parts.append(Part(key, float(weight), -1 if key in less else 1))
    return tuple(parts)


def choose_area(view: View, score: Asked) -> OneArea:
    """One of the areas that have a score, the greatest need first."""
    if not exhibits.can_be_scored(view.dataset):
        return exhibits.area_of(view.gate, score)
    names: dict[str, str] = view.know(areas_ranked, score)
    if not names or view.aggregate:
        return exhibits.area_of(view.gate, score)
    place = st.selectbox(
        "What drives the score of", list(names), **bound_choice(keys.NEED_AREA, names)
    )
    return exhibits.area_of(view.gate, score, place or "")
