"""What a file truly is, told by its first bytes: its name may say otherwise."""

import zipfile
from pathlib import Path

from analytics.errors import Problem
from analytics.extract.reading.opened_file import reader

PARQUET, WORKBOOK, LOCKED, XML_WORKBOOK = "parquet", "workbook", "locked", "xml"
WEB_PAGE, PACKED, OTHER, TEXT = "web page", "packed", "other", "text"
HEAD = 1 << 14
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_IN_WORKBOOKS = ("xl/", "content.xml")  # names in the zip that a workbook is
_OTHERS = (
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a document in RTF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"7z\xbc\xaf", "an archive in 7-Zip"),
    (b"Rar!", "an archive in RAR"),
    (b"SQLite format 3", "a SQLite database"),
    (b"\x00\x01\x00\x00Standard", "an Access database"),
)
_MARKUP = (b"<html", b"<!doctype html", b"<table", b"<head", b"<body", b"<meta")
_XML_WORKBOOK = b"urn:schemas-microsoft-com:office:spreadsheet"


def kind_of_file(path: Path) -> str:
    """One of the kinds above; `OTHER` for what holds no table that can be read."""
    with reader(path) as source:
        head = source.read(HEAD)
    if head.startswith(b"PAR1"):
        return PARQUET
    if head.startswith(_OLE):
        return LOCKED if _LOCKED in path.read_bytes() else WORKBOOK
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(path)
    if other_kind(head):
        return OTHER
    start = head.replace(b"\x00", b"").lstrip(b"\xff\xfe\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<") and _XML_WORKBOOK in start:
        return WEB_PAGE if b"<html" in start else XML_WORKBOOK
    if start.startswith(_MARKUP) or (start.startswith(b"<?xml") and b"<html" in start):
        return WEB_PAGE
    return TEXT


def other_kind(head: bytes) -> str:
    """What a file that holds no table is, in words; empty if it may be a table."""
    return next((what for mark, what in _OTHERS if head.startswith(mark)), "")


def _kind_of_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
    except (zipfile.BadZipFile, OSError):
        return WORKBOOK  # cut short: told when it is opened
    if any(name.startswith(_IN_WORKBOOKS) for name in names):
        return WORKBOOK
    return OTHER if any(name.startswith("word/") for name in names) else PACKED


def no_table(path: Path, name: str) -> Problem:
    """What is told of a file that holds no table."""
    with reader(path) as source:
        what = other_kind(source.read(HEAD)) or "a document, not a workbook"
    return Problem(
        "file_kind",
        f"The file is {what}, whatever its name says; no table can be read from it.",
        "Export the data as CSV, Excel or Parquet.",
        file=name,
    )


def locked(name: str) -> Problem:
    """What is told of a workbook that needs a password."""
    return Problem(
        "file_locked",
        "The workbook is locked with a password.",
        "Open it, take off the password (File, Info, Protect Workbook), and save it.",
        file=name,
    )


def xml_workbook(name: str) -> Problem:
    """What is told of a workbook in the XML of Excel 2003."""
    return Problem(
        "file_kind",
        "The file is a workbook in the old XML format of Excel 2003, whatever its name "
        "says.",
        "Open it in Excel and save it as .xlsx, or export it as CSV.",
        file=name,
    )
