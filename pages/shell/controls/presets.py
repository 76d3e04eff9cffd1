"""A published rule, which sets the number and the window at once."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.definitions.event_kinds import EventKind, Preset
from analytics.definitions.filters.rule import MONTHS
from analytics.definitions.rules import presets
from pages.shell import keys


def choose_preset(place: DeltaGenerator) -> None:
    """A list of the published rules; choosing one moves the controls of the rule."""
    rules = [(kind, one) for kind, one in presets() if one.more_than is not None]
    place.selectbox(
        "Preset",
        range(len(rules)),
        format_func=lambda number: rules[number][1].title,
        index=None,
        placeholder="A published rule",
        key=keys.PRESET,
        label_visibility="collapsed",
        on_change=_apply,
        args=(rules,),
    )


def _apply(rules: list[tuple[EventKind, Preset]]) -> None:
    number = st.session_state.get(keys.PRESET)
    if number is not None:
        kind, preset = rules[number]
        st.session_state[kind.rule] = preset.more_than
        st.session_state[MONTHS.name] = preset.months
