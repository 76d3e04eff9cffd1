"""What the tab *Targets* of before and after shows: every target at a glance, and one
month by month. Each is asked about `Outcome`s."""

from dataclasses import replace

from analytics.definitions.outcomes import Outcome, published
from analytics.disclosure import Gate
from analytics.disclosure.cohorts import for_meetings
from analytics.disclosure.meeting import coarse_index_date, cohorts
from analytics.errors import InputError, Problem
from analytics.exhibits.exhibit import ON_SCREEN, Exhibit
from analytics.figures.outcomes import at_a_glance
from analytics.figures.outcomes import by_month as courses
from analytics.measures.outcomes.askable import why_not_there
from analytics.measures.outcomes.by_month import QUARTER, by_month
from analytics.measures.outcomes.group import settled
from analytics.measures.outcomes.judged import judged
from analytics.measures.outcomes.own import OURS, own
from analytics.store.dataset import Dataset


def there(dataset: Dataset) -> tuple[tuple[Outcome, ...], tuple[Problem, ...]]:
    """The published targets and one's own; and what is wrong with the file of one's
    own, of which nothing is taken then."""
    try:
        return (*published(), *own(dataset)), ()
    except InputError as fault:
        return published(), fault.problems


def for_a_meeting(gate: Gate, outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """Those that a meeting may ask about, picked on a day that it may ask for: of one's
    own only groups that a meeting may follow, from the programme's start or their own
    day."""
    allowed = (*cohorts(), *for_meetings(gate.dataset))
    found = []
    for one in outcomes:
        if one.whose == OURS and (one.group not in allowed or one.on is not None):
            continue
        if (one.by_use or one.define) and not why_not_there(gate.dataset, one):
            day = settled(gate.dataset, one).on
            one = replace(one, on=coarse_index_date(day)[0])
        found.append(one)
    return tuple(found)


def _glance_for_meeting(
    gate: Gate, outcomes: tuple[Outcome, ...]
) -> tuple[object, ...]:
    return (for_a_meeting(gate, outcomes),)


def _one_for_meeting(
    gate: Gate, outcome: Outcome, together: int
) -> tuple[object, ...] | None:
    allowed = for_a_meeting(gate, (outcome,))
    return (allowed[0], QUARTER) if allowed else None


OUTCOMES = Exhibit(
    "outcomes",
    "Are the targets met, by the programme’s own share?",
    asks=lambda outcomes: [(judged, outcomes)],
    draws=at_a_glance.at_a_glance,
    height=None,
    table_open=True,
    for_meeting=_glance_for_meeting,
)
OUTCOMES_SETTLED = Exhibit(
    "outcomes_settled",
    "What is each target, and whose?",
    asks=lambda outcomes: [(judged, outcomes)],
    draws=lambda found, outcomes, look: at_a_glance.settled(found, outcomes),
    where=ON_SCREEN,
    for_meeting=_glance_for_meeting,
)
OUTCOME_COURSE = Exhibit(
    "outcome_course",
    "How did one of them go on month by month, and how would it have anyway?",
    asks=lambda outcome, together: [(by_month, outcome, together)],
    draws=lambda found, outcome, together, look: courses.by_month(found, outcome, look),
    height=270,
    for_meeting=_one_for_meeting,
)
