"""The workbook holds the figures' tables and says where its numbers come from."""

import io
import zipfile

import openpyxl
import pytest

from analytics.export.cells import read_number
from analytics.export.charts.native import native
from analytics.export.make import make
from analytics.export.workbook import CONTENTS, TABLE_AT
from analytics.export.workbook_notes import DICTIONARY, SOURCES
from tests.export.conftest import chosen, counted


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
