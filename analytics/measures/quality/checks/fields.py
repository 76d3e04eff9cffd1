"""Are the fields filled: everywhere, at every practice, from month to month?"""

from collections.abc import Iterator

import pandas as pd

from analytics.definitions import quality as limits
from analytics.definitions.event_kinds import EventKind, Needed
from analytics.definitions.filters import Filters
from analytics.definitions.quality import needed, table_of
from analytics.measures.counting.known_places import practice_titles
from analytics.measures.counting.scope import Scope
from analytics.measures.quality.fields import cells, long
from analytics.measures.quality.finding import Finding, Flaw
from analytics.measures.quality.names import month_in_full, named
from analytics.store.dataset import Dataset

ABSENT = Flaw("field_absent", "{extract} have no {field} at all", "{without_any}")
GAPS = Flaw(
    "field_gaps",
    "{field} is filled in {share} of {extract}",
    "where it is empty, {without}",
)
AT_PLACES = Flaw(
    "field_places",
    "{field} is filled in only {share} of {extract}",
    "figures of {those} are weaker: where it is empty, {without}",
)
TURNED = Flaw(
    "field_turned",
    "{field} went from {share_before} to {share} filled in {extract} from {month}",
    "months before and after cannot be compared by it; where it is empty, {without}",
)
FLAWS = (ABSENT, GAPS, AT_PLACES, TURNED)
# By how much of the rows a field's share moves, and months on each side.
MOVED, SIDE = 0.25, 3


def fields(dataset: Dataset, filters: Filters, scope: Scope) -> Iterator[Finding]:
    """Fields that are empty everywhere, too often, at some practices, or from some
    month on."""
    people = (None,) if dataset.has("patients") else ()
    for kind in (*dataset.kinds, *people):
        wide = cells(dataset, scope, kind, weight=1)
        whole = wide.assign(all_of_it="").groupby("all_of_it").sum(numeric_only=True)
        places = wide.groupby("practice").sum(numeric_only=True).reset_index()
        place = long(places, kind, "practice")
        for row in long(whole.reset_index(), kind, "all_of_it").itertuples():
            if row.rows:
                field = needed(kind, row.field)
                filled = (row.filled, row.rows)
                yield from _of_field(dataset, kind, field, filled, place)
        if kind is not None:
            yield from _turned(wide, kind)


def _of_field(
    dataset: Dataset,
    kind: EventKind | None,
    field: Needed,
    filled: tuple[int, int],
    place: pd.DataFrame,
) -> Iterator[Finding]:
    """The flaw of one field, from the rows that have it and all rows, and the same by
    practice."""
    rows, of = filled
    share, where = rows / of, table_of(kind).title
    least = limits.SELDOM_AT_LEAST if field.seldom else limits.FILLED_AT_LEAST
    if share == 0:
        yield Finding(
            ABSENT, field.weight, where, kind, subject=field.title, rows=rows, of=of
        )
    elif share < least:
        weight = max(field.weight - (share > 0.5), 1)
        yield Finding(GAPS, weight, where, kind, subject=field.title, rows=rows, of=of)
    else:
        enough = place["rows"] >= limits.PLACE_ROWS
        low = place[(place["field"] == field.title) & enough]
        lowest = min(limits.PLACE_FILLED_AT_LEAST, least)
        low = low[low["filled"] / low["rows"] < lowest]
        if len(low):
            names = named(low["cell"].map(practice_titles(dataset)))
            yield Finding(
                AT_PLACES,
                min(field.weight, 2),
                where,
                kind,
                number=len(low),
                rows=low["filled"].sum(),
                of=low["rows"].sum(),
                subject=f"{field.title} at {names}",
            )


def _turned(wide: pd.DataFrame, kind: EventKind) -> Iterator[Finding]:
    """Fields whose share filled moved suddenly and stayed: half a year against the half
    before."""
    monthly = wide.groupby("month").sum(numeric_only=True).reset_index()
    for field, part in long(monthly, kind, "month").groupby("field", sort=False):
        part = part[part["rows"] >= limits.PLACE_ROWS].reset_index(drop=True)
        share = part["filled"] / part["rows"]
        for at in range(SIDE, len(part) - SIDE + 1):
            before, after = share[at - SIDE : at], share[at : at + SIDE]
            apart = max(after.min() - before.max(), before.min() - after.max())
            if apart >= MOVED:
                was, now = part[max(at - 6, 0) : at], part[at : at + 6]
                yield Finding(
                    TURNED,
                    min(needed(kind, field).weight, 2),
                    kind.table.title,
                    kind,
                    subject=field,
                    month=month_in_full(part["cell"][at]),
                    rows=now["filled"].sum(),
                    of=now["rows"].sum(),
                    rows_before=was["filled"].sum(),
                    of_before=was["rows"].sum(),
                )
                break
