"""What the page over time shows: who stays, who comes and who goes."""

from analytics.disclosure import Gate
from analytics.exhibits.exhibit import Exhibit, Page, Telling
from analytics.figures import process
from analytics.figures.over_time import flow as flow_figures
from analytics.figures.over_time import standing as figures
from analytics.measures.over_time.flows import by_group, flows, standing
from analytics.measures.over_time.flows.by_group import GROUPS
from analytics.measures.over_time.unusual_months import unusual_months

FLOW = Exhibit(
    "flows",
    "Who stays above the rule, and where do the others come from and go to?",
    asks=lambda kind: [(flows.flows, kind)],
    draws=flow_figures.flow,
    height=None,
)
STANDING = Exhibit(
    "standing_over_time",
    "Who is new, who is so again, and who no longer?",
    asks=lambda kind: [(standing.standing, kind)],
    draws=figures.standing,
)
HOW_OFTEN = Exhibit(
    "how_often",
    "How many are above the rule once only?",
    asks=lambda kind: [(standing.how_often, kind)],
    draws=figures.how_often,
    height=None,
)
BY_GROUP = Exhibit(
    "became_by_group",
    "Which of them are above the rule again?",
    asks=lambda kind, group: [(by_group.by_group, kind, group)],
    draws=figures.by_group,
    height=None,
)
MONTHLY = Exhibit(  # before and after shows it too
    "monthly",
    "Do everybody’s attendances change by more than chance?",
    asks=lambda kind: [(unusual_months, kind)],
    draws=process.months,
)

PAGE = Page("over_time", "Over time", (FLOW, STANDING, HOW_OFTEN, BY_GROUP, MONTHLY))
groups = GROUPS


def story(gate: Gate) -> list[Telling]:
    """Its part of the story: who stays and who goes, at the first service."""
    first = gate.dataset.kinds_with_rule[:1]
    return [(FLOW, first), (HOW_OFTEN, first)]
