"""Who of a dataset belongs to cohorts that were fixed."""

from collections.abc import Sequence
from functools import lru_cache

import ibis
import pandas as pd

from analytics import engine
from analytics.errors import InputError, Problem
from analytics.store import cohorts
from analytics.store.cohorts import Saved
from analytics.store.dataset import Dataset, table


@lru_cache(maxsize=32)  # keyed on the dataset's fingerprint and the cohort's seal
def persons_of(dataset: Dataset, cohort: Saved) -> tuple[int, ...]:
    """The persons of a cohort that this version knows, in order: those who died or left
    too. Raises InputError where its pseudonyms were made with another key."""
    if cohort.key != dataset.manifest.key:
        raise InputError(
            Problem(
                "cohort_other_key",
                f"The cohort “{cohort.name}” was fixed under another key of the "
                "pseudonyms, so nobody can say who of these people belongs to it.",
                "Load with the key that it was fixed under, or fix it anew under "
                "another name.",
            )
        )
    listed = pd.DataFrame({"pseudonym": [who for who, _home in cohort.members()]})
    people = table("people").select("person", "pseudonym")
    known = people.semi_join(ibis.memtable(listed.astype("string")), "pseudonym")
    found = engine.run(dataset, known.select("person").order_by("person"))
    return tuple(int(person) for person in found["person"])


def persons_in(
    dataset: Dataset, names: Sequence[str], faults: list[Problem]
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The names as they were given, and who belongs to one of the cohorts; adds to
    `faults` each that is not there."""
    given, persons = [], set[int]()
    for name in names:
        try:
            cohort = cohorts.called(dataset, name)
            persons |= set(persons_of(dataset, cohort))
            given.append(cohort.name)
        except InputError as fault:
            faults += fault.problems
    return tuple(dict.fromkeys(given)), tuple(sorted(persons))
