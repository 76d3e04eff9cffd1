"""Moving areas of the plan to a neighbourhood beside theirs, locking them, and taking a
move back."""

from dataclasses import replace

import streamlit as st

from analytics.errors import InputError, Problem
from analytics.exhibits import neighbourhoods as exhibits
from analytics.exhibits.neighbourhoods import Sketch
from pages.shell import keys
from pages.shell.faults import tell
from pages.shell.literal import plain
from pages.shell.view import View


def change(view: View, sketch: Sketch) -> None:
    """What can be done with the area chosen on the map or in the table; nothing in a
    meeting."""
    if view.aggregate or not sketch.within:
        return
    names = exhibits.names(view.gate)
    st.subheader("Change the plan by hand", anchor=False)
    said = st.session_state.pop(keys.PLAN_SAID, ())
    if isinstance(said, str):
        st.success(plain(said))
    else:
        tell(tuple(said))
    which, to, buttons = st.columns([4, 4, 5], vertical_alignment="bottom")
    if st.session_state.get(keys.PLAN_AREA) not in names:
        st.session_state.pop(keys.PLAN_AREA, None)
    area = which.selectbox(
        "Small area",
        list(names),
        None,
        format_func=names.get,
        placeholder="Click the map, or choose here",
        key=keys.PLAN_AREA,
        persist_state="session",
    )
    others = exhibits.beside(view.gate, sketch.design).get(area or "", ())
    moves = sketch.design.moves
    name = to.selectbox(
        plain(f"Move it from {sketch.within[area]} to") if area else "Move it to",
        others,
        placeholder="It borders on no other" if area and not others else "",
        disabled=not others,
        key=f"{keys.PLAN_TO}_{area}_{len(moves)}",  # other choices: another control
    )
    with buttons.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            "Move",
            type="primary",
            disabled=not (area and name),
            on_click=_move,
            args=(view, sketch, area, name),
        )
        st.button(
            "Lock",
            disabled=not area,
            on_click=_lock,
            args=(sketch, area),
            help="It stays in its neighbourhood in every plan, which are then drawn "
            "anew.",
        )
        st.button(
            "Undo the last move",
            disabled=not moves,
            on_click=_keep,
            args=(view, sketch, moves[:-1]),
        )


def _move(view: View, sketch: Sketch, area: str, name: str) -> None:
    moves = (*sketch.design.moves, (area, name))
    try:
        exhibits.within(view.gate, replace(sketch.design, moves=moves))
    except InputError as fault:
        st.session_state[keys.PLAN_SAID] = tuple(
            _named(problem, exhibits.names(view.gate)[area], area)
            for problem in fault.problems
        )
    else:
        _keep(view, sketch, moves)


def _named(problem: Problem, name: str, code: str) -> Problem:
    """The same with what the area is called in place of its code."""
    return replace(problem, found=problem.found.replace(code, name))


def _keep(view: View, sketch: Sketch, moves: tuple[tuple[str, str], ...]) -> None:
    upon = (view.dataset.fingerprint, sketch.design.before_moves)
    st.session_state[keys.PLAN_MOVES] = (upon, moves)


def _lock(sketch: Sketch, area: str) -> None:
    locked = [
        one for one in st.session_state.get(keys.PLAN_LOCKED, ()) if one[0] != area
    ]
    st.session_state[keys.PLAN_LOCKED] = [*locked, (area, sketch.within[area])]
