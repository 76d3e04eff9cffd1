"""The answers of the first page: a director's five questions, each in one line."""

from analytics.disclosure import Gate
from analytics.exhibits import savings
from analytics.exhibits.exhibit import ON_SCREEN, Exhibit
from analytics.exhibits.usual_question import for_meeting, usual
from analytics.figures import answers, comings_and_goings
from analytics.figures.answers import ORDER
from analytics.measures.before_after import impact_tables
from analytics.measures.before_after.question import Question
from analytics.measures.over_time.comings_and_goings import (
    comings_and_goings as by_month,
)
from analytics.measures.places import funnel
from analytics.measures.places.rule import Rule, rules_of
from analytics.measures.savings import worth_tables
from analytics.measures.savings.worth import Programme
from analytics.measures.summary import headlines
from analytics.measures.who import profile

__all__ = [
    "BY_MONTH",
    "ORDER",
    "WHERE",
    "WHO",
    "WHY",
    "WORKING",
    "WORTH",
    "programme_of",
    "rule_of",
]

WHO = Exhibit(
    "who",
    "Who attends often?",
    asks=lambda kind: [(headlines,), (profile.age_and_sex, kind)],
    draws=answers.who,
    where=ON_SCREEN,
)
WHY = Exhibit(
    "why",
    "Why do they come?",
    asks=lambda kind: [(profile.reasons, kind)],
    draws=answers.why,
    where=ON_SCREEN,
    applies=lambda dataset, kind: kind.reason is not None,
)
WORKING = Exhibit(
    "working",
    "Is the programme working?",
    asks=lambda question: [
        (impact_tables.course, question),
        (impact_tables.outcome, question),
        (impact_tables.rungs, question),
    ],
    draws=answers.working,
    where=ON_SCREEN,
    for_meeting=for_meeting,
)
WORTH = Exhibit(
    "worth",
    "What is it worth?",
    asks=lambda question, programme: [(worth_tables.waterfall, question, programme)],
    draws=lambda found, question, programme, look: answers.worth(found, look),
    where=ON_SCREEN,
    for_meeting=for_meeting,
)
WHERE = Exhibit(
    "where",
    "Which practices differ?",
    asks=lambda rule: [(funnel.practices_compared, rule)],
    draws=lambda found, rule, look: answers.where(found, look),
    where=ON_SCREEN,
)
BY_MONTH = Exhibit(
    "comings_and_goings",
    "How many attend often, month by month, and who is new?",
    asks=lambda kind: [(by_month, kind)],
    draws=comings_and_goings.by_month,
    height=130,
    sums_up=True,
)


def programme_of(gate: Gate) -> tuple[Question, Programme]:
    """The programme that the first page asks about: the caseload where there is one,
    else the people who attend most; and what it costs, as *Savings* starts."""
    asked = usual(gate)
    cost = savings.costs(gate, asked.kind)[0]
    return asked, Programme(cost, (savings.POST,))


def rule_of(gate: Gate) -> Rule:
    """The rule that *Places* opens with."""
    return next(iter(rules_of(gate.dataset).values()))
