"""Are the months whole?"""

from collections.abc import Iterator

import pandas as pd

from analytics.definitions.filters import Filters
from analytics.measures.counting.scope import Scope
from analytics.measures.quality.finding import Finding, Flaw
from analytics.measures.quality.months import (
    DAYS_MISSING,
    NEXT_TO_NOTHING,
    PARTIAL,
    WHOLE,
    months,
)
from analytics.measures.quality.names import month_in_full
from analytics.store.dataset import Dataset

ALMOST_NOTHING = (
    "{extract} have almost no rows in {month}: {rows}, against {of} in the usual month"
)
WINDOW_EMPTY = Flaw(
    "window_empty",
    ALMOST_NOTHING,
    "the window ends in that month by default, so its last month is nearly empty: "
    "choose an earlier day under Up to in the sidebar",
)
MONTH_EMPTY = Flaw(
    "month_empty",
    ALMOST_NOTHING,
    "any window with that month in it counts too few, and before and after is out by "
    "as much; load the month again",
)
MISSING = Flaw(
    "days_missing",
    "{extract} have {number} days in a row without a row in {month}",
    "that month counts too few; load it again before comparing months",
)
MONTH_BEGUN = Flaw(
    "month_begun",
    "{extract} hold {month} only in part ({rows} rows so far)",
    "windows end before it unless you choose otherwise",
)
ENDS_APART = Flaw(
    "ends_apart",
    "{extract} are complete to {month}, {subject}",
    "figures of all services stop at {month}, the last month that every extract holds",
)
FLAWS = (WINDOW_EMPTY, MONTH_EMPTY, MISSING, MONTH_BEGUN, ENDS_APART)


def month_ends(dataset: Dataset, filters: Filters, scope: Scope) -> Iterator[Finding]:
    """Months that are not whole: missing days, stray rows, extracts that end apart."""
    frame = months(dataset, filters).table
    as_at = pd.Timestamp(dataset.default_as_at).to_period("M").to_timestamp()
    last: dict[str, pd.Timestamp] = {}
    for kind in dataset.kinds:
        title = kind.table.title
        part = frame[frame["extract"] == title].reset_index(drop=True)
        whole = part.index[part["state"] == WHOLE]
        if not len(whole):
            continue
        if kind.has_rule:  # windows follow these alone
            last[title] = part["month"][whole[-1]]
        usual = part["counted"].median()
        for at, row in part.iterrows():
            inside = whole[0] < at < whole[-1]
            almost_nothing = row["state"] == NEXT_TO_NOTHING
            found = dict(
                where=title,
                kind=kind,
                month=month_in_full(row["month"]),
                rows=row["counted"],
                of=usual,
            )
            if row["state"] == DAYS_MISSING:
                yield Finding(MISSING, 2, number=row["gap"], **found)
            elif almost_nothing and inside:
                yield Finding(MONTH_EMPTY, 3, **found)
            elif almost_nothing and row["month"] == as_at:
                yield Finding(WINDOW_EMPTY, 3, **found)
            elif row["state"] == PARTIAL and at == part.index[-1]:
                yield Finding(MONTH_BEGUN, 1, **found)
    yield from _ends_apart(last)


def _ends_apart(last: dict[str, pd.Timestamp]) -> Iterator[Finding]:
    """Where the last whole month is not the same in every extract."""
    if len(set(last.values())) < 2:
        return
    first = min(last, key=lambda title: last[title])
    other = next(title for title in last if last[title] != last[first])
    yield Finding(
        ENDS_APART,
        1,
        first,
        month=month_in_full(last[first]),
        subject=f"{other} to {month_in_full(last[other])}",
    )
