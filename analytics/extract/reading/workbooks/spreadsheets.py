"""Excel and OpenDocument sheets, rewritten as delimited text so that they are read like
the rest."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from analytics.errors import InputError, Problem
from analytics.extract.reading.names import one_line
from analytics.extract.reading.workbooks.open_document import merges_of
from analytics.extract.reading.workbooks.sheets import Merge, Sheet

EXACT = 2.0**53  # whole numbers above it have lost digits before they are read


def sheets_of(path: Path, name: str) -> list[Sheet]:
    """The sheets of a workbook, whatever its file's name ends in. Raises InputError if
    it cannot be opened."""
    try:
        # By its bytes, not by its name: which kind of workbook a name says is often
        # wrong.
        with open(path, "rb") as source:
            book = CalamineWorkbook.from_filelike(source)
        merges = merges_of(path)
        return [
            _sheet(
                book,
                about.name,
                about.visible == SheetVisibleEnum.Visible,
                merges.get(about.name, ()),
            )
            for about in book.sheets_metadata
            if about.typ == SheetTypeEnum.WorkSheet
        ]
    except CalamineError as fault:
        raise InputError(
            Problem(
                "file_unreadable",
                "The workbook cannot be opened: it is damaged, or the copy was cut "
                "short.",
                "Copy or export it again, or open it and save it as .xlsx.",
                file=name,
            )
        ) from fault


def _sheet(
    book: CalamineWorkbook, title: str, visible: bool, known: Sequence[Merge]
) -> Sheet:
    """One sheet. known: cells that are merged, where the reader does not say so."""
    found = book.get_sheet_by_name(title)
    left = found.start[1] if found.start else 0

    def rows() -> Iterator[list[str]]:
        return ([cell(value) for value in row] for row in found.iter_rows())

    merges: list[Merge] = [
        ((first, column - left), (last, to - left))
        for (first, column), (last, to) in found.merged_cell_ranges or known
    ]
    height = found.end[0] + 1 if found.end else 0
    return Sheet(title, rows, height, visible, merges)


def cell(value: object) -> str:
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
    return one_line(value) if isinstance(value, str) else str(value)
