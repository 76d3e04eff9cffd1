"""What the template's own formulas come to, so that whoever reads the file without
working it out (a script, a preview) sees no rate of the empty template.

Only the two shapes that the template has are worked out: another cell, and one cell per
so many of another. Any other formula is left without a result, to be worked out by the
program that opens the file.
"""

import re

from analytics.export.scorecard.cells import At, at
from analytics.export.scorecard.sheet import Sheet, Value
from analytics.export.scorecard.workbook import Workbook

CELL = r"\$?[A-Z]{1,3}\$?\d+"
OTHER = re.compile(rf"(?:'?([^'!]+)'?!)?({CELL})")
RATE = re.compile(rf"IFERROR\(({CELL})/({CELL})\*(\d+),(\d+)\)")
DEEPEST = 30  # formulas that rest on formulas


def work_out(book: Workbook) -> None:
    """Sets what each formula comes to, on the sheets that were changed and those which
    rest on them."""
    for sheet in book.sheets.values():
        found = {
            where: worked_out(book, sheet, where, 0)
            for where in sheet.formulas
            if sheet.touched or _rests_on_another(sheet.formulas[where])
        }
        for where, value in found.items():
            if value != sheet.value(where) or value is None:
                sheet.set_result(where, value)


def worked_out(book: Workbook, sheet: Sheet, where: At, depth: int) -> Value:
    """What a cell comes to; None where that is not known."""
    formula = sheet.formulas.get(where)
    if formula is None:
        return sheet.value(where)
    if depth > DEEPEST:
        return None
    formula = re.sub(r"\s", "", formula) if "'" not in formula else formula
    if found := OTHER.fullmatch(formula):
        named, cell = found.groups()
        there = book.sheets.get(named) if named else sheet
        if there is None:
            return None
        value = worked_out(book, there, at(cell), depth + 1)
        return 0 if value is None and at(cell) not in there.formulas else value
    if found := RATE.fullmatch(formula):
        top, bottom = (
            worked_out(book, sheet, at(cell), depth + 1) for cell in found.groups()[:2]
        )
        if isinstance(top, str) or isinstance(bottom, str) or not bottom:
            return int(found[4])
        return (top or 0) / bottom * int(found[3])
    return None


def _rests_on_another(formula: str) -> bool:
    return "!" in formula
