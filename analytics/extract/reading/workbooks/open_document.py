"""Which cells of OpenDocument sheets are merged over several rows: the reader of sheets
does not say."""

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from analytics.extract.reading.workbooks.sheets import Merge

CONTENT = "content.xml"
SPANS = re.compile(rb'number-rows-spanned="(?!1")')
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def merges_of(path: Path) -> dict[str, list[Merge]]:
    """Sheet -> its cells that take several rows; empty for other kinds of workbooks."""
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as packed:
        if CONTENT not in packed.namelist():
            return {}
        content = packed.read(CONTENT)
    if not SPANS.search(content):
        return {}
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError:
        return {}
    return {
        table.get(f"{_TABLE}name", ""): _merges(table)
        for table in root.iter(f"{_TABLE}table")
    }


def _merges(table: ElementTree.Element) -> list[Merge]:
    found: list[Merge] = []
    at = 0
    for row in table.iter(f"{_TABLE}table-row"):
        column = 0
        for cell in row:
            if cell.tag not in _CELLS:
                continue
            rows = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
            if rows > 1:
                found.append(((at, column), (at + rows - 1, column)))
            column += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        at += int(row.get(f"{_TABLE}number-rows-repeated", "1"))
    return found
