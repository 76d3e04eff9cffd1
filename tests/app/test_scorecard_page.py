"""The page of the national scorecard: at a desk, in a meeting, from a link, and the
template handed back filled."""

import io
from datetime import date
from unittest.mock import patch

from python_calamine import CalamineWorkbook

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, Gate
from analytics.exhibits import scorecard as exhibits
from analytics.measures.scorecard.card import card
from analytics.measures.scorecard.wanted import Wanted
from pages.shell.controls.scorecard import file as file_box
from tests.app.test_pages import opened
from tests.export.scorecard.a_template import Template

PAGE = "pages/share/scorecard.py"
LINK = {"scorecard_cohort": "The 30 who attend most", "scorecard_month": "May 2024"}


def said(at) -> str:
    shown = [*at.header, *at.subheader, *at.markdown, *at.caption]
    tables = [str(one.value.to_dict()) for one in at.table]
    return " ".join([one.value for one in shown] + tables)


def test_a_month_with_its_metrics_and_what_was_expected(loaded):
    at = opened(PAGE, loaded, {})
    assert not at.exception and not at.error
    words = said(at)
    assert "A&E attendances, type 1" in words and "no Inpatient extract" in words
    assert "regression to the mean" in words and "below 6 are" in words


def test_a_meeting_sees_rounded_numbers_and_no_file(loaded):
    at = opened(PAGE, loaded, LINK | {"meeting": "true"})
    assert not at.exception and not at.error
    assert "Counts of 1 to 7 are hidden" in " ".join(e.label for e in at.expander)
    assert "The file to submit" not in said(at)
    assert "the month is the last of the window" in said(at)


def test_a_meeting_sees_a_saved_cohort_whole_or_is_told(loaded):
    """The first fixed that parts people into no small group, protected; never within a
    place, and never one that somebody's use could be read from."""
    link = {"scorecard_cohort": "Cohort: Women", "meeting": "true"}
    at = opened(PAGE, loaded, link)
    assert not at.exception and not at.error
    assert at.selectbox(key="scorecard_cohort").value == "Women"
    assert "can be followed" not in said(at) and "people female" in said(at)
    exact = card(loaded, Filters(), Wanted("Women", None, AE)).table
    exact = exact[exact["missing"] == ""]
    gate = Gate(loaded, Filters(), Audience.AGGREGATE)
    asked = exhibits.for_meeting(gate, Wanted("Women", date(2024, 2, 1), AE))
    assert asked == (Wanted("Women", None, AE),)
    shown = gate.ask(card, *asked).table.set_index("slug")["count"]
    small = [row.slug for row in exact.itertuples() if 0 < row.count <= 7]
    assert shown[small].isna().all() and (shown.dropna() % 5 == 0).all()
    assert len(shown.dropna()) > 1
    place = Filters(practice=("P1",))
    nearest, told = exhibits.coarse(Wanted("Women", None, AE), loaded, place)
    assert nearest.cohort.startswith("top:") and "can be followed" in told[0]


def test_a_link_opens_a_month_and_its_template_comes_back_filled(loaded):
    given = io.BytesIO(Template().as_bytes())
    handed: list[bytes] = []
    box = patch.object(file_box.st, "file_uploader", lambda *a, **k: given)
    button = patch.object(
        file_box.st,
        "download_button",
        lambda label, data, *a, **k: handed.append(data()),
    )
    with box, button:
        at = opened(PAGE, loaded, LINK)
    assert not at.exception and not at.error
    assert at.selectbox(key="scorecard_cohort").value == "top:30"
    assert "May 2024: " in said(at)
    book = CalamineWorkbook.from_filelike(io.BytesIO(handed[-1]))
    sheet = book.get_sheet_by_name("The numbers").to_python(skip_empty_area=False)
    row = next(one for one in sheet if "type 1 department" in str(one[2]))
    assert row[3] == "*" or row[3] >= 6
    start = book.get_sheet_by_name("Start here").to_python(skip_empty_area=False)
    assert start[5][1] == "West Essex" and "2024-05" in str(start[6][1])
    assert "cells are filled" in " ".join(one.value for one in at.success)
