"""What the page of who is next shows: whom to look at first, how far that can be
trusted, and what became of those named a year ago."""

from collections.abc import Callable
from contextlib import suppress

from analytics.definitions.event_kinds import EventKind
from analytics.disclosure import Gate
from analytics.exhibits.exhibit import AT_A_DESK, Exhibit, Page
from analytics.exhibits.usual_question import usual
from analytics.figures.risk import card, curves
from analytics.figures.risk import kept as came
from analytics.figures.risk import named as people
from analytics.measures.before_after.question import Question
from analytics.measures.risk import by_part, judged, kept, named, then
from analytics.measures.risk import curves as measured
from analytics.measures.risk.judged import CAPACITIES
from analytics.measures.risk.learned import TooLittle, learned, progress_to
from analytics.measures.risk.panel import GROUPS
from analytics.worklist.named_list import NamedList

__all__ = ["BY", "CAPACITIES", "GROUPS", "PAGE", "learn", "list_of", "programme"]
BY = parts = by_part.BY

NAMED = Exhibit(
    "named",
    "Whom to look at first?",
    asks=lambda kind, group, capacity, asked: [
        (named.named, kind, group, capacity, asked)
    ],
    draws=lambda found, kind, group, capacity, asked, look: people.named(
        found, kind, group, capacity, look
    ),
    where=AT_A_DESK,
    height=None,
)
JUDGED = Exhibit(
    "risk_judged",
    "Of those named, how many will be above the rule?",
    asks=lambda kind, group, capacity: [(judged.judged, kind, capacity)],
    draws=card.judged,
    height=None,
    for_meeting=lambda gate, kind, group, capacity: (kind, group, CAPACITIES[0]),
)
CALIBRATION = Exhibit(
    "risk_calibration",
    "Do risks come true?",
    asks=lambda kind, group: [(measured.calibration, kind, group)],
    draws=curves.calibration,
    height=320,
)
BENEFIT = Exhibit(
    "risk_benefit",
    "Is it of more use than last year’s count?",
    asks=lambda kind, group: [(measured.benefit, kind, group)],
    draws=curves.benefit,
    height=320,
)
BY_PART = Exhibit(
    "risk_by_part",
    "Is it as good for everybody?",
    asks=lambda kind, group, by: [(by_part.by_part, kind, group, by)],
    draws=curves.by_part,
    height=None,
)
MADE_OF = Exhibit(
    "risk_made_of",
    "What was it learned from?",
    asks=lambda kind: [(measured.made_of, kind)],
    draws=card.made_of,
    height=None,
    table_open=True,
)
BECAME = Exhibit(
    "named_then",
    "What became of those named a year ago?",
    asks=lambda kind, group, capacity: [(then.became, kind, group, capacity)],
    draws=card.became,
    height=None,
    for_meeting=lambda gate, kind, group, capacity: (kind, group, CAPACITIES[0]),
)
KEPT = Exhibit(
    "named_kept",
    "What became of the lists that were kept?",
    asks=lambda kind, lists: [(kept.came_of, kind, lists)],
    draws=came.came_of,
    where=AT_A_DESK,
    height=None,
)

PAGE = Page(
    "who_next",
    "Who next",
    (NAMED, JUDGED, CALIBRATION, BENEFIT, BY_PART, MADE_OF, BECAME, KEPT),
)


def learn(gate: Gate, kind: EventKind, progress: Callable[[str, float], None]) -> None:
    """Works out what the page asks, telling how far it is; at once where it is kept.
    Where nothing can be learned the exhibits say why."""
    with progress_to(progress), suppress(TooLittle):
        learned(gate.dataset, gate.filters, kind)
        gate.ask(judged.judged, kind, CAPACITIES[0])


def list_of(gate: Gate, kind: EventKind, group: str, capacity: int) -> NamedList:
    """The list that may be kept today, for whoever may see rows."""
    return gate.know(kept.list_of, kind, group, capacity)


def programme(gate: Gate, kind: EventKind) -> Question | None:
    """The question whose answer says what the programme does; None where nobody was
    taken on at this service."""
    asked = usual(gate)
    return asked if asked.kind == kind and asked.cohort == "caseload" else None
