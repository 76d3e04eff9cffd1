"""A pack is made of any dataset, and its files open elsewhere.

All sorts, with every file drawn, are tried by `python -m tests.benchmarks.packs`.
"""

import pytest

from analytics.definitions.filters import Filters
from analytics.export.make import MAKERS
from analytics.export.slides.text_fit import lines, shortened, width
from analytics.export.story import story
from tests.export.packs.datasets import SORTS
from tests.export.packs.drawn import drawn
from tests.export.packs.making import about, figures_of, files_of
from tests.export.packs.opened import OPEN
from tests.support.shared import once
from tests.support.world import dataset

WHOLE = ("no-list", "long-names", "eight-days")  # of which every file is made
TRIED = (
    *WHOLE,
    "one-practice",
    "ae-ends-early",
    "many-practices",
    "all-hidden",
    "gp-only",
    "bare-ae",
    "strangers",
    "control-characters",
    "odd-names",
)
BY_NAME = {sort.name: sort for sort in SORTS}


def test_thirty_sorts_and_more():
    assert len({sort.name for sort in SORTS}) == len(SORTS) >= 30
    assert set(TRIED) <= set(BY_NAME)


@pytest.mark.parametrize("name", TRIED)
def test_a_pack_is_made_and_opens_elsewhere(name, data_home):
    sort, kinds = BY_NAME[name], list(MAKERS)
    held = once(data_home, name, lambda called: dataset(sort.made(), data_home, called))
    figures, numbers = figures_of(sort, held)
    assert figures
    if name not in WHOLE:
        kinds = [kinds[TRIED.index(name) % len(kinds)]]
    for kind, data in files_of(figures, numbers, held, kinds).items():
        words = OPEN[kind](data, figures)
        assert "\x07" not in words and "\x1b" not in words
        if kind == "page":
            assert len(drawn(data)) == 1


def test_a_long_word_is_broken_and_a_long_text_is_cut():
    broken = lines("a " + "w" * 300, 10, 200)
    assert "".join(broken) == "a" + "w" * 300
    assert all(width(line, 10) <= 200 for line in broken)
    cut = lines("some words " * 100, 10, 200, most=3)
    assert len(cut) == 3 and cut[-1].endswith("…")
    assert shortened("a few words", 10, 200, 1) == "a few words"


def test_a_title_that_was_pasted_with_control_characters(loaded):
    made = about(loaded)
    made = type(made)("Our\x0b pack\x07", made.data, made.made)
    assert made.title == "Our pack"


def test_a_part_that_cannot_be_told_leaves_the_rest(data_home):
    held = once(
        data_home,
        "eight-days",
        lambda called: dataset(BY_NAME[called].made(), data_home, called),
    )
    told = story(held, Filters())
    assert told.chosen and len(told.left_out) == 1, "told once, not once a chapter"
    assert "Load a longer extract" in told.left_out[0].remedy
