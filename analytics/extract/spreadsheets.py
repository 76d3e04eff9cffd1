"""Excel and OpenDocument sheets, rewritten as delimited text so that they are read like the rest."""

import csv
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from analytics.errors import InputError, Problem
from analytics.extract.profiles import recognised


def to_text(path: Path, name: str, table: str, workspace: Path) -> Path:
    """The sheet whose header is known best, as CSV. Raises InputError if no sheet is usable."""
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            return _best_sheet(book, name, table, workspace)
    except CalamineError as fault:
        raise InputError(Problem("file_unreadable", "The workbook cannot be opened.",
                                 "Take off its password, or save it again as .xlsx.",
                                 file=name)) from fault


def _best_sheet(book, name, table, workspace) -> Path:
    best = (0, None)
    for sheet in book.sheet_names:
        rows = book.get_sheet_by_name(sheet).to_python(nrows=40)
        known = max((recognised(table, [str(c) for c in row]) for row in rows), default=0)
        if rows and (known > best[0] or best[1] is None):
            best = (known, sheet)
    if best[1] is None:
        raise InputError(Problem("file_empty", "The workbook has no sheet with rows.",
                                 "Export it again; a header row and at least one row are expected.",
                                 file=name))
    target = workspace / f"sheet{len(list(workspace.iterdir()))}.csv"
    with open(target, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        for row in book.get_sheet_by_name(best[1]).to_python():
            cells = [_cell(value) for value in row]
            if any(cells):
                writer.writerow(cells)
    return target


def _cell(value) -> str:
    """A cell as the text its reader would have seen; whole numbers without a decimal point."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e18 else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("seconds")
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60:02d}:{minutes % 60:02d}:00"
    return str(value).replace("\r", " ").replace("\n", " ").strip()
