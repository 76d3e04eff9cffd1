"""Nothing that a meeting may ask gives a count of 1 to 7 away; what it may not ask
would."""

from datetime import date
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.definitions.filters import (
    Day,
    Filter,
    Filters,
    Number,
    declared,
    filter_called,
)
from analytics.disclosure.meeting import (
    coarse,
    coarse_cohort,
    coarse_index_date,
    cohorts,
    ends,
)
from tests.disclosure.attacker import Seen, pinned
from tests.disclosure.population import AGES, PCNS, RULES, ask, population

AS_AT = date(2024, 8, 31)
PLACE_NAMES = ("icb", "place", "pcn", "practice")  # all that a meeting may choose
TRAITS = {
    "ethnic_group": ("White British", "Mixed"),
    "deprivation_fifth": ("1", "5"),
    "condition": ("Asthma", "Dementia"),
}
PLACES = [
    {},
    *({"practice": (name,)} for name in PCNS),
    {"practice": ("A", "B")},
    *({"pcn": (name,)} for name in sorted(set(PCNS.values()))),
]
PEOPLE = [
    {},
    {"sex": ("female",)},
    {"sex": ("male",)},
    *({name: values[:1]} for name, values in TRAITS.items()),
    *(
        {"age_from": low, "age_to": high}
        for low, high in product(AGES, AGES)
        if low <= high
    ),
]
RAW = [
    Filters(ae_more_than=rule, **place, **who)
    for rule, place, who in product(RULES, PLACES, PEOPLE)
]
ALLOWED = sorted({coarse(one, AS_AT)[0] for one in RAW}, key=str)
ALLOWED_IN_LARGE = sorted({coarse(one, AS_AT, large=True)[0] for one in RAW}, key=str)


def asked(seen: Seen, questions) -> Seen:
    for question in questions:
        ask(seen, question)
    return seen


@pytest.mark.parametrize(
    "seed, people", [(0, 150), (5, 300), (15, 300), (20, 300), (3, 600), (4, 1500)]
)
def test_nobody_in_a_meeting_can_work_out_a_small_count(seed, people):
    found, tried = pinned(asked(population(seed, people), ALLOWED))
    assert tried > 10, "there is nothing to find"
    assert not found, f"{len(found)} of {tried} small counts can be worked out: {found}"


@pytest.mark.parametrize("seed, people", [(4, 1500), (0, 1000), (4, 4000), (5, 4000)])
def test_nor_where_a_large_dataset_may_be_asked_by_each_published_rule(seed, people):
    assert {one.ae_more_than for one in ALLOWED_IN_LARGE} == set(RULES)
    found, tried = pinned(asked(population(seed, people), ALLOWED_IN_LARGE))
    assert tried > 10 and not found, (
        f"{len(found)} of {tried} can be worked out: {found}"
    )


def test_what_a_meeting_may_not_ask_gives_counts_away():
    """The same attacker, protection and population: with each rule for each place,
    counts fall."""
    questions = [
        Filters(ae_more_than=rule, **place) for rule in RULES for place in PLACES
    ]
    found, tried = pinned(asked(population(5, 300), questions))
    assert found, f"none of {tried}: the attacker is too weak to trust"


def test_nor_may_it_ask_by_what_only_the_list_knows():
    """By a long-term condition or several, under the usual rule alone, counts would be
    given away; each such question is asked without it."""
    some = ("Asthma", "Cancer", "Dementia", "Diabetes")
    several = [chosen for n in (1, 2, 3) for chosen in combinations(some, n)]
    questions = [Filters(condition=chosen) for chosen in several]
    assert {coarse(one, AS_AT)[0] for one in questions} == {Filters()}
    seen = population(5, 300, ages=AGES[:1], traits={"condition": some})
    found, tried = pinned(asked(seen, [Filters(), *questions]))
    assert found, f"none of {tried}: the attacker is too weak to trust"


