"""What was not read of a workbook is told: sheets, merged cells, tables beside the
data, and files that are not what their name says."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import xlwt

from analytics.errors import InputError
from analytics.store.load.build import LoadInputs, load
from tests.contract.extracts import HEADER, gp_rows, text

HEADERS = HEADER.split(",")
Rows = list[list]


def visits(people: int = 8, month: int = 1) -> Rows:
    """A visit of each of so many people in one month."""
    return [
        [f"P{n:05d}", datetime(2024, month, 13 + n % 15, 9, 30), "Y99001", "attended"]
        for n in range(people)
    ]


def book(path: Path, tabs: dict[str, Rows], hidden: tuple[str, ...] = ()) -> Path:
    """A workbook of these tabs, in the format that the path's ending says."""
    if path.suffix == ".xls":
        old, date = xlwt.Workbook(), xlwt.easyxf(num_format_str="YYYY-MM-DD HH:MM")
        for title, rows in tabs.items():
            tab = old.add_sheet(title)
            tab.visibility = int(title in hidden)
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if isinstance(value, datetime):
                        tab.write(r, c, value, date)
                    elif value is not None:
                        tab.write(r, c, value)
        old.save(str(path))
        return path
    new = openpyxl.Workbook()
    new.remove(new.active)
    for title, rows in tabs.items():
        tab = new.create_sheet(title)
        tab.sheet_state = "hidden" if title in hidden else "visible"
        for row in rows:
            tab.append(row)
    new.save(path)
    return path


def told(path: Path, home: Path, **more):
    """(rows kept, {rule: message}, files) of loading one file of GP visits."""
    dataset = load(LoadInputs(gp=(path,), **more), "one", root=home)
    problems = {one["rule"]: one["message"] for one in dataset.manifest.problems}
    files = [one.file for one in dataset.manifest.sources]
    return dataset.manifest.accounts[0].kept, problems, files


@pytest.fixture(params=["xlsx", "xls"])
def path(request, tmp_path) -> Path:
    return tmp_path / f"gp.{request.param}"


def test_a_tab_a_month_is_read_whole(path, tmp_path):
    tabs = {f"{n:02d} 2024": [HEADERS[:4], *visits(month=n)] for n in range(1, 7)}
    kept, problems, files = told(book(path, tabs), tmp_path / "home")
    assert kept == 48 and not problems
    assert files[0] == f"{path.name}, sheet 01 2024" and len(files) == 6


def test_a_month_with_columns_in_another_order_is_read_right(path, tmp_path):
    turned = [row[::-1] for row in [HEADERS[:4], *visits(month=2)]]
    tabs = {"Jan": [HEADERS[:4], *visits()], "Feb": turned}
    kept, problems, _ = told(book(path, tabs), tmp_path / "home")
    assert kept == 16 and not problems


def test_covers_totals_and_pivots_are_named(path, tmp_path):
    tabs = {
        "Pivot": [["practice_code", "Visits"], ["Y99001", 8]],
        "Data": [HEADERS[:4], *visits()],
        "Codes": [["Code", "Meaning"], ["1", "attended"]],
    }
    kept, problems, _ = told(book(path, tabs), tmp_path / "home")
    assert kept == 8
    assert "Sheets not read: Pivot, Codes. Read: Data." in problems["sheets_not_read"]


@pytest.mark.parametrize("first", [True, False])
def test_a_hidden_copy_is_not_read_and_told(path, tmp_path, first):
    old = ("Old", [[*HEADERS[:4], "role"], *[[*row, "gp"] for row in visits(5)]])
    data = ("Data", [HEADERS[:4], *visits(month=2)])
    tabs = dict([old, data] if first else [data, old])
    kept, problems, _ = told(book(path, tabs, ("Old",)), tmp_path / "home")
    assert kept == 8 and "Old (hidden)" in problems["sheets_not_read"]


def test_data_in_a_hidden_sheet_alone_are_read_and_told(path, tmp_path):
    tabs = {"Read me": [["The data are hidden"]], "Data": [HEADERS[:4], *visits()]}
    kept, problems, _ = told(book(path, tabs, ("Data",)), tmp_path / "home")
    assert kept == 8 and "hidden sheet: Data (hidden)" in problems["sheet_hidden"]


def test_a_sheet_of_all_months_is_not_counted_beside_the_months(path, tmp_path):
    months = {f"M{n}": [HEADERS[:4], *visits(month=n)] for n in (1, 2)}
    every = [HEADERS[:4], *visits(month=1), *visits(month=2)]
    kept, problems, _ = told(
        book(path, months | {"All months": every}), tmp_path / "home"
    )
    assert kept == 16 and "M1, M2. Read: All months." in problems["sheets_not_read"]


def test_a_mapping_chooses_the_sheet(path, tmp_path):
    tabs = {n: [HEADERS[:4], *visits(month=m)] for m, n in enumerate(("A", "B"), 1)}
    mapping = tmp_path / "map.toml"
    mapping.write_text('[gp_appointments]\nsheet = "B"\n')
    kept, problems, _ = told(book(path, tabs), tmp_path / "home", columns=mapping)
    assert kept == 8 and "Sheets not read: A." in problems["sheets_not_read"]


def test_a_persons_merged_cells_belong_to_each_row(path, tmp_path):
    rows = [
        [f"P{n // 3:05d}" if n % 3 == 0 else None, *row[1:]]
        for n, row in enumerate(visits(12))
    ]
    book(path, {"Data": [HEADERS[:4], *rows]})
    if path.suffix == ".xlsx":
        whole = openpyxl.load_workbook(path)
        for n in range(0, 12, 3):
            whole["Data"].merge_cells(f"A{n + 2}:A{n + 4}")
        whole.save(path)
    else:
        old, date = xlwt.Workbook(), xlwt.easyxf(num_format_str="YYYY-MM-DD HH:MM")
        tab = old.add_sheet("Data")
        for c, header in enumerate(HEADERS[:4]):
            tab.write(0, c, header)
        for n, row in enumerate(rows):
            if n % 3 == 0:
                tab.write_merge(n + 1, n + 3, 0, 0, row[0])
            tab.write(n + 1, 1, row[1], date)
            tab.write(n + 1, 2, row[2])
            tab.write(n + 1, 3, row[3])
        old.save(str(path))
    kept, problems, _ = told(path, tmp_path / "home")
    assert kept == 12
    assert "column patient_id: Cells are merged" in problems["cells_merged"]
    assert "8 rows (for example row 3" in problems["cells_merged"]


def test_a_table_beside_the_data_is_told(path, tmp_path):
    rows = [[*HEADERS[:4], None, "Practice", "Visits"]]
    for n, row in enumerate(visits(12)):
        rows.append([*row, *([None, "Y99009", 300] if n < 3 else [])])
    kept, problems, _ = told(book(path, {"Data": rows}), tmp_path / "home")
    assert kept == 12 and "not read: Practice, Visits." in problems["columns_beside"]


def test_two_header_rows_are_read_together(path, tmp_path):
    rows = [
        ["Patient", "Appointment", None, "Practice"],
        ["id", "Date", "Status", "Code"],
        *[[row[0], row[1], "attended", "Y99001"] for row in visits()],
    ]
    kept, problems, _ = told(book(path, {"Data": rows}), tmp_path / "home")
    assert kept == 8 and not problems


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


XML = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
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
