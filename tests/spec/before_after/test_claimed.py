"""What the answer of before and after says may be claimed: once, and never a number
as expected that a check speaks against."""

import pytest

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from analytics.figures.before_after import answer, beside
from analytics.figures.theme import LIGHT
from analytics.measures.before_after import impact_tables
from analytics.measures.before_after.beside import beside as both_groups
from analytics.measures.before_after.question import Question
from analytics.methods.impact.describe import LABELS

THIRTY = Question(AE, "top:30")
FAILED = "people like them who were left out went the other way"


@pytest.fixture(scope="module")
def asked(sample):
    filters = Filters(as_at=sample.default_as_at)
    wanted = (
        (impact_tables.course, THIRTY),
        (impact_tables.course, THIRTY, 3),
        (impact_tables.outcome, THIRTY),
        (impact_tables.rungs, THIRTY),
        (both_groups, THIRTY),
    )
    return [measure(sample, filters, *about) for measure, *about in wanted]


def seen(asked, audience=Audience.PSEUDONYMISED):
    return [protect(one, audience) for one in asked[:4]]


def lines(figure):
    return set(figure.chart.layer[2].data["line"])


def test_the_verdict_stands_once_at_a_desk_and_in_a_meeting(asked):
    desk, shared = seen(asked), seen(asked, Audience.AGGREGATE)
    verdict = "than chance and the natural course"
    said = answer.claimed(desk[3]).text
    assert said.count(verdict) == 1
    assert verdict not in answer.course(*desk, THIRTY, LIGHT).note
    assert answer.course(*shared, THIRTY, LIGHT).note.count(verdict) == 1


def test_what_a_check_speaks_against_is_not_called_expected(asked):
    rungs, groups = asked[3], asked[4]
    kept = rungs.table.copy(), groups.table.copy()
    rungs.table["claim"] = groups.table["claim"] = "cannot tell"
    rungs.table["because"] = FAILED
    try:
        desk = seen(asked)
        course = answer.course(*desk, THIRTY, LIGHT)
        assert "people compared" in course.title and "expected" not in course.title
        assert lines(course) == {"Observed", "People compared"}
        assert "expected" not in course.alt
        bars = answer.levels(desk[2], desk[3], THIRTY, LIGHT)
        assert "People compared" in set(bars.chart.layer[0].data["level"])
        together = beside.beside(protect(groups, Audience.PSEUDONYMISED), THIRTY, LIGHT)
        assert "people compared" in together.title
        # With those left out counted too it is what can be expected, and that is said.
        rungs.table.loc[0, "method"] = LABELS["offered"]
        desk = seen(asked)
        assert "Expected anyway" in lines(answer.course(*desk, THIRTY, LIGHT))
        assert "counts those left out too" in answer.claimed(desk[3]).text
    finally:
        rungs.table[:], groups.table[:] = kept
