"""The files of a pack open elsewhere, hold what the figures hold, and nothing that is
hidden."""

import io
import re
import zipfile

import pytest
from pypdf import PdfReader

from analytics.export.make import MAKERS, make
from analytics.export.page import shown_on_paper
from tests.export.conftest import chosen, counted


def test_one_page_of_text_that_can_be_selected(files, told, numbers):
    pages = PdfReader(io.BytesIO(files["page"])).pages
    assert len(pages) == 1
    assert [round(float(n)) for n in pages[0].mediabox[2:]] == [595, 842]
    words = re.sub(r"\s+", " ", pages[0].extract_text())
    for box in numbers.boxes:
        assert box[0] in words and box[1] in words
    shown = shown_on_paper(told)
    for one in told:
        if one.figure.chart is not None:
            there = any(one is other for other in shown)
            assert (one.figure.title[:30] in words) == there, "four figures, no more"
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
