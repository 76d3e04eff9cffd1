"""What plans of neighbourhoods must keep to, what matters most, and which is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from analytics.exhibits import neighbourhoods as exhibits
from analytics.exhibits.neighbourhoods import Design, Land, Sketch
from analytics.methods.neighbourhoods.rules import Rules
from pages.shell import keys
from pages.shell.controls import clicks
from pages.shell.controls.address import bound, bound_choice
from pages.shell.literal import plain
from pages.shell.view import View

ROOM = (0.02, 0.05, 0.1, 0.2, 0.3)
MOST = 60  # neighbourhoods that the control offers
NUMBER, SIZE = "number", "size"
BY = {NUMBER: "By number", SIZE: "By size"}
ALIKE, SPREAD = "alike", "spread"
NEEDS = {ALIKE: "Alike within each", SPREAD: "Spread over all"}
BEST = ""
STEP, USUAL = 5_000, (50_000, 80_000)  # people in a neighbourhood


@dataclass(frozen=True)
class _Size:
    """How many, and how far from equal; or how many people in each."""

    count: int
    within: float
    people: tuple[float, float] | None = None


def choose_design(view: View) -> Sketch:
    """The controls, and the plan drawn by them, with how far it is meanwhile; with what
    was moved by hand, where that was upon this plan.

    Raises InputError where no plan can be drawn, with everything that is in the way.
    """
    if not exhibits.drawable(view.dataset):
        return exhibits.nothing_drawn()
    joins = _joined(view)
    land = exhibits.land(view.gate, joins)
    size = _size(view, land)
    left, middle, right = st.columns([3, 3, 3])
    firsts = exhibits.firsts
    first = left.selectbox(
        "What matters most",
        list(firsts),
        help="Each plan is ranked by evenness, shape, need and practices’ lists; what "
        "matters most weighs four times as much as each of the others.",
        **bound_choice(keys.PLAN_FIRST, firsts),
    )
    need = middle.segmented_control(
        "Need (deprivation)",
        list(NEEDS),
        default=ALIKE,
        required=True,
        help="Alike: each neighbourhood has people of like need. Spread: each has the "
        "mix of the whole.",
        **bound_choice(keys.PLAN_NEED, NEEDS),
    )
    lines = {key: called.capitalize() for key, called in land.lines.items()}
    uncrossed = (
        right.pills(
            "Do not cross",
            list(lines),
            selection_mode="multi",
            **bound_choice(keys.PLAN_UNCROSSED, lines),
        )
        if lines
        else []
    )
    keep = st.toggle("Keep practices’ lists together", **bound(keys.PLAN_LISTS))
    rules = Rules(
        size.count,
        size.within,
        keep,
        locked=_locked(view),
        uncrossed=tuple(sorted(uncrossed)),
    )
    asked = Design(rules, first, need == SPREAD, joins)
    if size.people:
        asked = exhibits.sized(view.gate, asked, *size.people)
        st.caption(
            plain(f"{asked.rules.count} neighbourhoods have that many people each.")
        )
    return _drawn(view, asked)


def _size(view: View, land: Land) -> _Size:
    """How many neighbourhoods, and how far from the mean each may be."""
    by, first, second = st.columns([3, 3, 3])
    which = by.segmented_control(
        "How many",
        list(BY),
        default=NUMBER,
        required=True,
        **bound_choice(keys.PLAN_BY, BY),
    )
    if which == SIZE:
        people = {"step": STEP, "min_value": 0}
        low = first.number_input(
            "People in each: from", value=USUAL[0], **people, **bound(keys.PLAN_LOW)
        )
        high = second.number_input(
            "People in each: to", value=USUAL[1], **people, **bound(keys.PLAN_HIGH)
        )
        return _Size(2, 1.0, (low, high))
    most = max(min(land.areas, MOST), 2)
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
    return _Size(int(count), within)


def _joined(view: View) -> tuple[tuple[str, str], ...]:
    """Islands and other parts joined where they lie nearest, if that is asked."""
    apart = view.know(exhibits.nearest_joins)
    if not apart:
        return ()
    called = "; ".join(f"{a} and {b}, {far:,.0f} metres" for (a, b), far in apart)
    asked = st.toggle(
        "Join the parts that nothing joins, where they lie nearest",
        help=plain(f"Joined would be: {called}."),
        **bound(keys.PLAN_JOINED),
    )
    return tuple(pair for pair, _far in apart) if asked else ()


def _locked(view: View) -> tuple[tuple[str, str], ...]:
    """The areas locked by hand, each with its neighbourhood; they can be let go."""
    names: Mapping[str, str] = exhibits.names(view.gate)
    locked = [
        one for one in st.session_state.get(keys.PLAN_LOCKED, ()) if one[0] in names
    ]
    if view.aggregate or not locked:
        return tuple(locked)
    return tuple(
        st.multiselect(
            "Locked by hand",
            locked,
            format_func=lambda one: f"{names[one[0]]}: {one[1]}",
            key=keys.PLAN_LOCKED,
            persist_state="session",
        )
    )


def _drawn(view: View, asked: Design) -> Sketch:
    """The plan that is picked, drawn; and what was moved by hand upon it."""
    bar = st.empty()

    def told(_step: str, done: float) -> None:
        bar.progress(done, "Drawing plans …")

    exhibits.draw(view.gate, asked, told)
    bar.empty()
    best = exhibits.best(view.gate, asked)
    titles = {BEST: f"Best by what was asked (plan {best})"}
    titles |= {str(n): f"Plan {n}" for n in range(1, exhibits.PLANS + 1)}
    if picked := clicks.clicked("plan"):
        st.session_state[keys.PLAN_NUMBER] = picked
    plan = st.selectbox(
        "Plan on the map", list(titles), **bound_choice(keys.PLAN_NUMBER, titles)
    )
    asked = replace(asked, plan=plan)
    upon, moves = st.session_state.get(keys.PLAN_MOVES, (None, ()))
    if upon == (view.dataset.fingerprint, asked):
        asked = replace(asked, moves=moves)
    sketch = exhibits.draw(view.gate, asked, told)
    if area := clicks.clicked("area"):
        st.session_state[keys.PLAN_AREA] = area
    area = "" if view.aggregate else st.session_state.get(keys.PLAN_AREA) or ""
    return replace(sketch, area=area)
