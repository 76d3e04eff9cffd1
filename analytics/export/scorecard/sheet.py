"""One worksheet: what its cells say, which are formulas, and setting a few of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

from analytics.export.scorecard.cells import At, at, inside, moved

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
EXCEL_2009 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
FORMULA_OF_2009 = "http://schemas.microsoft.com/office/excel/2006/main"
Value = str | int | float | None


@dataclass
class Sheet:
    """A worksheet. part: of the zip; root: its XML; texts: those that cells share;
    touched: whether a cell was set."""

    name: str
    part: str
    root: Any
    texts: tuple[str, ...]
    touched: bool = False
    _cells: dict[At, Any] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for cell in self.root.iter(f"{{{MAIN}}}c"):
            if cell.get("r"):
                self._cells[at(cell.get("r"))] = cell

    def value(self, where: At) -> Value:
        """What a cell says, of a formula what was kept of it; None where it is
        empty."""
        cell = self._cells.get(where)
        if cell is None:
            return None
        if cell.get("t") == "inlineStr":
            said = "".join(one.text or "" for one in cell.iter(f"{{{MAIN}}}t"))
            return said or None
        kept = cell.find(f"{{{MAIN}}}v")
        if kept is None or kept.text is None:
            return None
        if cell.get("t") == "s":
            return self.texts[int(kept.text)]
        if cell.get("t") in ("str", "e"):
            return str(kept.text)
        number = float(kept.text)
        return int(number) if number.is_integer() else number

    def filled(self) -> Iterator[tuple[At, Value]]:
        """Each cell that says something, row by row."""
        for where in sorted(self._cells):
            value = self.value(where)
            if value is not None:
                yield where, value

    @cached_property
    def formulas(self) -> dict[At, str]:
        """The formula of each cell that has one; a shared one as it is there."""
        masters: dict[str, tuple[At, str]] = {}
        found = {}
        for where in sorted(self._cells):
            one = self._cells[where].find(f"{{{MAIN}}}f")
            if one is None:
                continue
            text, shared = one.text or "", one.get("si")
            if one.get("t") == "shared" and shared is not None:
                if text:
                    masters[shared] = where, text
                elif shared in masters:
                    first, master = masters[shared]
                    down, along = where.row - first.row, where.column - first.column
                    text = moved(master, down, along)
            found[where] = text
        return found

    def choices(self, where: At) -> str | None:
        """The formula of the list that a cell's value is chosen from, such as
        "Lookups!$A$2:$A$44"; None where any will do."""
        for one in self.root.iter(f"{{{MAIN}}}dataValidation"):
            if one.get("type") == "list" and inside(where, one.get("sqref", "")):
                formula = one.find(f"{{{MAIN}}}formula1")
                return None if formula is None else formula.text
        for one in self.root.iter(f"{{{EXCEL_2009}}}dataValidation"):
            area = one.find(f"{{{FORMULA_OF_2009}}}sqref")
            if one.get("type") == "list" and area is not None and area.text:
                formula = one.find(f".//{{{FORMULA_OF_2009}}}f")
                if inside(where, area.text) and formula is not None:
                    return str(formula.text)
        return None

    def set(self, where: At, value: Value) -> None:
        """Writes a cell; its style stays. A text stands in the cell itself, so that the
        texts which cells share are as they were."""
        cell = self._cells.get(where)
        if cell is None:
            cell = self._made(where)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if isinstance(value, str):
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, f"{{{MAIN}}}is"), _t())
            text.text = value
        elif value is not None:
            etree.SubElement(cell, f"{{{MAIN}}}v").text = repr(value)
        self.touched = True

    def style(self, where: At) -> int:
        """The number of a cell's style in the workbook."""
        cell = self._cells.get(where)
        return 0 if cell is None else int(cell.get("s", 0))

    def set_style(self, where: At, number: int) -> None:
        """Gives a cell that is there another style."""
        self._cells[where].set("s", str(number))
        self.touched = True

    def set_result(self, where: At, value: Value) -> None:
        """What a formula comes to; None: not known, so that the program which opens it
        works it out."""
        cell = self._cells[where]
        kept = cell.find(f"{{{MAIN}}}v")
        if kept is not None:
            cell.remove(kept)
        cell.attrib.pop("t", None)
        if value is not None:
            if isinstance(value, str):
                cell.set("t", "str")
            shown = value if isinstance(value, str) else repr(value)
            etree.SubElement(cell, f"{{{MAIN}}}v").text = shown
        self.touched = True

    def as_xml(self) -> bytes:
        return as_xml(self.root)

    def _made(self, where: At) -> Any:
        """A cell that was not there, in its place among the others."""
        rows = self.root.find(f"{{{MAIN}}}sheetData")
        before = [one for one in rows if int(one.get("r", 0)) < where.row]
        row = next((one for one in rows if one.get("r") == str(where.row)), None)
        if row is None:
            row = etree.Element(f"{{{MAIN}}}row", r=str(where.row))
            rows.insert(len(before), row)
        left = [one for one in row if at(one.get("r")).column < where.column]
        cell = etree.Element(f"{{{MAIN}}}c", r=where.name)
        row.insert(len(left), cell)
        self._cells[where] = cell
        return cell


def as_xml(root: Any) -> bytes:
    """A part of a workbook as it is written."""
    found: bytes = etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", standalone=True
    )
    return found


def _t() -> str:
    return f"{{{MAIN}}}t"
