"""Do the ids of the extracts join, and is everybody on the list?"""

from collections.abc import Iterator

import pandas as pd

from analytics.definitions import quality as limits
from analytics.definitions.filters import Filters
from analytics.measures.counting.known_places import practice_titles
from analytics.measures.counting.scope import Scope
from analytics.measures.quality import joins
from analytics.measures.quality.finding import Finding, Flaw
from analytics.measures.quality.names import named
from analytics.store.dataset import Dataset

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
FLAWS = (POORLY, POORLY_AT, NO_LIST, NOT_LISTED)
BOTH = "Both extracts"


def joined(dataset: Dataset, filters: Filters, scope: Scope) -> Iterator[Finding]:
    """Ids that do not join, and people in an extract who are on no list."""
    frame = joins.by_practice(dataset, scope)
    for pair in joins.pairs(dataset):
        yield from _of_pair(dataset, frame, pair)
    if not dataset.has("patients"):
        yield Finding(NO_LIST, 2, limits.table_of(None).title)
        return
    for kind in dataset.kinds:
        listed = f"{kind.slug}_listed"
        seen = frame[frame[listed].notna()]
        people, on = seen[f"{kind.slug}_people"].sum(), seen[listed].sum()
        if people >= limits.PLACE_ROWS and on < limits.LISTED_AT_LEAST * people:
            yield Finding(
                NOT_LISTED, 2, kind.table.title, kind, rows=people - on, of=people
            )


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
