"""What a pack opens with, one's own words in it, and that nothing crosses a frame."""

import io
import re
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest
from pptx import Presentation
from pptx.util import Emu, Pt
from pypdf import PdfReader

from analytics.__main__ import main
from analytics.errors import InputError
from analytics.exhibits.story import CHAPTERS
from analytics.export.make import make
from analytics.export.pack import LONGEST, About, of_whom, own_words
from analytics.export.page import MOST, shown_on_paper
from analytics.export.slides.deck import SPACING
from analytics.export.slides.text_fit import lines
from tests.exhibits.test_headings import faults
from tests.export.conftest import MADE, chosen, counted

TOLERATED = Pt(1)
SAID = "What we did: two link workers since spring."
SECRET = ("Mrs Brown came again", "9434765919 is known", "born 3 May", "SS14 3QT")


@pytest.fixture(scope="module")
def of_a_place():
    return About(
        "Frequent attenders",
        (),
        MADE,
        place="Central Basildon",
        period="the 12 months to 31 August 2024",
        messages=("One thing.", "Another thing.", "A third."),
    )


def words_of(slide) -> list[str]:
    return [s.text_frame.text for s in slide.shapes if s.has_text_frame]


def test_the_deck_opens_with_the_place_and_three_messages(of_a_place):
    some = [replace(chosen(counted([40, 210])), comment=SAID)]
    deck = Presentation(io.BytesIO(make("slides", some, of_a_place)))
    first = "\n".join(words_of(deck.slides[0]))
    assert "Central Basildon · the 12 months to 31 August 2024" in first
    for n, message in enumerate(of_a_place.messages, 1):
        assert f"{n}. {message}" in first
    assert any("Central Basildon" in words for words in words_of(deck.slides[1]))


def test_own_comments_travel_along_into_every_file(of_a_place):
    some = [replace(chosen(counted([40, 210])), comment=SAID)]
    slide = Presentation(io.BytesIO(make("slides", some, of_a_place))).slides[1]
    assert SAID in words_of(slide)
    assert SAID in slide.notes_slide.notes_text_frame.text
    book = openpyxl.load_workbook(io.BytesIO(make("workbook", some, of_a_place)))
    cells = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row]
    assert any(SAID in cell for cell in cells)
    assert all(any(m in cell for cell in cells) for m in of_a_place.messages)
    page = PdfReader(io.BytesIO(make("page", some, of_a_place))).pages[0]
    paper = re.sub(r"\s+", " ", page.extract_text())
    assert SAID in paper and "Central Basildon" in paper and "Another thing." in paper


@pytest.mark.parametrize("words", [*SECRET, "x" * (LONGEST + 1)])
def test_words_that_name_somebody_do_not_leave_the_room(words):
    with pytest.raises(InputError):
        own_words(words, "comment")
    with pytest.raises(InputError):
        replace(chosen(counted([40, 210])), comment=words)


def test_the_story_is_told_in_order_and_says_what_to_keep(told, sample):
    order = list(dict.fromkeys(chapter.title for chapter in CHAPTERS))
    assert order == [
        "Who",
        "Why",
        "Kinds of need",
        "Over time",
        "Footprint",
        "Population",
        "Places",
        "Support",
        "Before and after",
        "Worth",
        "Plan",
        "All numbers",
    ]
    pages = list(dict.fromkeys(one.page for one in told))
    assert pages == [
        "Overview",
        "Frequent attenders",
        "Segments",
        "Over time",
        "Footprint",
        "Population",
        "Places",
        "Support",
        "Before and after",
        "Savings",
    ]


def test_what_a_meeting_sees_has_short_findings_too(told):
    assert not faults({one.figure.title: one.figure.title for one in told})


def test_paper_has_before_and_after_and_savings(told):
    shown = [one.exhibit for one in shown_on_paper(told)]
    assert len(shown) == MOST and {"course", "waterfall", "reasons"} <= set(shown)
    others = [replace(one, sums_up=False) for one in told]
    drawn = [one for one in others if one.on_paper and one.figure.chart is not None]
    assert shown_on_paper(others) == drawn[:MOST], "without these, the first"


