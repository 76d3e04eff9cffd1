"""The files of a pack opened again by other libraries than those that wrote them."""

import io
import math
import re
import zipfile
from collections.abc import Sequence

import openpyxl
from lxml import etree
from pptx import Presentation
from pypdf import PdfReader

from analytics.export.pack import Chosen

DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
NOT_NUMBERS = ("nan", "inf", "-inf", "none")


def open_slides(data: bytes, figures: Sequence[Chosen]) -> str:
    """The words of a deck. Fails where a slide is missing, a part is no XML, a chart's
    own workbook does not open, a number is none, or words have no room."""
    deck = Presentation(io.BytesIO(data))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    for one in figures:
        assert any(_alike(title, one.figure.title) for title in titles), titles
    words = []
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.width >= 0 and shape.height >= 0, shape.name
            assert shape.top + shape.height <= deck.slide_height * 1.01, shape.name
            if shape.has_text_frame:
                words.append(shape.text_frame.text)
            if shape.has_chart:
                assert shape.height > deck.slide_height / 4, "no room for the chart"
                inside = shape.chart.part.chart_workbook.xlsx_part.blob
                openpyxl.load_workbook(io.BytesIO(inside))
    _parts(data)
    return "\n".join(words)


def open_workbook(data: bytes, figures: Sequence[Chosen]) -> str:
    """The words of a workbook. Fails where a sheet is missing, a cell is a formula or
    no number, or a part is no XML."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert len([name for name in book.sheetnames if name[:7] == "Figure "]) == len(
        figures
    )
    words = []
    for sheet in book:
        assert sheet.sheet_properties.pageSetUpPr.fitToPage, "print cuts it off"
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", f"{sheet.title} {cell.coordinate}"
                if isinstance(cell.value, float):
                    assert math.isfinite(cell.value), f"{sheet.title} {cell.coordinate}"
                words.append(str(cell.value or ""))
    _parts(data)
    return "\n".join(words)


def open_page(data: bytes, figures: Sequence[Chosen]) -> str:
    """The words of the A4 page. Fails where it is not one page of A4."""
    pages = PdfReader(io.BytesIO(data)).pages
    assert len(pages) == 1
    assert [round(float(n)) for n in pages[0].mediabox[2:]] == [595, 842]
    words = re.sub(r"\s+", " ", pages[0].extract_text())
    shown = [one for one in figures if one.on_paper and one.figure.chart is not None]
    for one in shown[:4]:
        first = one.figure.title.split()[0]
        assert first in words, one.figure.title
    return words


OPEN = {"slides": open_slides, "workbook": open_workbook, "page": open_page}


def _alike(title: str, whole: str) -> bool:
    """Whether a slide's title is that of a figure, cut or not."""
    return title.startswith(whole) or whole.startswith(title.rstrip("…"))


def _parts(data: bytes) -> None:
    """Every part of an Office file is XML that can be read, and every number of its
    charts is one, with axes that are longer than nothing."""
    whole = zipfile.ZipFile(io.BytesIO(data))
    for name in whole.namelist():
        if not name.endswith((".xml", ".rels")):
            continue
        root = etree.fromstring(whole.read(name))
        if "/charts/chart" in name:
            for point in root.iter(f"{DRAWN}numCache", f"{DRAWN}numLit"):
                for value in point.iter(f"{DRAWN}v"):
                    assert value.text.lower() not in NOT_NUMBERS, name
            for scale in root.iter(f"{DRAWN}scaling"):
                ends = [scale.find(f"{DRAWN}{end}") for end in ("min", "max")]
                if None not in ends:
                    low, high = (float(end.get("val")) for end in ends)
                    assert low < high, f"{name}: an axis from {low} to {high}"
