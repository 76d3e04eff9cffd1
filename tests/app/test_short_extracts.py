"""Extracts of a few days or months: each page opens, says how much of the window there
are data for, and what to choose."""

from pathlib import Path

import pytest

from tests.app.test_pages import PAGES, opened
from tests.export.packs.datasets import SORTS
from tests.support.shared import once
from tests.support.world import dataset

BY_NAME = {sort.name: sort for sort in SORTS}
ANSWERED = ("before_after", "savings")


@pytest.fixture
def short(data_home):
    def held(name):
        made = BY_NAME[name].made
        return once(data_home, name, lambda called: dataset(made(), data_home, called))

    return held


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_eight_days(page, short):
    at = opened(page, short("eight-days"), {})
    assert not at.exception and not at.error, [e.value for e in at.error]
    stem = Path(page).stem
    said = " ".join(c.value for c in at.caption)
    if stem in ("overview", "frequent_attenders", "places"):
        assert "extract has data of 1 day of the 12 months to 17 March 2024" in said
    if stem in ("before_after", "savings"):
        told = " ".join(w.value for w in at.warning)
        assert "No day will do yet" in told and "Load a longer extract" in told


@pytest.mark.parametrize("page", [p for p in PAGES if Path(p).stem in ANSWERED])
@pytest.mark.parametrize("meeting", ["false", "true"])
def test_a_year_is_enough_for_an_answer(page, meeting, short):
    at = opened(page, short("a-year"), {"meeting": meeting})
    assert not at.exception and not at.error
    assert not at.warning, [w.value for w in at.warning]
    assert not any("has data of" in c.value for c in at.caption), "the window is full"
