"""Every figure carries its finding, its alternative text, its numbers and its
source."""

from datetime import date

import pytest

from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from analytics.exhibits import before_after, over_time, overview, savings
from analytics.exhibits import frequent_attenders as attenders
from analytics.exhibits.extracts import COVERAGE
from analytics.export.charts import picture
from analytics.export.table import as_csv, harmless
from analytics.figures import theme
from analytics.measures.before_after.question import Question
from analytics.measures.savings.worth import Programme
from analytics.measures.who.list_choice import ListChoice
from analytics.methods.savings import Scenario, costs_of

FILTERS = Filters(as_at=date(2024, 6, 30), ae_more_than=4, gp_more_than=12)
QUESTION = Question(AE, "top:30", date(2023, 4, 15))
PROGRAMME = Programme(costs_of(AE)[0], (savings.POST,))
TOLD = [
    (before_after.COURSE, QUESTION),
    (before_after.LEVELS, QUESTION),
    (before_after.CHECKS, QUESTION),
    (before_after.PLACEBOS, QUESTION),
    (before_after.LADDER, QUESTION),
    (before_after.BALANCE, QUESTION),
    (before_after.ONE_BY_ONE, QUESTION),
    (savings.WATERFALL, QUESTION, PROGRAMME),
    (savings.PLAN, QUESTION, Scenario()),
    (savings.TRIALS, QUESTION),
    (overview.SIDE_BY_SIDE,),
    (COVERAGE,),
    (attenders.ARRIVALS, AE),
    (attenders.OVERLAP, AE, GP),
    (attenders.LIST, ListChoice(AE)),
    *(
        (exhibit, kind)
        for kind in (AE, GP)
        for exhibit in (
            over_time.MONTHLY,
            attenders.DISTRIBUTION,
            attenders.CONCENTRATION,
            attenders.SENSITIVITY,
            attenders.REASONS,
            attenders.AGE_AND_SEX,
        )
    ),
]


class Everybody:
    """A gate without the coarse questions of a meeting: figures of a rule of one's
    own."""

    def __init__(self, dataset, audience):
        self.dataset, self.audience = dataset, audience

    def ask(self, measure, *more):
        return protect(measure(self.dataset, FILTERS, *more), self.audience)


def built(dataset, audience, look) -> dict:
    """Every figure of the pages by name."""
    gate = Everybody(dataset, audience)
    figures = [
        figure
        for exhibit, *about in TOLD
        for figure in exhibit.drawn(gate, look, *about)
    ]
    return {figure.name: figure for figure in figures}


@pytest.fixture(
    scope="module",
    params=[
        (Audience.PSEUDONYMISED, theme.LIGHT),
        (Audience.PSEUDONYMISED, theme.DARK),
        (Audience.AGGREGATE, theme.LIGHT),
    ],
    ids=["analyst light", "analyst dark", "meeting"],
)
def figures(request, loaded):
    return built(loaded, *request.param), *request.param


def test_each_says_something(figures):
    for name, figure in figures[0].items():
        assert len(figure.title) > 10, name
        assert "nan" not in (figure.title + figure.alt).lower().split(), name
        assert figure.alt and figure.subtitle.endswith("."), name
        for column in figure.table.columns:
            assert "_" not in str(column), f"{name}: {column} is a raw column name"


def test_each_picture_can_be_made_offline(figures):
    made, audience, look = figures
    if audience is Audience.AGGREGATE or look is theme.DARK:
        made = {
            name: made[name] for name in ("course", "distribution_ae", "monthly_ae")
        }
    for name, figure in made.items():
        if figure.chart is not None:
            assert picture.as_png(figure, look)[:4] == b"\x89PNG", name


def test_each_table_opens_in_a_spreadsheet_with_its_source(figures):
    for figure in figures[0].values():
        text = as_csv(figure).decode("utf-8-sig")
        assert text.splitlines()[0].strip('"')[:10] == harmless(figure.title)[:10]


@pytest.mark.parametrize(
    "figures", [(Audience.AGGREGATE, theme.LIGHT)], indirect=True, ids=["meeting"]
)
def test_a_meeting_gets_no_small_count(figures):
    for name, figure in figures[0].items():
        for column in figure.table.columns:
            if str(column) in (
                "People",
                "Frequent attenders",
                "A&E attendances",
                "GP visits",
            ):
                small = {str(n) for n in range(1, 8)}
                assert not small & set(figure.table[column].astype(str)), (name, column)


def test_a_formula_in_a_cell_is_neutralised():
    assert harmless("=1+1") == "'=1+1" and harmless("@x") == "'@x"
    assert (
        harmless("-5") == "-5"
        and harmless("+4.2") == "+4.2"
        and harmless("-x") == "'-x"
    )
