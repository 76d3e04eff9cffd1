"""Which sheets of a workbook, or tables of a web page, are the extract: those that are
read, and those that are not, each told."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from analytics.errors import InputError, Problem
from analytics.extract.fields.mapping import Part
from analytics.extract.fields.matching import match
from analytics.extract.fields.required import lacking
from analytics.extract.profiles import plain
from analytics.extract.reading.dialect import HEADER_WITHIN, known, unique, with_groups
from analytics.extract.reading.names import cleaned

Merge = tuple[tuple[int, int], tuple[int, int]]  # (row, column) of its first, last cell
ALIKE = 0.8  # share of headers that two sheets have in common
WHOLE = re.compile(r"\b(total|all|whole|combined|complete|year|ytd|everything)\b", re.I)


@dataclass
class Sheet:
    """A sheet, or a table of a web page.

    height: rows that it has at most. rows: gives its rows, from the first on. merges:
    cells that are merged, rows and columns counted as in `rows`. header: the cells of
    the row that is most like a header, and its number.
    """

    title: str
    rows: Callable[[], Iterator[list[str]]]
    height: int
    visible: bool = True
    merges: Sequence[Merge] = ()
    header: list[str] = field(default_factory=list)
    header_at: int = 0
    hits: int = 0

    @property
    def shown(self) -> str:
        """Its title as it may be shown."""
        return cleaned(self.title)

    @property
    def filled(self) -> set[str]:
        """Its headers, as they are compared."""
        return {plain(cell) for cell in self.header} - {""}


def look(sheet: Sheet, table: str, part: Part) -> None:
    """Find the row of a sheet that is most like a header of the table."""
    said, above = tuple(part.columns.values()), list[str]()
    for number, row in enumerate(islice(sheet.rows(), HEADER_WITHIN)):
        names = with_groups(table, above, row, said)
        hits = known(table, names, said)
        if hits > sheet.hits or (not sheet.header and any(row)):
            sheet.header, sheet.header_at, sheet.hits = names, number, hits
        above = row


def chosen(
    sheets: Sequence[Sheet], name: str, table: str, part: Part
) -> tuple[list[Sheet], list[Problem]]:
    """The sheets that are read, in order, and what is to be told of the rest.

    The one that a mapping names; else visible ones before hidden ones, those that have
    every column that is needed before others, then the one whose header is known best,
    and with it those of the same kind that have (nearly) its headers: months, or
    practices. Raises InputError if there is none.
    """
    for sheet in sheets:
        look(sheet, table, part)
    with_rows = [sheet for sheet in sheets if sheet.header]
    if part.sheet:
        read = [one for one in sheets if part.sheet in (one.title, one.shown)]
        if not read:
            raise InputError(_missing(sheets, name, part))
    elif not with_rows:
        raise InputError(
            Problem(
                "file_empty",
                "The workbook has no sheet with rows.",
                "Export it again; a header row and at least one row are expected.",
                file=name,
            )
        )
    else:
        read = _alike(_first_choice(with_rows, table, part), with_rows)
    told = [_hidden(read, name)] if not any(one.visible for one in read) else []
    if rest := [sheet for sheet in with_rows if sheet not in read]:
        told.append(_not_read(read, rest, name))
    return read, told


def _first_choice(sheets: list[Sheet], table: str, part: Part) -> list[Sheet]:
    """The best kind of sheets that there are, the best one first."""

    def usable(sheet: Sheet) -> bool:
        headers = unique(sheet.header)
        found = match(table, headers, None, part.columns, part.fixed)
        return bool(found.headers) and not lacking(table, found, part)

    fit = {sheet.title: usable(sheet) for sheet in sheets}
    kinds = [
        [s for s in sheets if s.visible and fit[s.title]],
        [s for s in sheets if fit[s.title]],
        [s for s in sheets if s.visible and s.hits],
        [s for s in sheets if s.hits],
        [s for s in sheets if s.visible],
        sheets,
    ]
    best = next(kind for kind in kinds if kind)
    return sorted(best, key=lambda sheet: -sheet.hits)


def _alike(best: list[Sheet], sheets: list[Sheet]) -> list[Sheet]:
    """The first of these and those with its headers, in the order of the workbook; one
    alone where it holds what the others hold together."""
    first = best[0]
    if not first.hits:
        return [first]
    alike = [
        sheet
        for sheet in sheets
        if sheet in best
        and len(sheet.filled & first.filled) >= ALIKE * len(sheet.filled | first.filled)
        and (sheet is first or _has_rows(sheet))
    ]
    rows = {sheet.title: sheet.height - sheet.header_at - 1 for sheet in alike}
    for sheet in alike:
        others = sum(rows.values()) - rows[sheet.title]
        if len(alike) > 2 and rows[sheet.title] == others and WHOLE.search(sheet.title):
            return [sheet]
    return alike


def _has_rows(sheet: Sheet) -> bool:
    return any(any(row) for row in islice(sheet.rows(), sheet.header_at + 1, None))


def _listed(sheets: Sequence[Sheet]) -> str:
    shown = [sheet.shown + ("" if sheet.visible else " (hidden)") for sheet in sheets]
    more = f" and {len(shown) - 12} more" if len(shown) > 12 else ""
    return ", ".join(shown[:12]) + more


def _not_read(read: list[Sheet], rest: list[Sheet], name: str) -> Problem:
    return Problem(
        "sheets_not_read",
        f"Sheets not read: {_listed(rest)}. Read: {_listed(read)}.",
        "Nothing to do if the data are in what was read. If not, choose the sheet on "
        "the page Extracts under Load my own, after Check only (or name it in a "
        "mapping file); or give all the same headers.",
        file=name,
        stops=False,
    )


def _hidden(read: list[Sheet], name: str) -> Problem:
    return Problem(
        "sheet_hidden",
        f"The data were read from a hidden sheet: {_listed(read)}; no sheet that can "
        "be seen has the columns.",
        "Check that it is the sheet wanted; show it and save the workbook again.",
        file=name,
        stops=False,
    )


def _missing(sheets: Sequence[Sheet], name: str, part: Part) -> Problem:
    return Problem(
        "sheet_missing",
        f"The workbook has no sheet called {cleaned(part.sheet)!r}.",
        f"Sheets: {_listed(sheets)}. Name one of them in the mapping, or forget the "
        "mapping that is kept (on the page Extracts under Load my own).",
        file=name,
    )
