"""From which day a workbook counts: 1900, or 1904 as Excel for Mac did.

A number under the format General is no date to any reader, so that a column of such
numbers must be counted from the workbook's own day.
"""

import re
import struct
import zipfile
from pathlib import Path

ABOUT = "xl/workbook.xml"
MOST = 1 << 22  # bytes of a workbook's parts that are looked at
SAYS_1904 = rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904=[\"'](?:1|true|on)[\"']"
BEGINS = b"\x09\x08\x10\x00\x00\x06\x05\x00"  # of the globals of an Excel 97 workbook
DATE_MODE, ENDS = 0x22, 0x0A
SECTOR = 512


def counts_from_1904(path: Path) -> bool:
    """Whether a workbook (.xlsx, .xlsm or .xls) counts its days from 1904."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as book:
                if ABOUT not in book.namelist():
                    return False
                with book.open(ABOUT) as about:
                    return re.search(SAYS_1904, about.read(MOST)) is not None
        with open(path, "rb") as book:
            return _by_record(book.read(MOST))
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return False  # what is wrong with the file is told by who reads its rows


def _by_record(head: bytes) -> bool:
    """Whether the records at the beginning of an Excel 97 workbook say so."""
    at = head.find(BEGINS)
    while at >= 0 and at % SECTOR:
        at = head.find(BEGINS, at + 1)
    while 0 <= at <= len(head) - 4:
        kind, size = struct.unpack_from("<HH", head, at)
        if kind == ENDS:
            return False
        if kind == DATE_MODE and size == 2 and at + 6 <= len(head):
            return bool(struct.unpack_from("<H", head, at + 4)[0])
        at += 4 + size
    return False
