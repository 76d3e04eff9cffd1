"""A log tells where a fault of ours was raised, and no value of the data."""

import io
import logging
import tomllib
from pathlib import Path

import duckdb
import pytest

from analytics.__main__ import main
from analytics.commands import summary
from analytics.fault_log import IN_ITS_OWN_WORDS, say_no_values
from pages.shell.faults import faults_in_words

ROOT = Path(__file__).resolve().parents[2]
PERSON = "9434765919"


def value_in_a_message() -> None:
    """As a database says that it cannot read something, and what is made of that."""
    try:
        duckdb.sql(f"SELECT CAST('born {PERSON}' AS INTEGER)").fetchall()
    except duckdb.ConversionException as fault:
        raise KeyError(PERSON) from fault


def logged(name: str, how) -> str:
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    log = logging.getLogger(name)
    log.addHandler(handler)
    try:
        how(log)
    finally:
        log.removeHandler(handler)
    return said.getvalue()


def caught(log: logging.Logger) -> None:
    try:
        value_in_a_message()
    except KeyError:
        log.exception("It failed")


@pytest.mark.parametrize("name", ["frequent_attenders", "streamlit.error_util", "any"])
def test_kinds_and_places_and_no_value(name):
    say_no_values()
    said = logged(name, caught)
    assert "It failed" in said and "in value_in_a_message" in said
    assert said.index("ConversionException") < said.index("builtins.KeyError")
    assert PERSON not in said


def test_why_a_sign_in_failed_is_in_its_own_words():
    say_no_values()
    assert PERSON in logged(IN_ITS_OWN_WORDS[0], caught)


def test_a_page_that_fails(monkeypatch):
    def run(log: logging.Logger) -> None:
        with faults_in_words():
            value_in_a_message()

    said = logged("frequent_attenders", run)
    assert "A page failed: KeyError" in said and PERSON not in said


def test_a_command_that_fails(monkeypatch, loaded, capsys):
    monkeypatch.setattr(summary, "run", lambda *_: value_in_a_message())
    codes = []
    said = logged(
        "frequent_attenders",
        lambda log: codes.append(main(["summary", "--data", "world"])),
    )
    printed = capsys.readouterr()
    assert codes == [1] and "summary failed" in said and "KeyError" in said
    assert PERSON not in said + printed.out + printed.err


def test_streamlit_has_no_other_way_to_log_a_fault():
    """With `rich` installed it would print an uncaught one by itself."""
    settings = ROOT / ".streamlit" / "config.toml"
    assert tomllib.loads(settings.read_text())["logger"]["enableRich"] is False
