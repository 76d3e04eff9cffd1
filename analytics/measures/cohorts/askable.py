"""What of a cohort's definition a dataset cannot be asked, all at once; and what is to
be known of the answer."""

from collections.abc import Iterator
from datetime import date, timedelta

from ibis import _

from analytics import engine
from analytics.definitions.cohorts.clauses import (
    Aged,
    AtHome,
    Clause,
    Has,
    OfNeed,
    OnCaseload,
    SeenFor,
    Used,
    every,
    in_words,
)
from analytics.definitions.filters import Filters, Of, months_before
from analytics.definitions.words import day_in_words
from analytics.errors import InputError, Problem
from analytics.measures.counting.settle import settle
from analytics.store.dataset import Dataset, table

# Of what is only in the registered list: what is told where a dataset does not know it.
AGES = ("birth_year", "ages", "a registered list with years of birth")
HOUSEHOLDS = ("household", "households", "a registered list with a household id")
UNDATED_COLUMNS = ("conditions", "imd_decile", "lsoa_code", "neighbourhood")
UNDATED = (
    "Long-term conditions, homes and deprivation have no dates in the list: they are "
    "those of the data that it was worked out from."
)


def default_day(dataset: Dataset) -> date:
    """The day after the last month that is complete: a cohort fixed then has seen all
    of it."""
    return dataset.default_as_at + timedelta(days=1)


def faults_of(dataset: Dataset, definition: Clause, day: date) -> list[Problem]:
    """Each part of a definition that a dataset cannot be asked on a day."""
    first, last = dataset.first_day, dataset.last_day + timedelta(days=1)
    faults = []
    if not first < day <= last:
        faults.append(
            Problem(
                "cohort_day",
                f"The cohort is to be fixed on {day_in_words(day)}, but the extracts "
                f"run from {day_in_words(first)} to {day_in_words(dataset.last_day)}.",
                f"Choose a day up to {day_in_words(last)}: who belongs to it is "
                "worked out from what was before it.",
            )
        )
        day = last
    faults += [
        fault for clause in every(definition) for fault in _told(dataset, clause, day)
    ]
    return list(dict.fromkeys(faults))


def _told(dataset: Dataset, clause: Clause, day: date) -> Iterator[Problem]:
    match clause:
        case Aged():
            yield from _unknown(dataset, clause, *AGES)
        case AtHome():
            yield from _unknown(dataset, clause, *HOUSEHOLDS)
        case Used(kind) if kind not in dataset.kinds:
            yield _cannot(clause, kind.called, f"an extract of {kind.called}")
        case SeenFor() if not any(kind.reason for kind in dataset.kinds):
            yield _cannot(clause, "reasons", "an extract with reasons")
        case OnCaseload() if not dataset.has("caseload"):
            yield _cannot(clause, "people taken on", "a caseload")
        case Has(one) if one.of is Of.PRACTICES and not dataset.has("patients"):
            yield _cannot(clause, "registrations", "a registered list")
        case Has(one) if one.name in ONLY_LISTED:
            yield from _unknown(dataset, clause, *ONLY_LISTED[one.name])
            yield from _settled(dataset, clause, day)
        case Has() | OfNeed():
            yield from _settled(dataset, clause, day)


# Filters of people whose values are those of the declaration, so that nothing else
# tells that a dataset has none of them.
ONLY_LISTED = {
    "deprivation_fifth": ("imd_decile", "deprivation", "a list or areas with deciles"),
    "sex": ("sex", "sexes", "a registered list with sexes"),
}


def _unknown(
    dataset: Dataset, clause: Clause, column: str, what: str, load: str
) -> Iterator[Problem]:
    known = table("people").filter(_[column].notnull()).agg(n=_.count())
    if not engine.number(dataset, known):
        yield _cannot(clause, what, load)


def _settled(dataset: Dataset, clause: Clause, day: date) -> Iterator[Problem]:
    """The faults of a value that the dataset does not have."""
    if not isinstance(clause, Has):
        return
    before = day - timedelta(days=1)
    try:
        settle(dataset, Filters(as_at=before, **{clause.filter.name: clause.values}))
    except InputError as fault:
        yield from fault.problems


def _cannot(clause: Clause, what: str, load: str) -> Problem:
    return Problem(
        "cohort_cannot_ask",
        f"“{in_words(clause)}” cannot be asked: this dataset knows no {what}.",
        f"Load {load}, or leave this part out.",
    )


def notes_of(dataset: Dataset, definition: Clause, day: date) -> tuple[str, ...]:
    """What is to be known of who fits a definition on a day, a sentence each."""
    notes = []
    clauses = list(every(definition))
    looked_at = {one.filter.column for one in clauses if isinstance(one, Has)}
    if looked_at & set(UNDATED_COLUMNS):
        notes.append(UNDATED)
    for one in clauses:
        if isinstance(one, Used):
            first = dataset.days(one.kind)[0]
            if months_before(day, one.months) < first:
                notes.append(
                    f"The {one.kind.service} extract begins on {day_in_words(first)}, "
                    f"so “{in_words(one)}” counts less than {one.months} months."
                )
    if not dataset.has("patients"):
        notes.append(
            "Without a registered list, whoever was seen before the day counts as "
            "there."
        )
    return tuple(dict.fromkeys(notes))


def said(definition: Clause, day: date) -> str:
    """A definition and its day as a sentence."""
    return f"People {in_words(definition)}, as known on {day_in_words(day)}."


def must_be_askable(dataset: Dataset, definition: Clause, day: date) -> None:
    """Raises InputError with every part that cannot be asked."""
    if faults := faults_of(dataset, definition, day):
        raise InputError(faults)
