"""A sheet written as delimited text: merged cells filled, what stands beside the table
left out; both are told."""

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from analytics.errors import Problem
from analytics.extract.reading.names import cleaned
from analytics.extract.reading.workbooks.sheets import Sheet
from analytics.extract.reading.zip_files import fresh

BESIDE = 0.5  # share of the table's rows up to which another one is one beside it


def as_text(sheet: Sheet, name: str, workspace: Path) -> tuple[Path, list[Problem]]:
    """A sheet as CSV, and what is to be told of it. name: what the sheet is called."""
    target = fresh(workspace, ".csv")
    filled: dict[int, list[int]] = {}  # column -> rows of the sheet that were filled
    first, last, told = _columns(sheet, name)
    with open(target, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        for row in _filled(sheet, filled):
            cells = row[first:last]
            if any(cells):
                writer.writerow(cells)
    return target, [*told, *_merged(sheet, filled, name)]


def _filled(sheet: Sheet, filled: dict[int, list[int]]) -> Iterator[list[str]]:
    """The rows, with the value of cells merged over several rows in each of them; which
    rows were filled goes to `filled`."""
    begin: dict[int, list[tuple[int, int]]] = {}  # row -> (last row, column)
    for (top, column), (bottom, _) in sheet.merges:
        if bottom > top > sheet.header_at and column >= 0:
            begin.setdefault(top, []).append((bottom, column))
    held: dict[int, tuple[int, str]] = {}  # column -> (last row, value)
    for number, row in enumerate(sheet.rows()):
        for bottom, column in begin.get(number, ()):
            if column < len(row):
                held[column] = (bottom, row[column])
        if held and any(row):
            row = list(row)
            for column, (bottom, value) in list(held.items()):
                if number > bottom:
                    del held[column]
                    continue
                row += [""] * (column + 1 - len(row))
                if not row[column]:
                    row[column] = value
                    filled.setdefault(column, []).append(number + 1)
        yield row


def _merged(sheet: Sheet, filled: dict[int, list[int]], name: str) -> list[Problem]:
    """What is told of each column with merged cells."""
    return [
        Problem(
            "cells_merged",
            "Cells are merged over several rows: each of these rows was given the "
            "value of the merged cell.",
            "Check that the value belongs to each row; if not, split the cells and "
            "fill them in.",
            file=name,
            column=cleaned(sheet.header[column])
            if column < len(sheet.header)
            else f"column {column + 1}",
            rows=len(rows),
            examples=tuple(rows[:3]),
            stops=False,
        )
        for column, rows in sorted(filled.items())
    ]


def _columns(sheet: Sheet, name: str) -> tuple[int, int | None, list[Problem]]:
    """From which to which column the table goes, where empty columns part it from a
    smaller one beside it; what is told of that."""
    blocks = _blocks(sheet)
    if len(blocks) < 2:
        return 0, None, []
    rows = [0] * len(blocks)
    for row in islice(sheet.rows(), sheet.header_at + 1, None):
        taken = {n for n, (a, b) in enumerate(blocks) if any(row[a:b])}
        beyond = [n for n, value in enumerate(row) if value]
        if any(not any(a <= n < b for a, b in blocks) for n in beyond):
            return 0, None, []  # a column without a header: all is one table
        for number in taken:
            rows[number] += 1
    most = max(range(len(blocks)), key=lambda n: rows[n])
    small = [n for n in range(len(blocks)) if rows[n] <= BESIDE * rows[most]]
    keep = [n for n in range(len(blocks)) if n not in small]
    first, last = blocks[keep[0]][0], blocks[keep[-1]][1]
    beside = [
        cleaned(cell)
        for n in small
        if not first <= blocks[n][0] < last
        for cell in sheet.header[slice(*blocks[n])]
    ]
    if not beside:
        return 0, None, []
    problem = Problem(
        "columns_beside",
        f"Another table stands beside the data and was not read: {', '.join(beside)}.",
        "Nothing to do if it is a summary. If not, put these columns next to the "
        "others, without an empty one between.",
        file=name,
        stops=False,
    )
    return first, last, [problem]


def _blocks(sheet: Sheet) -> list[tuple[int, int]]:
    """From which to which column headers stand without a gap."""
    found: list[tuple[int, int]] = []
    for column, text in enumerate(sheet.header):
        if text and found and found[-1][1] == column:
            found[-1] = (found[-1][0], column + 1)
        elif text:
            found.append((column, column + 1))
    return found
