"""Targets in one picture and one month by month; and the playbook's as a line of before
and after."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.filters import Filters
from analytics.definitions.outcomes import published, target_of
from analytics.disclosure import Audience, protect
from analytics.figures.before_after import answer, evidence
from analytics.figures.outcomes import at_a_glance
from analytics.figures.outcomes import by_month as courses
from analytics.figures.theme import DARK, LIGHT
from analytics.measures.before_after import impact_tables
from analytics.measures.before_after.question import Question
from analytics.measures.outcomes.by_month import by_month
from analytics.measures.outcomes.judged import judged
from analytics.measures.result import Column, Result

ASKED = Question(AE, "top:10%")
TARGET = published()[0]


@pytest.fixture(scope="module")
def glance(loaded):
    return judged(loaded, Filters(), published())


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("audience", Audience)
def test_every_target_is_in_one_picture(look, audience, glance):
    found = protect(glance, audience)
    made = at_a_glance.at_a_glance(found, published(), look)
    assert made.title.startswith("Of 8 targets, by own share: ")
    assert len(made.title.split()) <= 20 and "it alone decides" in made.note
    assert list(made.table.columns) == [
        *("Outcome", "Target", "People", "Crude change", "Own share, 95%", "Verdict")
    ]
    drawn = made.chart.to_json()
    for one, row in zip(published(), made.table.to_dict("records"), strict=True):
        assert one.title in drawn and one.aim in row["Target"]
        known = "Too few" in row["Verdict"] or ": " in row["Verdict"]
        assert known, "a verdict says since what"
    assert look.one in drawn and look.expected in drawn and look.other in drawn


def test_titles_count_what_was_answered(glance):
    table = glance.table.assign(
        answer=["met", "on course", "not"] + ["cannot tell"] * 5
    )
    found = protect(replace(glance, table=table), Audience.PSEUDONYMISED)
    made = at_a_glance.at_a_glance(found, published(), LIGHT)
    assert made.title.endswith("1 met, 1 on course, 1 not met and 5 cannot tell")
    people = [5.0, *[400.0] * 7]
    few = replace(glance, table=table.assign(people=people))
    made = at_a_glance.at_a_glance(protect(few, Audience.AGGREGATE), published(), LIGHT)
    assert made.title.endswith("1 not met, 5 cannot tell and 1 hidden")
    told = at_a_glance.settled(found, published())
    assert len(told.sentences) == 8 and "Source: " in told.sentences[0]


def test_a_meeting_sees_no_target_of_few(glance):
    few = replace(glance, table=glance.table.assign(people=5.0))
    made = at_a_glance.at_a_glance(protect(few, Audience.AGGREGATE), published(), LIGHT)
    assert made.chart is None and "Too few" in made.title


def test_one_target_by_month_has_its_line_where_something_is_expected(loaded):
    found = protect(by_month(loaded, Filters(), TARGET), Audience.PSEUDONYMISED)
    made = courses.by_month(found, TARGET, LIGHT)
    assert made.title.startswith(TARGET.title) and len(made.title.split()) <= 20
    lines = made.chart.layer[2].data.dropna(subset=["value"])
    each = lines.pivot(index="month", columns="line", values="value").dropna()
    assert len(each) == 12 and np.allclose(
        each["Target"], 0.64 * each["Expected anyway"]
    )
    assert len(made.table) == 12 and "36% below" in made.note
    share = made.table["Own share, 95%, so far"]
    assert share.iloc[1:].str.contains(" to ").all(), "one month alone has no answer"
    untold = replace(TARGET, measure="gp", picked_by="ae")
    found = protect(by_month(loaded, Filters(), untold), Audience.PSEUDONYMISED)
    made = courses.by_month(found, untold, LIGHT)
    assert set(made.chart.layer[2].data["line"]) == {"Observed"}
    assert "No line shows where to arrive" in made.note
    assert set(made.table["Verdict"]) == {"Cannot tell"}


def test_a_target_is_drawn_only_where_it_applies():
    assert target_of("ae", "top:10%") is TARGET
    assert target_of("ae", "top:30") is None and target_of("gp", "top:10%") is None
    rungs = Result(
        "rungs",
        pd.DataFrame(
            {
                "method": ["Matched comparison"],
                "ratio": [0.8],
                "lower": [0.7],
                "upper": [0.9],
                "why": ["Because."],
                "people": [140.0],
            }
        ),
        (
            Column("method", "Method"),
            *(Column(n, n, "number", decimals=2) for n in ("ratio", "lower", "upper")),
            Column("why", "Why"),
            Column("people", "People", "count"),
        ),
        "What each method says",
    )
    seen = protect(rungs, Audience.PSEUDONYMISED)
    assert '"x": 0.64' in evidence.ladder(seen, ASKED, LIGHT).chart.to_json()
    for other in (Question(AE, "top:30"), Question(GP, "top:10%")):
        assert '"x": 0.64' not in evidence.ladder(seen, other, LIGHT).chart.to_json()


def test_a_course_has_a_line_to_reach_where_a_target_applies(sample):
    """A third under what was expected, month by month; of the top tenth alone."""
    thirty = Question(AE, "top:30")
    wanted = (
        (impact_tables.course, thirty),
        (impact_tables.course, thirty, 3),
        (impact_tables.outcome, thirty),
        (impact_tables.rungs, thirty),
    )
    filters = Filters(as_at=sample.default_as_at)
    seen = [
        protect(measure(sample, filters, *about), Audience.PSEUDONYMISED)
        for measure, *about in wanted
    ]
    tenth = answer.course(*seen, ASKED, LIGHT)
    assert "up to 36% fewer" in tenth.note
    drawn = tenth.chart.layer[2].data.dropna(subset=["value"])
    each = drawn.pivot(index="month", columns="line", values="value").dropna()
    assert len(each) > 6
    assert np.allclose(each["Target"], each["Expected anyway"] * TARGET.line)
    other = answer.course(*seen, thirty, LIGHT)
    assert "Target" not in set(other.chart.layer[2].data["line"])
