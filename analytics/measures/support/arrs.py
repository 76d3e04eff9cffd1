"""Appointments with the roles that ARRS pays for, and what frequent attenders make of
each."""

import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import GP
from analytics.definitions.filters import Filters
from analytics.definitions.roles import role_of
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.settle import settle
from analytics.measures.counting.use import use
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.store.dataset import Dataset

OTHERS = "All other roles"


def arrs(dataset: Dataset, filters: Filters) -> Result:
    """GP visits in the window by ARRS role, most first, and at the end those with all
    other roles: role, arrs (whether it is one), people, visits, often (people above the
    GP rule), often_visits, share (of visits made by them); and, alike on each row,
    total (visits of all ARRS roles) and total_people.

    Roles are those of definitions.roles; a person counts in each role seen. Empty where
    the extract names no roles."""
    scope = settle(dataset, filters)
    above = use(scope).filter(_[GP.frequent]).select("person").mutate(above=True)
    rows = scoped.events(GP, scope).left_join(above, "person")
    by_person = rows.group_by(role=_.role, person=_.person).agg(
        visits=_.count(), above=_.above.fill_null(False).any()
    )
    found = engine.run(dataset, by_person)
    found["role"] = found["role"].map(role_of, na_action=None)
    of_arrs = found["role"].map(lambda role: role.arrs).astype(bool)
    titles = found["role"].map(lambda role: role.title)
    found["name"] = titles.where(of_arrs, OTHERS)
    table = pd.DataFrame(
        [_row(name, part) for name, part in found.groupby("name")], columns=NAMES
    )
    table["last"] = table["role"] == OTHERS
    table = table.sort_values(["last", "visits"], ascending=[True, False])
    paid = found[of_arrs]
    table["total"] = int(paid["visits"].sum())
    table["total_people"] = paid["person"].nunique()
    if paid.empty:
        table = table.iloc[:0]
    return result(
        "arrs_roles",
        dataset,
        scope,
        table.reset_index(drop=True),
        (
            Column("role", "Seen by"),
            Column("people", "People", "count"),
            Column("visits", "GP visits", "count", of="people", like="often_visits"),
            Column("often", "Above the GP rule", "count"),
            Column("often_visits", "Their visits", "count", of="often"),
            Column("share", "Their share", "percent", "often_visits", "visits"),
            Column("total", "All ARRS", "count", of="total_people", shown=False),
            Column("total_people", "People, all ARRS", "count", shown=False),
        ),
        "GP visits by role paid by ARRS",
    )


NAMES = ["role", "people", "visits", "often", "often_visits"]


def _row(name: str, part: pd.DataFrame) -> tuple[str, int, int, int, int]:
    above = part[part["above"].astype(bool)]
    return (
        name,
        part["person"].nunique(),
        int(part["visits"].sum()),
        above["person"].nunique(),
        int(above["visits"].sum()),
    )