@pytest.mark.parametrize("name", TRAITS)
def test_what_only_the_list_knows_is_set_aside(name):
    given_ = Filters(**{name: TRAITS[name]}, practice=("A",))
    question, told = coarse(given_, AS_AT)
    assert question == Filters(practice=("A",)) and len(told) == 1
    assert filter_called(name).aside in told[0]


def test_an_attacker_who_holds_something_untrue_is_found_out():
    seen = population(0, 100)
    seen.note(np.ones(len(seen.kinds), bool), 101, 200)
    with pytest.raises(AssertionError, match="untrue"):
        pinned(seen)


def test_a_count_between_two_equal_limits_is_found():
    seen = population(0, 100)
    some = (seen.kinds["practice"] == "A").to_numpy()
    number = int(seen.kinds.loc[some, "people"].sum())
    few = some & (seen.kinds["people"].cumsum() <= 3).to_numpy()
    assert 1 <= seen.kinds.loc[few, "people"].sum() <= 7
    seen.note(some, number, number)
    seen.note(some & ~few, number - 3, number - 3)
    assert pinned(seen)[0]


def values_of(one: Filter) -> st.SearchStrategy:
    """What may be chosen of a filter, from its declaration; ages so that both fit."""
    control = one.control
    if isinstance(control, Day):
        return st.none() | st.dates(date(2019, 1, 1), date(2024, 8, 31))
    if isinstance(control, Number):
        low, high = control.low, control.high
        if one.together:
            first = one.name == one.together[0]
            low, high = (low, 50) if first else (51, high)
        return st.just(one.default) | st.integers(low, high)
    some = list(control.titles) or ["A", "B"]
    least = 1 if control.at_least_one else 0
    return st.lists(st.sampled_from(some), unique=True, min_size=least).map(tuple)


filters = st.fixed_dictionaries(
    {}, optional={one.name: values_of(one) for one in declared()}
).map(lambda given: Filters(**given))


@settings(max_examples=400, deadline=None, derandomize=True)
@given(filters)
def test_a_coarse_question_is_one_of_few(given_):
    question, told = coarse(given_, AS_AT)
    assert coarse(question, AS_AT) == (question, ()), "asked again it changes nothing"
    assert bool(told) == (question != given_), (
        "what was changed is told, and nothing else"
    )
    assert {one for one in dict(question.chosen)} <= {"as_at", *PLACE_NAMES}
    assert len(question.narrowed) <= 1
    assert all(len(getattr(question, name)) == 1 for name in question.narrowed)
    assert question.as_at is None or question.as_at in ends(AS_AT)
    assert (question.months, question.ae_more_than, question.gp_more_than) == (
        12,
        10,
        25,
    )
    large, told = coarse(given_, AS_AT, large=True)
    assert coarse(large, AS_AT, large=True) == (large, ()) and bool(told) == (
        large != given_
    )
    assert large.ae_more_than in (RULES if not large.narrowed else [10])


def test_what_is_changed_is_told_in_words():
    question, told = coarse(
        Filters(age_from=60, practice=("A", "B"), ae_more_than=11), AS_AT
    )
    assert question == Filters(practice=("A",))
    assert len(told) == 3 and all(
        one.startswith("In the meeting view ") for one in told
    )
    assert "ages" in " ".join(told) and "the practice A" in " ".join(told)


def test_people_are_picked_on_few_days():
    days = {
        coarse_index_date(date(2023, month, day))[0]
        for month in range(1, 13)
        for day in range(1, 29)
    }
    assert len(days) == 25 and {day.day for day in days} == {1, 15}
    assert coarse_index_date(None) == (None, ())
    assert coarse_index_date(date(2023, 12, 31))[0] == date(2024, 1, 1)


def test_a_cohort_of_few_is_not_followed():
    assert coarse_cohort("top:3")[0] == "top:30" and coarse_cohort("top:3")[1]
    assert cohorts() == ("top:30", "top:50", "rule", "caseload")
    assert [coarse_cohort(one) for one in cohorts()] == [(one, ()) for one in cohorts()]
