"""The colours and type of every chart, light and dark.

Contrast of each on its background and difference between any two under colour-vision
deficiency are checked by a test. Meaning never rests on colour alone: series are
labelled at their end.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import altair as alt

FONT = "Arial, Helvetica, sans-serif"
TYPE = 13  # pixels
NUMBERS = ",.3~f"  # on axes, and read out by a screen reader
MEETING_TYPE = 1.4  # times as large on a shared screen


@dataclass(frozen=True)
class Look:
    """One set of colours. `series` has at most four; `ramp` runs from few to many."""

    mode: str
    background: str
    text: str
    quiet: str  # axis lines, labels of lesser weight
    one: str  # a single series, or what the finding is about
    other: str  # what it is compared with
    expected: str  # what would have happened anyway
    series: tuple[str, ...]
    ramp: tuple[str, ...]
    hidden: str  # an area or cell whose number is hidden
    improvement: str
    concern: str
    common_cause: str


LIGHT = Look(
    mode="light",
    background="#FFFFFF",
    text="#212B32",
    quiet="#5B6B75",
    one="#005EB8",
    other="#768692",
    expected="#C65700",
    series=("#12436D", "#28A197", "#940BD5", "#F46A25"),
    ramp=("#D6E6F5", "#9CC3E5", "#5C9BD1", "#2470B3", "#0B3C6F"),
    hidden="#C9CFD3",
    improvement="#0072CE",
    concern="#C65700",
    common_cause="#425563",
)
DARK = Look(
    mode="dark",
    background="#0E1117",
    text="#F0F4F5",
    quiet="#A3AFB7",
    one="#73B2EE",
    other="#8C9AA5",
    expected="#FF9E5E",
    series=("#FF9E5E", "#28A197", "#8A63D2", "#FFFFFF"),
    ramp=("#153A5E", "#245F98", "#3F86C7", "#7DB4E6", "#CFE5F8"),
    hidden="#4C5560",
    improvement="#5694CA",
    concern="#F46A25",
    common_cause="#768692",
)


def look(mode: str | None) -> Look:
    """The colours for "light" or "dark"; light where nothing is known."""
    return DARK if mode == "dark" else LIGHT


def span_of(low: float, high: float) -> list[float]:
    """From where to where an axis runs, without digits that nobody sees."""
    return [round(float(low), 3), round(float(high), 3)]


def with_room(low: float, high: float, room: int) -> alt.Scale:
    """A scale across a plot that leaves so many pixels for words at its end, however
    wide it is."""
    low, high = span_of(low, high)
    wide = f"{high - low:.6g} * width / max(width - {room}, 20)"
    return alt.Scale(
        domainMin=low, domainMax=alt.ExprRef(f"{low} + {wide}"), nice=False
    )


def beside(
    chart: alt.Chart | alt.LayerChart, title: str, look: Look, wide: int, high: int
) -> alt.Chart | alt.LayerChart:
    """One of several charts that stand side by side, with its title; on a screen each
    takes a column of the page. wide, high: pixels elsewhere."""
    said = alt.TitleParams(title, anchor="start", color=look.text, fontSize=TYPE)
    return chart.properties(width=wide, height=high, title=said)


def words_wide(texts: Iterable[str]) -> int:
    """Pixels that the longest of some words takes at most, in bold and with a gap."""
    return round(0.62 * TYPE * max((len(text) for text in texts), default=0)) + 8


def dressed(
    chart: alt.TopLevelMixin,
    colours: Look,
    height: int | None = None,
    scale: float = 1.0,
):
    """A chart in the project's type and colours; the height in pixels where given.

    scale: of the type, for a screen that is looked at from further away; a height of
    the chart's own grows with it, or its labels would run into each other.
    """
    own = getattr(chart, "height", None)
    if height is None and scale != 1 and isinstance(own, (int, float)):
        height = round(own * scale)
    chart = chart.copy(deep=False)  # once: of layers, Altair makes each copy anew
    if height:
        chart.height = height
    if scale != 1:  # large, the number of the topmost tick stands out above the axis
        chart.padding = {"top": round(round(TYPE * scale) * 0.75)}
    chart.config = _config(colours, scale)
    return chart


@lru_cache(maxsize=8)
def _config(colours: Look, scale: float) -> alt.Config:
    """The project's type and colours, for every chart the same."""
    size = round(TYPE * scale)
    words = dict(
        labelColor=colours.text,
        titleColor=colours.quiet,
        labelFontSize=size,
        titleFontSize=size,
        titleFontWeight="normal",
    )
    return alt.Config(
        background="transparent",
        font=FONT,
        padding=4,
        numberFormat=NUMBERS,
        # What they say is said by the bars and dots they belong to.
        rule=alt.MarkConfig(aria=False),
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(
            **words,
            domainColor=colours.quiet,
            tickColor=colours.quiet,
            gridColor=colours.quiet,
            gridOpacity=0.18,
            labelFont=FONT,
            titleFont=FONT,
            labelLimit=round(260 * scale),
        ),
        axisX=alt.AxisConfig(grid=False),
        legend=alt.LegendConfig(**words, orient="top"),
        text=alt.MarkConfig(aria=False, font=FONT, fontSize=size, color=colours.text),
        header=alt.HeaderConfig(
            labelColor=colours.text, titleColor=colours.quiet, labelFontSize=size
        ),
    )
