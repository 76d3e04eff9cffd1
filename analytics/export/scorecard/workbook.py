"""A workbook as the zip of XML parts that it is: read, and written again with a few
cells set and every other part as it was, byte for byte.

A library that reads a workbook into objects and writes these leaves out what it does
not know; of the national template that is the lists of its look-ups (a data validation
kept as an extension). So the sheet's own XML is changed here and nothing else.
"""

import io
import posixpath
import zipfile
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import etree

from analytics.errors import InputError, Problem
from analytics.export.scorecard.sheet import MAIN, Sheet, as_xml

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
BOOK, BOOK_RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STYLES = "xl/styles.xml"
LARGEST = 50_000_000  # bytes of all parts: a template is a hundred thousand
NO_WORKBOOK = Problem(
    rule="template_unreadable",
    found="The template is no Excel workbook (.xlsx).",
    remedy="Give the template as it was published; open and save an .xls or .ods as "
    ".xlsx first.",
)


@dataclass
class Workbook:
    """The parts of a workbook by name, in their order; restyled: whether a style of
    cells was added."""

    parts: dict[str, bytes]
    restyled: bool = False

    @classmethod
    def read(cls, content: bytes) -> "Workbook":
        """Raises InputError where that is no workbook."""
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as zipped:
                if sum(one.file_size for one in zipped.infolist()) > LARGEST:
                    raise InputError([NO_WORKBOOK])
                parts = {one: zipped.read(one) for one in zipped.namelist()}
            book = cls(parts)
            book.sheets  # noqa: B018  (read now, so that a fault is told now)
        except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, ValueError):
            raise InputError([NO_WORKBOOK]) from None
        return book

    @cached_property
    def sheets(self) -> dict[str, Sheet]:
        """Each worksheet by its name, in order."""
        relations = {
            one.get("Id"): one.get("Target")
            for one in _parsed(self.parts[BOOK_RELATIONS]).iter(
                f"{{{RELATIONS}}}Relationship"
            )
        }
        found = {}
        for one in _parsed(self.parts[BOOK]).iter(f"{{{MAIN}}}sheet"):
            target = relations[one.get(f"{{{OFFICE}}}id")]
            part = posixpath.normpath(posixpath.join("xl", target)).lstrip("/")
            part = part.removeprefix("xl/xl/") if part.startswith("xl/xl/") else part
            if part in self.parts and "worksheets" in part:
                root = _parsed(self.parts[part])
                found[one.get("name")] = Sheet(one.get("name"), part, root, self.texts)
        return found

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The texts that cells share."""
        part = self.parts.get("xl/sharedStrings.xml")
        if part is None:
            return ()
        return tuple(text_of(one) for one in _parsed(part).iter(f"{{{MAIN}}}si"))

    @cached_property
    def names(self) -> dict[str, str]:
        """What areas are called: name → "Lookups!$A$2:$A$44"."""
        return {
            one.get("name", ""): one.text or ""
            for one in _parsed(self.parts[BOOK]).iter(f"{{{MAIN}}}definedName")
        }

    @cached_property
    def _styles(self) -> Any:
        return _parsed(self.parts[STYLES])

    @property
    def cell_styles(self) -> Any:
        """The styles of cells by their number, as XML; None where there are none."""
        if STYLES not in self.parts:
            return None
        return self._styles.find(f"{{{MAIN}}}cellXfs")

    def add_cell_style(self, made: Any) -> int:
        """Adds a style of cells; its number."""
        styles = self.cell_styles
        styles.append(made)
        styles.set("count", str(len(styles)))
        self.restyled = True
        return len(styles) - 1

    def as_bytes(self) -> bytes:
        """The workbook; a part that nothing was set in is as it was."""
        written = {
            one.part: one.as_xml() for one in self.sheets.values() if one.touched
        }
        if self.restyled:
            written[STYLES] = as_xml(self._styles)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
            for name, content in self.parts.items():
                zipped.writestr(name, written.get(name, content))
        return out.getvalue()


def text_of(one: Any) -> str:
    """The text of a shared or an inline string: of its runs, without the readings of
    characters."""
    return "".join(
        part.text or ""
        for part in one.iter(f"{{{MAIN}}}t")
        if etree.QName(part.getparent()).localname != "rPh"
    )


def _parsed(part: bytes) -> Any:
    """The root of a part. Entities are not followed: a template comes from outside."""
    safe = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(part, safe)
