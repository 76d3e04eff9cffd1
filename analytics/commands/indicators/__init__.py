"""`indicators`: each indicator now with interval and target; one by practice and over
time."""

from argparse import ArgumentParser, Namespace
from typing import Any

from analytics.commands.output.rows import rows_of
from analytics.definitions.filters import Filters
from analytics.definitions.words import percent
from analytics.disclosure import Audience, Protected, protect
from analytics.errors import InputError, Problem
from analytics.measures.indicators.by_place import by_place
from analytics.measures.indicators.course import course
from analytics.measures.indicators.panels import panels, there_are
from analytics.store.dataset import Dataset


def add_arguments(parser: ArgumentParser) -> None:
    """Which indicator to look into."""
    parser.add_argument(
        "--indicator",
        metavar="NAME",
        help="also by practice and over time: the name of its definition",
    )


def run(dataset: Dataset, filters: Filters, args: Namespace) -> dict[str, Any]:
    """indicators (a row each: numerator, denominator, value, low, high, verdict …); of
    one asked for also places and course. Raises InputError for one that has no
    counts."""
    found = _seen(panels(dataset, filters))
    answer: dict[str, Any] = {"indicators": rows_of(found.table)}
    if args.indicator:
        known = there_are(dataset, filters)
        if args.indicator not in known:
            raise InputError(
                Problem(
                    "indicator_without_counts",
                    f"There are no counts of an indicator {args.indicator!r}.",
                    f"There are: {', '.join(known) or 'none; load a table of them'}.",
                )
            )
        places = _seen(by_place(dataset, filters, args.indicator))
        months = _seen(course(dataset, filters, args.indicator))
        answer |= {"places": rows_of(places.table), "course": rows_of(months.table)}
        found = months
    return answer | {"notes": list(found.result.notes)}


def as_text(found: dict[str, Any]) -> str:
    """The same for people."""
    lines = [
        f"- {row['title']}, {row['period']}: {row['numerator']:,} of "
        f"{row['denominator']:,}, {percent(row['value'], 2)} ({percent(row['low'], 1)} "
        f"to {percent(row['high'], 1)}); target {row['target']}: "
        f"{row['verdict'].lower()}."
        for row in found["indicators"]
    ]
    return "\n".join([*lines, *found["notes"]]) or "No indicators are loaded."


def _seen(result: Any) -> Protected:
    return protect(result, Audience.PSEUDONYMISED)
