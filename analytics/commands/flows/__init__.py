"""`flows`: how people move between states of use, window after window."""

from argparse import ArgumentParser, Namespace
from typing import Any

from analytics.commands.output.rows import short_rows_of
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, Gate
from analytics.exhibits import over_time as exhibits
from analytics.figures.figure import Figure
from analytics.figures.theme import LIGHT
from analytics.measures.over_time.flows import by_group, flows, standing
from analytics.store.dataset import Dataset


def add_arguments(_parser: ArgumentParser) -> None:
    """Nothing besides the filters."""


def run(dataset: Dataset, filters: Filters, _args: Namespace) -> dict[str, Any]:
    """as_at, rule, and of each kind of event in the dataset: headline, flows (from, to,
    source, target, people), standing (to, standing, people), how_often (times, people,
    of, share), became (by age, place and need). Exact numbers: for an analyst."""
    gate = Gate(dataset, filters, Audience.PSEUDONYMISED)
    found: dict[str, Any] = {
        "as_at": str(gate.scope.filters.as_at),
        "rule": gate.sentence,
    }
    for kind in dataset.kinds_with_rule:
        (said,) = exhibits.FLOW.drawn(gate, LIGHT, kind)
        found[kind.slug] = {
            "headline": said.title if isinstance(said, Figure) else "",
            "flows": short_rows_of(gate.ask(flows.flows, kind).table),
            "standing": short_rows_of(gate.ask(standing.standing, kind).table),
            "how_often": short_rows_of(gate.ask(standing.how_often, kind).table),
            "became": {
                by: short_rows_of(gate.ask(by_group.by_group, kind, by).table)
                for by in by_group.GROUPS
            },
        }
    return found


def as_text(found: dict[str, Any]) -> str:
    """The headlines and who is new, again, returning or lapsed, for people."""
    lines = [found["rule"]]
    for one in found.values():
        if not isinstance(one, dict):
            continue
        lines += ["", one["headline"] + "."]
        lines += [
            f"- to {row['to']}, {row['standing'].lower()}: {row['people']:,}"
            for row in one["standing"]
        ]
        lines += [
            f"- above the rule {row['times'].lower()}: {row['people']:,}"
            for row in one["how_often"]
        ]
    return "\n".join(lines)
