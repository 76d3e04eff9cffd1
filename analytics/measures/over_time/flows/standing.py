"""Who is above the rule for the first time, again, or no longer; and of all who ever
were, how many were so once only."""

import pandas as pd

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.measures.counting.settle import settle
from analytics.measures.over_time.flows.states import (
    Window,
    column,
    patterns,
    windows,
)
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.methods.states import ABOVE
from analytics.store.dataset import Dataset

NEW, AGAIN, RETURNING, LAPSED = "New", "Again", "Returning", "Lapsed"
STANDINGS = (AGAIN, RETURNING, NEW, LAPSED)
IN_WORDS = (
    "Again: in the window before too. Returning: earlier, and not in the window "
    "before. New: in none of the earlier windows of the extract. Lapsed: in the window "
    "before, and no longer."
)
ONCE, TWICE, MORE = "In one window only", "In two", "In three or more"


def standing(dataset: Dataset, filters: Filters, kind: EventKind) -> Result:
    """Those above the rule in each window but the first by how they stand: to (the
    window's last day), standing (of STANDINGS), people. Again, returning and new add up
    to those above the rule; lapsed are of those of the window before."""
    scope = settle(dataset, filters)
    found, every = _above(dataset, filters, kind)
    rows = []
    for n in range(1, len(every)):
        now, before = found[column(n)], found[column(n - 1)]
        earlier = found[[column(m) for m in range(n)]].any(axis=1)
        for name, those in (
            (AGAIN, now & before),
            (RETURNING, now & earlier & ~before),
            (NEW, now & ~earlier),
            (LAPSED, before & ~now),
        ):
            number = int(found.loc[those, "people"].sum())
            rows.append((pd.Timestamp(every[n].last), name, number))
    frame = pd.DataFrame(rows, columns=["to", "standing", "people"])
    frame["to"] = pd.to_datetime(frame["to"])
    return result(
        f"standing_{kind.slug}",
        dataset,
        scope,
        frame.astype({"people": "int64"}),
        (
            Column("to", "Window to", "day"),
            Column("standing", "They are"),
            Column("people", "People", "count"),
        ),
        f"People above the rule {kind.at}, window after window",
        notes=(IN_WORDS,),
    )


def how_often(dataset: Dataset, filters: Filters, kind: EventKind) -> Result:
    """Of all above the rule in any window, in how many of them: times, people, of (all
    of them), share. windows: how many were looked at."""
    scope = settle(dataset, filters)
    found, every = _above(dataset, filters, kind)
    times = found[[column(n) for n in range(len(every))]].sum(axis=1)
    people = [
        int(found.loc[those, "people"].sum())
        for those in (times == 1, times == 2, times > 2)
    ]
    frame = pd.DataFrame(
        {
            "times": [ONCE, TWICE, MORE],
            "people": people,
            "of": sum(people),
            "windows": len(every),
        }
    )
    return result(
        f"how_often_{kind.slug}",
        dataset,
        scope,
        frame if len(every) > 1 else frame.iloc[:0],
        (
            Column("times", "Above the rule"),
            Column("people", "People", "count"),
            Column("of", "Of", "count"),
            Column("share", "Share", "percent", numerator="people", denominator="of"),
            Column("windows", "Windows", "number", decimals=0, shown=False),
        ),
        f"People ever above the rule {kind.at}, by how many windows",
    )


def _above(
    dataset: Dataset, filters: Filters, kind: EventKind
) -> tuple[pd.DataFrame, tuple[Window, ...]]:
    """Patterns of whether people were above the rule in each window: `column(n)`
    (boolean), people; and the windows."""
    scope = settle(dataset, filters)
    every = windows(dataset, scope, kind) if dataset.has(kind.table.name) else ()
    if not every:
        return pd.DataFrame({"people": pd.Series(dtype="int64")}), ()
    found = patterns(dataset, scope, kind, every)
    for n in range(len(every)):
        found[column(n)] = found[column(n)] == ABOVE
    return found, every
