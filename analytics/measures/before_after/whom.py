"""Whom a before and after is asked about: a rule, the caseload, a list or a cohort that
was fixed; and never by what came after the day they were picked."""

from datetime import date

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.definitions.words import day_in_words
from analytics.errors import InputError, Problem
from analytics.measures.before_after.question import Question
from analytics.measures.cohorts.members import persons_of
from analytics.methods.impact import CohortRule
from analytics.store import cohorts
from analytics.store.cohorts import Saved
from analytics.store.dataset import Dataset, table


def fixed_cohort(dataset: Dataset, text: str) -> Saved | None:
    """The fixed cohort that a question's text names; None where it names another sort
    of cohort, or none. Raises InputError where its file cannot be read."""
    if cohorts.TAKEN.fullmatch(text.strip()):
        return None
    try:
        return cohorts.called(dataset, text)
    except InputError as fault:
        if any(one.rule == "cohort_unknown" for one in fault.problems):
            return None
        raise


def rule_of(dataset: Dataset, filters: Filters, question: Question) -> CohortRule:
    """The cohort's text as a rule. Raises InputError with what was expected."""
    if fixed := fixed_cohort(dataset, question.cohort):
        members = persons_of(dataset, fixed)
        return CohortRule("list", people=members, called=fixed.name)
    kind = question.kind
    people = _persons(dataset, question.people) if question.people else ()
    try:
        return CohortRule.parse(
            question.cohort,
            more_than=filters.more_than(kind) if kind.has_rule else None,
            people=people,
        )
    except ValueError as fault:
        known = ", ".join(f"“{name}”" for name in cohorts.saved(dataset))
        also = f" Fixed cohorts: {known}." if known else ""
        raise InputError(
            Problem(
                rule="cohort",
                found=f"{fault}{also}",
                remedy="Choose those who attend most, everyone above the rule, the "
                "caseload, a fixed cohort, or pseudonyms that are in the dataset.",
                flag="Give --cohort top:30, rule, caseload, list (--people FILE), or "
                "the name of a fixed cohort.",
            )
        ) from None


def day_fixed(fixed: Saved, question: Question) -> date:
    """The day from which a fixed cohort is followed. Raises InputError where another is
    asked for."""
    if question.index_date not in (None, fixed.fixed_on):
        raise InputError(
            Problem(
                "cohort_day",
                f"The cohort “{fixed.name}” is followed from the day it was fixed, "
                f"{day_in_words(fixed.fixed_on)}: on another day it would be chosen by "
                "what came after it, or miss what came at once.",
                "Leave the day of picking out, or fix a cohort on that day.",
            )
        )
    return fixed.fixed_on


def must_be_known_by(dataset: Dataset, filters: Filters, on: date | None) -> None:
    """Raises InputError where people would be chosen by a cohort that was fixed after
    the day they were picked. on: None for the caseload, from its first referral."""
    first = on or dataset.manifest.span("caseload").first
    later = [
        fixed
        for name in filters.cohorts
        if (fixed := cohorts.called(dataset, name)) and first and fixed.fixed_on > first
    ]
    if later and first:
        raise InputError(
            [
                Problem(
                    "cohort_day",
                    f"People picked from {day_in_words(first)} on would be chosen by "
                    f"the cohort “{one.name}”, which was fixed later, on "
                    f"{day_in_words(one.fixed_on)}: by what came after.",
                    "Follow that cohort itself, or clear the filter for cohorts.",
                    stops=False,
                )
                for one in later
            ]
        )


def _persons(dataset: Dataset, pseudonyms: tuple[str, ...]) -> tuple[int, ...]:
    people = table("people")
    known = people.filter(people.pseudonym.isin(pseudonyms)).select("person")
    return tuple(int(p) for p in engine.run(dataset, known)["person"])
