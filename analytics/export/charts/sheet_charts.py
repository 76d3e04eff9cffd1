"""Excel's own charts in a workbook, drawn from numbers that stand on the same sheet."""

from dataclasses import dataclass, field
from datetime import datetime

from xlsxwriter.utility import xl_range_abs

from analytics.definitions.formulas import harmless
from analytics.export.charts.office_chart import Native, Series
from analytics.export.charts.sheet_axes import axes, font, labels
from analytics.figures.theme import Look

WIDE, HIGH = 880, 400  # pixels
KINDS = {"bar": "bar", "column": "column", "line": "line", "points": "scatter"}
SHOWN = "#,##0.0##"  # of a value without a format of its own; the cell holds it whole


@dataclass(frozen=True)
class Place:
    """Where the numbers of a chart stand: row of the heads; the first row after them;
    columns (names or x, values) of each series; spans: columns (above, below) of a
    series' intervals."""

    head: int
    below: int
    columns: tuple[tuple[int, int], ...]
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)


def write_numbers(sheet, chart: Native, row: int, forms) -> Place:
    """Writes the numbers behind a chart; a hidden one is left empty."""
    sheet.write_string(
        row,
        0,
        " ".join(
            filter(
                None,
                (
                    "Numbers behind the chart:",
                    chart.title or chart.values.title or chart.across.title,
                ),
            )
        ),
        forms["bold"],
    )
    head, columns, most = row + 1, [], len(chart.categories)
    if chart.kind == "points":
        for n, one in enumerate(chart.series):
            columns.append((2 * n, 2 * n + 1))
            sheet.write_string(head, 2 * n, f"{one.name}: across", forms["head"])
            sheet.write_string(head, 2 * n + 1, one.name, forms["head"])
            for r, pair in enumerate(zip(one.xs, one.values, strict=True), head + 1):
                for c, value in enumerate(pair, 2 * n):
                    if value is not None:
                        sheet.write_number(r, c, value, forms["number"](SHOWN))
            most = max(most, len(one.values))
        return Place(head, head + 1 + most, tuple(columns))
    sheet.write_string(head, 0, chart.across.title or "Shown", forms["head"])
    for r, name in enumerate(chart.categories, head + 1):
        if isinstance(name, str):
            sheet.write_string(r, 0, name)
        else:
            sheet.write_datetime(
                r,
                0,
                datetime(name.year, name.month, name.day),
                forms["number"]("mmm yyyy"),
            )
    form = forms["number"](
        SHOWN if chart.values.format == "General" else chart.values.format
    )
    for n, one in enumerate(chart.series, 1):
        sheet.write_string(head, n, one.name, forms["head"])
        columns.append((0, n))
        for r, value in enumerate(one.values, head + 1):
            if value is not None:
                sheet.write_number(r, n, value, form)
    spans, free = {}, len(chart.series) + 1
    for one in chart.series:
        if one.spans:
            spans[one.name] = (free, free + 1)
            for c, words in (
                (free, "to its upper limit"),
                (free + 1, "to its lower limit"),
            ):
                sheet.write_string(head, c, f"{one.name}: {words}", forms["head"])
            for r, (value, span) in enumerate(
                zip(one.values, one.spans, strict=True), head + 1
            ):
                low, high = span or (value or 0, value or 0)
                sheet.write_number(r, free, high - (value or 0), form)
                sheet.write_number(r, free + 1, (value or 0) - low, form)
            free += 2
    return Place(head, head + 1 + most, tuple(columns), spans)


def draw(book, sheet: str, chart: Native, at: Place, look: Look):
    """The chart over the numbers at a place, ready to be inserted."""
    kind = {"type": KINDS[chart.kind]}
    if chart.stacked:
        kind["subtype"] = "stacked"
    drawn = book.add_chart(kind)
    for one, (names, values) in zip(chart.series, at.columns, strict=True):
        last = at.head + len(one.values)
        how = (
            _bar(one, chart, sheet, at, look)
            if chart.kind in ("bar", "column")
            else _line(one, look)
        )
        drawn.add_series(
            {
                "name": [sheet, at.head, values],
                "categories": [sheet, at.head + 1, names, last, names],
                "values": [sheet, at.head + 1, values, last, values],
                **how,
            }
        )
    drawn.set_size({"width": WIDE, "height": HIGH})
    drawn.set_title(
        {
            "name": harmless(chart.title),
            "name_font": font(look.text, True),
            "overlay": False,
        }
        if chart.title
        else {"none": True}
    )
    left_out = [
        i
        for i, s in enumerate(chart.series)
        if s.helper or s.named or (chart.kind == "line" and s.line and not s.marker)
    ]
    drawn.set_legend(
        {"position": "top", "delete_series": left_out, "font": font(look.text)}
        if chart.legend
        else {"none": True}
    )
    axes(drawn, chart, look)
    drawn.show_blanks_as("gap")
    return drawn


def _bar(one: Series, chart: Native, sheet: str, at: Place, look: Look) -> dict:
    said = {
        "fill": {"none": True} if one.blank else {"color": one.colour},
        "gap": 45,
        "invert_if_negative": False,
    }
    if one.colours:
        said["points"] = [
            {"fill": {"color": colour}} if colour else None for colour in one.colours
        ]
    if one.labels:
        said["data_labels"] = labels(one.labels, "outside_end", look)
    if one.spans:
        which = "x_error_bars" if chart.kind == "bar" else "y_error_bars"
        last = at.head + len(one.values)
        above, below = (
            f"='{sheet}'!{xl_range_abs(at.head + 1, c, last, c)}"
            for c in at.spans[one.name]
        )
        said[which] = {
            "type": "custom",
            "plus_values": above,
            "minus_values": below,
            "end_style": 0,
            "line": {"color": look.text, "width": 2},
        }
        said.pop("data_labels", None)
    return said


def _line(one: Series, look: Look) -> dict:
    said = {
        "line": {
            "color": one.colour,
            "width": one.weight,
            "dash_type": "dash" if one.dashed else "solid",
        }
        if one.line
        else {"none": True}
    }
    said["marker"] = (
        {
            "type": one.marker,
            "size": 5 if one.line else 8,
            "fill": {"color": one.colour},
            "border": {"none": True},
        }
        if one.marker
        else {"type": "none"}
    )
    if one.labels:
        said["data_labels"] = labels(one.labels, one.side, look)
    elif one.named:
        last = max(i for i, v in enumerate(one.values) if v is not None)
        said["data_labels"] = labels(
            tuple(one.name if i == last else "" for i in range(len(one.values))),
            "right",
            look,
        )
    return said
