"""What became of those who would have been named a year ago."""

import numpy as np
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, Result
from analytics.measures.risk.judged import in_scope, result_of
from analytics.measures.risk.learned import TooLittle, learned
from analytics.methods.risk.models import COUNT, TITLES
from analytics.methods.states import ABOVE, DIED, LEFT, NONE, RISING, SOME, Bands
from analytics.store.dataset import Dataset, table

BECAME = (ABOVE, RISING, SOME, NONE, LEFT, DIED)


def became(
    dataset: Dataset, filters: Filters, kind: EventKind, group: str, capacity: int
) -> Result:
    """What became within a year of those who would have been named a year ago, by the
    risk and by last year's count alone: way, state (title), people, offered (of them,
    to whom support was offered since)."""
    rows: list[dict[str, object]] = []
    notes: tuple[str, ...] = ()
    try:
        found = learned(dataset, filters, kind)
        inside = in_scope(dataset, filters, found.test) & found.test.groups[group]
        at = np.flatnonzero(inside)
        bands = Bands(settle(dataset, filters).filters.more_than(kind))
        since = offered_since(dataset, pd.Timestamp(found.days.test))
        for way in (found.best, COUNT):
            score = found.test.risk(group, way)[at]
            some = at[np.argsort(-score, kind="stable")[:capacity]]
            people = found.test.people.iloc[some]
            state = state_of(people, bands)
            helped = people["person"].isin(since).to_numpy()
            for one in BECAME:
                rows.append(
                    {
                        "way": TITLES[way],
                        "state": bands.title(one),
                        "slug": one,
                        "people": int((state == one).sum()),
                        "offered": int(((state == one) & helped).sum()),
                    }
                )
    except TooLittle as fault:
        notes = (f"{fault}.",)
    return result_of(
        dataset,
        filters,
        f"named_then_{group}_{kind.slug}",
        rows,
        (
            Column("way", "Named by"),
            Column("state", "A year later"),
            Column("slug", "State", shown=False),
            Column("people", "People", "count"),
            Column("offered", "Of them offered support", "count", private=True),
        ),
        kind,
        notes,
    )


def state_of(people: pd.DataFrame, bands: Bands) -> np.ndarray:
    """The state of each (of BECAME), by y (above the rule), died, gone (left before it
    was known) and n (events in the year)."""
    n = people["n"].to_numpy(float)
    return np.select(
        [
            people["y"].to_numpy() == 1,
            people["died"].to_numpy(bool),
            people["gone"].to_numpy(bool),
            n >= bands.rises_at,
            n > 0,
        ],
        [ABOVE, DIED, LEFT, RISING, SOME],
        NONE,
    )


def offered_since(dataset: Dataset, day: pd.Timestamp) -> set[int]:
    """The people (numbers) referred to the caseload from a day on."""
    rows = table("caseload").filter(_.referred_on >= day.date())
    found = engine.run(dataset, rows.select("person").distinct())
    return {int(one) for one in found["person"]}
