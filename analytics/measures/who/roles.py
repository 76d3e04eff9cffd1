"""Who GP visits were with: the roles of those seen, which GP extracts alone have."""

from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import GP
from analytics.definitions.filters import Filters
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.store.dataset import Dataset


def visits_by_role(dataset: Dataset, filters: Filters) -> Result:
    """GP visits by role of whoever was seen: role, people, visits; most visits
    first."""
    scope = settle(dataset, filters)
    found = engine.run(
        dataset,
        scoped.events(GP, scope)
        .group_by(role=_.role.fill_null("not recorded"))
        .agg(visits=_.count(), people=_.person.nunique()),
    )
    frame = found.sort_values(["visits", "role"], ascending=[False, True]).reset_index(
        drop=True
    )
    return result(
        "visits_by_role",
        dataset,
        scope,
        frame,
        (
            Column("role", "Seen by"),
            Column("people", "People", "count"),
            Column("visits", "GP visits", "count", of="people"),
        ),
        "GP visits by role",
    )
