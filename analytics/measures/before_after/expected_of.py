"""What was to be expected of any service for a cohort, whichever service its people
were picked by: one function for every kind of event."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pandas as pd

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters, Of
from analytics.measures.before_after.impact import (
    answered,
    ask_about,
    impact_of,
    known_only_then,
    panel_of,
)
from analytics.measures.before_after.question import Question
from analytics.methods.impact.checks.outcome import CANNOT_TELL
from analytics.methods.impact.elsewhere import (
    Elsewhere,
    elsewhere,
    seen_elsewhere,
)
from analytics.methods.impact.panels.windows import Windows
from analytics.store import usual_answers
from analytics.store.dataset import Dataset

NO_COMPARISON = "nobody to compare with"
WITHHELD = "a check speaks against it"
WITHHELD_BY = "a check of those compared, made by {service}, speaks against them"


def picked_by(dataset: Dataset) -> EventKind:
    """The service by which a dataset's people are picked: its first with a rule."""
    return dataset.kinds_with_rule[0]


def expected_of(
    dataset: Dataset,
    filters: Filters,
    question: Question,
    by: EventKind | None = None,
) -> Elsewhere:
    """One service of a cohort before and after, beside what was to be expected anyway.

    question.kind: the service, of any kind; its cohort, day and follow-up as everywhere
    (`impact_of`). by: the service by which its people were picked; None: `picked_by`.
    What comes back: seen (before, after, before_years, after_years; a
    row a person); best, the leading estimate (rate_ratio with lower and upper, avoided,
    expected_course by month), None where it cannot be told; and why_not.

    Of the service by which people were picked it is the answer of *Before and after*.
    Of another, comparators are alike in both services' courses
    (`methods.impact.elsewhere`, tried in docs/before_after/net_effect.md). Where a
    check of the first speaks against those compared, neither is told. Raises InputError
    where nobody can be followed.
    """
    by = by or picked_by(dataset)
    of_by = impact_of(dataset, filters, replace(question, kind=by))
    withheld = of_by.claim == CANNOT_TELL
    if question.kind == by:
        seen, best = of_by.per_person, of_by.best
        if best.causal and not withheld:
            return Elsewhere(seen, best)
        return Elsewhere(seen, why_not=WITHHELD if best.causal else NO_COMPARISON)
    if withheld or not of_by.best.causal:
        why = WITHHELD_BY.format(service=by.service) if withheld else NO_COMPARISON
        seen = _asked(dataset, filters, question, by, seen_elsewhere)
        return Elsewhere(seen, why_not=why)
    return unchecked(dataset, filters, question, by)


@lru_cache(maxsize=32)  # keyed on the dataset's fingerprint
def unchecked(
    dataset: Dataset, filters: Filters, question: Question, by: EventKind
) -> Elsewhere:
    """As `expected_of`, of another service than the one picked by, where the checks of
    that one were asked for already."""
    return usual_answers.kept(_worked_out, dataset, filters, question, by)


def _worked_out(
    dataset: Dataset, filters: Filters, question: Question, by: EventKind
) -> Elsewhere:
    found: Elsewhere = _asked(dataset, filters, question, by, elsewhere)
    return found


def _asked(
    dataset: Dataset,
    filters: Filters,
    question: Question,
    by: EventKind,
    method: Callable[..., Any],
) -> Any:
    """A method of both services' panels of the people picked."""
    asked = ask_about(dataset, filters, replace(question, kind=by))
    used = filters if known_only_then(filters) else filters.cleared(Of.RULE)
    everybody = bool(asked.rule.people)
    other = panel_of(dataset, used, question.kind, asked.on, everybody, by)
    windows = Windows(filters.months, question.follow_up, question.washout)
    on = None if asked.on is None else pd.Timestamp(asked.on)
    return answered(
        lambda: method(asked.panel, other, asked.rule, on, windows), asked.panel
    )
