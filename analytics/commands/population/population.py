"""`population`: who is registered, with what conditions and how much they use, as the
page *Population* has it."""

from typing import Any

from analytics.commands.output.rows import short
from analytics.commands.population.segments import by_segment, rows_of, segments_as_text
from analytics.definitions.words import count, percent
from analytics.disclosure import Audience, Gate
from analytics.measures.population import (
    beside_england,
    conditions,
    core20_gap,
    fairness,
    in_context,
    lists_and_homes,
    rates,
    reached,
)
from analytics.measures.population import registered_people as registered
from analytics.measures.population.fairness_counted import counted_by
from analytics.measures.population.groups import GROUPS


def add_arguments(parser) -> None:
    """No flags but the filters."""


def run(dataset, filters, args) -> dict[str, Any]:
    """as_at, rule; registered (people); pyramid, and by each group of GROUPS;
    conditions; beside_england; segments (see `segments.by_segment`); rates: of each
    kind of event, of all places together (registered, events, per_head, standardised,
    lower, upper), by PCN and by practice;
    fairness (see `_fairness`); lists_and_homes; in_context. Exact numbers: for an
    analyst. Raises InputError without a registered list."""
    gate = Gate(dataset, filters, Audience.PSEUDONYMISED)
    pyramid = gate.ask(registered.pyramid)
    return {
        "as_at": str(gate.scope.filters.as_at),
        "rule": gate.sentence,
        "registered": int(pyramid.table["people"].sum()),
        "pyramid": rows_of(pyramid),
        "by": {by: rows_of(gate.ask(registered.parts, by)) for by in GROUPS},
        "conditions": rows_of(gate.ask(conditions.conditions)),
        "beside_england": rows_of(gate.ask(beside_england.beside_england)),
        "segments": by_segment(gate),
        "rates": {kind.slug: _rates(gate, kind) for kind in dataset.kinds_with_rule},
        "fairness": _fairness(gate),
        "lists_and_homes": rows_of(gate.ask(lists_and_homes.lists_and_homes)),
        "in_context": rows_of(gate.ask(in_context.in_context)),
    }


def _fairness(gate: Gate) -> dict[str, Any]:
    """gradients; by kind of event, what is counted and group; gap by month; and where
    there is a caseload whom it reaches, by group."""
    kinds = gate.dataset.kinds_with_rule
    found: dict[str, Any] = {
        "gradients": rows_of(gate.ask(fairness.gradients)),
        "groups": {
            kind.slug: {
                what: {
                    by: rows_of(gate.ask(fairness.by_group, kind, what, by))
                    for by in GROUPS
                }
                for what in counted_by(gate.dataset, kind)
            }
            for kind in kinds
        },
        "core20_gap": {
            kind.slug: rows_of(gate.ask(core20_gap.core20_gap, kind)) for kind in kinds
        },
    }
    if gate.dataset.has("caseload"):
        found["reached"] = {by: rows_of(gate.ask(reached.reached, by)) for by in GROUPS}
    return found


def _rates(gate: Gate, kind) -> dict[str, Any]:
    by = {level: gate.ask(rates.rates, kind, level) for level in rates.TITLES}
    found = by["practice"]
    whole = found.row() if len(found.table) else {}
    named = {
        "registered": "all_registered",
        "events": "all_events",
        "per_head": "all_crude",
        "standardised": "all_standardised",
        "lower": "all_lower",
        "upper": "all_upper",
    }
    every = {name: short(whole.get(column)) for name, column in named.items()}
    return {
        "all": every,
        **{level: rows_of(one) for level, one in by.items()},
        "notes": list(found.result.notes),
    }


def as_text(found: dict[str, Any]) -> str:
    """Who is registered, their conditions and what they use, for people."""
    lines = [found["rule"], f"Registered: {count(found['registered'])}.", ""]
    lines += [
        f"- {one['condition']}: {count(one['people'])} ({percent(one['share'], 2)})"
        for one in found["conditions"]
    ]
    lines += segments_as_text(found["segments"])
    for slug, use in found["rates"].items():
        whole = use["all"]
        if whole["per_head"] is None:
            continue
        lines += ["", f"{slug}: {_use(whole, whole['per_head'])}"]
        lines += [
            f"- {one['place']}: {_use(one, one['crude'])}" for one in use["practice"]
        ]
    return "\n".join(lines)


def _use(one: dict[str, Any], crude: float | None) -> str:
    said = f"{count(one['events'])} for {count(one['registered'])} registered"
    if crude is not None:
        said += f", {crude:.2f} a head"
    if one["standardised"] is None:
        return said
    reach = f"{one['lower']:.2f} to {one['upper']:.2f}"
    return f"{said}; standardised {one['standardised']:.2f} ({reach})"
