"""The words that travel with a scorecard's numbers: whose month they are of."""

import pandas as pd

from analytics.definitions.filters import Filters
from analytics.definitions.words import month_in_words
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, NumberedNote, Result
from analytics.measures.result_builder import is_narrowed
from analytics.measures.scorecard.group import Group, group_of
from analytics.measures.scorecard.picked import is_saved
from analytics.measures.scorecard.wanted import Wanted
from analytics.store.dataset import Dataset

PER = 1000  # of the cohort
NEAREST_EVENTS = 5


def answered(
    name: str,
    dataset: Dataset,
    filters: Filters,
    wanted: Wanted,
    table: pd.DataFrame,
    columns: tuple[Column, ...],
    measure: str,
    notes: tuple[str, ...] = (),
    period: str = "",
    numbered: tuple[NumberedNote, ...] = (),
) -> Result:
    """A Result with its cohort, month and fingerprint filled in. A saved cohort is of
    people whom somebody chose, so small numbers of it are hidden further."""
    group = group_of(dataset, filters, wanted)
    scope = settle(dataset, group.filters)
    return Result(
        name=name,
        table=table,
        columns=columns,
        measure=measure,
        period=period or month_in_words(group.month),
        population=_whom(group, scope.filters),
        rule=scope.filters.sentence(),
        fingerprint=dataset.fingerprint,
        notes=(*notes, *group.notes, *dataset.manifest.notes_of_figures),
        numbered=(*numbered, *group.numbered),
        narrowed=is_narrowed(scope.filters) or is_saved(wanted),
    )


def asked(dataset: Dataset, filters: Filters) -> str:
    """What the page is about, in one line: of which people the cohort is taken, and the
    rule that it may be picked by."""
    settled = settle(dataset, filters).filters
    who = settled.who()
    return (
        f"{who[:1].upper()}{who[1:]}; the rule is {settled.rule_in_words()} in the 12 "
        "months before a month."
    )


def _whom(group: Group, filters: Filters) -> str:
    narrowed = bool(filters.narrowed)
    return f"{group.picked.words}{f', {filters.who()}' if narrowed else ''}"


def modelled(name: str, title: str) -> Column:
    """A column of numbers worked out of the counts of people: shown to the nearest 5
    where counts are protected."""
    return Column(name, title, "number", of="people", nearest=5.0)


def of_the_counts(name: str, title: str, people: float) -> Column:
    """A column of rates worked out of the months' own counts. Where counts are
    protected it is no finer than what five of them make among so many people: a finer
    mean over months would tell of a month that is hidden."""
    nearest = NEAREST_EVENTS * PER / max(people, 1.0)
    return Column(name, title, "number", of="people", nearest=nearest, shown=False)
