"""Before and after for a cohort of a dataset."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeVar

import pandas as pd

from analytics.definitions.event_kinds import EventKind, kinds_with_rule
from analytics.definitions.filters import Filters, Of, months_before
from analytics.definitions.filters.people import COHORT
from analytics.definitions.filters.rule import AS_AT
from analytics.errors import InputError, Problem
from analytics.measures.before_after.course import course
from analytics.measures.before_after.question import Question
from analytics.measures.before_after.whom import (
    day_fixed,
    fixed_cohort,
    must_be_known_by,
    rule_of,
)
from analytics.measures.result_builder import is_narrowed
from analytics.methods.impact import (
    CohortRule,
    CoursePanel,
    ImpactResult,
    NothingToCompare,
    impact,
)
from analytics.methods.impact.cohort_rule import takes_more_than
from analytics.methods.impact.panels.days_to_pick import advice, days_to_pick
from analytics.store import usual_answers
from analytics.store.dataset import Dataset

AS_KNOWN = (
    "Reasons and kinds of need are those of the window before the index date (for a "
    "caseload, before its first referral), so nobody is chosen by what came after."
)
ANSWERS = 16  # kept: a page's tables, and its neighbours', are all made of one
T = TypeVar("T")
panel_of = lru_cache(maxsize=3)(
    course
)  # keyed on the dataset's fingerprint; a panel takes seconds


def index_date_of(dataset: Dataset, kind: EventKind) -> date:
    """The day people are picked unless another is chosen.

    Where there is a caseload: the Saturday before its first referral, so that nobody
    had been helped yet and the weeks after it are whole. Else a year before the data
    ends; or the day nearest to that on which there is enough before and after.
    """
    first, last = days_of_picking(dataset, kind) or dataset.days(kind)
    referred = dataset.manifest.span("caseload").first
    if referred:
        saturday = referred - timedelta(days=(referred.weekday() + 2) % 7)
        if first <= saturday <= last:
            return saturday
    year_before = months_before(dataset.days(kind)[1] + timedelta(days=1), 12)
    return min(max(year_before, first), last)


def days_of_picking(dataset: Dataset, kind: EventKind) -> tuple[date, date] | None:
    """The first and the last day on which people can be picked; None where the extract
    is too short for any."""
    first, last = map(pd.Timestamp, dataset.days(kind))
    days = days_to_pick(first, last)
    return days and (days[0].date(), days[1].date())


def impact_of(dataset: Dataset, filters: Filters, question: Question) -> ImpactResult:
    """Before and after of a cohort, with what was to be expected without a programme.

    Worked out once for a question; the tables of `impact_tables` and the others are
    made of it. Raises InputError where the question has no answer, with what can still
    be said.
    """
    matter = _that_matter(filters, question)
    found = _kept(dataset, matter, question)
    chosen = is_narrowed(filters) or fixed_cohort(dataset, question.cohort) is not None
    return replace(found, narrowed=chosen)


def _that_matter(filters: Filters, question: Question) -> Filters:
    """The filters without the day of the window and without each rule that picks nobody
    here: those of other kinds of event, and this one's where the cohort is picked
    otherwise. They decide nothing unless people are chosen by their use."""
    if known_only_then(filters):
        return filters
    picks = question.kind if takes_more_than(question.cohort) else None
    idle = [kind.rule for kind in kinds_with_rule() if kind != picks]
    return filters.without(AS_AT.name, *idle)


@lru_cache(maxsize=ANSWERS)
def _kept(dataset: Dataset, filters: Filters, question: Question) -> ImpactResult:
    return usual_answers.kept(_worked_out, dataset, filters, question)


def _worked_out(dataset: Dataset, filters: Filters, question: Question) -> ImpactResult:
    asked = ask_about(dataset, filters, question)
    found = answered(
        lambda: impact(
            asked.panel,
            asked.rule,
            asked.on,
            question.follow_up,
            question.washout,
            window_months=filters.months,
        ),
        asked.panel,
    )
    by_use = [one for one, _value in filters.of(Of.USE) if one is not COHORT]
    return replace(found, notes=(*found.notes, AS_KNOWN) if by_use else found.notes)


@dataclass(frozen=True)
class Asked:
    """A question made ready for the methods. on: None for the caseload, whose people
    each have their own day, so that one for all of them is not used."""

    on: date | None
    panel: CoursePanel
    rule: CohortRule


def ask_about(
    dataset: Dataset, filters: Filters, question: Question, everybody: bool = False
) -> Asked:
    """The panel (of everybody, or of who attended), the rule and the day that a
    question is of. Raises InputError where an extract or the caseload is missing, or
    the cohort's text means nothing."""
    _must_have(dataset, question)
    rule = rule_of(dataset, filters, question)
    on = None
    if fixed := fixed_cohort(dataset, question.cohort):
        on = day_fixed(fixed, question)
    elif rule.kind != "caseload":
        on = question.index_date or index_date_of(dataset, question.kind)
    must_be_known_by(dataset, filters, on)
    everybody = everybody or bool(rule.people)
    filters = filters if known_only_then(filters) else filters.cleared(Of.RULE)
    return Asked(on, panel_of(dataset, filters, question.kind, on, everybody), rule)


def known_only_then(filters: Filters) -> bool:
    """Whether people are chosen by what was known of them on the index date alone."""
    return bool(filters.of(Of.USE))


def answered(ask: Callable[[], T], panel: CoursePanel) -> T:
    """What a method answers of a panel; InputError with what the user can do where it
    cannot."""
    try:
        return ask()
    except (NothingToCompare, ValueError) as fault:
        remedy = getattr(fault, "remedy", "")
        which = advice(panel.data_from, panel.data_to)
        raise InputError(
            Problem(
                rule="impact",
                found=str(fault),
                stops=False,
                remedy=remedy or f"Ask of another cohort or follow-up. Or: {which}",
            )
        ) from fault


def _must_have(dataset: Dataset, question: Question) -> None:
    faults = []
    # Whom a rule picks it picks by a kind with one; people known already may be asked
    # about with any.
    known = question.cohort == "caseload" or fixed_cohort(dataset, question.cohort)
    there = dataset.kinds if known else dataset.kinds_with_rule
    if question.kind not in there:
        faults.append(
            Problem(
                rule="extract_missing",
                found=f"This dataset has no {question.kind.service} extract.",
                remedy="Load one, or look at the other service.",
            )
        )
    if question.cohort == "caseload" and not dataset.has("caseload"):
        faults.append(
            Problem(
                rule="caseload_missing",
                found="This dataset has no caseload.",
                remedy="Load one (patient_id, referred_on, started_on), or follow the "
                "top 30 or everyone above the rule from a date.",
                flag="A caseload is given to load with --caseload FILE.",
            )
        )
    if faults:
        raise InputError(faults)
