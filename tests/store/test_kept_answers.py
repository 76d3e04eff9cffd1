"""The very same question, asked again by a page, is answered from memory; no other."""

import pandas as pd
import pytest
from ibis import _

from analytics import engine, kept_answers
from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.filters import Filters
from analytics.kept_tables import keeping
from analytics.measures.counting.persons import among
from analytics.measures.over_time import comings_and_goings
from analytics.measures.over_time.unusual_months import unusual_months
from analytics.measures.places import by_place
from analytics.store.dataset import table


@pytest.fixture
def asked(monkeypatch):
    """The questions that DuckDB itself was asked."""
    questions, rows = [], engine._rows

    def counting(con, expression):
        questions.append(expression)
        return rows(con, expression)

    monkeypatch.setattr(engine, "_rows", counting)
    return questions


def born(since: int):
    by_year = table("people").filter(_.birth_year > since).group_by("birth_year")
    return by_year.agg(n=_.count()).order_by("birth_year")


def test_the_same_question_is_asked_once_and_another_anew(loaded, asked):
    with keeping():
        first = engine.run(loaded, born(1931))
        pd.testing.assert_frame_equal(engine.run(loaded, born(1931)), first)
        assert len(asked) == 1
        assert len(engine.run(loaded, born(1951))) < len(first)
    assert len(asked) == 2
    engine.run(loaded, born(1931))  # one question alone
    assert len(asked) == 3


def test_whoever_changes_an_answer_changes_his_own(loaded):
    with keeping():
        first = engine.run(loaded, born(1932))
        before = first.copy()
        first["n"] = -1
        second = engine.run(loaded, born(1932))
        second.loc[:, "n"] = -2
        pd.testing.assert_frame_equal(engine.run(loaded, born(1932)), before)


def test_datasets_do_not_answer_for_each_other(loaded, only_ae, asked):
    with keeping():
        engine.run(loaded, born(1933))
        engine.run(only_ae, born(1933))
    assert len(asked) == 2


def test_neither_people_handed_over_nor_large_answers_are_kept(
    loaded, asked, monkeypatch
):
    monkeypatch.setattr(kept_answers, "SMALL", 10)
    with keeping():
        for _again in range(2):
            engine.run(loaded, among([1, 2, 3]))
            engine.run(loaded, table("people").filter(_.birth_year > 1934))
    assert len(asked) == 4


def test_the_oldest_go_first(loaded, asked, monkeypatch):
    monkeypatch.setattr(kept_answers, "KEPT", 400)
    with keeping():
        for since in (1935, 1936, 1937, 1938, 1938, 1935):
            engine.run(loaded, born(since))
    assert len(asked) == 5


@pytest.mark.parametrize(
    ("measure", "more"),
    [
        (unusual_months, (GP,)),
        (unusual_months, (AE,)),
        (by_place.by_practice, ((GP,),)),
        (comings_and_goings.comings_and_goings, (GP,)),
    ],
)
def test_a_rule_moved_asks_anew_only_what_it_decides(loaded, asked, measure, more):
    """Each also gives what it gives afresh."""
    usual, moved = Filters(), Filters(ae_more_than=3)
    with keeping():
        measure(loaded, usual, *more)
        asked.clear()
        kept = measure(loaded, moved, *more)
        assert not asked
    by_place._practices.cache_clear()
    comings_and_goings._counted.cache_clear()
    pd.testing.assert_frame_equal(measure(loaded, moved, *more).table, kept.table)
    assert asked and "More than 3 A&E" in kept.rule
