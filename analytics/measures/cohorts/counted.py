"""How many people and households a definition is of, before it is fixed."""

from dataclasses import dataclass
from datetime import date

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.cohorts import Clause, in_words, read
from analytics.definitions.cohorts.clauses import All
from analytics.definitions.filters import Filters
from analytics.definitions.words import day_in_words
from analytics.measures.cohorts.askable import must_be_askable, notes_of, said
from analytics.measures.cohorts.who_fits import fitting, present_on
from analytics.measures.result import Column, Result
from analytics.store.dataset import Dataset, table
from analytics.store.usual_answers import kept_nowhere

WHOLE = "All of it together"
COLUMNS = (
    Column("part", "Part of the definition"),
    Column("people", "People", "count"),
    Column("households", "Households", "count", of="people"),
    Column("together", "People in them", "count", of="people", shown=False),
    Column(
        "each",
        "People of it a household",
        "ratio",
        numerator="in_households",
        denominator="households",
        decimals=2,
        shown=False,
    ),
    Column("in_households", "In a known household", "count", of="people", shown=False),
)


@dataclass(frozen=True)
class Draft:
    """A definition as it is asked for: its text, and the day it is of."""

    text: str
    day: date


@kept_nowhere
def counted(dataset: Dataset, filters: Filters, draft: Draft) -> Result:
    """People and households of a definition on a day; a row for each of its parts
    joined by and, the last for the whole.

    Columns: part, people, households (with one of them at least), in_households (people
    of it whose household is known), together (everybody who was there and lives in
    these households), each (in_households ÷ households). filters: not looked at; every
    measure has them. Raises InputError where the text or the day will not do.
    """
    definition, day = read(draft.text), draft.day
    must_be_askable(dataset, definition, day)
    several = isinstance(definition, All)
    parts: list[tuple[str, Clause]] = []
    if isinstance(definition, All):
        parts = [(in_words(part), part) for part in definition.parts]
    parts.append((WHOLE if several else in_words(definition), definition))
    rows = [
        {"part": part, **_numbers(dataset, fitting(dataset, clause, day), day)}
        for part, clause in parts
    ]
    return Result(
        "cohort_counted",
        pd.DataFrame(rows),
        COLUMNS,
        "People who fit",
        population=f"people {in_words(definition)}",
        period=f"as known on {day_in_words(day)}",
        rule=said(definition, day),
        fingerprint=dataset.fingerprint,
        notes=notes_of(dataset, definition, day),
        narrowed=True,
    )


def _numbers(dataset: Dataset, who: ibis.Table, day: date) -> dict[str, int]:
    people = table("people").select("person", "household")
    ours = people.semi_join(who, "person")
    homes = ours.filter(_.household.notnull()).select("household")
    there = people.semi_join(present_on(dataset, day), "person")
    counts = ours.agg(
        people=_.count(),
        households=_.household.nunique(),
        in_households=_.household.count(),
    )
    together = there.semi_join(homes, "household").agg(together=_.count())
    found = {**engine.run(dataset, counts), **engine.run(dataset, together)}
    return {name: int(number.iloc[0]) for name, number in found.items()}
