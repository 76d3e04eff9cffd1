"""Fills the national template: numbers in, the workbook and what was not filled out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import get_close_matches

from analytics.definitions.scorecard import METRICS
from analytics.definitions.scorecard.splits import TOTAL
from analytics.definitions.scorecard.suppression import SUPPRESSED, submitted
from analytics.definitions.scorecard.template import PERIOD, PROJECT
from analytics.definitions.words import listed, month_in_words
from analytics.errors import InputError, Problem
from analytics.export.scorecard.cells import At
from analytics.export.scorecard.formats import show_like
from analytics.export.scorecard.places import (
    Group,
    Places,
    find,
    listed_for,
    same,
    shown_like,
)
from analytics.export.scorecard.results import work_out
from analytics.export.scorecard.sheet import Sheet, Value
from analytics.export.scorecard.workbook import Workbook

EPOCH = date(1899, 12, 30)  # Excel's day 0, from March 1900 on
RATES_OF_HIDDEN = (
    f"Where a number is {SUPPRESSED}, the template’s own formula shows a rate of 0."
)


@dataclass(frozen=True)
class Numbers:
    """What goes into a template: true counts, suppressed on writing.

    month: its first day. counts: by metric and group; a metric without any stays
    blank. cohort: people by group. missing: by metric, why it has no count.
    """

    month: date
    counts: Mapping[tuple[str, Group], int]
    cohort: Mapping[Group, int]
    missing: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FilledTemplate:
    """The workbook, and a sentence for each thing that could not be filled."""

    content: bytes
    told: tuple[str, ...]
    cells: int


def fill(template: bytes, numbers: Numbers, project: str) -> FilledTemplate:
    """The template with the numbers of a month.

    Raises InputError with every fault: no workbook, not the template, a project or a
    month that its lists do not have.
    """
    book, places, chosen = _ready(template, numbers.month, project)
    for place, value in chosen:
        sheet, where = place
        sheet.set(where, value)
    if places.period and (like := shown_like(book, places.period)):
        show_like(book, places.period, like)
    cells, held = _write(places, numbers)
    work_out(book)
    told = [*places.told, *held]
    told += [
        f"“{one.name}” is left blank: {numbers.missing[one.slug]}."
        for one in METRICS
        if one.slug in numbers.missing and one.slug in places.metrics
    ]
    if SUPPRESSED in _written(places, numbers):
        told.append(RATES_OF_HIDDEN)
    return FilledTemplate(book.as_bytes(), tuple(told), cells)


def must_be_ready(template: bytes, month: date, project: str) -> None:
    """Raises InputError with every fault for which `fill` would, before there are
    numbers to fill in."""
    _ready(template, month, project)


def _ready(
    template: bytes, month: date, project: str
) -> tuple[Workbook, Places, list[tuple[tuple[Sheet, At], Value]]]:
    book = Workbook.read(template)
    places = find(book)
    faults: list[Problem] = []
    chosen = _chosen(book, places, month, project, faults)
    if faults:
        raise InputError(faults)
    return book, places, chosen


def _write(places: Places, numbers: Numbers) -> tuple[int, list[str]]:
    """Sets the cells that hold no formula; how many, and what a formula stood in the
    way of."""
    sheet, cells, held = places.sheet, 0, []
    for slug, (row, cohort_row) in places.metrics.items():
        blank = slug in numbers.missing
        for group, column in places.columns.items():
            for at_row, number in (
                (row, None if blank else numbers.counts.get((slug, group))),
                (cohort_row, numbers.cohort.get(group)),
            ):
                where = At(at_row, column) if at_row else None
                if where is None or number is None:
                    continue
                if where not in sheet.formulas:
                    sheet.set(where, submitted(number))
                    cells += 1
                elif at_row == row:
                    held.append(f"Cell {where.name} holds a formula and stays.")
    return cells, held


def _written(places: Places, numbers: Numbers) -> set[int | str]:
    """What the counts come to as the submission wants them."""
    return {
        submitted(number)
        for (slug, group), number in numbers.counts.items()
        if group in places.columns and slug in places.metrics
    }


def _chosen(
    book: Workbook, places: Places, month: date, project: str, faults: list[Problem]
) -> list[tuple[tuple[Sheet, At], Value]]:
    """The project and month as the template's lists have them; adds a fault for each
    that is not there."""
    found: list[tuple[tuple[Sheet, At], Value]] = []
    for place, label in ((places.project, PROJECT), (places.period, PERIOD)):
        if place is None:
            faults.append(
                Problem(
                    rule="template_without",
                    found=f"The template has no cell to choose “{label}” in.",
                    remedy="Give the template as it was published.",
                )
            )
    if places.project:
        there = [str(one) for one in listed_for(book, places.project)]
        known = {same(one): one for one in there}
        if same(project) in known:
            found.append((places.project, known[same(project)]))
        else:
            faults.append(_no_project(project, there))
    if places.period:
        months = {as_day(one): one for one in listed_for(book, places.period)}
        if month in months:
            found.append((places.period, months[month]))
        else:
            faults.append(_no_month(month, [one for one in months if one]))
    return found


def as_day(value: Value) -> date | None:
    """The day that a cell holds: Excel's number of it, or 2026-09 or 2026-09-01 in
    words; None for anything else."""
    if isinstance(value, (int, float)):
        return EPOCH + timedelta(days=int(value))
    try:
        text = str(value).strip()
        return date.fromisoformat(text if len(text) > 7 else f"{text}-01")
    except ValueError:
        return None


def _no_project(project: str, there: list[str]) -> Problem:
    near = get_close_matches(project, there, n=3, cutoff=0.3) or [
        one for one in there if any(w in same(one) for w in same(project).split())
    ]
    said = listed([f"“{one}”" for one in near[:3]], "or") if near else ""
    return Problem(
        rule="project_unknown",
        found=f"The template’s list of {len(there)} projects has no “{project}”.",
        remedy=f"Nearest are: {said}."
        if said
        else f"It begins with “{there[0]}”."
        if there
        else "It is empty.",
        flag="The project is given with --project NAME.",
    )


def _no_month(month: date, there: list[date]) -> Problem:
    if not there:
        return Problem(
            rule="month_unknown",
            found="The template’s list of months is empty.",
            remedy="Give the template as it was published.",
        )
    near = min(there, key=lambda one: abs((one - month).days))
    first, last = (month_in_words(one) for one in (min(there), max(there)))
    return Problem(
        rule="month_unknown",
        found=f"The template’s months run from {first} to {last}; "
        f"{month_in_words(month)} is none of them.",
        remedy=f"The nearest is {near:%Y-%m}.",
        flag="The month is given with --month YYYY-MM.",
    )


EVERYBODY: Group = (TOTAL, "")
