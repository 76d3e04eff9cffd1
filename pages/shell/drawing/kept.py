"""What has been drawn is kept, so that a page that runs again does not draw it again:
half of a re-run was drawing figures, and checking each against Vega-Lite's schema.

A figure is of a dataset's fingerprint, filters, an audience and what is asked; none of
these changes, so what is kept is never out of date.
"""

from functools import lru_cache
from typing import Any

import altair as alt
import streamlit as st
from altair.utils.schemapi import debug_mode

from analytics.disclosure import Gate
from analytics.exhibits.exhibit import Exhibit
from analytics.figures.figure import Shown
from analytics.figures.theme import Look, dressed

CLICKED = ("bar", "point", "rect", "tick")  # marks one can hit
THIN = ("tick",)  # hit where they are nearest
PICKED = "picked"  # the chart's parameter that holds what was clicked
FIGURES, CHARTS = 1_500, 2_000  # the newest; each a small table and a chart of it


def drawn(
    exhibit: Exhibit, gate: Gate, look: Look, about: tuple[Any, ...]
) -> tuple[Shown, ...]:
    """What is shown of an exhibit: see `Exhibit.drawn`. Faults are not kept, nor is
    what is asked about something that can change, such as a list."""
    try:
        hash(about)
    except TypeError:
        return exhibit.drawn(gate, look, *about)
    return _drawn(exhibit, gate, look, about)


@lru_cache(maxsize=FIGURES)
def _drawn(
    exhibit: Exhibit, gate: Gate, look: Look, about: tuple[Any, ...]
) -> tuple[Shown, ...]:
    with debug_mode(False):  # the tests check each figure against the schema
        return exhibit.drawn(gate, look, *about)


def forget() -> None:
    """Keeps nothing of what has been drawn: the next run draws all of it."""
    _drawn.cache_clear()
    _specified.cache_clear()


class Same:
    """A chart that is equal to itself alone: charts cannot be hashed."""

    def __init__(self, chart: alt.TopLevelMixin):
        self.chart = chart

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.chart is other.chart

    def __hash__(self) -> int:
        return id(self.chart)


@lru_cache(maxsize=CHARTS)
def _specified(
    chart: Same, look: Look, height: int | None, scale: float, picks: str
) -> dict[str, Any]:
    drawing = chart.chart
    if picks:
        drawing = clickable(drawing, picks)
    with debug_mode(False):
        return dressed(drawing, look, height, scale).to_dict(validate=False)


def chart(
    drawing: alt.TopLevelMixin,
    look: Look,
    height: int | None,
    scale: float = 1.0,
    picks: str = "",
    **options: Any,
) -> None:
    """Shows a chart in the project's type and colours, across the place it is in.

    height: in pixels, where not its own. scale: of the type. picks: the field of its
    data that a click on a mark picks. options: of `st.vega_lite_chart`.
    """
    spec = _specified(Same(drawing), look, height, scale, picks)
    if picks:
        options["selection_mode"] = PICKED
    st.vega_lite_chart(spec, theme=None, width="stretch", **options)


def clickable(drawing: Any, field: str) -> Any:
    """The chart with a parameter that holds what was clicked, in its layer of dots or
    bars."""
    if not isinstance(drawing, alt.LayerChart):
        return drawing.add_params(_selection(field, drawing))
    drawing = drawing.copy()
    at = next(n for n, layer in enumerate(drawing.layer) if _mark(layer) in CLICKED)
    layer = drawing.layer[at]
    drawing.layer[at] = layer.add_params(_selection(field, layer))
    return drawing


def _selection(field: str, layer: Any) -> alt.Parameter:
    return alt.selection_point(
        name=PICKED,
        fields=[field],
        on="click",
        clear="dblclick",
        nearest=True if _mark(layer) in THIN else alt.Undefined,
    )


def _mark(layer: Any) -> str:
    mark = getattr(layer, "mark", "")
    return mark if isinstance(mark, str) else getattr(mark, "type", "")
