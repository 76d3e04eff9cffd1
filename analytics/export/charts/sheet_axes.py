"""Axes and words of a workbook's chart."""

from analytics.export.charts.office_chart import Axis, Native, rounded
from analytics.figures.theme import FONT, Look

FACE = FONT.partition(",")[0]


SIZE = 11


def labels(words: tuple[str, ...], side: str, look: Look) -> dict:
    """Words at the marks of a series, one each; none where a word is empty."""
    return {
        "value": True,
        "position": side,
        "font": font(look.text),
        "custom": [{"value": text} if text else {"delete": True} for text in words],
    }


def axes(drawn, chart: Native, look: Look) -> None:
    """Sets both axes of a chart as the chart says them."""
    values, across = chart.values, chart.across
    if chart.kind in ("bar", "column"):
        low, high = _span(chart)
        values = values if chart.stacked else rounded(values, min(low, 0.0), high)
        names = {
            "num_font": font(look.text),
            "line": {"color": look.quiet},
            "name": across.title,
            "name_font": font(look.quiet),
            "label_position": "low" if low < 0 else "next_to",
            "major_tick_mark": "none",
        }
        if chart.kind == "bar":
            names |= {"reverse": True, "crossing": "max"}
        across_axis, values_axis = (
            (drawn.set_y_axis, drawn.set_x_axis)
            if chart.kind == "bar"
            else (drawn.set_x_axis, drawn.set_y_axis)
        )
        across_axis(names)
        values_axis(_axis(values, look, values.shown) | {"visible": values.shown})
        return
    if chart.kind == "line":
        drawn.set_x_axis(
            {
                "date_axis": True,
                "num_format": across.format,
                "major_unit": 4,
                "major_unit_type": "months",
                "num_font": font(look.text),
                "major_tick_mark": "none",
                "label_position": "low",
            }
        )
    else:
        drawn.set_x_axis(_axis(across, look, False) | {"label_position": "low"})
    drawn.set_y_axis(
        _axis(values, look, values.shown)
        | {"label_position": "low", "visible": values.shown}
    )


def _axis(said: Axis, look: Look, grid: bool) -> dict:
    found = {
        "name": said.title,
        "name_font": font(look.quiet),
        "num_font": font(look.text),
        "num_format": said.format,
        "major_tick_mark": "none",
        "line": {"color": look.quiet},
        "major_gridlines": {"visible": grid, "line": {"color": look.hidden}},
    }
    for key, value in (
        ("min", said.low),
        ("max", said.high),
        ("major_unit", said.step),
    ):
        if value is not None:
            found[key] = value
    if said.log:
        found["log_base"] = 2
    return found


def _span(chart: Native) -> tuple[float, float]:
    """Lowest and highest of what is drawn, with room for words at the ends of bars."""
    found = [v for s in chart.series for v in s.values if v is not None]
    found += [v for s in chart.series for span in s.spans if span for v in span]
    words = any(s.labels and not s.spans for s in chart.series)
    return min(found, default=0.0), max(found, default=1.0) * (1.3 if words else 1.0)


def font(colour: str, bold: bool = False) -> dict:
    """The type of a chart, in a colour."""
    return {"name": FACE, "size": SIZE, "color": colour, "bold": bold}
