"""What the page of frequent attenders shows: who they are by the rule chosen, what they
come for and when."""

from typing import Any

from analytics.disclosure import Gate
from analytics.exhibits.exhibit import AT_A_DESK, Exhibit, Page, Telling
from analytics.figures import attenders as figures
from analytics.figures import profile as profiles
from analytics.figures.people import listing, timeline, work
from analytics.measures.risk import named
from analytics.measures.risk.judged import CAPACITIES
from analytics.measures.risk.panel import FREQUENT
from analytics.measures.who import arrivals, decided, distribution, overlap, profile
from analytics.measures.who import listing as listed
from analytics.measures.who import timeline as by_date
from analytics.measures.who.work import EXPECTED_FIRST, Work
from analytics.worklist.decision import Standing


def _asks_of_work(standing: Standing, wanted: Work) -> list[tuple[Any, ...]]:
    """The list, what was decided, and where that is the order what to expect."""
    asked: list[tuple[Any, ...]] = [(listed.listing,), (decided.decided, standing)]
    if wanted.order == EXPECTED_FIRST:
        about = (wanted.kind, FREQUENT, CAPACITIES[0], wanted.question)
        asked.append((named.named, *about))
    return asked


DISTRIBUTION = Exhibit(
    "distribution",
    "How is use spread over people?",
    asks=lambda kind: [(distribution.distribution, kind)],
    draws=figures.distribution,
    height=None,
)
AGE_AND_SEX = Exhibit(
    "age_and_sex",
    "How old are they?",
    asks=lambda kind: [(profile.age_and_sex, kind)],
    draws=lambda found, kind, look: profiles.age_and_sex(found, look),
)
OVERLAP = Exhibit(
    "overlap",
    "Who attends both services often?",
    asks=lambda one, other: [(overlap.overlap, one, other)],
    draws=figures.overlap,
)
REASONS = Exhibit(
    "reasons",
    "What do they come for more than others?",
    asks=lambda kind: [(profile.reasons, kind, "group")],
    draws=profiles.reasons,
    height=380,
    sums_up=True,
    applies=lambda dataset, kind: kind.reason is not None,
)
TERMS = Exhibit(
    "terms",
    "What do they come for, in the extract’s own words?",
    asks=lambda kind: [(profile.reasons, kind, "term")],
    draws=profiles.reasons,
    height=380,
    applies=lambda dataset, kind: kind.reason is not None,
)
ARRIVALS = Exhibit(
    "arrivals",
    "When do they arrive?",
    asks=lambda kind: [(arrivals.arrivals, kind), (arrivals.arrival_parts, kind)],
    draws=lambda hours, parts, kind, look: profiles.arrivals(hours, parts, look),
    height=None,
    applies=lambda dataset, kind: kind.round_the_clock,
)
SENSITIVITY = Exhibit(
    "sensitivity",
    "Whom would other rules find?",
    asks=lambda kind: [(distribution.sensitivity, kind)],
    draws=figures.sensitivity,
)
CONCENTRATION = Exhibit(
    "concentration",
    "How much do the few make of the whole?",
    asks=lambda kind: [(distribution.concentration, kind)],
    draws=figures.concentration,
    height=160,
)
LIST = Exhibit(
    "listing",
    "Who are they, one by one?",
    asks=lambda choice: [(listed.listing,)],
    draws=listing.listing,
    where=AT_A_DESK,
)
TIMELINE = Exhibit(
    "timeline",
    "What does one of them come for, and when?",
    asks=lambda person, kind: [(listed.listing,), (by_date.timeline, person)],
    draws=timeline.timeline,
    where=AT_A_DESK,
    height=None,
    applies=lambda dataset, person, kind: bool(person),
)
WORK = Exhibit(
    decided.NAME,
    "Whom does the team look at next?",
    asks=_asks_of_work,
    draws=work.work,
    where=AT_A_DESK,
)
HISTORY = Exhibit(
    "history",
    "What was decided about one of them?",
    asks=lambda standing, person: [(decided.history, standing, person)],
    draws=work.history,
    where=AT_A_DESK,
    height=None,
    table_open=True,
    applies=lambda dataset, standing, person: bool(person),
)

PAGE = Page(
    "frequent_attenders",
    "Frequent attenders",
    (
        DISTRIBUTION,
        AGE_AND_SEX,
        OVERLAP,
        REASONS,
        TERMS,
        ARRIVALS,
        SENSITIVITY,
        CONCENTRATION,
        LIST,
        TIMELINE,
        WORK,
        HISTORY,
    ),
)


def who(gate: Gate) -> list[Telling]:
    """Its part of the story that says who they are."""
    there = gate.dataset.kinds_with_rule
    return [
        *((DISTRIBUTION, (kind,)) for kind in there),
        (AGE_AND_SEX, there[:1]),
        *((OVERLAP, pair) for pair in overlap.pairs(gate.dataset)),
        (CONCENTRATION, there[:1]),
    ]


def why(gate: Gate) -> list[Telling]:
    """Its part of the story that says what they come for."""
    return [(REASONS, (kind,)) for kind in gate.dataset.kinds_with_rule]
