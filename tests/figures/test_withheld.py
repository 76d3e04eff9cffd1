"""What is said of money and methods where a check withholds the claim: the sample's top
30, where those left out fell as well and two methods expect different courses."""

from dataclasses import replace
from datetime import date

import pytest

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from analytics.exhibits.savings import costs_to_choose
from analytics.figures import worth as figures
from analytics.figures.before_after import evidence
from analytics.figures.theme import LIGHT
from analytics.measures.before_after import impact_tables
from analytics.measures.before_after.impact import impact_of
from analytics.measures.before_after.question import Question
from analytics.measures.savings import plan_tables, worth_tables
from analytics.measures.savings.worth import Programme, copied, own_cost
from analytics.methods.savings import Post, Scenario, plan

BASILDON = Filters(as_at=date(2024, 8, 31), pcn=("Central Basildon",))
THIRTY = Question(AE, "top:30")
SCENARIO = Scenario(programme_cost=40_159)


@pytest.fixture(scope="module")
def programme(sample):
    own = own_cost(sample, BASILDON, AE).table.to_dict("records")
    return Programme(costs_to_choose(AE, own)[0], (Post("Post", 40_159.0),))


@pytest.fixture
def seen(sample):
    def ask(audience, measure, *about):
        return protect(measure(sample, BASILDON, THIRTY, *about), audience)

    return ask


def test_money_is_not_claimed_where_the_effect_is_not(seen, programme):
    steps = seen(Audience.AGGREGATE, worth_tables.waterfall, programme)
    assert (steps.table["claim"] == "cannot tell").all()
    title = figures.waterfall(steps, THIRTY, programme, LIGHT).title
    assert title.endswith("whether the programme saved any of it cannot be told")
    steps.table["claim"] = "effect"
    claimed = figures.waterfall(steps, THIRTY, programme, LIGHT).title
    assert "own share of it lies between" in claimed


def test_what_is_copied_is_then_the_effect_of_studies(sample):
    found = impact_of(sample, BASILDON, THIRTY)
    studies, measured = (
        plan(SCENARIO, effect).honest_pounds for effect in (None, found.best)
    )
    assert copied(found, SCENARIO).honest_pounds == studies != measured
    claimed = replace(found, checks=replace(found.checks, claim="effect"))
    assert copied(claimed, SCENARIO).honest_pounds == measured
    ways = plan_tables.ways(sample, BASILDON, THIRTY, SCENARIO)
    assert ways.table["people"].isna().all()  # of nobody here


@pytest.mark.parametrize("audience", [Audience.AGGREGATE, Audience.PSEUDONYMISED])
def test_the_chance_that_it_pays_is_said_with_its_condition(seen, programme, audience):
    found = seen(audience, worth_tables.surety, programme)
    said = figures.surety(found, THIRTY, programme, LIGHT).text
    assert "were the whole difference its doing: " in said
    found.table["claim"] = "effect"
    said = figures.surety(found, THIRTY, programme, LIGHT).text
    assert said.startswith("Chance that it pays for itself: ")


def test_methods_agree_only_where_their_test_says_so(seen):
    rungs = seen(Audience.PSEUDONYMISED, impact_tables.rungs)
    assert evidence.ladder(rungs, THIRTY, LIGHT).title.endswith("other methods differ")
    rungs.table["agree"] = True
    assert evidence.ladder(rungs, THIRTY, LIGHT).title.endswith("other methods agree")
