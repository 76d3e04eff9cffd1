"""Files that are not what their name says are read as what they are, or called by their
name."""

import pytest

from analytics.errors import InputError
from tests.contract.extracts import HEADER, gp_rows, text
from tests.contract.test_sheets import HEADERS, book, path, told, visits

__all__ = ["path"]  # a fixture


def test_a_web_page_named_xls_is_read(tmp_path):
    rows = [
        HEADERS[:4],
        *[[*row[:1], f"{row[1]:%d/%m/%Y %H:%M}", *row[2:]] for row in visits()],
    ]
    cells = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows
    )
    path = tmp_path / "gp.xls"
    path.write_text(f"<html><table><tr><td>Run by</table><table>{cells}</table></html>")
    kept, problems, _ = told(path, tmp_path / "home")
    assert kept == 8 and "Read: table 2" in problems["sheets_not_read"]


def test_cells_of_a_web_page_that_span_rows_belong_to_each(tmp_path):
    page = "<tr>" + "".join(f"<th>{one}</th>" for one in HEADERS[:4]) + "</tr>"
    for n in range(4):
        first = f'<tr><td rowspan="2">P{n}</td>'
        for row, day in ((first, 10), ("<tr>", 20)):
            page += f"{row}<td>2024-01-{day + n} 09:30</td><td>Y99001<td>attended</tr>"
    path = tmp_path / "gp.xls"
    path.write_text(f"<table>{page}</table>")
    kept, problems, _ = told(path, tmp_path / "home")
    assert kept == 8 and "cells_merged" in problems


@pytest.mark.parametrize("ending", ["xls", "xlsx"])
def test_text_named_as_a_workbook_is_read_and_told(tmp_path, ending):
    path = tmp_path / f"gp.{ending}"
    path.write_text(text(HEADER, gp_rows()))
    kept, problems, _ = told(path, tmp_path / "home")
    assert kept == 16 and "The file is text" in problems["file_named_wrongly"]


@pytest.mark.parametrize("ending", ["xls", "xlsx", "csv", "ods"])
def test_a_workbook_is_read_whatever_its_name_ends_in(path, tmp_path, ending):
    renamed = book(path, {"Data": [HEADERS[:4], *visits()]}).rename(
        tmp_path / f"other.{ending}"
    )
    assert told(renamed, tmp_path / "home")[0] == 8


XML = (
    '<?xml version="1.0"?><Workbook '
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
)
LOCKED = bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (XML.encode(), "XML format of Excel 2003"),
        (LOCKED + b"\x00" * 4000, "password"),
        (b"%PDF-1.7\n" + b"x" * 500, "a PDF"),
    ],
)
def test_what_cannot_be_read_is_called_by_its_name(tmp_path, content, says):
    path = tmp_path / "gp.xlsx"
    path.write_bytes(content)
    with pytest.raises(InputError, match=says):
        told(path, tmp_path / "home")
