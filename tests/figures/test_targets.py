"""The playbook's targets are a line beside what was measured, and nothing where nothing
can be told."""

import numpy as np
import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from analytics.figures.before_after import answer, evidence, other_ways
from analytics.figures.theme import DARK, LIGHT
from analytics.measures.before_after import impact_tables
from analytics.measures.before_after.question import Question
from analytics.measures.result import Column, Result
from analytics.methods.impact.targets import TARGETS, target_of

ASKED = Question(AE, "top:10%")
TARGET = TARGETS[0]


def judged(answer: str, people: float = 140.0, audience=Audience.PSEUDONYMISED):
    """The targets as measured: the first answered so, the others out of reach."""
    rows = [
        (TARGET.measure, "down by up to 36%", answer, "", 0.64, 0.8, 0.7, 0.9, people),
        (TARGETS[3].measure, "down by 9%", "Cannot tell yet", "", 0.91, *[np.nan] * 4),
    ]
    numbers = ("ratio", "lower", "upper")
    names = ("measure", "aim", "answer", "words", "target", *numbers, "people")
    columns = (
        Column("measure", "Target"),
        Column("aim", "Aim"),
        Column("answer", "Answer", of="people"),
        Column("words", "Why", of="people"),
        Column("target", "Target as a ratio", "number", decimals=2, shown=False),
        *(Column(n, n, "number", decimals=2, of="people") for n in numbers),
        Column("people", "People behind it", "count", shown=False),
    )
    frame = pd.DataFrame(rows, columns=names)
    return protect(Result("targets", frame, columns, "m", "p", "w", "r", "f"), audience)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_a_target_that_can_be_judged_has_a_line(look):
    made = other_ways.targets(judged("Met"), ASKED, look)
    assert made.title.endswith("the target, down by up to 36%, is met")
    drawn = made.chart.to_json()
    assert '"x": 0.64' in drawn and look.expected in drawn
    assert "line at 0.64" in drawn, "the axis says what the line is"
    assert "length of stay" in made.note and len(made.title.split()) <= 20


def test_where_nothing_can_be_told_there_is_no_figure():
    assert other_ways.targets(judged("Cannot tell yet"), ASKED, LIGHT) is None
    few = judged("Met", people=3, audience=Audience.AGGREGATE)
    assert other_ways.targets(few, ASKED, LIGHT) is None, "hidden: too few people"


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
    assert np.allclose(each["Target"], each["Expected anyway"] * TARGET.ratio)
    other = answer.course(*seen, thirty, LIGHT)
    assert "Target" not in set(other.chart.layer[2].data["line"])
