"""What is looked for among local services: controls of the page. From where is never in
the address, and nothing of it is kept: a postcode may be somebody's home."""

from datetime import datetime
from typing import Any

import streamlit as st

from analytics.definitions.services import referrers
from analytics.errors import InputError
from analytics.measures.places.rule import Rule, called, rules_of
from analytics.measures.services import finder, look_from
from analytics.measures.services.access import REACH, Within
from analytics.measures.services.directory import today
from analytics.measures.services.finder import KM, Asked, Place
from pages.shell import keys
from pages.shell.faults import tell
from pages.shell.literal import plain
from pages.shell.view import View

KEPT: dict[str, Any] = {"persist_state": "session"}
ANY = "Any"
ANY_TIME, NOW, THEN = "Any time", "Now", "At a time"
DISTANCES = (1.0, 2.0, 3.0, 5.0, 10.0, 20.0)
OLDEST = 120


def choose_near(view: View) -> Asked:
    """From where, how far and for whom; a postcode that cannot be used is told."""
    start, distance, need = st.columns([3, 2, 3])
    with start:
        at = _choose_start(view)
    within = distance.selectbox(
        "Within",
        DISTANCES,
        DISTANCES.index(KM),
        format_func=_km,
        key=keys.SERVICES_KM,
        **KEPT,
    )
    wanted = _choose_need(view, need)
    return _for_whom(Asked(at, today().date(), within, wanted))


def choose_access(view: View) -> tuple[Rule, Within]:
    """Whose frequent attenders, for which need and within what reach."""
    whose, distance, need = st.columns([3, 2, 3])
    rules = rules_of(view.dataset)
    # A kind whose extract is of everybody in the area, where there is one.
    wide = [slug for slug, rule in rules.items() if not any(k.own_list for k in rule)]
    chosen = whose.segmented_control(
        "Frequent attenders of",
        list(rules),
        default=(wide or list(rules))[0],
        format_func=lambda slug: called(rules[slug]),
        required=True,
        key=keys.SERVICES_RULE,
        **KEPT,
    )
    reach = distance.selectbox(
        "Within reach",
        DISTANCES,
        DISTANCES.index(REACH),
        format_func=_km,
        key=keys.SERVICES_REACH,
        **KEPT,
    )
    wanted = _choose_need(view, need)
    return rules[chosen], Within(wanted, reach, today().date())


def _choose_start(view: View) -> Place | None:
    """A postcode, or else a practice; on a shared screen a practice alone."""
    practices: dict[str, Place] = view.know(look_from.practices)  # type: ignore[assignment]
    typed = ""
    if not view.aggregate:
        typed = st.text_input(
            "Postcode",
            placeholder="A whole postcode, or choose a practice",
            key=keys.SERVICES_POSTCODE,
            autocomplete="off",
            help="It is looked up on this machine, and neither kept nor written down.",
        )
    chosen = None
    if practices:
        chosen = st.selectbox(
            "Or from a practice" if not view.aggregate else "From the practice",
            list(practices),
            key=keys.SERVICES_PRACTICE,
            disabled=bool(typed.strip()),
            **KEPT,
        )
    if typed.strip():
        try:
            return look_from.of_postcode(view.dataset, typed)
        except InputError as fault:
            tell(fault.problems)
            return None
    return practices.get(chosen) if chosen else None


def _choose_need(view: View, place: Any) -> str:
    offered: dict[str, str] = view.know(finder.offered, today().date())  # type: ignore[assignment]
    titles = {"": "Any need"} | {slug: plain(title) for slug, title in offered.items()}
    chosen: str = place.selectbox(
        "Help with",
        list(titles),
        format_func=lambda slug: titles.get(slug, slug),
        key=keys.SERVICES_NEED,
        **KEPT,
    )
    return chosen if chosen in titles else ""


def _for_whom(asked: Asked) -> Asked:
    """The same, narrowed to whom it is for, who refers, what it costs and when."""
    age, who, when, cost, words = st.columns([2, 3, 3, 2, 4])
    years = age.number_input(
        "Age", 0, OLDEST, None, 1, placeholder=ANY, key=keys.SERVICES_AGE, **KEPT
    )
    titles = {"": "Anybody"} | referrers.TITLES
    refers = who.selectbox(
        "Who refers",
        list(titles),
        format_func=titles.get,
        key=keys.SERVICES_WHO,
        **KEPT,
    )
    open_then = when.selectbox(
        "Open", [ANY_TIME, NOW, THEN], key=keys.SERVICES_OPEN, **KEPT
    )
    free = cost.selectbox("Cost", [ANY, "Free"], key=keys.SERVICES_FREE, **KEPT)
    search = words.text_input(
        "Words",
        placeholder="Whom it is for, what it does",
        key=keys.SERVICES_WORDS,
        **KEPT,
    )
    return Asked(
        asked.at,
        asked.on,
        asked.within,
        asked.need,
        years,
        refers,
        search,
        free != ANY,
        _moment(open_then),
    )


def _moment(when: str) -> datetime | None:
    """The time at which services must be open; None for any."""
    if when == ANY_TIME:
        return None
    now = today()
    if when == NOW:
        return now
    day, clock = st.columns([1, 3])
    on = day.date_input("Day", now.date(), format="DD/MM/YYYY", key=keys.SERVICES_DAY)
    at = clock.time_input("Time", now.time(), key=keys.SERVICES_TIME, width=160)
    return datetime.combine(on, at)


def _km(number: float) -> str:
    return f"{number:g} km"
