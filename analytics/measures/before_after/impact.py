"""Before and after for a cohort of a dataset."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeVar

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters, Of, months_before
from analytics.errors import InputError, Problem
from analytics.measures.before_after.course import course
from analytics.measures.before_after.question import Question
from analytics.measures.result_builder import is_narrowed
from analytics.methods.impact import (
    CohortRule,
    CoursePanel,
    ImpactResult,
    NothingToCompare,
    impact,
)
from analytics.store.dataset import Dataset, table

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
    ends.
    """
    first, last = dataset.days(kind)
    referred = dataset.manifest.span("caseload").first
    if referred and first < referred <= last:
        return referred - timedelta(days=(referred.weekday() + 2) % 7)
    return max(months_before(last + timedelta(days=1), 12), first)


@lru_cache(maxsize=ANSWERS)
def impact_of(dataset: Dataset, filters: Filters, question: Question) -> ImpactResult:
    """Before and after of a cohort, with what was to be expected without a programme.

    Worked out once for a question; the tables of `impact_tables` and the others are
    made of it. Raises InputError where the question has no answer, with what can still
    be said.
    """
    asked = ask_about(dataset, filters, question)
    found = answered(
        lambda: impact(
            asked.panel,
            asked.rule,
            asked.on,
            question.follow_up,
            question.washout,
            window_months=filters.months,
        )
    )
    notes = (*found.notes, AS_KNOWN) if known_only_then(filters) else found.notes
    return replace(found, notes=notes, narrowed=is_narrowed(filters))


@dataclass(frozen=True)
class Asked:
    """A question made ready for the methods. on: None for the caseload, whose people
    each have their own day, so that one for all of them is not used."""

    on: date | None
    panel: CoursePanel
    rule: CohortRule


def ask_about(dataset: Dataset, filters: Filters, question: Question) -> Asked:
    """The panel, the rule and the day that a question is of. Raises InputError where an
    extract or the caseload is missing, or the cohort's text means nothing."""
    _must_have(dataset, question)
    rule = rule_of(dataset, filters, question)
    on = None
    if rule.kind != "caseload":
        on = question.index_date or index_date_of(dataset, question.kind)
    return Asked(on, panel_of(dataset, filters, question.kind, on), rule)


def known_only_then(filters: Filters) -> bool:
    """Whether people are chosen by what was known of them on the index date alone."""
    return bool(filters.of(Of.USE))


def answered(ask: Callable[[], T]) -> T:
    """What a method answers; InputError with what the user can do where it cannot."""
    try:
        return ask()
    except (NothingToCompare, ValueError) as fault:
        raise InputError(
            Problem(
                rule="impact",
                found=str(fault),
                stops=False,
                remedy=(
                    "Choose another cohort, index date or follow-up, or load a "
                    "longer extract."
                ),
            )
        ) from fault


def rule_of(dataset: Dataset, filters: Filters, question: Question) -> CohortRule:
    """The cohort's text as a rule. Raises InputError with what was expected."""
    people = _persons(dataset, question.people) if question.people else ()
    try:
        return CohortRule.parse(
            question.cohort,
            more_than=filters.more_than(question.kind),
            people=people,
        )
    except ValueError as fault:
        raise InputError(
            Problem(
                rule="cohort",
                found=str(fault),
                remedy="Choose those who attend most, everyone above the rule, the "
                "caseload, or pseudonyms that are in the dataset.",
                flag="Give --cohort top:30, rule, caseload, or list (--people FILE).",
            )
        ) from None


def _persons(dataset: Dataset, pseudonyms: tuple[str, ...]) -> tuple[int, ...]:
    known = (
        table("people")
        .filter(table("people").pseudonym.isin(pseudonyms))
        .select("person")
    )
    return tuple(int(p) for p in engine.run(dataset, known)["person"])


def _must_have(dataset: Dataset, question: Question) -> None:
    faults = []
    if question.kind not in dataset.kinds:
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
