"""What became of the people of lists that were kept when they were named."""

from datetime import timedelta

import numpy as np
import pandas as pd

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters, months_before
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, Result
from analytics.measures.risk.judged import result_of
from analytics.measures.risk.named import named
from analytics.measures.risk.outcomes import AHEAD, after
from analytics.measures.risk.panel import GROUPS
from analytics.measures.risk.then import BECAME, offered_since, state_of
from analytics.methods.states import Bands
from analytics.store.dataset import Dataset, table
from analytics.worklist.named_list import KeptList, NamedList

AS_NAMED, BY_COUNT = "As named", "By last year’s count"


def list_of(
    dataset: Dataset, filters: Filters, kind: EventKind, group: str, capacity: int
) -> NamedList:
    """The list that may be kept today: those named first, `capacity` at most, and as
    many of the highest count. Nobody on it where nothing can be learned."""
    rows = named(dataset, filters, kind, group, capacity, None).table
    scope = settle(dataset, filters)
    first = rows.head(capacity)
    most = rows.sort_values("last_year", ascending=False, kind="stable").head(capacity)
    risk = first["risk"].to_numpy(float)
    return NamedList(
        kind.slug,
        scope.filters.more_than(kind),
        group,
        scope.filters.who(),
        scope.filters.as_at,
        tuple(first["pseudonym"]),
        tuple(most["pseudonym"]),
        float(risk.sum()) if len(risk) and not np.isnan(risk).any() else None,
    )


def came_of(
    dataset: Dataset, filters: Filters, kind: EventKind, lists: tuple[KeptList, ...]
) -> Result:
    """A row a list kept of a kind of event, oldest first, and way of naming (AS_NAMED,
    BY_COUNT): as_at (the last day known when it was kept), group (title), whom (the
    filters then), way, kept_by, until (the last day looked at: a year on, or as far as
    the extract goes), whole (whether that is the year), named, expected (to be above
    the rule; null where no risk was offered, and by count), one column for each state
    of BECAME, elsewhere (not in the dataset any more), and offered (of them, to whom
    support was offered since). Filters do not narrow it: a list is what was kept.
    """
    rows: list[dict[str, object]] = []
    last = dataset.days(kind)[1]
    for one in lists:
        if one.named.kind == kind.slug:
            day = one.named.as_at + timedelta(days=1)
            end = months_before(day, -AHEAD) - timedelta(days=1)
            for way, people in (
                (AS_NAMED, one.named.people),
                (BY_COUNT, one.named.by_count),
            ):
                rows.append(
                    {
                        "as_at": pd.Timestamp(one.named.as_at),
                        "group": GROUPS[one.named.group],
                        "whom": one.named.whom,
                        "way": way,
                        "kept_by": one.named.by,
                        "until": pd.Timestamp(min(end, last)),
                        "whole": last >= end,
                        "named": len(people),
                        "expected": one.named.right if way == AS_NAMED else None,
                        **_states(dataset, kind, one.named, people),
                    }
                )
    bands = Bands(settle(dataset, filters).filters.more_than(kind))
    return result_of(
        dataset,
        filters,
        f"named_kept_{kind.slug}",
        rows,
        (
            Column("as_at", "Named as at", "day"),
            Column("group", "Which people"),
            Column("whom", "Of whom"),
            Column("way", "Named"),
            Column("kept_by", "Kept by"),
            Column("until", "Looked at until", "day"),
            Column("whole", "A whole year", shown=False),
            Column("named", "People", "count"),
            Column("expected", "Expected above the rule", "number"),
            *(Column(state, bands.title(state), "count") for state in BECAME),
            Column("elsewhere", "Not in the extracts any more", "count"),
            Column("offered", "Of them offered support", "count"),
        ),
        kind,
        person_rows=True,
    )


def _states(
    dataset: Dataset, kind: EventKind, named: NamedList, people: tuple[str, ...]
) -> dict[str, int]:
    """How many are in each state by the rule that the list was kept under."""
    scope = Scope(Filters(as_at=named.as_at, **{kind.rule: named.more_than}))
    day = named.as_at + timedelta(days=1)
    rows = table("people").filter(lambda t: t.pseudonym.isin(people))
    rows = rows.mutate(listed=True).select("person", "listed")
    found = engine.run(dataset, after(day, kind, scope, rows))
    above = found["n"].to_numpy(float) > named.more_than
    found = found.assign(
        y=above.astype(int),
        died=found["died"].notna(),
        gone=found["left"].notna().to_numpy() & ~above,
    )
    state = state_of(found, Bands(named.more_than))
    helped = found["person"].isin(offered_since(dataset, pd.Timestamp(day)))
    return {
        **{one: int((state == one).sum()) for one in BECAME},
        "elsewhere": len(people) - len(found),
        "offered": int(helped.sum()),
    }
