"""Tables of text cells written as the files that people have: CSV, Excel, old Excel,
Parquet.

A workbook holds dates, times and numbers as such, as Excel makes them of what is typed,
but for the columns that are said to be text. A Parquet file types a column where all
its cells are of one kind.
"""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
import xlwt

from tests.damage.extracts import Sheet

FORMATS = ("csv", "xlsx", "xls", "parquet")
DAY, CLOCK = r"\d\d/\d\d/\d{4}", r"\d\d:\d\d(:\d\d)?"
NUMBER = r"-?(0|[1-9]\d{0,14})(\.\d{1,9})?"
TEXT = "\x02"  # before a cell that a workbook holds as text, whatever it looks like
Tab = tuple[str, list[list[str]], bool]  # title, rows with their header, visible


@dataclass
class How:
    """How one table is written.

    name: of the file, without its ending. above, below: rows around the table. text:
    what is done to a CSV's text. octets: what is done to a file's bytes. tabs: makes
    the tabs of a workbook out of the table. merged: the header of the column whose
    repeated cells are merged. ending: in the place of the format's own.
    """

    name: str = ""
    delimiter: str = ","
    encoding: str = "utf-8"
    newline: str = "\n"
    quoting: int = csv.QUOTE_MINIMAL
    above: list[list[str]] = field(default_factory=list)
    below: list[list[str]] = field(default_factory=list)
    text: list[Callable[[str], str]] = field(default_factory=list)
    octets: list[Callable[[bytes], bytes]] = field(default_factory=list)
    tabs: Callable[[Sheet], list[Tab]] | None = None
    merged: str = ""
    epoch_1904: bool = False
    ending: str = ""


def write(sheet: Sheet, how: How, folder: Path, kind: str) -> Path:
    """The file of a table in one of the formats."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{how.name}.{how.ending or kind}"
    if kind == "csv":
        text = csv_text(sheet, how)
        for change in how.text:
            text = change(text)
        path.write_bytes(text.encode(how.encoding))
    elif kind == "xlsx":
        _xlsx(sheet, how, path)
    elif kind == "xls":
        _xls(sheet, how, path)
    else:
        _parquet(sheet, path)
    if how.octets:
        octets = path.read_bytes()
        for change in how.octets:
            octets = change(octets)
        path.write_bytes(octets)
    return path


def csv_text(sheet: Sheet, how: How) -> str:
    """The table as delimited text."""
    out = io.StringIO(newline="")
    written = csv.writer(
        out, delimiter=how.delimiter, lineterminator=how.newline, quoting=how.quoting
    )
    written.writerows([*how.above, sheet.headers, *sheet.rows, *how.below])
    return out.getvalue()


def typed(cell: str, as_text: bool):
    """What Excel makes of a cell that is typed in: a date, a time, a number or the
    text."""
    if cell.startswith(TEXT):
        return cell[len(TEXT) :]
    if as_text or not cell:
        return cell
    if re.fullmatch(DAY, cell):
        try:
            return datetime.strptime(cell, "%d/%m/%Y")
        except ValueError:
            return cell
    if re.fullmatch(CLOCK, cell) and int(cell[:2]) < 24 and int(cell[3:5]) < 60:
        return time.fromisoformat(cell)
    if re.fullmatch(NUMBER, cell):
        return float(cell)
    return cell


def _tabs(sheet: Sheet, how: How) -> list[Tab]:
    if how.tabs:
        return how.tabs(sheet)
    return [("Data", [*how.above, sheet.headers, *sheet.rows, *how.below], True)]


def _texts(sheet: Sheet, rows: list[list[str]]) -> set[int]:
    header = next((row for row in rows if set(sheet.headers) <= set(row)), [])
    return {n for n, name in enumerate(header) if name in sheet.as_text}


def _xlsx(sheet: Sheet, how: How, path: Path) -> None:
    book = xlsxwriter.Workbook(path, {"date_1904": how.epoch_1904})
    forms = {
        datetime: book.add_format({"num_format": "dd/mm/yyyy"}),
        time: book.add_format({"num_format": "hh:mm"}),
    }
    for title, rows, visible in _tabs(sheet, how):
        tab, texts = book.add_worksheet(title), _texts(sheet, rows)
        if not visible:
            tab.hide()
        for down, row in enumerate(rows):
            for across, cell in enumerate(row):
                value = typed(cell, across in texts)
                if isinstance(value, (datetime, time)):
                    tab.write_datetime(down, across, value, forms[type(value)])
                elif isinstance(value, float):
                    tab.write_number(down, across, value)
                elif value:
                    tab.write_string(down, across, value)
        if how.merged:
            for first, last, across in _runs(rows, how.merged):
                value = typed(rows[first][across], how.merged in sheet.as_text)
                form = forms.get(type(value)) or book.add_format({"bold": True})
                tab.merge_range(first, across, last, across, value, form)
    book.close()


def _runs(rows: list[list[str]], header: str) -> list[tuple[int, int, int]]:
    """(first row, last row, column) of each run of one value under a header: what
    people merge to make it look tidy."""
    across, first, found = rows[0].index(header), 1, []
    for down in range(2, len(rows) + 1):
        if down == len(rows) or rows[down][across] != rows[first][across]:
            if down - first > 1:
                found.append((first, down - 1, across))
            first = down
    return found


def _xls(sheet: Sheet, how: How, path: Path) -> None:
    book = xlwt.Workbook()
    book.dates_1904 = how.epoch_1904
    forms = {
        datetime: xlwt.easyxf(num_format_str="DD/MM/YYYY"),
        time: xlwt.easyxf(num_format_str="HH:MM"),
    }
    for title, rows, visible in _tabs(sheet, how):
        tab, texts = book.add_sheet(title, cell_overwrite_ok=True), _texts(sheet, rows)
        tab.visibility = 0 if visible else 1
        for down, row in enumerate(rows):
            for across, cell in enumerate(row):
                value = typed(cell, across in texts)
                if isinstance(value, (datetime, time)):
                    tab.write(down, across, value, forms[type(value)])
                elif value != "":
                    tab.write(down, across, value)
        if how.merged:
            for first, last, across in _runs(rows, how.merged):
                value = typed(rows[first][across], how.merged in sheet.as_text)
                for down in range(first, last + 1):
                    tab.write(down, across, None)
                form = forms.get(type(value)) or xlwt.easyxf("font: bold on")
                tab.write_merge(first, last, across, across, value, form)
    book.save(str(path))


def _parquet(sheet: Sheet, path: Path) -> None:
    columns = [
        _array([row[n] for row in sheet.rows], header in sheet.as_text)
        for n, header in enumerate(sheet.headers)
    ]
    pq.write_table(pa.Table.from_arrays(columns, names=sheet.headers), path)


def _array(cells: list[str], as_text: bool) -> pa.Array:
    found = [typed(cell, as_text) if cell else None for cell in cells]
    kinds = {type(value) for value in found if value is not None}
    if kinds == {datetime}:
        days = [value and date(value.year, value.month, value.day) for value in found]
        return pa.array(days, pa.date32())
    if kinds == {float}:
        if all(value is None or value.is_integer() for value in found):
            found = [None if value is None else int(value) for value in found]
        return pa.array(found)
    return pa.array([cell or None for cell in cells], pa.string())
