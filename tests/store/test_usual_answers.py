"""Answers to the usual questions are kept with the version, and believed only where
this home sealed them for this code."""

import shutil
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.measures.before_after.question import Question
from analytics.store import usual_answers
from analytics.store.usual_answers import FOLDER, kept

asked: list[object] = []


def people(dataset, filters, *more):
    asked.append((filters, more))
    return pd.DataFrame({"n": [len(asked)]})


@pytest.fixture
def mine(only_ae, tmp_path):
    """A dataset in a home of its own, of which nothing was asked yet."""
    version = only_ae.folder
    folder = tmp_path / "home" / version.parent.name / version.name
    shutil.copytree(version, folder)
    shutil.rmtree(folder / FOLDER, ignore_errors=True)
    asked.clear()
    return replace(only_ae, folder=folder)


def files(dataset):
    return sorted((dataset.folder / FOLDER).glob("*/*"))


def test_a_usual_question_is_asked_once(mine):
    usual = Filters(as_at=mine.default_as_at)
    first = kept(people, mine, usual, AE, "group", (1, None))
    again = kept(people, mine, usual, AE, "group", (1, None))
    pd.testing.assert_frame_equal(first, again)
    assert len(asked) == 1 and len(files(mine)) == 1
    kept(people, mine, usual, AE, "term", (1, None))
    assert len(asked) == 2 and len(files(mine)) == 2


def test_the_usual_day_is_the_same_whether_chosen_or_not(mine):
    for place in ({}, {"pcn": ("North PCN",)}):
        first = kept(people, mine, Filters(**place))
        chosen = Filters(as_at=mine.default_as_at, **place)
        assert kept(people, mine, chosen).equals(first)
    assert len(asked) == 2 and len(files(mine)) == 2, "once of all, once of the place"


def test_so_is_a_question_about_one_place(mine):
    of_one = Filters(as_at=mine.default_as_at, pcn=("North PCN",))
    for filters in (of_one, of_one, Filters(place=("Basildon",))):
        kept(people, mine, filters)
    assert len(asked) == 2 and len(files(mine)) == 2


@pytest.mark.parametrize(
    "filters, more",
    [
        (Filters(ae_more_than=5), ()),
        (Filters(as_at=date(2024, 1, 31)), ()),
        (Filters(pcn=("North PCN", "South PCN")), ()),
        (Filters(practice=("F81001",)), ()),
        (Filters(pcn=("North PCN",), ae_more_than=5), ()),
        (Filters(pcn=("North PCN",), as_at=date(2024, 1, 31)), ()),
        (Filters(), (object(),)),
    ],
)
def test_nothing_else_is_kept(mine, filters, more):
    kept(people, mine, filters, *more)
    kept(people, mine, filters, *more)
    assert len(asked) == 2 and files(mine) == []


def test_a_kind_of_event_comes_back_as_itself(mine):
    def question(_dataset, _filters):
        return Question(AE, "top:30")

    kept(question, mine, Filters())
    assert kept(question, mine, Filters()).kind is AE
    assert len(files(mine)) == 1


@pytest.mark.parametrize("damage", ["changed", "cut", "renamed", "another home"])
def test_a_file_that_this_home_did_not_seal_is_not_believed(mine, damage):
    kept(people, mine, Filters())
    (file,) = files(mine)
    whole = file.read_bytes()
    if damage == "changed":
        file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    if damage == "cut":
        file.write_bytes(whole[:10])
    if damage == "renamed":
        kept(people, mine, Filters(), "other")
        (other,) = set(files(mine)) - {file}
        file.write_bytes(other.read_bytes())
    if damage == "another home":
        (mine.folder.parents[1] / usual_answers.SEAL_FILE).write_bytes(b"x" * 32)
    before = len(asked)
    kept(people, mine, Filters())
    assert len(asked) == before + 1


def test_other_code_answers_anew(mine, monkeypatch):
    kept(people, mine, Filters())
    before = files(mine)
    beside = mine.folder / usual_answers.FOLDER / "kept before there were such folders"
    beside.write_bytes(b"x")
    monkeypatch.setattr(usual_answers, "_code", lambda: "another")
    kept(people, mine, Filters())
    kept(people, mine, Filters(), "other")
    assert len(asked) == 3
    assert len(files(mine)) == 2 and not {*before, beside} & {*files(mine)}
    assert not beside.exists(), "nobody asks for what other code answered"


@pytest.mark.parametrize("library", usual_answers.WITH)
def test_another_version_of_a_library_is_other_code(library, monkeypatch):
    here, real = usual_answers._code.__wrapped__, usual_answers.version
    before = here()
    assert here() == before
    monkeypatch.setattr(
        usual_answers,
        "version",
        lambda one: "another" if one == library else real(one),
    )
    assert here() != before


def test_a_folder_that_cannot_be_written_costs_time_alone(mine, monkeypatch):
    def full(*_ignored):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(usual_answers, "_write", full)
    assert kept(people, mine, Filters())["n"].item() == 1


def test_files_are_the_owners_alone(mine):
    kept(people, mine, Filters())
    (file,) = files(mine)
    seal = mine.folder.parents[1] / usual_answers.SEAL_FILE
    assert oct(file.parent.stat().st_mode)[-3:] == "700"
    assert {oct(one.stat().st_mode)[-3:] for one in (file, seal)} == {"600"}