def test_files_are_named_after_place_and_day(of_a_place):
    assert of_a_place.file_name(".pptx") == (
        "frequent_attenders_central_basildon_2026-11-22.pptx"
    )
    odd = replace(of_a_place, place="../St. Anne's & Co/" + "long " * 40)
    assert re.fullmatch(r"[a-z0-9_-]{1,100}\.pdf", odd.file_name(".pdf"))


def test_a_pack_of_several_places_says_so():
    one = replace(chosen(counted([40])), place="A", period="the year")
    assert of_whom([one]) == {"place": "A", "period": "the year"}
    more = [replace(one, place=name) for name in "ABC"]
    assert of_whom(more)["place"] == "several places"
    assert of_whom([one, replace(one, period="")])["period"] == "the year"
    assert of_whom([]) == {"place": "", "period": ""}


def words_high(shape) -> int:
    """How high the words of a box are, in EMU, in their own type."""
    points = 0.0
    for paragraph in shape.text_frame.paragraphs:
        runs = [run for run in paragraph.runs if run.text and run.font.size]
        if runs:
            size = max(run.font.size.pt for run in runs)
            bold = all(run.font.bold for run in runs)
            said = "".join(run.text for run in runs).strip()
            points += len(lines(said, size, Emu(shape.width).pt, bold)) * size * SPACING
    return int(Pt(points))


def crossing(deck) -> list[str]:
    """Boxes that leave the slide, cross another box, or are too low for their words."""
    found = []
    for n, slide in enumerate(deck.slides, 1):
        boxes = [s for s in slide.shapes if s.width and s.height]
        for one in boxes:
            if (
                one.left < 0
                or one.top < 0
                or one.left + one.width > deck.slide_width
                or one.top + one.height > deck.slide_height
            ):
                found.append(f"{n}: {one.name} leaves the slide")
            if one.has_text_frame and words_high(one) > one.height + TOLERATED:
                found.append(f"{n}: {one.name} is too low for its words")
        for i, one in enumerate(boxes):
            for other in boxes[i + 1 :]:
                across = min(one.left + one.width, other.left + other.width) - max(
                    one.left, other.left
                )
                down = min(one.top + one.height, other.top + other.height) - max(
                    one.top, other.top
                )
                if across > TOLERATED and down > TOLERATED:
                    found.append(f"{n}: {one.name} crosses {other.name}")
    return found


def test_nothing_crosses_a_frame(deck):
    assert not crossing(deck)


def test_nothing_crosses_a_frame_with_long_words(about):
    long = "Wherever one looks, words go on and on. " * 7
    some = [
        replace(chosen(counted([40, 210])), comment=long[:LONGEST].strip(), place=long)
    ]
    full = replace(about, place="A name of a place " * 9, messages=(long,) * 3)
    full = replace(full, title="A title that takes more than the room there is " * 3)
    assert not crossing(Presentation(io.BytesIO(make("slides", some, full))))


def test_the_command_line_takes_messages_and_comments(sample, tmp_path, capsys):
    given = ["pack", "--data", "sample", "--folder", str(tmp_path), "--json"]
    said = ["--message", "Ours.", "--comment", "course", SAID]
    assert main([*given, *said]) == 0
    (deck,) = tmp_path.glob("*.pptx")
    day = f"{datetime.now():%Y-%m-%d}"
    assert deck.name == f"frequent_attenders_everyone_in_the_extracts_{day}.pptx"
    slides = Presentation(str(deck)).slides
    assert "1. Ours." in "\n".join(words_of(slides[0]))
    assert any(SAID in words_of(slide) for slide in slides)
    assert {path.suffix for path in tmp_path.iterdir()} == {".pptx", ".xlsx", ".pdf"}
    capsys.readouterr()
    assert main([*given, "--comment", "no such", SAID]) != 0
    assert main([*given, "--message", SECRET[0]]) != 0
