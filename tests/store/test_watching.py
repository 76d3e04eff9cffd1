"""A long statement tells rows and time left, and ends when the one who asked has
gone."""

import threading
import time

import duckdb
import pytest

from analytics.store.load import progress as watching


class Slow:
    """A connection whose statement takes as long as it is let, half done from the
    start."""

    def __init__(self):
        self.ended = threading.Event()

    def execute(self, statement):
        self.ended.wait(5)
        return self

    def fetchall(self):
        return [(7,)]

    def query_progress(self):
        return 50.0

    def interrupt(self):
        self.ended.set()


def test_rows_and_time_left_are_told(monkeypatch):
    monkeypatch.setattr(watching, "EVERY", 0.01)
    con, said = Slow(), []

    def progress(step, done):
        said.append((step, done))
        if len(said) == 3:
            con.ended.set()

    watch = watching.Watch(con, progress)
    watch.began -= 40  # seconds ago
    assert watch.run("", "Reading gp.csv", 0.2, 0.6, 16_000_000) == 7
    assert said[0] == ("Reading gp.csv", 0.2)
    assert said[1] == (
        "Reading gp.csv: 8,000,000 of about 16,000,000 rows, about 60 seconds left",
        pytest.approx(0.4),
    )


def test_a_report_that_raises_interrupts_the_statement(monkeypatch):
    monkeypatch.setattr(watching, "EVERY", 0.01)
    con = Slow()

    def gone(step, done):
        if done > 0.2:
            raise KeyboardInterrupt

    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        watching.Watch(con, gone).run("", "Reading", 0.2, 0.6)
    assert con.ended.is_set() and time.monotonic() - began < 4


def test_a_fault_of_the_statement_is_raised():
    with pytest.raises(duckdb.Error):
        watching.Watch(duckdb.connect(), lambda step, done: None).run(
            "SELECT nothing", "", 0, 1
        )


@pytest.mark.parametrize(
    "seconds,said", [(1, "5 seconds"), (42, "40 seconds"), (150, "2 minutes")]
)
def test_times_are_told_roundly(seconds, said):
    assert watching._length(seconds) == said
