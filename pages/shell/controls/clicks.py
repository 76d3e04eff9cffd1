"""A click on a mark becomes a filter, in the control of the sidebar that also sets it,
or a choice of the page; a click on a row of a grid chooses what the row is of."""

from typing import Any

import streamlit as st

from analytics.definitions.filters import Day, filter_called
from analytics.figures.figure import Figure, Grid, Pick
from pages.shell import keys


def listening(fig: Figure, kind: str) -> dict[str, Any]:
    """The options that make a chart or a map (kind) report clicks, where the figure has
    any."""
    pick = fig.pick
    if not pick:
        return {"key": f"{kind}_{fig.name}"}
    key = f"{kind}_{fig.name}_{st.session_state.get(keys.CLICKS, 0)}"
    found = _in_map if kind == "map" else _in_chart
    return {"key": key, "on_select": lambda: _follow(pick, found(key, pick))}


def choosing(fig: Figure, grid: Grid) -> dict[str, Any]:
    """The options that make a grid report the row chosen, where it can be chosen."""
    if not grid.rows:
        return {"key": f"grid_{fig.name}"}
    clicked = st.session_state.get(keys.CLICKS, 0)
    key = f"grid_{fig.name}_{clicked}_{hash(grid.rows)}"  # others: nothing chosen yet
    return {
        "key": key,
        "on_select": lambda: _choose(key, fig, grid.rows),
        "selection_mode": "single-row",
    }


def chosen_row(name: str) -> str:
    """What was chosen last in the grid of a figure; "" where nothing is."""
    return str(st.session_state.get(keys.CHOSEN_ROWS, {}).get(name, ""))


def clicked(chooses: str) -> str:
    """What has just been clicked to choose something of the page (`Pick.chooses`), told
    once; "" where nothing has."""
    return str(st.session_state.get(keys.CLICKED, {}).pop(chooses, ""))


def _choose(key: str, fig: Figure, of_rows: tuple[str, ...]) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    chosen = of_rows[rows[0]] if rows else ""
    if fig.pick and fig.pick.chooses:
        _follow(fig.pick, chosen)
        return
    st.session_state.setdefault(keys.CHOSEN_ROWS, {})[fig.name] = chosen
    if fig.pick:
        _follow(fig.pick, chosen)


def set_filters(choice: dict[str, Any]) -> None:
    """Puts filter values into the controls of the sidebar; the address follows."""
    for name, value in choice.items():
        if value is None and isinstance(filter_called(name).control, Day):
            st.session_state.pop(name, None)  # back to the data's own day
        else:
            st.session_state[name] = list(value) if isinstance(value, tuple) else value


def _follow(pick: Pick, mark: Any) -> None:
    choice = pick.choices.get(mark)
    if choice is None:
        return
    st.session_state[keys.CLICKS] = st.session_state.get(keys.CLICKS, 0) + 1
    if pick.chooses:
        st.session_state.setdefault(keys.CLICKED, {})[pick.chooses] = mark
    else:
        set_filters(choice)


def _in_chart(key: str, pick: Pick) -> Any:
    points = st.session_state[key]["selection"].get("picked") or [{}]
    return points[0].get(pick.field)


def _in_map(key: str, pick: Pick) -> Any:
    layers = st.session_state[key]["selection"].get("objects", {})
    for objects in layers.values():
        for one in objects:
            return (one.get("properties") or one).get(pick.field)
    return None
