"""The files of a pack open elsewhere, hold what the figures hold, and nothing that is
hidden."""

import io
import re
import socket
import time
import zipfile

import openpyxl
import pytest
from pptx import Presentation
from pptx.util import Emu, Pt
from pypdf import PdfReader

from analytics.export.cells import read_number
from analytics.export.charts.native import native
from analytics.export.make import MAKERS, make
from analytics.export.notes import without_marks
from analytics.export.workbook import CONTENTS, TABLE_AT
from analytics.export.workbook_notes import DICTIONARY, SOURCES
from tests.export.conftest import chosen, counted

LEAST_TYPE = Pt(12)


@pytest.fixture(scope="module")
def files(told, about, numbers):
    """Every kind of file of the sample's story, made with no way to the network."""
    made, before = {}, socket.socket.connect
    socket.socket.connect = lambda *_: pytest.fail(
        "a file asked the network for something"
    )
    try:
        for kind in MAKERS:
            started = time.perf_counter()
            made[kind] = make(kind, told, about, numbers)
            print(
                f"{kind}: {time.perf_counter() - started:.1f} s (budget 15 s), "
                f"{len(made[kind]) / 1000:.0f} kB"
            )
    finally:
        socket.socket.connect = before
    return made


@pytest.fixture(scope="module")
def deck(files):
    return Presentation(io.BytesIO(files["slides"]))


@pytest.fixture(scope="module")
def book(files):
    return openpyxl.load_workbook(io.BytesIO(files["workbook"]))


def titles(deck):
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def test_a_slide_a_figure_with_opening_and_definitions(deck, told):
    said = titles(deck)
    assert said[0] == "Frequent attenders" and said[-1] == "What is counted"
    for one in told:
        assert any(title.startswith(one.figure.title) for title in said), (
            one.figure.title
        )
    opening = deck.slides[0].placeholders[1].text_frame.text
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


def test_the_workbooks_tables_are_the_figures_with_real_numbers(book, told):
    assert book.sheetnames == [
        CONTENTS,
        *(f"Figure {n}" for n in range(1, len(told) + 1)),
        SOURCES,
        DICTIONARY,
    ]
    for n, one in enumerate(told, 1):
        sheet, table = book[f"Figure {n}"], one.figure.table
        assert sheet["A2"].value == one.figure.title
        for c, name in enumerate(table.columns, 1):
            assert sheet.cell(TABLE_AT + 1, c).value == name
            for r, text in enumerate(map(str, table[name]), TABLE_AT + 2):
                value = sheet.cell(r, c).value
                if c > 1 and read_number(text):
                    assert value == pytest.approx(read_number(text)[0])
                else:
                    assert (value or "") == text
    links = {
        cell.value: cell.hyperlink.location
        for cell in book[CONTENTS]["A"]
        if cell.hyperlink
    }
    assert links["Figure 1"] == "'Figure 1'!A1" and len(links) == len(told) + 2


def test_the_workbook_says_where_its_numbers_come_from(book, told, about):
    words = " ".join(
        str(cell.value) for row in book[SOURCES] for cell in row if cell.value
    )
    for text in (
        about.data[0].fingerprint,
        about.version,
        "22 November 2026",
        "synthetic",
        told[0].sentence,
        told[0].figure.source,
    ):
        assert text in words
    terms = " ".join(
        str(cell.value) for row in book[DICTIONARY] for cell in row if cell.value
    )
    assert "Frequent attender" in terms and "Who: replaced by a keyed hash" in terms


def test_charts_are_native_in_the_workbook(files, told):
    inside = zipfile.ZipFile(io.BytesIO(files["workbook"])).namelist()
    drawn = sum(len(native(one.figure) or ()) for one in told)
    assert (
        len([name for name in inside if name.startswith("xl/charts/chart")])
        == drawn
        > 10
    )


def test_no_cell_is_a_formula(about):
    fig = counted([40, 50], labels=["=1+1", "@SUM(A1)"])
    made = make("workbook", [chosen(fig)], about)
    sheet = openpyxl.load_workbook(io.BytesIO(made))["Figure 1"]
    assert sheet.cell(TABLE_AT + 2, 1).value == "=1+1"
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n"}


def test_one_page_of_text_that_can_be_selected(files, told, numbers):
    pages = PdfReader(io.BytesIO(files["page"])).pages
    assert len(pages) == 1
    assert [round(float(n)) for n in pages[0].mediabox[2:]] == [595, 842]
    words = re.sub(r"\s+", " ", pages[0].extract_text())
    for box in numbers.boxes:
        assert box[0] in words and box[1] in words
    shown = [one for one in told if one.figure.chart is not None]
    for one in shown[:4]:
        assert one.figure.title[:30] in words
    assert shown[4].figure.title[:30] not in words, "four figures, no more"
    assert "Synthetic sample" in words and numbers.sentence[:40] in words


def everything_in(data: bytes) -> str:
    """Every part of an Office file as text, files inside files as well."""
    text, parts = "", zipfile.ZipFile(io.BytesIO(data))
    for name in parts.namelist():
        inside = parts.read(name)
        text += (
            everything_in(inside)
            if inside[:4] == b"PK\x03\x04"
            else inside.decode("utf-8", "ignore")
        )
    return text


@pytest.mark.parametrize("small", range(1, 8))
def test_no_small_count_is_anywhere_in_a_file(small, about):
    made = {
        kind: make(kind, [chosen(counted([small, 40, 210]))], about) for kind in MAKERS
    }
    slides, book = everything_in(made["slides"]), everything_in(made["workbook"])
    for text in (slides, book):
        assert "210" in text and "Group A (*)" in text
        assert not re.findall(
            rf"<(?:c:v|v|a:t|t)>{small}(?:\.0)?(?: people)?</",
            re.sub(r'<c r="\w+"(?: s="\d+")? t="s"><v>\d+</v>', "", text),
        )
    page = PdfReader(io.BytesIO(made["page"])).pages[0].extract_text()
    assert "210 people" in page and f"{small} people" not in re.sub(
        r"\d{2,} people", "", page
    )


def test_nothing_is_fetched_when_a_file_is_opened(files):
    for kind in ("slides", "workbook"):
        assert 'TargetMode="External"' not in everything_in(files[kind])


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
