"""The question of before and after as its controls start, and the nearest one that a
meeting may ask."""

from dataclasses import replace
from datetime import date

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.disclosure import Gate
from analytics.disclosure.cohorts import for_meetings
from analytics.disclosure.meeting import coarse_cohort, coarse_index_date
from analytics.measures.before_after.impact import days_of_picking, index_date_of
from analytics.measures.before_after.question import Question
from analytics.measures.before_after.reach import anybody_taken_on
from analytics.store.dataset import Dataset

EVERYBODY = Filters()


def coarse(
    question: Question, dataset: Dataset, filters: Filters = EVERYBODY
) -> tuple[Question, tuple[str, ...]]:
    """The nearest question that a meeting may ask of a dataset, and a sentence for each
    thing changed. A fixed cohort is asked about whole, never within a place."""
    if not filters.narrowed and question.cohort in for_meetings(dataset):
        return replace(question, index_date=None, washout=0), ()
    cohort, changed = coarse_cohort(question.cohort)
    within = None
    if question.kind in dataset.kinds_with_rule:
        kind = question.kind
        within = days_of_picking(dataset, kind) or dataset.days(kind)
    day, more = coarse_index_date(question.index_date, within)
    return replace(question, cohort=cohort, index_date=day), changed + more


def usual(gate: Gate) -> Question:
    """The question as the controls of the page start: of the people taken on, where
    some are in view; else of those who attend most."""
    kind = gate.dataset.kinds_with_rule[0]
    if gate.know(anybody_taken_on, kind):
        return Question(kind, "caseload")
    asked = Question(kind, index_date=gate.know(_first_day, kind))
    return coarse(asked, gate.dataset, gate.filters)[0] if gate.aggregate else asked


def _first_day(dataset: Dataset, filters: Filters, kind: EventKind) -> date:
    return index_date_of(dataset, kind)


def for_meeting(gate: Gate, question: Question, *more: object) -> tuple[object, ...]:
    """As an exhibit's `for_meeting`, of a question and what else it is asked about."""
    return (coarse(question, gate.dataset, gate.filters)[0], *more)
