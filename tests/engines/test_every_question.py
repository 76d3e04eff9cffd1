"""Every function that asks the engine is asked, on DuckDB and on Spark, with the same
answer."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analytics.definitions.filters import Filters
from analytics.exhibits.pages import PAGES
from analytics.store.dataset import Dataset
from analytics.store.usual_answers import FOLDER
from tests.engines.both import Question, ask_as_pages, askers, differ, noting
from tests.engines.elsewhere import (
    ask_by_other_choices,
    ask_of_hospital,
    ask_of_others,
)
from tests.engines.listed import GUIDE, MORE, written
from tests.engines.otherwise import ask_otherwise
from tests.footprint.conftest import six

__all__ = ["six"]

USUAL = Filters(ae_more_than=2, gp_more_than=5)
# A window that is not of whole months, a place, an age: what is most work for scope.
NARROW = Filters(
    as_at=date(2024, 6, 17),
    ae_more_than=1,
    gp_more_than=3,
    pcn=("North PCN",),
    age_from=5,
)
LISTING = "analytics.measures.who.listing.listing"
# Which NARROW leaves without an answer.
WIDE = ("before_after", "segments", "over_time", "support", "savings")


def anew(dataset: Dataset, home: Path) -> Dataset:
    """The same dataset in a home of its own, of which nothing was asked before."""
    shutil.copytree(dataset.folder.parent, home / dataset.name)
    folder = home / dataset.name / dataset.folder.name
    shutil.rmtree(folder / FOLDER, ignore_errors=True)
    return replace(dataset, folder=folder)


@pytest.fixture(scope="module")
def noted(loaded, six, frames, tmp_path_factory) -> list[Question]:
    """What is asked of datasets of which nothing was asked before."""
    home = tmp_path_factory.mktemp("asked-anew")
    loaded, six = anew(loaded, home), anew(six, home)
    with noting() as found:
        ask_as_pages(loaded, NARROW)
        ask_as_pages(loaded, USUAL, WIDE, each=None)
        ask_otherwise(loaded, USUAL)
        ask_by_other_choices(loaded, USUAL)
        ask_of_hospital(six, USUAL)
        ask_of_others(frames, home, USUAL)
    return list(found)


@pytest.fixture(scope="module")
def asked(noted) -> dict[str, Question]:
    """One question of each function that asks, with an answer where it had one."""
    found: dict[str, Question] = {}
    for one in noted:
        if one.asker not in found or found[one.asker].rows.empty:
            found[one.asker] = one
    return found


def test_whatever_asks_is_asked_here(asked):
    """A new measure that no page asks, and nothing here, fails."""
    assert set(asked) == askers()
    assert set(PAGES) >= set(WIDE)
    answered = [one for one in asked.values() if not one.rows.empty]
    assert len(answered) > 0.9 * len(asked)


def test_no_more_comes_out_than_frequent_attenders_or_groups(noted):
    """But for what is listed. Of 400 people, under a rule that a third are above."""
    persons = {one: _persons(one.rows) for one in noted}
    often = max(persons[one] for one in noted if one.asker == LISTING)
    larger = {one.asker for one in noted if persons[one] > often}
    assert larger <= set(MORE) and often < 160
    # the test sees: most that are listed do bring out more
    assert len(larger) > 0.6 * len(MORE)


def _persons(rows: pd.DataFrame) -> int:
    named = [name for name in ("person", "pseudonym") if name in rows]
    return int(rows[named[0]].nunique()) if named else 0


@pytest.mark.spark
def test_spark_gives_the_answers_of_duckdb(asked, on_spark):
    found = {name: differ(one, one.on_spark()) for name, one in asked.items()}
    assert {name: how for name, how in found.items() if how} == {}


def test_the_guide_has_the_table():
    """Made by `python -m tests.engines.listed`."""
    said = GUIDE.read_text(encoding="utf-8")
    assert said == written(said)
    assert set(MORE) <= askers() and all(MORE.values())
