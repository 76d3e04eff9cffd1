"""Do the ids of the extracts join, and is everybody on the list?"""

from collections.abc import Iterator

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions import quality as limits
from analytics.definitions.filters import Filters
from analytics.definitions.quality import NO_PRACTICE
from analytics.definitions.tables_of_places import AREAS
from analytics.measures.counting.known_places import practice_titles
from analytics.measures.counting.scope import Scope
from analytics.measures.quality import joins
from analytics.measures.quality.fields import counted_rows
from analytics.measures.quality.finding import Finding, Flaw
from analytics.measures.quality.names import named
from analytics.store.dataset import Dataset, table

POORLY = Flaw(
    "joins_poorly",
    "only {share} of the people in {service} are found in the {other} extract, at "
    "practices that send both",
    "frequent at both, and everything that compares the services person by person, is "
    "far too low; check that both extracts carry the same kind of id",
)
POORLY_AT = Flaw(
    "joins_poorly_at",
    "at {subject} only {share} of the people in {service} are found in the {other} "
    "extract",
    "frequent at both is too low there; check the ids of {those}",
)
NO_LIST = Flaw(
    "no_list",
    "there is no registered list",
    "everybody seen is taken as registered throughout, so rates per head use published "
    "list sizes, and people who left or died look like people who stopped coming",
)
NOT_LISTED = Flaw(
    "not_listed",
    "{rows} people in {extract} ({share}) are on no registered list",
    "they count in totals, but not per head, and cannot be followed before and after",
)
PRACTICES_MISS = Flaw(
    "practices_not_listed",
    "{rows} rows of {extract} ({share}) are of practices that the list of practices "
    "does not have",
    "they count in the whole, but in no PCN or place, and their practice has no name",
)
AREAS_MISS = Flaw(
    "areas_not_listed",
    "{rows} people ({share} of those with a small area) live in areas that the list of "
    "areas does not have",
    "they are in no neighbourhood, and their deprivation is not known unless the "
    "registered list says it",
)
FLAWS = (POORLY, POORLY_AT, NO_LIST, NOT_LISTED, PRACTICES_MISS, AREAS_MISS)
BOTH = "Both extracts"


def joined(dataset: Dataset, filters: Filters, scope: Scope) -> Iterator[Finding]:
    """Ids that do not join, and people in an extract who are on no list."""
    frame = joins.by_practice(dataset, scope)
    for pair in joins.pairs(dataset):
        yield from _of_pair(dataset, frame, pair)
    if not dataset.has("patients"):
        yield Finding(NO_LIST, 2, limits.table_of(None).title)
        return
    for kind in dataset.kinds_with_rule:
        listed = f"{kind.slug}_listed"
        seen = frame[frame[listed].notna()]
        people, on = seen[f"{kind.slug}_people"].sum(), seen[listed].sum()
        if people >= limits.PLACE_ROWS and on < limits.LISTED_AT_LEAST * people:
            yield Finding(
                NOT_LISTED, 2, kind.table.title, kind, rows=people - on, of=people
            )


def places_missed(
    dataset: Dataset, filters: Filters, scope: Scope
) -> Iterator[Finding]:
    """Practices and areas of the extracts that the lists of them do not have."""
    most = limits.NOT_JOINED_AT_MOST
    if dataset.has("practices"):
        listed = table("practices").select("practice_code")
        for kind in dataset.kinds:
            if kind.table.has("practice_code"):
                rows = counted_rows(kind, scope).filter(_.practice_code.notnull())
                code = rows.practice_code
                known = code.isin(listed.practice_code) | code.isin(NO_PRACTICE)
                missed, of = _counted(dataset, rows, known)
                if missed > most * of:
                    yield Finding(
                        PRACTICES_MISS, 2, kind.table.title, kind, rows=missed, of=of
                    )
    if dataset.has("areas"):
        people = table("people").filter(_.lsoa_code.notnull())
        known = people.lsoa_code.isin(table("areas").lsoa_code)
        missed, of = _counted(dataset, people, known)
        if missed > most * of:
            yield Finding(AREAS_MISS, 2, AREAS.title, rows=missed, of=of)


def _counted(dataset: Dataset, rows: ibis.Table, known: ibis.Value) -> tuple[int, int]:
    """How many rows are not known, and how many there are."""
    found = engine.run(
        dataset, rows.agg(missed=(~known).sum().fill_null(0), of=_.count())
    ).iloc[0]
    return int(found["missed"]), int(found["of"])


def _of_pair(
    dataset: Dataset, frame: pd.DataFrame, pair: joins.Pair
) -> Iterator[Finding]:
    """Where the people of one extract are not found in the other, in all or at some
    practices."""
    one, other = pair
    both, theirs = joins.in_other(pair), f"{one.slug}_people"
    known = frame[frame[both].notna()]
    if known[theirs].sum() < limits.PLACE_ROWS:
        return
    found, people = known[both].sum(), known[theirs].sum()
    low = known[
        (known[theirs] >= limits.PLACE_ROWS)
        & (known[both] < limits.JOINED_AT_LEAST * known[theirs])
    ]
    if found < limits.JOINED_AT_LEAST * people:
        yield Finding(POORLY, 3, BOTH, one, other, rows=found, of=people)
    elif len(low):
        yield Finding(
            POORLY_AT,
            2,
            BOTH,
            one,
            other,
            number=len(low),
            rows=low[both].sum(),
            of=low[theirs].sum(),
            subject=named(low["practice"].map(practice_titles(dataset))),
        )
