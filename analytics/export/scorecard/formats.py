"""How a cell shows its number: one without a format of its own takes another's.

The template chooses its month from a list of dates but gives the cell that it is chosen
in, and the one that repeats it, no format: a date written there is read as 46,023. It
must stay that number, since the list holds it, so the cell is shown as the list is.
"""

from copy import deepcopy
from typing import Any

from analytics.export.scorecard.cells import At, at
from analytics.export.scorecard.results import OTHER
from analytics.export.scorecard.sheet import Sheet
from analytics.export.scorecard.workbook import Workbook

GENERAL = "0"  # the format of any number
Cell = tuple[Sheet, At]


def show_like(book: Workbook, cell: Cell, like: Cell) -> None:
    """Shows a cell, and those whose formula is that cell, as another is shown; one that
    has a format stays as it is, and of the others all else of their style."""
    for sheet, where in (cell, *_repeated(book, cell)):
        _style(book, sheet, where, like)


def _style(book: Workbook, sheet: Sheet, where: At, like: Cell) -> None:
    styles = book.cell_styles
    if styles is None:
        return
    own, other = styles[sheet.style(where)], styles[like[0].style(like[1])]
    wanted = other.get("numFmtId", GENERAL)
    if own.get("numFmtId", GENERAL) != GENERAL or wanted == GENERAL:
        return
    made: Any = deepcopy(own)
    made.set("numFmtId", wanted)
    made.set("applyNumberFormat", "1")
    sheet.set_style(where, book.add_cell_style(made))


def _repeated(book: Workbook, cell: Cell) -> list[Cell]:
    """The cells whose formula is another cell and nothing else."""
    chosen, place = cell
    found: list[Cell] = []
    for sheet in book.sheets.values():
        for where, formula in sheet.formulas.items():
            said = OTHER.fullmatch(formula.strip())
            if said is None or at(said[2]) != place:
                continue
            if book.sheets.get(said[1]) is chosen if said[1] else sheet is chosen:
                found.append((sheet, where))
    return found
