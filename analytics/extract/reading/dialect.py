"""How a text file is written: its encoding, its delimiter, and where its header is."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator

from analytics.extract.cells.date_formats import NUMERIC_DATE
from analytics.extract.fields.matching import recognised
from analytics.extract.people import identifiers
from analytics.extract.profiles import plain

csv.field_size_limit(
    1 << 24
)  # a header may be long, and a line may be no table's at all
DELIMITERS = ",;\t|"
HEADER_WITHIN = 40  # lines above a header at most
QUOTED_WITHIN = 20  # line breaks inside the quotes of a header at most


def encoding(head: bytes) -> str:
    """The encoding of a text file, told by its first bytes."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    zeros = head[:4000]
    if zeros[1::2].count(0) > len(zeros) // 4:
        return "utf-16-le"
    if zeros[0::2].count(0) > len(zeros) // 4:
        return "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
        return "utf-8"
    except UnicodeDecodeError:
        return "cp1252"


def header(
    text: str, table: str, said: Iterable[str] = ()
) -> tuple[str, int, tuple[str, ...]]:
    """Delimiter, lines above the header, headers: where most names are known, else the
    widest.

    said: headers that a mapping names. No headers if every line looks like data.
    """
    best = (-1, -1, 0)
    answer: tuple[str, int, tuple[str, ...]] = (",", 0, ())
    for number, line in _lines(text.lstrip("\ufeff").splitlines()[:HEADER_WITHIN]):
        ways = {delimiter: _cells(line, delimiter) for delimiter in DELIMITERS}
        if not line.strip() or any(
            _is_data(cell) for cells in ways.values() for cell in cells
        ):
            continue
        for delimiter, cells in ways.items():
            score = (
                known(table, cells, said),
                len(cells) if len(cells) > 1 else 0,
                -number,
            )
            if score > best:
                best, answer = score, (delimiter, number, unique(cells))
    return answer


def span(text: str, number: int) -> int:
    """How many lines the line of that number takes, with the line breaks inside its
    quotes."""
    lines = text.lstrip("\ufeff").splitlines()[: HEADER_WITHIN + QUOTED_WITHIN]
    return next(line for at, line in _lines(lines) if at == number).count("\n") + 1


def _lines(lines: list[str]) -> Iterator[tuple[int, str]]:
    """(number, line), a line whose quotes are open taken together with those up to
    their end."""
    for number, line in enumerate(lines):
        for more in (
            lines[number + 1 : number + 1 + QUOTED_WITHIN]
            if line.count('"') % 2
            else ()
        ):
            line += "\n" + more
            if line.count('"') % 2 == 0:
                break
        else:
            line = lines[number]
        yield number, line


def _cells(line: str, delimiter: str) -> list[str]:
    rows = csv.reader(io.StringIO(line, newline=""), delimiter=delimiter)
    return [re.sub(r"\s+", " ", cell).strip() for cell in next(rows, [])]


def known(table: str, cells: list[str], said: Iterable[str] = ()) -> int:
    """How many cells are headers that a profile or a mapping knows; none if one of them
    is data."""
    if any(map(_is_data, cells)):
        return 0
    names = {plain(header) for header in said}
    return recognised(table, cells) + len({plain(cell) for cell in cells} & names)


def _is_data(cell: str) -> bool:
    """Whether a cell is a date, a long number or says who somebody is: no header
    does."""
    return bool(
        re.fullmatch(r"[\d ]{5,}(\.\d+)?", cell)
        or re.match(NUMERIC_DATE, cell)
        or re.match(r"\d{4}-\d\d-\d\d", cell)
        or identifiers.kind_of([cell])
    )


def unique(cells: list[str]) -> tuple[str, ...]:
    """Headers with empty and repeated ones told apart."""
    seen: dict[str, int] = {}
    headers = []
    for number, cell in enumerate(cells, 1):
        name = cell or f"column {number}"
        seen[name] = seen.get(name, 0) + 1
        headers.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(headers)
