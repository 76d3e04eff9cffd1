"""Fixed cohorts in a meeting: those that it may ask about give no count of 1 to 7 away,
beside every place. (That any others would: `test_attack`, of conditions.)"""

import pytest

from analytics import engine
from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, Gate
from analytics.disclosure import cohorts as gate
from analytics.disclosure.cohorts import (
    LEAST,
    MOST,
    apart,
    for_meetings,
    parts_of_many,
)
from analytics.exhibits import cohorts as exhibits
from analytics.exhibits import footprint, scorecard
from analytics.exhibits.usual_question import coarse
from analytics.measures.before_after.question import Question
from analytics.measures.counting.settle import settle
from analytics.measures.counting.spells import registrations_on
from analytics.measures.footprint.whom import group
from analytics.measures.scorecard.wanted import Wanted
from analytics.store import cohorts
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


def test_nor_one_that_differs_by_few_from_what_a_meeting_sees_anyway():
    rule = frozenset(range(60))
    assert apart(rule, [rule]), "the same people tell nothing new"
    assert not apart(rule - {0}, [rule]) and not apart(rule | {99}, [rule])
    assert not apart(rule - {0} | {99}, [rule]), "one for another"
    assert apart(frozenset(range(40)), [rule]) and apart(rule, [])


@pytest.fixture(scope="module")
def watched(loaded):
    """Groups of its own people that a meeting sees without any cohort."""
    scope = settle(loaded, Filters(as_at=loaded.default_as_at))
    there = registrations_on(loaded.default_as_at)
    tables = {of: group(loaded, scope, of).persons for of in ("top:50", "caseload")}
    tables["P1"] = there.filter(there.practice_code == "P1")
    found = {of: engine.run(loaded, one.select("person")) for of, one in tables.items()}
    return {of: sorted(set(frame["person"])) for of, frame in found.items()}


@pytest.mark.parametrize(
    "of, fewer, may",
    [
        ("P1", 0, True),
        ("P1", 1, False),
        ("P1", LEAST, True),
        ("top:50", 1, False),
        ("caseload", 1, False),
        ("caseload", 5, False),
    ],
)
def test_a_cohort_beside_a_group_of_the_pages(
    loaded, watched, of, fewer, may, monkeypatch
):
    """Whoever fixes the caseload, or a practice, less one person, would see in a
    meeting what that person does."""
    people = watched[of]
    assert len(people) - fewer >= LEAST
    monkeypatch.setattr(gate, "persons_of", lambda *_: tuple(people[fewer:]))
    first = cohorts.in_order(loaded)[:1]
    monkeypatch.setattr(cohorts, "in_order", lambda _dataset: first)
    assert bool(for_meetings(loaded)) is may


@pytest.mark.parametrize("size", [12, 32])
def test_two_cohorts_that_differ_by_one(loaded, size, monkeypatch):
    """Of 12 and of 11 of the same people neither is shown; of 32 and 31 the first
    alone."""
    every = engine.run(loaded, registrations_on(loaded.default_as_at))["person"]
    people = sorted(every)[10 : 10 + size]
    two = cohorts.in_order(loaded)[:2]
    has = dict(zip((one.name for one in two), (people, people[1:]), strict=True))
    monkeypatch.setattr(gate, "persons_of", lambda _d, one: tuple(has[one.name]))
    assert for_meetings(loaded) == ((two[0].name,) if size >= LEAST else ())
    for asked in has if size < LEAST else [two[1].name]:
        assert footprint.coarse(asked, loaded, Filters())[0].startswith("top:")
        wanted = Wanted(asked, None, AE)
        assert scorecard.coarse(wanted, loaded, Filters())[0].cohort.startswith("top:")
        assert coarse(Question(AE, asked), loaded)[0].cohort.startswith("top:")
        assert exhibits.BECAME.for_meeting(_meeting(loaded), asked) is None


def _meeting(dataset) -> Gate:
    return Gate(dataset, Filters(), Audience.AGGREGATE)
