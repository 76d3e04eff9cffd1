"""`summary`: use of each service, and the frequent attenders' part in it."""

from typing import Any

from analytics.definitions.event_kinds import EventKind, kinds_with_rule
from analytics.definitions.words import count, percent, pounds
from analytics.measures.counting.settle import settle
from analytics.measures.counting.window_filled import window_filled
from analytics.measures.summary import summary
from analytics.store import usual_answers


def add_arguments(parser) -> None:
    """No flags but the filters."""


def run(dataset, filters, args) -> dict:
    """See measures.summary; window_filled: a sentence for each extract that fills the
    window only in part."""
    filled = window_filled(dataset, settle(dataset, filters).filters)
    found = usual_answers.kept(summary, dataset, filters)
    return found | {"window_filled": list(filled)}


def as_text(found: dict[str, Any]) -> str:
    """The summary for people."""
    lines = [found["rule"], *found.get("window_filled", ())]
    for kind in kinds_with_rule():
        if found[kind.slug][kind.records] is not None:
            lines += _of_kind(kind, found[kind.slug])
    if found["both"]["people"] is not None:
        lines.append(f"Frequent at both: {count(found['both']['people'])} people.")
    return "\n".join(lines)


def _of_kind(kind: EventKind, whole: dict[str, Any]) -> list[str]:
    """What is said of a kind of event."""
    often = whole["frequent"]
    lines = [
        f"{kind.called}: {count(whole[kind.records])} by {count(whole['people'])} "
        "people."
    ]
    if whole.get("registered"):
        lines.append(
            f"Registered: {count(whole['registered'])}, {whole['per_head']} "
            f"{kind.many} a head."
        )
    said = f"{count(often[kind.records])} {kind.many}"
    if often.get("share") is not None:
        said += f" ({percent(often['share'], 1)} of all)"
    if often.get("cost_gbp") is not None:
        said += f", {pounds(often['cost_gbp'])}"
    if often.get("hours") is not None:
        said += f", {often['hours']:,.0f} hours"
    lines.append(
        f"More than {often['more_than']} {kind.called}: {count(often['people'])} "
        f"people, {said}."
    )
    return lines
