"""Segments of everybody, for the command line."""

from typing import Any

from analytics.commands.output.rows import short_rows_of
from analytics.definitions.words import count, percent
from analytics.disclosure import Gate, Protected
from analytics.kept_tables import keeping
from analytics.measures.population_segments import (
    sizes,
    told_by,
    two_stories,
    used_by,
)
from analytics.measures.population_segments.placed import GROUPINGS


def by_segment(gate: Gate) -> dict[str, Any]:
    """by: for each of `placed.GROUPINGS` its sizes and its use and cost; two_stories by
    age; told_by: what each segment was told by; notes."""
    told = gate.ask(told_by.told_by)
    with keeping():  # all of them are built on who is in which segment
        parted = {
            by: {
                "sizes": rows_of(gate.ask(sizes.sizes, by)),
                "use": rows_of(gate.ask(used_by.used_by, by)),
            }
            for by in GROUPINGS
        }
        ages = gate.ask(two_stories.two_stories)
    return {
        "by": parted,
        "two_stories": rows_of(ages),
        "told_by": rows_of(told),
        "notes": list(told.result.notes),
    }


def rows_of(found: Protected) -> list[dict[str, Any]]:
    """The rows of a result, what is alike on each of them left out."""
    names = [
        column.name
        for column in found.result.columns
        if column.shown and column.name in found.table
    ]
    return short_rows_of(found.table, names)


def segments_as_text(found: dict[str, Any]) -> list[str]:
    """Sizes of the segments and their part of those who attend often, for people."""
    lines = [""]
    for one in found["by"]["segment"]["sizes"]:
        said = f"- {one['group']}: {count(one['people'])} ({percent(one['share'], 1)})"
        if one["of_often"] is not None:
            said += f", {percent(one['of_often'], 1)} of those who attend often"
        lines.append(said)
    return lines
