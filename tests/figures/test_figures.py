"""Every figure carries its finding, its alternative text, its numbers and its
source."""

from datetime import date

import pytest

from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from analytics.export.charts import picture
from analytics.export.table import as_csv, harmless
from analytics.figures import (
    attenders,
    impact,
    overview,
    process,
    profile,
    savings,
    theme,
)
from analytics.figures.quality import extracts
from analytics.measures import (
    attenders as attending,
)
from analytics.measures import coverage, distribution, summary, trend
from analytics.measures import (
    profile as profiles,
)
from analytics.measures.before_after import impact_tables
from analytics.measures.before_after.impact import impact_of
from analytics.measures.savings import worth_tables
from analytics.measures.savings.worth import copied, costs_to_choose, plan_cost, worth
from analytics.methods.impact import words
from analytics.methods.savings import Post, Scenario

FILTERS = Filters(as_at=date(2024, 6, 30), ae_more_than=4, gp_more_than=12)


def built(dataset, audience, look) -> dict:
    """Every figure of the pages by name."""

    def seen(measure, *more):
        return protect(measure(dataset, FILTERS, *more), audience)

    found = impact_of(dataset, FILTERS, "ae", "top:30", date(2023, 4, 15))
    stamp = dataset.fingerprint
    outcome, course, rungs, each = (
        protect(table(found, stamp), audience)
        for table in (
            impact_tables.outcome,
            impact_tables.course,
            impact_tables.rungs,
            impact_tables.one_by_one,
        )
    )
    matched = impact_tables.balance(found, stamp)
    cost = costs_to_choose(dataset, FILTERS, "ae")[0]
    value = worth(found, cost, (Post("Post", 40_000.0),))
    scenario = Scenario(unit_cost=plan_cost())
    plan = copied(found, scenario)
    title = words.finding(found)
    figures = [
        impact.course(course, rungs, title, "", look),
        impact.levels(outcome, rungs, look),
        impact.ladder(rungs, "", look),
        *([impact.balance(protect(matched, audience), look)] if matched else []),
        impact.one_by_one(each, look),
        savings.waterfall(
            protect(worth_tables.steps(found, value, stamp), audience),
            value.words,
            look,
        ),
        savings.plan(
            protect(worth_tables.ways(found, plan, scenario, stamp), audience),
            plan.words,
            look,
        ),
        savings.trials(protect(worth_tables.trials(found, stamp), audience), look),
        overview.side_by_side(seen(summary.headlines)),
        extracts.coverage(seen(coverage.by_month), date(2024, 6, 30), 0, look),
        profile.arrivals(seen(profiles.arrivals), seen(profiles.arrival_parts), look),
        attenders.overlap(seen(profiles.overlap), look),
    ]
    for setting in ("ae", "gp"):
        figures += [
            process.months(seen(trend.monthly, setting), setting, look),
            attenders.distribution(
                seen(distribution.distribution, setting), setting, 4, look
            ),
            attenders.concentration(
                seen(distribution.concentration, setting), setting, look
            ),
            attenders.sensitivity(
                seen(distribution.sensitivity, setting), setting, look
            ),
            attenders.top(seen(attending.top_attenders, setting), setting, look),
            profile.reasons(seen(profiles.reasons, setting), setting, look),
            profile.age_and_sex(seen(profiles.age_and_sex, setting), look),
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
