"""The figures over months: the effect since joining, and the whole place."""

from types import SimpleNamespace

import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience
from analytics.disclosure.protect import protect
from analytics.errors import InputError, Problem
from analytics.export.charts.native import native
from analytics.figures.before_after import over_months
from analytics.figures.theme import LIGHT
from analytics.measures.before_after import by_months_since_joining as joining
from analytics.measures.before_after import place_change as measure
from analytics.measures.before_after.question import Question
from analytics.methods.impact import CohortRule
from analytics.methods.impact.cohort import pick_cohort
from analytics.methods.impact.place.did_it_change import did_it_change
from analytics.methods.impact.staggered.by_months import by_months, in_steps
from analytics.methods.impact.staggered.since_joining import SinceJoining
from tests.methods.over_months.places_made import MORE_THAN, made_places
from tests.methods.over_months.test_since_joining import people_who_join, stacked

DATASET = SimpleNamespace(fingerprint="0123456789")
ASKED = Question(AE, "caseload")
DAY = pd.Timestamp("2023-04-19")


def place_drawn(monkeypatch, found, audience=Audience.AGGREGATE):
    def answered(dataset, filters, question):
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr(measure, "place_change_of", answered)
    seen = [
        protect(ask(DATASET, Filters(), ASKED), audience)
        for ask in (measure.place_by_month, measure.place_change)
    ]
    return over_months.place(*seen, ASKED, LIGHT)


@pytest.fixture(scope="module", params=[0.0, -0.6])
def changed(request):
    panel = made_places(3, people=400, change=request.param)
    cohort = pick_cohort(panel, CohortRule("caseload"), None)
    return request.param, did_it_change(panel, cohort, MORE_THAN)


@pytest.mark.parametrize("audience", Audience)
def test_the_place_is_told_with_its_others(changed, audience, monkeypatch):
    by, found = changed
    drawn = place_drawn(monkeypatch, found, audience)
    said = "beyond what other PCNs did" if by else "no change beyond chance is shown"
    assert said in drawn.title and drawn.title.startswith("P00: ")
    assert len(drawn.title.split()) <= 20
    assert "does not fall by itself" in drawn.note
    assert "Attendances of everybody there" in drawn.note
    lines = next(one for one in native(drawn) if one.kind == "points")
    names = {series.name for series in lines.series}
    assert {over_months.HERE, over_months.ELSEWHERE} <= names


def test_why_a_place_cannot_be_told_is_the_finding(monkeypatch):
    why = Problem("impact", "Whether P00 changed cannot be told.", "Load more.")
    fault = InputError([Problem(**{**why.__dict__, "stops": False})])
    drawn = place_drawn(monkeypatch, fault)
    assert drawn.title == "Whether P00 changed cannot be told" and drawn.chart is None
    assert drawn.note == "Load more."


def test_what_stops_the_page_stops_here_too(monkeypatch):
    with pytest.raises(InputError):
        place_drawn(monkeypatch, InputError([Problem("caseload_missing", "None.", "")]))


def joined_drawn(monkeypatch, before_differs, audience=Audience.PSEUDONYMISED):
    months = by_months(in_steps(stacked(*people_who_join(3), base=False), 3))
    months.__dict__["before_differs"] = before_differs
    since = SinceJoining(months, 3, -1.2, -2.0, -0.4)
    found = SimpleNamespace(
        since_joining=since,
        kind=AE,
        index_date=DAY,
        last_index_date=DAY,
        cohort="the caseload",
        window_months=12,
        follow_up_months=12,
        narrowed=False,
    )
    monkeypatch.setattr(joining, "impact_of", lambda *asked: found)
    seen = protect(joining.by_months_since_joining(DATASET, Filters(), ASKED), audience)
    return over_months.since_joining(seen, ASKED, LIGHT)


@pytest.mark.parametrize("audience", Audience)
def test_since_joining_is_told_with_its_interval(monkeypatch, audience):
    drawn = joined_drawn(monkeypatch, 0.4, audience)
    assert drawn.title == (
        "Since joining: 1.2 fewer attendances a person-year than people alike not "
        "joined (2.0 fewer to 0.4 fewer)"
    )
    assert len(drawn.table) == 5 and len(drawn.title.split()) <= 20
    assert native(drawn) is None  # upright intervals: slides have its picture


def test_another_course_before_joining_is_the_finding(monkeypatch):
    assert joined_drawn(monkeypatch, 0.01).title.startswith("Already before joining")
