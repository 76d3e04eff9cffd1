"""What is asked of the scorecard: whom, and which month."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.definitions.words import day_in_words, month_in_words
from analytics.errors import InputError, Problem
from analytics.store.dataset import (
    WEEKEND_AND_HOLIDAY,
    Dataset,
    last_complete_month,
)

CASELOAD, RULE = "caseload", "rule"
TOP = re.compile(r"top:(\d+)")
A_YEAR = 12  # months


@dataclass(frozen=True)
class Wanted:
    """cohort: "caseload" (everybody offered support), "rule" (above the filters' rule),
    "top:30", or the name of a saved cohort. month: its first day; None: the last that
    is complete. setting: by which kind of event "rule" and "top" pick."""

    cohort: str
    month: date | None
    setting: EventKind


def month_of(dataset: Dataset, filters: Filters, wanted: Wanted) -> date:
    """The first day of the month asked for. Raises InputError where no extract covers
    it whole."""
    if wanted.month is None:
        day = filters.as_at or dataset.default_as_at
        whole = day == last_complete_month(day) or day == dataset.default_as_at
        month = day.replace(day=1)
        return month if whole else (month - timedelta(days=1)).replace(day=1)
    month = wanted.month.replace(day=1)
    reasons = {kind: not_covered(dataset, kind, month) for kind in dataset.kinds}
    if all(reasons.values()):
        raise InputError([_no_month(dataset, month)])
    return month


def months_up_to(dataset: Dataset, month: date) -> pd.DatetimeIndex:
    """The first days of the months of data up to one, from the first that is whole in
    some extract."""
    first = pd.Timestamp(dataset.first_day)
    if first.day > 1 + WEEKEND_AND_HOLIDAY.days:
        first = first + pd.offsets.MonthBegin(1)
    return pd.date_range(first.replace(day=1), pd.Timestamp(month), freq="MS")


def whole_months(dataset: Dataset, filters: Filters) -> list[date]:
    """The months that some extract covers whole and that have a year before them, the
    one in which the window ends first, then back from the newest."""
    first = month_of(dataset, filters, Wanted(RULE, None, dataset.kinds[0]))
    last = max(last_complete_month(dataset.days(kind)[1]) for kind in dataset.kinds)
    months = [one.date() for one in months_up_to(dataset, last.replace(day=1))]
    others = [one for one in reversed(months[A_YEAR:]) if one != first]
    return [first, *others]


def not_covered(dataset: Dataset, kind: EventKind, month: date) -> str:
    """Why an extract does not cover a month whole; "" where it does."""
    if kind not in dataset.kinds:
        return f"no {kind.service} extract is loaded"
    first, last = dataset.days(kind)
    end = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    if first - month > WEEKEND_AND_HOLIDAY:
        return f"the {kind.service} extract begins on {day_in_words(first)}"
    if end > last_complete_month(last):
        return f"the {kind.service} extract ends on {day_in_words(last)}"
    return ""


def _no_month(dataset: Dataset, month: date) -> Problem:
    complete = [last_complete_month(dataset.days(k)[1]) for k in dataset.kinds]
    first, last = dataset.first_day, max(complete).replace(day=1)
    near = min(max(month, first.replace(day=1)), last)
    return Problem(
        rule="month_incomplete",
        found=f"No extract has the whole of {month_in_words(month)}: whole months "
        f"run from {month_in_words(first)} to {month_in_words(last)}.",
        remedy=f"The nearest is {near:%Y-%m}.",
        flag="The month is given with --month YYYY-MM.",
    )


def before(filters: Filters, month: date) -> Filters:
    """The filters over the twelve months that end the day before a month: by these
    people are picked, so that no month picks people for what they did in it."""
    return filters.with_(as_at=month - timedelta(days=1), months=12)
