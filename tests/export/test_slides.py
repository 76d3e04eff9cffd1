"""Slides open elsewhere, can be read from afar and hold the figures' numbers."""

import io

import openpyxl
import pytest
from pptx import Presentation
from pptx.util import Emu, Pt

from analytics.export.charts.native import native
from analytics.export.make import make
from analytics.export.notes import without_marks
from tests.export.conftest import chosen, counted

LEAST_TYPE = Pt(12)


def titles(deck):
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def test_a_slide_a_figure_with_opening_and_definitions(deck, told):
    said = titles(deck)
    assert said[0] == "Frequent attenders" and said[-1] == "What is counted"
    for one in told:
        assert any(title.startswith(one.figure.title) for title in said), (
            one.figure.title
        )
    opening = " ".join(
        s.text_frame.text for s in deck.slides[0].shapes if s.has_text_frame
    )
    assert (
        "Synthetic" in opening
        and told[0].sentence in opening
        and "22 November 2026" in opening
    )
    counted = [
        s.text_frame.text
        for title, slide in zip(said, deck.slides, strict=True)
        if title == "What is counted"
        for s in slide.shapes
        if s.has_text_frame
    ]
    assert "Frequent attender." in " ".join(counted)  # on as many slides as they need


def test_each_slide_has_notes_source_and_alternative_text(deck, told):
    by_title = {one.figure.title: one for one in told}
    for slide in deck.slides:
        notes = slide.notes_slide.notes_text_frame.text
        assert len(notes) > 30
        drawn = [
            shape
            for shape in slide.shapes
            if shape.shape_type is not None
            and (
                getattr(shape, "has_chart", False)
                or getattr(shape, "has_table", False)
                or shape.shape_type == 13
            )
        ]
        for shape in drawn:
            assert len(shape._element.xpath(".//p:cNvPr")[0].get("descr", "")) > 10
        one = by_title.get(slide.shapes.title.text_frame.text)
        if one:
            assert drawn, one.figure.title
            words = " ".join(
                s.text_frame.text for s in slide.shapes if s.has_text_frame
            )
            assert one.figure.source in words and one.figure.subtitle in words
            for text in (
                one.figure.note,
                one.figure.source,
                one.sentence,
                without_marks(one.method),
            ):
                assert text.split("\n")[0] in notes


def test_type_can_be_read_from_afar_and_nothing_leaves_the_slide(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.top >= 0, shape.name
            assert shape.left + shape.width <= deck.slide_width, shape.name
            assert shape.top + shape.height <= deck.slide_height, shape.name
            if shape.has_text_frame:
                for paragraph in shape.text_frame.paragraphs:
                    for run in paragraph.runs:
                        assert run.font.size is None or run.font.size >= LEAST_TYPE
    assert Emu(deck.slide_width) / Emu(deck.slide_height) == pytest.approx(
        16 / 9, abs=0.01
    )


def test_charts_on_slides_have_the_figures_numbers_and_so_have_their_workbooks(
    deck, told
):
    by_title = {one.figure.title: native(one.figure) for one in told}
    checked = 0
    for slide in deck.slides:
        drawn = [s.chart for s in slide.shapes if getattr(s, "has_chart", False)]
        for chart, said in zip(
            drawn, by_title.get(slide.shapes.title.text_frame.text) or (), strict=True
        ):
            sheet = openpyxl.load_workbook(
                io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)
            ).active
            behind = {
                round(cell.value, 9)
                for row in sheet
                for cell in row
                if isinstance(cell.value, (int, float))
            }
            for series, wanted in zip(chart.plots[0].series, said.series, strict=True):
                assert series.name == wanted.name
                values = [v for v in series.values if v is not None]
                assert values == pytest.approx(
                    [v for v in wanted.values if v is not None]
                )
                assert {round(v, 9) for v in wanted.values if v is not None} <= behind
                checked += len(values)
    assert checked > 200


def test_a_long_table_goes_on_over_slides_then_to_the_workbook(about):
    fig = counted([50] * 70)
    fig = type(fig)(**vars(fig) | {"chart": None})
    deck = Presentation(io.BytesIO(make("slides", [chosen(fig)], about)))
    tables = [s.table for slide in deck.slides for s in slide.shapes if s.has_table]
    assert len(tables) == 3
    assert [t.cell(0, 0).text for t in tables] == ["Group"] * 3
    assert tables[1].cell(1, 0).text != tables[0].cell(1, 0).text
    said = [t for t in titles(deck) if t.startswith(fig.title)]
    assert said[0].endswith("(rows 1 to 13 of 70; all in the workbook)")
