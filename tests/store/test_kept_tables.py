"""What many questions are built on is worked out once; the answers stay the same."""

import threading

import ibis
import pandas as pd
import pytest
from ibis import _

from analytics import engine, kept_tables
from analytics.definitions.filters import Filters
from analytics.kept_tables import in_full, keeping, once
from analytics.measures.counting.settle import settle
from analytics.measures.counting.use import use
from analytics.store.dataset import table

RULES = (2, 5, 9)


def frequent(loaded, more_than: int) -> ibis.Table:
    scope = settle(loaded, Filters(gp_more_than=more_than))
    return use(scope).filter(_.gp_visits > more_than).order_by("person")


def there(loaded) -> list[str]:
    con, *_kept = engine._duckdb(loaded)
    names = con.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    return [name for (name,) in names if name.startswith(kept_tables.PREFIX)]


@pytest.mark.parametrize("more_than", RULES)
def test_rows_are_those_of_the_whole_expression(loaded, more_than):
    asked = frequent(loaded, more_than)
    alone = engine.run(loaded, asked)
    assert len(alone)
    with keeping():
        pd.testing.assert_frame_equal(engine.run(loaded, asked), alone)


def test_one_table_serves_every_rule(loaded):
    with keeping():
        engine.run(loaded, frequent(loaded, 1))
        before = there(loaded)
        for more_than in RULES:
            engine.run(loaded, frequent(loaded, more_than))
    assert before and there(loaded) == before


def test_nothing_is_kept_for_one_question_alone(only_ae):
    engine.run(only_ae, frequent(only_ae, 2))
    assert there(only_ae) == []


def test_only_the_newest_are_kept(loaded, monkeypatch):
    monkeypatch.setattr(kept_tables, "KEPT", 1000)
    rows = []
    with keeping():
        for least in range(6):
            born = table("people").filter(_.birth_year > 1900 + least)
            rows.append(len(engine.run(loaded, once(born).filter(_.birth_year > 0))))
            before = there(loaded)
    assert sum(rows) > 1000 and 1000 // max(rows) <= len(before) <= 1000 // min(rows)
    assert there(loaded) == before


def test_what_stands_within_what_stands_is_put_back(loaded):
    inner = once(table("people").filter(_.birth_year > 1950))
    outer = once(inner.group_by("sex").agg(n=_.count()))
    asked = outer.order_by("sex")
    alone = engine.run(loaded, in_full(asked))
    with keeping():
        pd.testing.assert_frame_equal(engine.run(loaded, asked), alone)


def test_several_ask_at_once(loaded):
    alone = {n: engine.run(loaded, frequent(loaded, n)) for n in RULES}
    faults: list[BaseException] = []

    def ask(more_than: int) -> None:
        try:
            for turn in range(6):
                born = table("people").filter(_.birth_year > 1900 + turn + more_than)
                with keeping():
                    engine.run(loaded, once(born).filter(_.birth_year > 0))
                    found = engine.run(loaded, frequent(loaded, more_than))
                pd.testing.assert_frame_equal(found, alone[more_than])
        except BaseException as fault:  # told in the test, not in the thread
            faults.append(fault)

    asking = [threading.Thread(target=ask, args=(n,)) for n in RULES * 2]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert faults == []
