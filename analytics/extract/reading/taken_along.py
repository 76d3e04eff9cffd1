"""Lines that a quote took along which was opened by mistake, and closed by chance at
the next one: they stand in a cell of another row, which looks like any other."""

import mmap

from duckdb import DuckDBPyConnection

from analytics.extract.cells.values import quoted
from analytics.extract.reading.opened_file import Opened, reader

BLOCK = 1 << 22
LEAST_COLUMNS = 4  # with fewer, a line of prose has as many delimiters as a row


def taken_along(con: DuckDBPyConnection, file: Opened, rows: int) -> list[int]:
    """The numbers of such lines of a text file of which `rows` rows were read.

    A file without quotes, or with no more lines than rows, is not looked at closely.
    """
    if len(file.headers) < LEAST_COLUMNS or not _has_quote(file):
        return []
    if _lines(file) <= rows + file.skip + 1:
        return []
    lost = " + ".join(_lost(file, n) for n in range(len(file.headers)))
    # The lines of a row come after it, and so do those of the rows before it.
    found = con.execute(
        "SELECT row, lost, sum(lost) OVER (ORDER BY row) - lost FROM (SELECT "
        f"row_number() OVER () + {file.skip + 1} AS row, {lost} AS lost "
        f"FROM {file.scan()}) WHERE lost > 0"
    ).fetchall()
    return [
        int(row + before + n) for row, lost, before in found for n in range(1, lost + 1)
    ]


def _lost(file: Opened, column: int) -> str:
    """SQL of how many lines stand in a cell: where each line within it is as wide as a
    row, its first is as wide as the rest of one, its last as the beginning of one."""
    text, wide = f"c{column}", len(file.headers) - 1
    parts = f"string_split({text}, chr(10))"

    def marks(part: str) -> str:
        bare = f"replace({part}, {quoted(file.delimiter)}, '')"
        return f"(length({part}) - length({bare}))"

    rest, begins = marks(f"{parts}[1]"), marks(f"{parts}[-1]")
    within = f"len(list_filter({parts}[2:-2], lambda x: {marks('x')} >= {wide}))"
    return (
        f"CASE WHEN contains({text}, chr(10)) AND {rest} >= {wide - column} "
        f"AND {begins} >= {column} THEN {within} + 1 ELSE 0 END"
    )


def _has_quote(file: Opened) -> bool:
    quote = file.quote.encode()
    if file.scanned.suffix == ".gz" or not file.scanned.stat().st_size:
        return True
    with (
        open(file.scanned, "rb") as source,
        mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ) as held,
    ):
        return held.find(quote) >= 0


def _lines(file: Opened) -> int:
    """About how many lines there are, those above the header too."""
    feeds, returns = 0, 0
    with reader(file.scanned) as source:
        while block := source.read(BLOCK):
            feeds += block.count(b"\n")
            returns += block.count(b"\r")
    return max(feeds, returns)
