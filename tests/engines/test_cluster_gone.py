"""A Spark cluster that goes away between two questions: one clear message at the
command line and on a page, and the next question finds a cluster anew."""

import json

import pytest

from analytics import engine
from analytics.__main__ import main
from analytics.store.dataset import table
from tests.app.test_pages import opened
from tests.support.servers.spark import kill_java

VISITS = table("gp_appointments").count().name("rows").as_table()
SAID = "The Spark cluster went away while it was working. The question was not answered"
# Filters that no other test asks: an answer kept would need no cluster.
FEW = ["--months", "5", "--ae-more-than", "3", "--gp-more-than", "7"]
SEEN = {"months": "5", "ae_more_than": "3", "gp_more_than": "7"}


@pytest.fixture
def lost(loaded, sample, on_spark):
    """Spark has answered, and its Java is gone before the next question."""
    with on_spark():
        assert engine.number(loaded, VISITS) > 0
        kill_java()
        yield loaded


@pytest.mark.spark
def test_the_command_line_says_it_once_and_asks_anew(lost, capsys):
    assert main(["summary", "--data", lost.name, "--json", *FEW]) == 2
    told = capsys.readouterr()
    (problem,) = json.loads(told.out)["problems"]
    assert problem["rule"] == "cluster_gone" and problem["found"].startswith(SAID)
    (line,) = told.err.strip().splitlines()[-1:]
    assert line.startswith(SAID) and "Start the cluster" in line
    assert "FREQUENT_ATTENDERS_ENGINE=duckdb" in line
    assert not any(word in told.err for word in ("Traceback", "Py4J", "py4j"))
    # a new session is found, with the views of its own
    assert engine.number(lost, VISITS) == engine.number(lost, VISITS)


@pytest.mark.spark
def test_a_page_says_it_and_keeps_its_heading(lost):
    at = opened("pages/understand/frequent_attenders.py", lost, SEEN)
    assert not at.exception
    said = [one.value for one in at.error]
    assert len(said) == 1 and said[0].startswith(SAID), said
    assert "our side" not in said[0] and "FREQUENT_ATTENDERS" not in said[0]
    # filters stand as they were: nothing has to be chosen again
    assert at.number_input(key="months").value == 5


def test_an_engine_that_there_is_none_of_is_told(loaded, monkeypatch, capsys):
    monkeypatch.setenv("FREQUENT_ATTENDERS_ENGINE", "postgresql")
    assert main(["summary", "--data", loaded.name]) == 2
    said = capsys.readouterr().err
    assert "FREQUENT_ATTENDERS_ENGINE" in said and "duckdb or spark" in said
