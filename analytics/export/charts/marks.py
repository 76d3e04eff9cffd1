"""A figure's own chart read back as marks with their rows, so that nothing is stated
twice.

What is not understood exactly raises `Unsaid`; the picture is used then.
"""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass

KNOWN = {
    "x",
    "y",
    "x2",
    "y2",
    "color",
    "shape",
    "text",
    "tooltip",
    "description",
    "strokeDash",
    "detail",
    "xOffset",
    "yOffset",
}
TEST = re.compile(r"datum\.(\w+)")
FILTER = re.compile(r"datum\.(\w+) (!=|==) datum\.(\w+)")
COMPARE: dict[str, Callable] = {"!=": operator.ne, "==": operator.eq}
DEFAULT_COLOUR = "#4C78A8"  # Vega-Lite's own; no figure of ours should show it


class Unsaid(Exception):
    """The chart holds something that cannot be said exactly in a chart of Office."""


@dataclass(frozen=True)
class Mark:
    """One layer: kind ("bar", "line", "point", "rule", "text"), its options, channels
    and rows."""

    kind: str
    options: dict
    channels: dict
    rows: tuple[dict, ...]

    def field(self, channel: str) -> str:
        """The column behind a channel; "" where it has none."""
        return self.channels.get(channel, {}).get("field", "")

    def type(self, channel: str) -> str:
        """ "nominal", "quantitative", "temporal"; "" where the channel is not used."""
        return self.channels.get(channel, {}).get("type", "")

    def order(self, channel: str) -> list:
        """The distinct values of a nominal channel in the order they are drawn."""
        field, sort = (
            self.field(channel),
            self.channels[channel].get("sort", "ascending"),
        )
        there = list(dict.fromkeys(row[field] for row in self.rows))
        if isinstance(sort, list):
            return [v for v in sort if v in there] + [v for v in there if v not in sort]
        if sort is None:
            return there
        domain = self.channels[channel].get("scale", {}).get("domain")
        return [v for v in domain if v in there] if domain else sorted(there, key=str)

    def of_row(self, channel: str, row: dict, default):
        """What a row takes in a channel: its value, its condition's, or its scale's."""
        said = self.channels.get(channel)
        if said is None:
            return self.options.get(channel, default)
        if "condition" in said:
            test = TEST.fullmatch(str(said["condition"].get("test", "")))
            if not test:
                raise Unsaid(f"condition on {channel}")
            return said["condition"]["value"] if row[test[1]] else said["value"]
        if "field" in said:
            scale = said.get("scale", {})
            if "domain" not in scale or "range" not in scale:
                raise Unsaid(f"{channel} without domain and range")
            if row[said["field"]] not in scale["domain"]:
                raise Unsaid(f"{channel} outside its domain")
            return scale["range"][scale["domain"].index(row[said["field"]])]
        return said.get("value", default)

    def colour(self, row: dict) -> str:
        """The colour of a row's mark, as #RRGGBB."""
        return self.of_row("color", row, DEFAULT_COLOUR)


@dataclass(frozen=True)
class Panel:
    """One drawing area: the value or words above it, and its marks from back to
    front."""

    title: str
    marks: tuple[Mark, ...]

    def only(self, kind: str) -> list[Mark]:
        return [mark for mark in self.marks if mark.kind == kind]


def panels(chart) -> tuple[Panel, ...]:
    """The panels of an Altair chart. Raises Unsaid where something in it is not
    understood."""
    spec = chart.to_dict()
    return tuple(_panels(spec, spec.get("datasets", {}), None))


def _panels(spec: dict, datasets: dict, rows):
    rows = _rows(spec, datasets, rows)
    if "hconcat" in spec:
        for part in spec["hconcat"]:
            yield from _panels(part, datasets, rows)
    elif "facet" in spec:
        by = spec["facet"].get("column")
        if not by or set(spec["facet"]) != {"column"}:
            raise Unsaid("facets that are not columns")
        there = list(dict.fromkeys(row[by["field"]] for row in rows))
        for value in by.get("sort") or sorted(there):
            part = [row for row in rows if row[by["field"]] == value]
            yield Panel(str(value), tuple(_marks(spec["spec"], datasets, part)))
    elif "vconcat" in spec or "repeat" in spec:
        raise Unsaid("views below one another")
    else:
        yield Panel(_words(spec.get("title")), tuple(_marks(spec, datasets, rows)))


def _marks(spec: dict, datasets: dict, rows):
    rows = _rows(spec, datasets, rows)
    if "layer" in spec:
        for part in spec["layer"]:
            shared = spec.get("encoding", {})
            yield from _marks(
                part | {"encoding": shared | part.get("encoding", {})}, datasets, rows
            )
        return
    mark = spec["mark"] if isinstance(spec["mark"], dict) else {"type": spec["mark"]}
    channels = spec.get("encoding", {})
    if set(channels) - KNOWN:
        raise Unsaid(f"channels {sorted(set(channels) - KNOWN)}")
    yield Mark(
        mark["type"],
        {k: v for k, v in mark.items() if k != "type"},
        channels,
        tuple(_kept(rows or [], spec.get("transform", []))),
    )


def _rows(spec: dict, datasets: dict, rows):
    data = spec.get("data")
    if not data:
        return rows
    if "name" in data:
        return datasets[data["name"]]
    if "values" in data:
        return data["values"]
    raise Unsaid("data from elsewhere")


def _kept(rows: list[dict], transforms: list[dict]) -> list[dict]:
    for one in transforms:
        test = FILTER.fullmatch(str(one.get("filter", "")))
        if not test:
            raise Unsaid("a transform")
        left, sign, right = test.groups()
        rows = [row for row in rows if COMPARE[sign](row[left], row[right])]
    return rows


def _words(title) -> str:
    text = title.get("text", "") if isinstance(title, dict) else title or ""
    return " ".join(text) if isinstance(text, list) else str(text)
