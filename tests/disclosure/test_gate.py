"""The gate is a type: nothing is shown that did not come through it."""

from dataclasses import replace
from datetime import date
from functools import partial

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, Gate, Protected, protect
from analytics.disclosure.gate import AResult, NotAResult
from analytics.disclosure.rounding import as_shown
from analytics.exhibits.exhibit import Exhibit
from analytics.figures.figure import Figure, Said, figure
from analytics.figures.theme import LIGHT
from analytics.measures.before_after.impact import impact_of
from analytics.measures.before_after.question import Question
from analytics.measures.counting.empty_result import nobody_left
from analytics.measures.result import Column, Result
from analytics.measures.summary import headlines, summary
from pages.shell.answers import answer
from pages.shell.drawing.desk import Desk
from pages.shell.drawing.meeting_screen import MeetingScreen
from pages.shell.drawing.presenter import How

COLUMNS = (
    Column("group", "Group"),
    Column("people", "People", "count"),
    Column("share", "Share", "percent", "people", "everyone"),
    Column("everyone", "Everyone", "count", shown=False),
    Column("why", "Why", of="people"),
    Column("exactly", "Exactly", private=True),
)


def result(people: list[int], **more) -> Result:
    table = pd.DataFrame(
        {
            "group": [f"g{i}" for i in range(len(people))],
            "people": people,
            "share": None,
            "everyone": 70,
            "why": [f"for {n} of them" for n in people],
            "exactly": [f"{n} exactly" for n in people],
        }
    )
    return Result("r", table, COLUMNS, "A measure", fingerprint="abc", **more)


@pytest.fixture
def desk(loaded):
    return Gate(loaded, Filters(), Audience.PSEUDONYMISED)


@pytest.mark.parametrize(
    "measure, about",
    [(summary, ()), (nobody_left, ()), (impact_of, (Question(AE),))],
    ids=["a dictionary", "a tuple", "a whole analysis"],
)
def test_asking_for_what_is_no_result_fails_and_names_the_measure(measure, about, desk):
    with pytest.raises(NotAResult, match=f"{measure.__module__}.{measure.__name__}"):
        desk.ask(measure, *about)


def test_a_result_is_not_had_without_protection(desk):
    with pytest.raises(AResult, match="headlines"):
        desk.know(headlines)
    assert desk.know(nobody_left) == ()


def test_only_protect_makes_a_protected():
    seen = protect(result([3, 40]), Audience.AGGREGATE)
    with pytest.raises(TypeError, match="Only"):
        Protected(result([3]), Audience.AGGREGATE, pd.DataFrame())
    with pytest.raises(TypeError, match="Only"):
        replace(seen, result=result([3]))


def test_only_a_protected_can_become_a_figure():
    raw = result([3, 40])
    with pytest.raises(TypeError, match="made of a Protected"):
        Figure(raw, "f", "A title", "", None, "alt", raw.table, "")
    with pytest.raises(TypeError, match="made of a Protected"):
        Said(raw.row(), "3 people")
    drawn = figure(protect(raw, Audience.AGGREGATE), "A title", None, "alt")
    assert drawn.aggregate and drawn.fingerprint == "abc"


@pytest.mark.parametrize(
    "presenter", [Desk, partial(MeetingScreen, "overview", "What?", "Everyone.")]
)
@pytest.mark.parametrize("raw", ["3 people", pd.DataFrame({"people": [3]}), 3])
def test_no_presenter_shows_anything_else(presenter, raw):
    with pytest.raises(TypeError, match="not for showing"):
        presenter().show(raw, How(LIGHT))


def test_an_exhibit_that_draws_anything_else_fails(desk):
    loose = Exhibit(
        "loose",
        "How many?",
        asks=lambda: [(headlines,)],
        draws=lambda found, look: [str(found.row()["people"])],
    )
    with pytest.raises(TypeError, match="'loose' draws a str"):
        loose.drawn(desk, LIGHT)


def test_a_meeting_has_no_gate_for_what_it_may_not_ask(desk, loaded):
    fine = Filters(age_from=30, as_at=date(2024, 5, 3))
    with pytest.raises(ValueError, match="for_meeting"):
        Gate(loaded, fine, Audience.AGGREGATE)
    gate, changed = Gate(loaded, fine, Audience.PSEUDONYMISED).for_meeting
    assert gate.aggregate and gate.filters.age_from is None and len(changed) == 2
    assert gate.for_meeting == (gate, ())
    assert gate.ask(headlines).aggregate and not desk.ask(headlines).aggregate


def test_answers_are_not_kept_under_anothers_name(loaded):
    with pytest.raises(ValueError, match="no name"):
        answer(lambda dataset, filters: 1, loaded, Filters())


def test_texts_are_hidden_with_the_people_they_rest_on():
    seen = protect(result([3, 40]), Audience.AGGREGATE)
    assert seen.table["why"].tolist() == [None, "for 40 of them"]
    assert list(seen.in_words()["Why"]) == ["*", "for 40 of them"]
    assert seen.table["exactly"].isna().all(), "private: for no meeting"
    narrowed = protect(result([0, 19], narrowed=True), Audience.AGGREGATE)
    assert narrowed.table["why"].isna().all()
    analyst = protect(result([3]), Audience.PSEUDONYMISED).row()
    assert (analyst["why"], analyst["exactly"]) == ("for 3 of them", "3 exactly")


def test_a_ratio_leaves_the_gate_no_finer_than_it_is_shown():
    shares = protect(result([20, 50]), Audience.AGGREGATE).table["share"]
    assert shares.tolist() == [0.2857, 0.7142], "shown as 28.6% and 71.4%"
    exact = protect(result([20, 50]), Audience.PSEUDONYMISED).table["share"]
    assert exact[0] == 20 / 70


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.floats(-5000, 5000), st.integers(0, 4))
def test_what_is_cut_reads_as_the_number_itself_would(value, digits):
    cut = float(as_shown(np.array([value]), digits + 1)[0])
    assert abs(cut - value) <= 1.001 * 10.0 ** -(digits + 1)
    assert round(cut, digits + 1) == cut
    for fewer in range(digits + 1):
        mine, theirs = (float(f"{one:.{fewer}f}") for one in (cut, value))
        half = abs(abs(value) * 10**fewer % 1 - 0.5) < 1e-6
        assert mine == theirs or half, "a number halfway may go either way"
