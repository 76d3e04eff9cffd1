"""Appointments with the roles that ARRS pays for, and what frequent attenders make of
each."""

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import GP
from analytics.definitions.event_kinds.gp_roles import role_of
from analytics.definitions.filters import Filters
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.settle import settle
from analytics.measures.counting.use import use
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.store.dataset import Dataset

OTHERS = "All other roles"
NUMBERS = {
    "people": _.person.nunique(),
    "visits": _.count(),
    "often": _.person.nunique(where=_.above),
    "often_visits": _.above.sum(),
}


def arrs(dataset: Dataset, filters: Filters) -> Result:
    """GP visits in the window by ARRS role, most first, and at the end those with all
    other roles: role, people, visits, often (people above the GP rule), often_visits,
    share (of visits made by them); and, alike on each row, total (visits of all ARRS
    roles) and total_people.

    Roles: definitions.event_kinds.gp_roles; a person counts in each seen. Empty where
    the extract names no roles."""
    scope = settle(dataset, filters)
    above = use(scope).filter(_[GP.frequent]).select("person").mutate(above=True)
    rows = scoped.events(GP, scope).left_join(above, "person")
    words = engine.run(dataset, rows.select("role").distinct())["role"]
    called = pd.DataFrame(
        {
            "word": words.fillna(""),
            "name": [
                role.title if role.arrs else OTHERS for role in map(role_of, words)
            ],
        }
    )
    rows = rows.mutate(word=_.role.fill_null(""), above=_.above.fill_null(False))
    named = rows.join(ibis.memtable(called), "word")
    table = engine.run(dataset, named.group_by(role=_.name).agg(**NUMBERS))
    paid = engine.run(dataset, named.filter(_.name != OTHERS).agg(**NUMBERS)).iloc[0]
    table["last"] = table["role"] == OTHERS
    table = table.sort_values(["last", "visits"], ascending=[True, False])
    table["total"], table["total_people"] = int(paid["visits"]), int(paid["people"])
    if not paid["visits"]:
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
