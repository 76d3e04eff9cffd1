"""A workbook that comes back from a team: what it says it is of, its table, and what a
cell says."""

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from analytics.definitions.words import listed
from analytics.errors import InputError, Problem
from analytics.extract.reading.names import cleaned
from analytics.store.dataset import Dataset
from analytics.worklist import sheet

Rows = list[list[Any]]
WRITTEN = ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d/%m/%y")  # days as people write them


def opened(content: bytes, name: str) -> CalamineWorkbook:
    """The workbook of a file. Raises InputError."""
    try:
        return CalamineWorkbook.from_filelike(BytesIO(content))
    except (CalamineError, OSError):
        raise InputError(
            Problem(
                "sheet_unreadable",
                "The file is no workbook that can be read.",
                "Give the Excel file that was made here, saved without a password.",
                file=name,
            )
        ) from None


def about(book: CalamineWorkbook) -> dict[str, str]:
    """What the workbook says it is of."""
    if sheet.ABOUT not in book.sheet_names:
        return {}
    rows = book.get_sheet_by_name(sheet.ABOUT).to_python()
    return {as_text(row[0]): as_text(row[1]) for row in rows if len(row) > 1}


def of_another(
    said_of: dict[str, str], dataset: Dataset, name: str
) -> Iterator[Problem]:
    """What is told of a workbook that is of another dataset, or of another key."""
    of, key = said_of.get(sheet.DATASET, ""), said_of.get(sheet.KEY, "")
    if of != dataset.name:
        said = f"is of dataset {cleaned(of)}" if of else "does not say of which dataset"
        yield Problem(
            "sheet_of_another",
            f"The sheet {said}{'' if of else ' it is'}; this is {dataset.name}.",
            "Choose that dataset, or make a sheet of this one.",
            file=name,
        )
    elif key != dataset.manifest.key:
        yield Problem(
            "sheet_of_another_key",
            "The sheet was made under another key of the pseudonyms: nobody can say "
            "who of this dataset its people are.",
            "Make a new sheet, or put the key back that was in use before.",
            file=name,
        )


def table(book: CalamineWorkbook, name: str) -> tuple[Rows, list[str], int]:
    """The rows below the header, the header, and the number of the first row."""
    wanted = [sheet.PSEUDONYM, *sheet.ANSWERS, sheet.SEEN]
    rows: Rows = []
    if sheet.SHEET in book.sheet_names:
        rows = book.get_sheet_by_name(sheet.SHEET).to_python(skip_empty_area=False)
    headers = [[as_text(cell) for cell in row] for row in rows]
    at = next((n for n, one in enumerate(headers) if sheet.PSEUDONYM in one), -1)
    header = headers[at] if at >= 0 else []
    if gone := [one for one in wanted if one not in header]:
        raise InputError(
            Problem(
                "sheet_columns",
                f"The sheet “{sheet.SHEET}” has no column {listed(gone)}.",
                "Keep the columns of the sheet that was made here.",
                file=name,
            )
        )
    return rows[at + 1 :], header, at + 2


def as_text(cell: Any) -> str:
    """A cell as text; without the sign that keeps a text from being a formula."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip().removeprefix("'")


def as_day(cell: Any) -> date | None:
    """The day that a cell says, however it is written; None where it says none."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    for written in WRITTEN:
        try:
            return datetime.strptime(as_text(cell), written).date()
        except ValueError:
            continue
    return None
