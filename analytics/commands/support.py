"""`support`: what happened after people were picked, as the page *Support* has it."""

from typing import Any

from analytics.commands.output.rows import short_rows_of
from analytics.definitions.event_kinds import GP
from analytics.disclosure import Audience, Gate
from analytics.exhibits import support as exhibits
from analytics.figures.figure import Figure
from analytics.figures.theme import LIGHT
from analytics.measures.support import (
    arrs,
    by_month,
    each_person,
    flow,
    reasons,
    roles_around,
    services_used,
    standing,
    waits,
    workload,
)

MEASURES = {
    "standing": standing.standing,
    "waits": waits.waits,
    "reasons": reasons.reasons,
    "flow": flow.flow,
    "endings": each_person.endings,
    "services": services_used.services_used,
    "services_each": each_person.services_each,
    "practices": workload.by_practice,
    "coordinators": workload.by_coordinator,
    "months": by_month.by_month,
}
OF_GP = {"arrs_roles": arrs.arrs, "roles_around": roles_around.roles_around}


def add_arguments(parser) -> None:
    """--posts, besides the filters."""
    parser.add_argument(
        "--posts",
        type=float,
        help="full-time posts that support people (else the coordinators who took "
        "somebody on in the window)",
    )


def run(dataset, filters, args) -> dict[str, Any]:
    """headline (a sentence); the rows of each of MEASURES; load (of a full-time post);
    and where there is a GP extract those of OF_GP. Exact numbers: for an analyst.
    Raises InputError without a caseload."""
    gate = Gate(dataset, filters, Audience.PSEUDONYMISED)
    asked = MEASURES | (OF_GP if GP in dataset.kinds_with_rule else {})
    found = {
        name: short_rows_of(gate.ask(measure).table) for name, measure in asked.items()
    }
    posts = args.posts if args.posts is not None else exhibits.posts_of(gate)
    (load,) = short_rows_of(gate.ask(workload.load, posts).table)
    (said,) = exhibits.STANDING.drawn(gate, LIGHT)
    return {
        "as_at": str(gate.scope.filters.as_at),
        "rule": gate.sentence,
        "headline": said.title if isinstance(said, Figure) else "",
        **found,
        "load": load,
    }


def as_text(found: dict[str, Any]) -> str:
    """Where people stand and why they were referred, for people."""
    lines = [found["rule"], found["headline"] + "."]
    lines += [f"- {one['standing']}: {one['people']:,}" for one in found["standing"]]
    lines += ["", "Why they were referred:"]
    lines += [f"- {one['reason']}: {one['people']:,}" for one in found["reasons"]]
    lines += ["", "How support ended:"]
    lines += [f"- {one['ending']}: {one['people']:,}" for one in found["endings"]]
    return "\n".join(lines)
