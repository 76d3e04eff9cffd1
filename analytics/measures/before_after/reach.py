"""How far a programme reaches: whom of a group it took on, and from which practices."""

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.measures.before_after.described import result_of
from analytics.measures.before_after.impact import ask_about, days_of_picking, impact_of
from analytics.measures.before_after.question import Question
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, Result
from analytics.store.dataset import Dataset, table


def anybody_taken_on(dataset: Dataset, filters: Filters, kind: EventKind) -> bool:
    """Whether anybody of the people and places chosen (where there is a list: was ever
    registered there) was referred on a day with enough of a kind's data before and
    after it. False without a caseload, or in an extract too short for any day."""
    days = days_of_picking(dataset, kind)
    if not dataset.has("caseload") or days is None:
        return False
    scope = settle(dataset, filters)
    ours = scoped.of_people(table("caseload"), scope)
    ours = ours.filter(_.referred_on.between(*map(ibis.literal, days)))
    if scope.practices is not None and dataset.has("patients"):
        here = table("registrations").filter(_.practice_code.isin(scope.practices))
        ours = ours.semi_join(here, "person")
    return bool(engine.number(dataset, ours.agg(n=_.count())))


def reach(dataset: Dataset, filters: Filters, question: Question) -> Result:
    """How far the programme reaches, one row: people (of the group), taken_on (those of
    them who are on the caseload at any time), practices (that people in view are
    registered with) and referring (those of them who have people on the caseload)."""
    found = impact_of(dataset, filters, question)
    panel = ask_about(dataset, filters, question).panel
    helped = set(panel.caseload["person"])
    seen = panel.people[panel.people["in_scope"]]
    ours = seen[seen["person"].isin(helped)]
    table = pd.DataFrame(
        [
            {
                "people": found.people,
                "taken_on": found.per_person["person"].isin(helped).sum(),
                "practices": float(seen["practice_code"].nunique()),
                "referring": float(ours["practice_code"].nunique()),
            }
        ]
    )
    return result_of(
        dataset,
        found,
        "reach",
        table,
        (
            Column("people", "People", "count"),
            Column("taken_on", "On the caseload", "count"),
            Column("practices", "Practices in view", "number", decimals=0),
            Column("referring", "Practices that refer", "number", decimals=0),
        ),
        "Who was offered help",
    )
