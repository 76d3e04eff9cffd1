"""Fixing a cohort: who fits a definition on a day, kept for good."""

from dataclasses import dataclass
from datetime import date

from ibis import _

from analytics import engine
from analytics.definitions.cohorts import Clause, in_words, read
from analytics.errors import InputError, Problem
from analytics.measures.cohorts.askable import default_day, faults_of, notes_of
from analytics.measures.cohorts.who_fits import fitting
from analytics.store import cohorts
from analytics.store.cohorts import Saved
from analytics.store.dataset import Dataset, table


@dataclass(frozen=True)
class Fixed:
    """A cohort just fixed, and what is to be known of it, a sentence each."""

    cohort: Saved
    notes: tuple[str, ...]


def fix(dataset: Dataset, name: str, text: str, day: date | None = None) -> Fixed:
    """Works out who fits a definition on a day (usually the one after the last complete
    month) and keeps them under a name.

    Raises InputError with every fault of name, text, day and data, or where nobody
    fits.
    """
    day = day or default_day(dataset)
    faults = cohorts.name_faults(dataset, name)
    definition: Clause | None = None
    try:
        definition = read(text)
        faults += faults_of(dataset, definition, day)
    except InputError as fault:
        faults += fault.problems
    if faults or definition is None:
        raise InputError(faults)
    who = fitting(dataset, definition, day)
    people = table("people").semi_join(who, "person")
    found = engine.run(
        dataset,
        people.select(_.pseudonym, household=_.household.cast("string").fill_null("")),
    )
    if found.empty:
        raise InputError(nobody(definition))
    members = list(zip(found["pseudonym"], found["household"], strict=True))
    kept = cohorts.save(dataset, name, text.strip(), in_words(definition), day, members)
    return Fixed(kept, notes_of(dataset, definition, day))


def nobody(definition: Clause) -> Problem:
    """The fault of a definition that nobody fits."""
    return Problem(
        "cohort_nobody",
        f"Nobody fits: people {in_words(definition)}.",
        "Widen a part of it, or leave one out.",
    )


def fits_now(dataset: Dataset, cohort: Saved) -> int | None:
    """How many would belong to a cohort if it were worked out anew, of the same day,
    from the data as they are now; None where they can no longer be asked."""
    try:
        definition = read(cohort.definition)
    except InputError:
        return None
    if faults_of(dataset, definition, cohort.fixed_on):
        return None
    who = fitting(dataset, definition, cohort.fixed_on)
    return engine.number(dataset, who.agg(n=_.count()))
