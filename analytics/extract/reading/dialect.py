"""How a text file is written: its encoding, its delimiter, and where its header is."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from analytics.extract.cells.date_formats import NUMERIC_DATE
from analytics.extract.fields.matching import recognised
from analytics.extract.people import identifiers
from analytics.extract.profiles import plain
from analytics.extract.reading.names import cleaned

csv.field_size_limit(
    1 << 24
)  # a header may be long, and a line may be no table's at all
DELIMITERS = ",;\t|"
HEADER_WITHIN = 40  # lines above a header at most
NEARLY_ALL = 0.9  # of the cells, or of the rows, looked at
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


@dataclass(frozen=True)
class Dialect:
    """How a text file is written: what parts its cells, what they are quoted with, how
    many lines are above the header, the headers."""

    delimiter: str = ","
    quote: str = '"'
    skip: int = 0
    headers: tuple[str, ...] = ()


def dialect_of(text: str, table: str, said: Iterable[str] = ()) -> Dialect:
    """How a text is written; the header is where most names are known, else the widest
    line.

    said: headers that a mapping names. No headers if every line looks like data. Where
    a row of groups stands above the header ("Appointment" over "Date"), both together
    name a column if that is known better.
    """
    said = tuple(said)
    best = (-1, -1, 0)
    answer = Dialect()
    lines = text.lstrip("\ufeff").splitlines()
    quote = _quote(lines)
    above = ""
    for number, line in _lines(lines[:HEADER_WITHIN]):
        ways = {mark: _cells(line, mark, quote) for mark in DELIMITERS}
        if not line.strip() or any(
            _is_data(cell) for cells in ways.values() for cell in cells
        ):
            continue
        for mark, cells in ways.items():
            names = with_groups(table, _cells(above, mark, quote), cells, said)
            hits = known(table, names, said)
            score = (hits, len(cells) if len(cells) > 1 else 0, -number)
            if score > best:
                best, answer = score, Dialect(mark, quote, number, unique(names))
        above = line
    return _as_wide_as_rows(answer, lines)


def _quote(lines: list[str]) -> str:
    """The single quote where every cell of the first lines stands in it, else the
    usual one."""
    some = [line for line in lines[:HEADER_WITHIN] if line.strip()]
    for mark in DELIMITERS:
        cells = [cell.strip() for line in some for cell in line.split(mark)]
        wrapped = [c for c in cells if len(c) > 1 and c[0] == c[-1] == "'"]
        if len(cells) > len(some) and len(wrapped) >= NEARLY_ALL * len(cells):
            return "'"
    return '"'


def with_groups(
    table: str, above: list[str], cells: list[str], said: Iterable[str] = ()
) -> list[str]:
    """Headers, with the groups that the row above them names where they are known
    better so."""
    groups, group = [], ""
    for number in range(len(cells)):
        group = (above[number] if number < len(above) else "") or group
        groups.append(group)
    if len({group for group in groups if group}) < 2:
        return cells
    both = [
        joined
        if group and cell and recognised(table, [joined := f"{group} {cell}"])
        else cell
        for group, cell in zip(groups, cells, strict=True)
    ]
    return both if known(table, both, said) > known(table, cells, said) else cells


def _as_wide_as_rows(found: Dialect, lines: list[str]) -> Dialect:
    """The same with further columns where each row ends in further empty cells: some
    programs end rows, but not the header, with a delimiter."""
    rows = [
        _cells(line, found.delimiter, found.quote)
        for line in lines[found.skip + 1 : found.skip + 1 + HEADER_WITHIN]
        if line.strip()
    ]
    wide = len(found.headers)
    more = max((len(row) for row in rows), default=0)
    wider = sum(len(row) > wide for row in rows)
    if not found.headers or wider < NEARLY_ALL * len(rows) or more == wide:
        return found
    if any(any(row[wide:]) for row in rows):
        return found
    names = [f"column {n}" for n in range(wide + 1, more + 1)]
    return replace(found, headers=(*found.headers, *names))


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


def _cells(line: str, delimiter: str, quote: str = '"') -> list[str]:
    rows = csv.reader(
        io.StringIO(line, newline=""), delimiter=delimiter, quotechar=quote
    )
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
    """Headers as they may be shown, with empty and repeated ones told apart."""
    seen: dict[str, int] = {}
    headers = []
    for number, cell in enumerate(cells, 1):
        name = cleaned(cell) or f"column {number}"
        seen[name] = seen.get(name, 0) + 1
        headers.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(headers)
