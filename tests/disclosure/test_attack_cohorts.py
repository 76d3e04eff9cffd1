"""Fixed cohorts in a meeting: those that it may ask about give no count of 1 to 7 away,
beside every place. (That any others would: `test_attack`, of conditions.)"""

import pytest

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.disclosure.cohorts import LEAST, MOST, for_meetings, parts_of_many
from analytics.exhibits.usual_question import coarse
from analytics.measures.before_after.question import Question
from tests.disclosure.attacker import pinned
from tests.disclosure.population import ask, population
from tests.disclosure.test_attack import ALLOWED

TWO = {"one": ("in", "out"), "other": ("in", "out")}


class OfCohort:
    """A question about one cohort: the usual rule and window, those people."""

    def __init__(self, **values: tuple[str, ...]) -> None:
        self.values, self.ae_more_than = values, Filters().ae_more_than
        self.narrowed = tuple(values)

    def of(self, *_sorts):
        return [(type("One", (), {"name": n}), v) for n, v in self.values.items()]


@pytest.mark.parametrize("seed, people", [(1, 400), (9, 1500)])
def test_the_cohorts_of_a_meeting_give_nobody_away(seed, people):
    seen = population(seed, people, traits=TWO)
    parts = seen.kinds.groupby(list(TWO))["people"].sum()
    assert (parts >= LEAST).all() and len(TWO) == MOST, "as for_meetings asks"
    for question in (*ALLOWED, OfCohort(one=("in",)), OfCohort(other=("in",))):
        ask(seen, question)
    found, tried = pinned(seen)
    assert tried > 10, "there is nothing to find"
    assert not found, f"{len(found)} of {tried} can be worked out: {found}"


def test_a_meeting_may_ask_about_the_first_that_part_into_many():
    people = [frozenset(range(low, high)) for low, high in ((0, 100), (60, 200))]
    assert parts_of_many(people, 300)
    one_fewer = frozenset(range(61, 200))
    assert not parts_of_many([*people, one_fewer], 300), "they differ by one"
    assert not parts_of_many([frozenset(range(19))], 300), "few people"
    assert not parts_of_many([frozenset(range(290))], 300), "all but few"
    assert parts_of_many([frozenset(range(300))], 300), "everybody"


def test_others_are_not_followed_in_a_meeting(loaded):
    allowed = for_meetings(loaded)
    assert allowed and len(allowed) <= MOST
    question, told = coarse(Question(AE, allowed[0]), loaded)
    assert question.cohort == allowed[0] and not told
    question, told = coarse(Question(AE, "Another"), loaded)
    assert question.cohort.startswith("top:") and told
