"""Tables of web pages: what many report servers give as "Excel"."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from analytics.extract.reading import dialect
from analytics.extract.reading.workbooks.sheets import Merge, Sheet

MOST_SPAN = 100_000  # rows or columns that a cell may say it takes


class _Tables(HTMLParser):
    """The tables of a page: rows of cells, and which cells take several rows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[tuple[list[list[str]], list[Merge]]] = []
        self._open: list[int] = []  # tables that are not closed yet
        self._text: list[str] | None = None
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._end_cell()
            self._open.append(len(self.tables))
            self.tables.append(([], []))
        elif tag == "tr" and self._open:
            self._end_cell()
            self._rows.append([])
        elif tag in ("td", "th") and self._open:
            self._end_cell()
            if not self._rows:
                self._rows.append([])
            said = dict(attrs)
            self._span = _number(said.get("rowspan")), _number(said.get("colspan"))
            self._text = []
        elif tag == "br" and self._text is not None:
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()
        if tag == "table" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    @property
    def _rows(self) -> list[list[str]]:
        return self.tables[self._open[-1]][0]

    def _end_cell(self) -> None:
        if self._text is None or not self._open:
            return
        rows, merges = self.tables[self._open[-1]]
        row, at = rows[-1], len(rows) - 1
        for (first, _), (last, column) in merges:  # taken by a cell from above
            if first < at <= last and column == len(row):
                row.append("")
        high, wide = self._span
        if high > 1:
            merges.append(((at, len(row)), (at + high - 1, len(row))))
        row += [" ".join("".join(self._text).split()), *[""] * (wide - 1)]
        self._text = None


def _number(said: str | None) -> int:
    text = (said or "").strip()
    return max(1, min(int(text), MOST_SPAN)) if text.isdecimal() else 1


def tables(path: Path) -> list[Sheet]:
    """The tables of a web page, as sheets."""
    octets = path.read_bytes()
    found = _Tables()
    found.feed(octets.decode(dialect.encoding(octets), "replace"))
    found.close()

    def sheet(number: int, rows: list[list[str]], merges: list[Merge]) -> Sheet:
        def each() -> Iterator[list[str]]:
            return iter(rows)

        return Sheet(f"table {number}", each, len(rows), merges=merges)

    return [
        sheet(number, rows, merges)
        for number, (rows, merges) in enumerate(found.tables, 1)
        if rows
    ]
