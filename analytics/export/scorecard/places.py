"""Where in a template the numbers go: found by its labels, never by an address."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from analytics.definitions.scorecard import METRICS, Metric
from analytics.definitions.scorecard.splits import SPLITS, TOTAL
from analytics.definitions.scorecard.template import (
    COHORT_LABEL,
    DETAILS,
    PERIOD,
    PROJECT,
    TOTAL_LABEL,
)
from analytics.errors import InputError, Problem
from analytics.export.scorecard.cells import At, number
from analytics.export.scorecard.sheet import Sheet, Value
from analytics.export.scorecard.workbook import Workbook

Group = tuple[str, str]  # a split and one of its groups; (TOTAL, "") for everybody
NOT_THE_TEMPLATE = Problem(
    rule="template_unknown",
    found="The template has no sheet with the metrics of the national scorecard.",
    remedy="Give the NNHIP data collection template (made for version 1.2).",
)


@dataclass
class Places:
    """Where things go. sheet: that of the numbers; metrics: the row of each metric's
    count and of its cohort; columns: that of each group; project, period: the sheet and
    cell where each is chosen. told: what of the template could not be understood."""

    sheet: Sheet
    metrics: dict[str, tuple[int, int | None]]
    columns: dict[Group, int]
    project: tuple[Sheet, At] | None = None
    period: tuple[Sheet, At] | None = None
    told: list[str] = field(default_factory=list)


def same(text: Value) -> str:
    """A label as it is compared: lower case, spaces of every sort as one."""
    return re.sub(r"\s+", " ", str(text if text is not None else "")).strip().casefold()


def find(book: Workbook) -> Places:
    """The places of a workbook. Raises InputError where it is not the template."""
    best: Places | None = None
    for sheet in book.sheets.values():
        places = _in(sheet)
        if places and (best is None or len(places.metrics) > len(best.metrics)):
            best = places
    if best is None:
        raise InputError([NOT_THE_TEMPLATE])
    best.project = _beside(book, PROJECT)
    best.period = _beside(book, PERIOD)
    missing = [one for one in METRICS if one.slug not in best.metrics]
    best.told += [f"The template has no row “{one.label}”." for one in missing]
    wanted = [(split, one) for split in SPLITS for one in split.groups]
    best.told += [
        f"The template has no column “{group}” under “{split.title}”."
        for split, group in wanted
        if (split.slug, group) not in best.columns
    ]
    if (TOTAL, "") not in best.columns:
        best.told.append(f"The template has no column “{TOTAL_LABEL}”.")
    return best


def _in(sheet: Sheet) -> Places | None:
    """The places of one sheet; None where no metric's label stands there."""
    details = {
        where.column for where, said in sheet.filled() if same(said) == same(DETAILS)
    }
    for column in sorted(details):
        labels = {
            where.row: same(said)
            for where, said in sheet.filled()
            if where.column == column
        }
        rows = {one.slug: found for one in METRICS if (found := _rows(one, labels))}
        if rows:
            heads = [row for row, said in labels.items() if said == same(DETAILS)]
            columns, told = _columns(sheet, heads, min(r for r, _c in rows.values()))
            places = Places(sheet, rows, columns, told=told)
            places.told += _strange(labels, rows, heads)
            return places
    return None


def _rows(metric: Metric, labels: dict[int, str]) -> tuple[int, int | None] | None:
    """The rows of a metric's count and of its cohort.

    The template says of two metrics the same of the count as of the rate; the count is
    the one with the cohort beneath it.
    """
    rows = [row for row, said in labels.items() if said in map(same, metric.labels)]
    below = {row: _next(row, labels) for row in rows}
    cohort = same(COHORT_LABEL)
    with_cohort = [row for row in rows if labels.get(below[row] or 0) == cohort]
    if metric.kind is None:
        return (rows[0], None) if rows else None
    return (with_cohort[0], below[with_cohort[0]]) if with_cohort else None


def _next(row: int, labels: dict[int, str]) -> int | None:
    return min((one for one in labels if one > row), default=None)


def _columns(
    sheet: Sheet, heads: list[int], first: int
) -> tuple[dict[Group, int], list[str]]:
    """The column of each group, from the heading of its split and its own beneath, in
    the rows above the first metric; and what of these is not known."""
    above = {
        where: said
        for where, said in sheet.filled()
        if where.row < first and where.row >= min(heads, default=1)
    }
    tops = {same(split.title): split for split in SPLITS}
    found: dict[Group, int] = {}
    told: list[str] = []
    headings = {w: s for w, s in above.items() if same(s) in tops}
    for where, said in above.items():
        if same(said) == same(TOTAL_LABEL):
            found[TOTAL, ""] = where.column
    for where, said in above.items():
        over = [w for w in headings if w.row < where.row and w.column <= where.column]
        if not over or where in headings:
            continue
        split = tops[same(headings[max(over, key=lambda w: (w.column, w.row))])]
        group = next((g for g in split.groups if same(g) == same(said)), None)
        if group is None:
            told.append(f"The template’s column “{said}” under “{split.title}” is new.")
        else:
            found[split.slug, group] = where.column
    return found, told


def _strange(
    labels: dict[int, str], rows: dict[str, tuple[int, int | None]], heads: list[int]
) -> list[str]:
    """What stands before a row of the cohort, or at the end, and is no metric known."""
    known = {row for pair in rows.values() for row in pair if row} | set(heads)
    return [
        f"The template’s row “{said}” is new: nothing is filled in there."
        for row, said in labels.items()
        if row not in known
        and labels.get(_next(row, labels) or 0) == same(COHORT_LABEL)
    ]


def _beside(book: Workbook, label: str) -> tuple[Sheet, At] | None:
    """The cell to the right of a label that is to be filled in: no formula."""
    for sheet in book.sheets.values():
        for where, said in sheet.filled():
            there = where.beside()
            if same(said) != same(label) or there in sheet.formulas:
                continue
            if sheet.choices(there) is not None:
                return sheet, there
    return None


def listed_for(book: Workbook, place: tuple[Sheet, At]) -> list[Value]:
    """What may be chosen in a cell, in order; nothing where it names no list."""
    sheet, where = place
    return list(_values(book, sheet, sheet.choices(where) or ""))


def shown_like(book: Workbook, place: tuple[Sheet, At]) -> tuple[Sheet, At] | None:
    """The first cell of the list that a cell's value is chosen from; None where it is
    chosen from no cells."""
    sheet, where = place
    return next(_cells(book, sheet, sheet.choices(where) or ""), None)


def _values(book: Workbook, sheet: Sheet, formula: str) -> Iterator[Value]:
    formula = book.names.get(formula.strip(), formula).strip()
    if formula.startswith('"'):
        yield from (one.strip() for one in formula.strip('"').split(","))
    for there, where in _cells(book, sheet, formula):
        yield there.value(where)


def _cells(book: Workbook, sheet: Sheet, formula: str) -> Iterator[tuple[Sheet, At]]:
    """Those of an area that say something."""
    formula = book.names.get(formula.strip(), formula).strip()
    named, _, area = formula.rpartition("!")
    there = book.sheets.get(named.strip("'").replace("''", "'")) if named else sheet
    corners = re.findall(r"\$?([A-Z]{1,3})\$?(\d+)", area)
    if there is None or not corners or formula.startswith('"'):
        return
    (left, top), (right, bottom) = corners[0], corners[-1]
    for row in range(int(top), int(bottom) + 1):
        for column in range(number(left), number(right) + 1):
            if there.value(At(row, column)) is not None:
                yield there, At(row, column)
