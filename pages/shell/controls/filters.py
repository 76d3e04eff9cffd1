"""The shared filters in the sidebar, each bound to the address, declared once."""

from datetime import date

import pandas as pd
import streamlit as st

from analytics.definitions.diagnosis_groups import GROUP_TITLES
from analytics.definitions.event_kinds import kind
from analytics.definitions.filters import (
    CATEGORIES,
    DEPARTMENT_TYPES,
    SEX_WORDS,
    UNPLANNED,
    Filters,
)
from analytics.definitions.kinds_of_need import KIND_TITLES
from analytics.definitions.rules import presets
from analytics.definitions.words import plain
from analytics.store.dataset import Dataset

RULES = tuple(one for _kind, one in presets() if one.more_than is not None)
BOUND = dict(bind="query-params", persist_state="session")
FOLLOW_DATA = (
    "as_at",
    "icb",
    "place",
    "pcn",
    "practice",
    "neighbourhood",
    "areas",
    "roles",
)  # elsewhere: other
TITLES = {
    "icb": "ICB",
    "place": "Place",
    "pcn": "PCN",
    "practice": "Practice",
    "neighbourhood": "Neighbourhood",
    "areas": "Small area",
    "sex": "Sex",
    "diagnosis_groups": "Seen for",
    "segments": "Kind of need",
    "department_types": "A&E department",
    "attendance_categories": "A&E attendance",
    "roles": "GP visit with",
}
VALUES = {  # what a value is called; others are called what they are
    "sex": SEX_WORDS.get,
    "diagnosis_groups": GROUP_TITLES.get,
    "segments": KIND_TITLES.get,
    "department_types": DEPARTMENT_TYPES.get,
    "attendance_categories": CATEGORIES.get,
    "roles": plain,
}


def choose_dataset(names: list[str], first: str) -> str:
    """Which dataset is looked at; one just loaded comes to the front."""
    if st.session_state.get("_open_next") in names:
        st.session_state["data"] = st.session_state.pop("_open_next")
        _forget()
    return st.sidebar.selectbox(
        "Dataset",
        names,
        index=names.index(first),
        key="data",
        on_change=_forget,
        **BOUND,
    )


def choose_audience() -> bool:
    """Whether the screen is shared: everything protected, nobody's row anywhere."""
    return st.sidebar.toggle(
        "Meeting view",
        key="meeting",
        bind="query-params",
        persist_state="session",
        help="For a shared screen: one figure at a time, small numbers hidden, others "
        "rounded, and "
        "no page shows a row about one person. *Definitions* has the rule.",
    )


def choose_filters(
    dataset: Dataset, places: pd.DataFrame, areas: pd.DataFrame, roles: list[str]
) -> Filters:
    """The filters as the sidebar stands. areas: lsoa_code, lsoa_name, neighbourhood."""
    side = st.sidebar
    spans = [
        s
        for s in dataset.manifest.spans
        if s.table in ("gp_appointments", "ae_attendances") and s.rows
    ]
    default, last = dataset.default_as_at, max(s.last for s in spans)
    side.header("Rule and window")
    side.selectbox(
        "Preset",
        list(range(len(RULES))),
        format_func=lambda i: RULES[i].title,
        index=None,
        placeholder="A published rule",
        key="preset",
        label_visibility="collapsed",
        on_change=_apply_preset,
    )
    left, right = side.columns(2)
    ae = left.number_input(
        "A&E more than", 0, 999, 10, key="ae_more_than", **BOUND, help=_sources("ae")
    )
    gp = right.number_input(
        "GP more than", 0, 999, 25, key="gp_more_than", **BOUND, help=_sources("gp")
    )
    left, right = side.columns([3, 2])
    as_at = left.date_input(
        "Up to",
        default,
        min(s.first for s in spans),
        max(last, default),
        key="as_at",
        format="DD/MM/YYYY",
        **BOUND,
        help="Last day of the window. It starts at the end of the last month "
        "that is complete in every extract.",
    )
    months = right.number_input("Months", 1, 60, 12, key="months", **BOUND)
    side.header("Who")
    chosen = {level: _places(level, places) for level in ("icb", "place", "pcn")}
    inside = places
    for level, names in chosen.items():
        inside = inside[inside[level].isin(names)] if names else inside
    chosen["practice"] = _several("practice", sorted(inside["name"]), side)
    left, right = side.columns(2)
    age_from = left.number_input(
        "Age from", 0, 120, None, key="age_from", placeholder="any", **BOUND
    )
    age_to = right.number_input(
        "to", 0, 120, None, key="age_to", placeholder="any", **BOUND
    )
    with side.expander("More filters"):
        for name, values in (
            ("diagnosis_groups", list(GROUP_TITLES)),
            ("segments", list(KIND_TITLES)),
            ("neighbourhood", sorted(set(areas["neighbourhood"].dropna()))),
            ("areas", sorted(areas["lsoa_code"])),
            ("sex", list(SEX_WORDS)),
            ("department_types", list(DEPARTMENT_TYPES)),
            ("attendance_categories", list(CATEGORIES)),
            ("roles", roles),
        ):
            chosen[name] = _several(name, values, areas=areas)
    kinds = sorted(chosen.pop("attendance_categories"))
    return Filters(
        as_at=as_at if isinstance(as_at, date) else default,
        months=months,
        ae_more_than=ae,
        gp_more_than=gp,
        age_from=age_from,
        age_to=age_to,
        attendance_categories=tuple(kinds) or UNPLANNED,
        **{name: tuple(values) for name, values in chosen.items()},
    )


def in_words(name: str, value: str) -> str:
    """What a filter's value is called on screen."""
    return VALUES.get(name, str)(value)


def _places(level: str, places: pd.DataFrame) -> list[str]:
    names = sorted(set(places[level]) - {""})
    return _several(level, names, st.sidebar) if len(names) > (level == "icb") else []


def _several(
    name: str, values: list[str], where=st, areas: pd.DataFrame | None = None
) -> list:
    """A control that takes several values of a filter; nothing to choose from, nothing
    drawn."""
    if not values:
        return []
    first = UNPLANNED if name == "attendance_categories" else None
    called = VALUES.get(name, str)
    if name == "areas":
        called = dict(zip(areas["lsoa_code"], areas["lsoa_name"], strict=True)).get
    return where.multiselect(
        TITLES[name],
        values,
        first,
        key=name,
        format_func=called,
        placeholder="All",
        **BOUND,
    )


def _sources(setting: str) -> str:
    return "A frequent attender has more than this many. Used elsewhere: " + "; ".join(
        f"{p.more_than} ({p.source})"
        for p in kind(setting).presets
        if p.more_than is not None
    )


def _apply_preset() -> None:
    chosen = st.session_state.get("preset")
    if chosen is not None:
        rule = RULES[chosen]
        st.session_state[f"{rule.slug[:2]}_more_than"] = rule.more_than
        st.session_state["months"] = rule.months


def _forget() -> None:
    for key in FOLLOW_DATA:
        st.session_state.pop(key, None)
