"""The whole story in figures: who attends often, whether helping them worked, what it
is worth.

The one list of what goes into a pack by "Add the whole story" and `python -m analytics
pack`. Each figure is what its page shows with the page's controls as they start, for a
meeting.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from analytics.definitions.filters import Filters
from analytics.definitions.settings import EXTRACT
from analytics.disclosure import Audience, protect
from analytics.disclosure.meeting import coarse_for
from analytics.errors import InputError, Problem
from analytics.export.charts.native import native
from analytics.export.charts.office_chart import Native
from analytics.export.notes import method_of
from analytics.export.pack import Chosen, Headline
from analytics.figures import attenders, impact, overview, process, profile, savings
from analytics.figures.figure import Figure
from analytics.figures.theme import LIGHT
from analytics.measures import distribution
from analytics.measures import profile as profiles
from analytics.measures.before_after import impact_tables
from analytics.measures.before_after.impact import impact_of
from analytics.measures.counting.settle import settle
from analytics.measures.result import Result
from analytics.measures.savings import worth_tables
from analytics.measures.savings.worth import copied, costs_to_choose, plan_cost, worth
from analytics.measures.summary import headlines
from analytics.measures.trend import monthly
from analytics.methods.impact import words
from analytics.methods.savings import Post, Scenario
from analytics.store.dataset import Dataset

TITLE = "Frequent attenders"
COHORT = "top:30"
SIDE_BY_SIDE = "headlines"  # the one table of the story
POST = Post("Post", 40_000.0)  # one full-time link worker, as the page Savings starts


Ask = Callable[
    ..., object
]  # ask(measure, *more): the answer, protected where it is a Result


@dataclass(frozen=True)
class Story:
    """The figures in order; what could not be told with this data and these filters;
    how the question was made coarse, as for a meeting, each a sentence."""

    chosen: tuple[Chosen, ...]
    left_out: tuple[Problem, ...] = ()
    changed: tuple[str, ...] = ()


def story(
    dataset: Dataset,
    filters: Filters,
    ask: Ask | None = None,
    progress: Callable[[str, float], None] = lambda step, done: None,
) -> Story:
    """Every figure of the story that this data bears, under the nearest filters a
    meeting may use.

    ask: how a measure is answered; it must do so for a meeting. Without one, measures
    are asked afresh. progress(step, done): called before each chapter, done from 0 to
    1.
    """
    filters, changed = coarse_for(dataset, filters)
    settled = settle(dataset, filters).filters
    ask = ask or asking(dataset, filters)
    found, faults = [], []
    for n, (stem, title, chapter) in enumerate(CHAPTERS):
        progress(title, n / len(CHAPTERS))
        try:
            figures = list(chapter(dataset, filters, ask))
        except InputError as fault:
            faults.extend(fault.problems)
            continue
        found += [
            Chosen(figure, title, settled.sentence(), method_of(stem))
            for figure in figures
            if _says_something(figure)
        ]
    progress("Done", 1.0)
    return Story(tuple(found), tuple(faults), changed)


def _says_something(figure: Figure) -> bool:
    """Whether enough of a figure is left to show a room: a table, or more than one
    place that has a value."""
    if figure.chart is None:
        return figure.name == SIDE_BY_SIDE
    charts = native(figure)
    return charts is None or any(len(_places(chart)) > 1 for chart in charts)


def _places(chart: Native) -> set:
    """The categories, days or rows of a chart that have a value."""
    along_rows = [one for one in chart.series if one.line and len(set(one.values)) == 1]
    return {
        value if chart.kind == "points" else at
        for one in chart.series
        if not one.helper or one in along_rows
        for at, value in enumerate(one.values)
        if value is not None
    }


def headline(dataset: Dataset, filters: Filters, ask: Ask | None = None) -> Headline:
    """The overview's headline numbers for a meeting."""
    filters = coarse_for(dataset, filters)[0]
    found = (ask or asking(dataset, filters))(headlines)
    return Headline(
        tuple(overview.headline(found)), settle(dataset, filters).filters.sentence()
    )


def asking(dataset: Dataset, filters: Filters) -> Ask:
    """Asks measures afresh, as a meeting may ask, and protects what they find."""
    filters = coarse_for(dataset, filters)[0]

    def ask(measure, *more):
        return meeting(measure(dataset, filters, *more))

    return ask


def meeting(found):
    """What a meeting may see of a result; anything else as it is."""
    return protect(found, Audience.AGGREGATE) if isinstance(found, Result) else found


def _settings(dataset: Dataset) -> list[str]:
    return [setting for setting, table in EXTRACT.items() if dataset.has(table)]


def _overview(dataset: Dataset, filters: Filters, ask: Ask) -> Iterator[Figure]:
    there = _settings(dataset)
    for setting in there:
        yield process.months(ask(monthly, setting), setting, LIGHT)
    yield profile.reasons(ask(profiles.reasons, there[0], "group"), there[0], LIGHT)
    yield attenders.concentration(
        ask(distribution.concentration, there[0]), there[0], LIGHT
    )
    yield overview.side_by_side(ask(headlines))


def _frequent_attenders(
    dataset: Dataset, filters: Filters, ask: Ask
) -> Iterator[Figure]:
    there = _settings(dataset)
    more_than = {"ae": filters.ae_more_than, "gp": filters.gp_more_than}
    for setting in there:
        spread = ask(distribution.distribution, setting)
        yield attenders.distribution(spread, setting, more_than[setting], LIGHT)
    yield profile.age_and_sex(ask(profiles.age_and_sex, there[0]), LIGHT)
    if len(there) == 2:
        yield attenders.overlap(ask(profiles.overlap), LIGHT)
    yield attenders.sensitivity(
        ask(distribution.sensitivity, there[0]), there[0], LIGHT
    )


def _before_after(dataset: Dataset, filters: Filters, ask: Ask) -> Iterator[Figure]:
    found = _impact(dataset, ask)
    outcome, rungs = (
        meeting(table(found, dataset.fingerprint))
        for table in (impact_tables.outcome, impact_tables.rungs)
    )
    course = meeting(
        impact_tables.course(
            found,
            dataset.fingerprint,
            impact_tables.months_together(found, meeting=True),
        )
    )
    yield impact.course(
        course, rungs, words.finding(found), words.verdict(found), LIGHT
    )
    yield impact.levels(outcome, rungs, LIGHT)
    yield impact.ladder(rungs, found.best.why_this_rung, LIGHT)


def _savings(dataset: Dataset, filters: Filters, ask: Ask) -> Iterator[Figure]:
    found, stamp = _impact(dataset, ask), dataset.fingerprint
    setting = _settings(dataset)[0]
    value = worth(found, ask(costs_to_choose, setting)[0], (POST,))
    yield savings.waterfall(
        meeting(worth_tables.steps(found, value, stamp)), value.words, LIGHT
    )
    scenario = Scenario(unit_cost=plan_cost())
    plan = copied(found, scenario)
    yield savings.plan(
        meeting(worth_tables.ways(found, plan, scenario, stamp)), plan.words, LIGHT
    )
    yield savings.trials(meeting(worth_tables.trials(found, stamp)), LIGHT)


def _impact(dataset: Dataset, ask: Ask):
    return ask(impact_of, _settings(dataset)[0], COHORT)


CHAPTERS = (
    ("overview", "Overview", _overview),
    ("frequent_attenders", "Frequent attenders", _frequent_attenders),
    ("before_after", "Before and after", _before_after),
    ("savings", "Savings", _savings),
)
