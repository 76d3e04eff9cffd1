"""What the page of savings shows: what is it worth, and what if copied? Each is asked
about a `Question`, and a `Programme` or a `Scenario`."""

from analytics.definitions.event_kinds import EventKind
from analytics.disclosure import Gate
from analytics.exhibits.exhibit import ON_SCREEN, Exhibit, Page, Telling
from analytics.exhibits.usual_question import for_meeting, usual
from analytics.figures import worth as figures
from analytics.measures.savings import plan_tables, worth_tables
from analytics.measures.savings.worth import Programme, costs_to_choose, own_cost
from analytics.methods.savings import Post, Scenario, UnitCost

POST = Post("Post", 40_000.0)  # one full-time link worker: £40,159 was paid for one
NOT_KNOWN = UnitCost(
    "no unit cost is published: choose another amount",
    0.0,
    "not stated",
    "nobody",
    "none",
)
# The catchment's published plan, which names no cost: that of one post.
SCENARIO = Scenario(programme_cost=POST.yearly_cost)

WATERFALL = Exhibit(
    "waterfall",
    "What is it worth, from the crude fall to the net?",
    asks=lambda question, programme: [(worth_tables.waterfall, question, programme)],
    draws=figures.waterfall,
    height=280,
    sums_up=True,
    for_meeting=for_meeting,
)
SURETY = Exhibit(
    "surety",
    "How sure is it that it pays for itself?",
    asks=lambda question, programme: [(worth_tables.surety, question, programme)],
    draws=figures.surety,
    where=ON_SCREEN,
    for_meeting=for_meeting,
)
PLAN = Exhibit(
    "plan",
    "What would copying it be worth?",
    asks=lambda question, scenario: [(plan_tables.ways, question, scenario)],
    draws=figures.plan,
    height=170,
    for_meeting=for_meeting,
)
TRIALS = Exhibit(
    "trials",
    "What did studies of such programmes find?",
    asks=lambda question: [(plan_tables.trials, question)],
    draws=figures.trials,
    height=None,
    for_meeting=for_meeting,
)

PAGE = Page("savings", "Savings", (WATERFALL, SURETY, PLAN, TRIALS))


def costs(gate: Gate, kind: EventKind) -> tuple[UnitCost, ...]:
    """The unit costs to choose from, the extract's own average first where it has one
    that may be seen."""
    own = gate.ask(own_cost, kind).table.to_dict("records")
    return costs_to_choose(kind, own) or (NOT_KNOWN,)


def worth(gate: Gate) -> list[Telling]:
    """Its part of the story that says what it is worth, as the controls start."""
    asked = usual(gate)
    programme = Programme(costs(gate, asked.kind)[0], (POST,))
    return [(WATERFALL, (asked, programme))]


def plan(gate: Gate) -> list[Telling]:
    """Its part of the story that says what copying it would be worth."""
    asked = usual(gate)
    return [(PLAN, (asked, SCENARIO)), (TRIALS, (asked,))]
