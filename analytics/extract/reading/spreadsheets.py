"""Excel and OpenDocument sheets, rewritten as delimited text so that they are read like
the rest."""

import csv
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from analytics.errors import InputError, Problem
from analytics.extract.fields.mapping import Part
from analytics.extract.reading.dialect import known

EXACT = 2.0**53  # whole numbers above it have lost digits before they are read


def to_text(
    path: Path, name: str, table: str, workspace: Path, part: Part
) -> tuple[Path, str]:
    """A sheet as CSV, and its name: the one asked for, else the one whose header is
    known best.

    Raises InputError if no sheet is usable, or there is none of the name asked for.
    """
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            asked = part.sheet
            if asked and asked not in book.sheet_names:
                raise InputError(
                    Problem(
                        "sheet_missing",
                        f"The workbook has no sheet called {asked!r}.",
                        (
                            f"Sheets: {', '.join(book.sheet_names)}. Correct the "
                            "mapping file."
                        ),
                        file=name,
                    )
                )
            sheet = asked or _best_sheet(book, name, table, part)
            return _written(book, sheet, workspace), sheet
    except CalamineError as fault:
        raise InputError(
            Problem(
                "file_unreadable",
                "The workbook cannot be opened.",
                "Take off its password, or save it again as .xlsx.",
                file=name,
            )
        ) from fault


def _best_sheet(book: CalamineWorkbook, name: str, table: str, part: Part) -> str:
    best: tuple[int, str | None] = (0, None)
    for sheet in book.sheet_names:
        rows = book.get_sheet_by_name(sheet).to_python(nrows=40)
        hits = max(
            (
                known(table, [str(c) for c in row], part.columns.values())
                for row in rows
            ),
            default=0,
        )
        if rows and (hits > best[0] or best[1] is None):
            best = (hits, sheet)
    if best[1] is None:
        raise InputError(
            Problem(
                "file_empty",
                "The workbook has no sheet with rows.",
                "Export it again; a header row and at least one row are expected.",
                file=name,
            )
        )
    return best[1]


def _written(book: CalamineWorkbook, sheet: str, workspace: Path) -> Path:
    target = workspace / f"sheet{len(list(workspace.iterdir()))}.csv"
    with open(target, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        for row in book.get_sheet_by_name(sheet).to_python():
            cells = [_cell(value) for value in row]
            if any(cells):
                writer.writerow(cells)
    return target


def _cell(value: object) -> str:
    """A cell as the text its reader would have seen; whole numbers without a decimal
    point."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        if value.is_integer() and abs(value) < EXACT:
            return str(int(value))
        return repr(value) if abs(value) < EXACT else f"{value:.14E}"
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
