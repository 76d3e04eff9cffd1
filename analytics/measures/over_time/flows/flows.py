"""From window to window: how many went from each state of use to each other."""

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
from analytics.methods.states import (
    ABOVE,
    AWAY,
    DIED,
    JOINED,
    LEFT,
    NONE,
    RISING,
    SOME,
    Bands,
)
from analytics.store.dataset import Dataset

SOURCES = (ABOVE, RISING, SOME, NONE, JOINED, AWAY)
TARGETS = (ABOVE, RISING, SOME, NONE, JOINED, LEFT, DIED)
NO_LIST = (
    "Without a list of patients, everybody seen is taken as observed throughout: who "
    "moved away or died is among those with none."
)
PARTLY = (
    "Who was on the list for a part of a window is not among those with none: they "
    "joined during it, left, or died."
)


def flows(dataset: Dataset, filters: Filters, kind: EventKind) -> Result:
    """People by the state of use they came from and went to: from (the last day of the
    earlier window, a day), source, target (slugs of `methods.states`), from_title,
    to_title, people. Every pair of a step has a row, those of nobody too.

    One step for each two windows that follow each other (`states.windows`). Who had
    died or left before is no source; who is on no list in either window is in no step.
    """
    scope = settle(dataset, filters)
    every = windows(dataset, scope, kind) if dataset.has(kind.table.name) else ()
    bands = Bands(scope.filters.more_than(kind))
    steps = every[1:]
    frame = _counted(patterns(dataset, scope, kind, every), every) if steps else EMPTY
    titled = frame.assign(
        from_title=[bands.title(one) for one in frame["source"]],
        to_title=[bands.title(one) for one in frame["target"]],
    )
    return result(
        f"flows_{kind.slug}",
        dataset,
        scope,
        titled,
        (
            Column("from", "Window to", "day"),
            Column("to", "Next window to", "day"),
            Column("source", "Source", shown=False),
            Column("target", "Target", shown=False),
            Column("from_title", "From"),
            Column("to_title", "To"),
            Column("people", "People", "count"),
        ),
        f"{kind.called} of each person from window to window",
        notes=(PARTLY if dataset.has("patients") else NO_LIST,),
    )


EMPTY = pd.DataFrame(
    {
        "from": pd.to_datetime([]),
        "to": pd.to_datetime([]),
        "source": pd.Series(dtype=object),
        "target": pd.Series(dtype=object),
        "people": pd.Series(dtype="int64"),
    }
)


def _counted(found: pd.DataFrame, every: tuple[Window, ...]) -> pd.DataFrame:
    """from, to, source, target, people of each step, from the patterns of states."""
    rows = []
    for n in range(len(every) - 1):
        step = found.groupby([column(n), column(n + 1)])["people"].sum()
        counts: dict[tuple[str, str], int] = {}
        for (before, after), people in step.items():
            source, target = _ends(before, after)
            if source and target:
                counts[source, target] = counts.get((source, target), 0) + int(people)
        rows += [
            (
                pd.Timestamp(every[n].last),
                pd.Timestamp(every[n + 1].last),
                source,
                target,
                counts.get((source, target), 0),
            )
            for source in SOURCES
            for target in TARGETS
        ]
    return pd.DataFrame(rows, columns=["from", "to", "source", "target", "people"])


def _ends(before: str, after: str) -> tuple[str, str]:
    """The source and the target of two states; "" where there is none."""
    source = before if before in SOURCES else ""
    if before == LEFT and after not in (LEFT, DIED):
        source = AWAY  # back on a list
    target = after if after in TARGETS else ""
    return source, target
