"""What was not read of a workbook is told: sheets, merged cells, tables beside the
data, and files that are not what their name says."""

import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import xlwt

from analytics.store.load.build import LoadInputs, load
from tests.contract.extracts import HEADER

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


def test_merged_cells_of_an_open_document_are_filled_too(tmp_path):
    names = "office", "table", "text"
    spaces = " ".join(
        f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"'
        for one in names
    )

    def cell(value: str, more: str = "") -> str:
        kind = f'office:value-type="string"{more}'
        return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"

    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    body = row(*map(cell, HEADERS[:4]))
    for n in range(4):
        rest = ["Y99001", "attended"]
        two = [[f"2024-01-{d + n} 09:30", *rest] for d in (10, 20)]
        body += row(cell(f"P{n}", ' table:number-rows-spanned="2"'), *map(cell, two[0]))
        body += row("<table:covered-table-cell/>", *map(cell, two[1]))
    path = tmp_path / "gp.ods"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="Data">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    kept, problems, _ = told(path, tmp_path / "home")
    assert kept == 8 and "4 rows" in problems["cells_merged"]


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
