"""The scorecard's figures: what they say of a month and of many, and what a meeting
sees of them."""

from datetime import date

import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.definitions.scorecard import metric
from analytics.definitions.scorecard.splits import AGE
from analytics.disclosure import Audience, Gate
from analytics.figures.scorecard import by_group as groups
from analytics.figures.scorecard import card as cards
from analytics.figures.scorecard import course as courses
from analytics.figures.theme import LIGHT
from analytics.measures.scorecard import by_group, card, course
from analytics.measures.scorecard.course import ABOVE, BELOW, UNKNOWN, WITHIN
from analytics.measures.scorecard.wanted import Wanted

WANTED = Wanted("rule", date(2024, 5, 1), AE)
TYPE_1 = metric("ae_type_1")
FILTERS = Filters(ae_more_than=6)


@pytest.fixture(params=Audience, ids=lambda one: one.value)
def gate(request, loaded):
    gate = Gate(loaded, Filters(), Audience.PSEUDONYMISED)
    if request.param is Audience.AGGREGATE:
        return gate.for_meeting[0]
    return Gate(loaded, FILTERS, request.param)


def test_the_card_judges_no_month_by_another(gate):
    fig = cards.card(gate.ask(card.card, WANTED), LIGHT)
    assert fig.chart is None and len(fig.title.split()) <= 20
    assert "regression to the mean" in fig.note
    words = " ".join(fig.table["In words"])
    assert "no Inpatient extract is loaded" in words
    assert not {"fell", "rose", "improved", "worse"} & set(words.split())
    row = fig.table.set_index("Metric").loc[TYPE_1.name]
    if gate.aggregate:
        assert row["Count"] == "*" or int(row["Count"].replace(",", "")) % 5 == 0


def test_the_chart_has_the_rate_its_limits_and_what_was_expected(gate):
    fig = courses.course(gate.ask(course.course, WANTED, TYPE_1.slug), TYPE_1, LIGHT)
    assert len(fig.title.split()) <= 20 and fig.alt
    if fig.chart is None:
        assert gate.aggregate
        return
    drawn = str(fig.chart.to_dict())
    for name in ("rate", "expected", "lower", "upper", "mean", "high"):
        assert f"'field': '{name}'" in drawn
    assert "limits hold" in fig.note and "19 months in 20" in fig.note


def months(*stands: str) -> pd.DataFrame:
    return pd.DataFrame({"stands": stands})


@pytest.mark.parametrize(
    ("stands", "said"),
    [
        ([WITHIN] * 12, "within what was to be expected anyway"),
        ([WITHIN] * 10 + [BELOW] * 2, "within what was to be expected anyway"),
        (
            [WITHIN] * 9 + [BELOW] * 3,
            "below what was to be expected in 3 of the last 12",
        ),
        ([BELOW] * 9 + [WITHIN] * 12, "within what was to be expected anyway"),
        ([ABOVE] * 6, "too few months to judge"),
        ([ABOVE] * 2 + [UNKNOWN] * 12, "too few months to judge"),
        (
            [ABOVE] * 4 + [WITHIN] * 8,
            "above what was to be expected in 4 of the last 12",
        ),
    ],
)
def test_many_months_are_judged_together_and_never_two(stands, said):
    assert said in courses.finding(months(*stands), TYPE_1)


def test_groups_of_few_people_are_no_comparison(gate):
    found = gate.ask(by_group.by_group, WANTED, TYPE_1.slug, AGE.slug)
    fig = groups.by_group(found, TYPE_1, AGE, LIGHT)
    assert len(fig.title.split()) <= 25 and fig.alt
    if fig.chart is not None:
        assert "not a comparison of groups" in fig.note


def test_every_metric_says_what_is_counted_and_how_it_is_settled(gate):
    notes = cards.definitions(gate.ask(card.card, WANTED))
    assert len(notes.sentences) == 15
    said = " ".join(notes.sentences)
    for word in ("31, 32", "three of the five", "No attendance category", "560"):
        assert word.casefold() in said.casefold(), word
