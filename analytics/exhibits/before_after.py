"""What before and after shows: did attendances fall, and by how much more than they
would have anyway? Each is asked about a `Question`."""

from dataclasses import replace

from analytics.disclosure import Gate
from analytics.exhibits.exhibit import (
    AT_A_DESK,
    ON_SCREEN,
    Exhibit,
    Page,
    Telling,
)
from analytics.exhibits.outcomes import (
    OUTCOME_COURSE,
    OUTCOMES,
    OUTCOMES_SETTLED,
)
from analytics.exhibits.over_time import MONTHLY
from analytics.exhibits.usual_question import for_meeting, usual
from analytics.figures.before_after import answer, evidence, other_ways, over_months
from analytics.figures.before_after import beside as beside_figures
from analytics.measures.before_after import (
    beside,
    impact_checks,
    impact_otherwise,
    impact_people,
    impact_tables,
    place_change,
)
from analytics.measures.before_after.by_months_since_joining import (
    by_months_since_joining,
)
from analytics.measures.before_after.question import Question
from analytics.measures.before_after.reach import reach
from analytics.store.cohorts import saved
from analytics.store.dataset import Dataset


def _programme_known(dataset: Dataset, question: Question) -> bool:
    return dataset.has("caseload")


def _beside_most(dataset: Dataset, question: Question) -> bool:
    """A fixed cohort is neither those who attend most nor picked by need."""
    return dataset.has("caseload") and question.cohort not in saved(dataset)


COURSE = Exhibit(
    "course",
    "How did attendances go on, and how would they have anyway?",
    asks=lambda question: [
        (impact_tables.course, question),
        (impact_tables.course, question, 3),
        (impact_tables.outcome, question),
        (impact_tables.rungs, question),
    ],
    draws=answer.course,
    height=270,
    sums_up=True,
    for_meeting=for_meeting,
)
CLAIMED = Exhibit(
    "claimed",
    "What may be claimed, and on what does it rest?",
    asks=lambda question: [(impact_tables.rungs, question)],
    draws=lambda rungs, question, look: answer.claimed(rungs),
    where=AT_A_DESK,  # elsewhere the course says it beneath its chart
)
LEVELS = Exhibit(
    "levels",
    "How often did they attend before, and after, and what was to be expected?",
    asks=lambda question: [
        (impact_tables.outcome, question),
        (impact_tables.rungs, question),
    ],
    draws=answer.levels,
    height=270,
    for_meeting=for_meeting,
)
BESIDE = Exhibit(
    "beside",
    "How did the people taken on go on, and how those who attend most?",
    asks=lambda question: [(beside.beside, question)],
    draws=beside_figures.beside,
    height=200,
    applies=_beside_most,
    for_meeting=for_meeting,
)
REACH = Exhibit(
    "reach",
    "Who of them was offered help?",
    asks=lambda question: [(reach, question)],
    draws=lambda found, question, look: beside_figures.reach(found, question),
    where=ON_SCREEN,
    applies=_programme_known,
    for_meeting=for_meeting,
)
FOLLOWED = Exhibit(
    "followed",
    "Who was followed, and who was lost?",
    asks=lambda question: [(impact_tables.outcome, question)],
    draws=lambda outcome, question, look: answer.followed(outcome),
    where=ON_SCREEN,
    for_meeting=for_meeting,
)
REMARKS = Exhibit(
    "remarks",
    "What must an analyst know of it?",
    asks=lambda question: [(impact_tables.remarks, question)],
    draws=lambda found, question, look: answer.remarks(found),
    where=AT_A_DESK,
)
ENGAGED = Exhibit(
    "engaged",
    "Who engaged, and how did those go on who did not?",
    asks=lambda question: [(impact_people.engaged, question)],
    draws=other_ways.engaged,
    height=None,
    for_meeting=for_meeting,
)
SINCE_JOINING = Exhibit(
    "since_joining",
    "How did they go on month by month, beside people who had not joined?",
    asks=lambda question: [(by_months_since_joining, question)],
    draws=over_months.since_joining,
    height=270,
    for_meeting=for_meeting,
)
CHECKS = Exhibit(
    "checks",
    "Were the people compared alike, and is it the place’s doing?",
    asks=lambda question: [(impact_checks.checks, question)],
    draws=evidence.checks,
    height=None,
    for_meeting=for_meeting,
)
LADDER = Exhibit(
    "ladder",
    "What does each method say?",
    asks=lambda question: [(impact_tables.rungs, question)],
    draws=evidence.ladder,
    height=None,
    for_meeting=for_meeting,
)
METHODS = Exhibit(
    "methods",
    "What does each method do, and assume?",
    asks=lambda question: [
        (impact_tables.rungs, question),
        (impact_tables.assumptions, question),
    ],
    draws=lambda rungs, assumed, question, look: evidence.methods(rungs, assumed),
    where=ON_SCREEN,
    for_meeting=for_meeting,
)
BALANCE = Exhibit(
    "balance",
    "How alike are the people compared?",
    asks=lambda question: [(impact_people.balance, question)],
    draws=evidence.balance,
    height=None,
    for_meeting=for_meeting,
)
OTHERWISE = Exhibit(
    "asked_otherwise",
    "Does the answer hang on how it is asked?",
    asks=lambda question: [(impact_otherwise.asked_otherwise, question)],
    draws=other_ways.variants,
    height=None,
    for_meeting=for_meeting,
)
FURTHER_ON = Exhibit(
    "further_on",
    "Does it last?",
    asks=lambda question: [(impact_otherwise.further_on, question)],
    draws=other_ways.variants,
    height=None,
    for_meeting=for_meeting,
)
PLACEBOS = Exhibit(
    "placebos",
    "Does the method find an effect where there was no programme?",
    asks=lambda question: [(impact_otherwise.when_no_programme_ran, question)],
    draws=other_ways.placebos,
    height=None,
    for_meeting=for_meeting,
)
PLACE = Exhibit(
    "place",
    "Did the place change?",
    asks=lambda question: [
        (place_change.place_by_month, question),
        (place_change.place_change, question),
    ],
    draws=over_months.place,
    height=300,
    for_meeting=for_meeting,
)
EVERYBODY = replace(MONTHLY, height=300)
ONE_BY_ONE = Exhibit(
    "one_by_one",
    "How did each person go on?",
    asks=lambda question: [(impact_people.one_by_one, question)],
    draws=other_ways.one_by_one,
    where=ON_SCREEN,
    for_meeting=for_meeting,
)

PAGE = Page(
    "before_after",
    "Before and after",
    (
        COURSE,
        CLAIMED,
        LEVELS,
        BESIDE,
        REACH,
        FOLLOWED,
        REMARKS,
        ENGAGED,
        SINCE_JOINING,
        CHECKS,
        LADDER,
        METHODS,
        BALANCE,
        OTHERWISE,
        FURTHER_ON,
        PLACEBOS,
        PLACE,
        EVERYBODY,
        OUTCOMES,
        OUTCOME_COURSE,
        OUTCOMES_SETTLED,
        ONE_BY_ONE,
    ),
)


def story(gate: Gate) -> list[Telling]:
    """Its part of the story, in order."""
    asked = (usual(gate),)
    told = (COURSE, LEVELS, BESIDE, SINCE_JOINING, CHECKS, LADDER, PLACE)
    return [(one, asked) for one in told if one.applies(gate.dataset, *asked)]
