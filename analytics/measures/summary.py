"""The numbers of the overview: use of the GP and of A&E, and the frequent attenders'
part in it."""

import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import GP
from analytics.definitions.filters import Filters
from analytics.measures.counting.registered import registered
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.counting.use import use
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.store.dataset import Dataset


def summary(dataset: Dataset, filters: Filters) -> dict:
    """One dictionary of true numbers, in the shape of `python -m analytics summary
    --json`.

    gp: appointments (attended visits), people (with a visit), registered (on the as-at
    day at the practices that the GP extract covers), per_head, frequent (more_than,
    people, appointments). ae: attendances, people, cost_gbp, hours (arrival to
    departure), frequent (more_than, people, attendances, share of all attendances,
    cost_gbp, hours). both: people frequent by both rules. A number that the extracts
    cannot give is None. Raises InputError for filters that do not fit the dataset.
    """
    scope = settle(dataset, filters)
    row = engine.run(dataset, totals(scope)).iloc[0]
    has_gp, has_ae = dataset.has("gp_appointments"), dataset.has("ae_attendances")
    listed = _registered(dataset, scope)

    def whole(name: str, given: bool):
        return int(row[name]) if given else None

    gp_all = whole("gp_all", has_gp)
    ae_all = whole("ae_all", has_ae)
    ae_frequent = whole("ae_frequent", has_ae)
    costed, timed = has_ae and row["costed"] > 0, has_ae and row["timed"] > 0
    return {
        "as_at": str(scope.filters.as_at),
        "months": scope.filters.months,
        "rule": scope.filters.sentence(),
        "gp": {
            "appointments": gp_all,
            "people": whole("gp_people", has_gp),
            "registered": listed,
            "per_head": round(gp_all / listed, 2)
            if listed and gp_all is not None
            else None,
            "frequent": {
                "more_than": scope.filters.gp_more_than,
                "people": whole("gp_frequent_people", has_gp),
                "appointments": whole("gp_frequent", has_gp),
            },
        },
        "ae": {
            "attendances": ae_all,
            "people": whole("ae_people", has_ae),
            "cost_gbp": round(float(row["cost"]), 2) if costed else None,
            "hours": round(float(row["minutes"]) / 60, 1) if timed else None,
            "frequent": {
                "more_than": scope.filters.ae_more_than,
                "people": whole("ae_frequent_people", has_ae),
                "attendances": ae_frequent,
                "share": round(ae_frequent / ae_all, 4) if ae_all else None,
                "cost_gbp": round(float(row["cost_frequent"]), 2) if costed else None,
                "hours": round(float(row["minutes_frequent"]) / 60, 1)
                if timed
                else None,
            },
        },
        "both": {"people": whole("both", has_gp and has_ae)},
    }


def _registered(dataset: Dataset, scope: Scope) -> int | None:
    """People registered on the as-at day at practices that the GP extract covers, if
    known."""
    if not (dataset.has("gp_appointments") and dataset.has("patients")):
        return None
    listed = registered(scope, seen_by=GP).agg(n=_.person.nunique())
    return int(engine.run(dataset, listed).iloc[0, 0]) or None


def totals(scope: Scope):
    """One row of totals over `use`: for the whole scope, and for the frequent
    attenders."""
    people = use(scope)
    gp, ae = people.frequent_gp, people.frequent_ae

    def total(column, where=None):
        return column.sum(where=where).fill_null(0)

    return people.agg(
        people=people.count(),
        gp_all=total(people.gp_visits),
        gp_people=(people.gp_visits > 0).sum().fill_null(0),
        gp_frequent_people=gp.sum().fill_null(0),
        gp_frequent=total(people.gp_visits, gp),
        ae_all=total(people.ae_attendances),
        ae_people=(people.ae_attendances > 0).sum().fill_null(0),
        ae_frequent_people=ae.sum().fill_null(0),
        ae_frequent=total(people.ae_attendances, ae),
        cost=total(people.ae_cost_gbp),
        cost_frequent=total(people.ae_cost_gbp, ae),
        costed=total(people.ae_costed),
        minutes=total(people.ae_minutes),
        minutes_frequent=total(people.ae_minutes, ae),
        timed=total(people.ae_timed),
        both=(gp & ae).sum().fill_null(0),
    )


def headlines(dataset: Dataset, filters: Filters) -> Result:
    """The summary as a table of two rows, A&E and GP: people, attendances and rates
    side by side.

    Columns: setting, more_than, frequent_people, frequent_attendances, attendances,
    people, share, per_person (frequent), cost_gbp and hours of the frequent (A&E only),
    registered and per_head (GP only: visits a person registered at the practices of the
    GP extract).
    """
    scope = settle(dataset, filters)
    row = engine.run(dataset, totals(scope)).iloc[0]
    rows = []
    if dataset.has("ae_attendances"):
        rows.append(
            dict(
                setting="A&E",
                more_than=filters.ae_more_than,
                people=row["ae_people"],
                attendances=row["ae_all"],
                frequent_people=row["ae_frequent_people"],
                frequent_attendances=row["ae_frequent"],
                cost_gbp=row["cost_frequent"] if row["costed"] > 0 else None,
                hours=row["minutes_frequent"] / 60 if row["timed"] > 0 else None,
                registered=None,
            )
        )
    if dataset.has("gp_appointments"):
        rows.append(
            dict(
                setting="GP",
                more_than=filters.gp_more_than,
                people=row["gp_people"],
                attendances=row["gp_all"],
                frequent_people=row["gp_frequent_people"],
                frequent_attendances=row["gp_frequent"],
                cost_gbp=None,
                hours=None,
                registered=_registered(dataset, scope),
            )
        )
    frame = pd.DataFrame(rows)
    frame = frame.assign(
        **dict.fromkeys(("per_person", "share", "people_share", "per_head"))
    )
    known = ["cost_gbp", "hours", "registered"]
    frame[known] = frame[known].astype(float)
    return result(
        "headlines", dataset, scope, frame, HEADLINES, "Use and frequent attenders"
    )


HEADLINES = (
    Column("setting", "Service"),
    Column("more_than", "More than", "number", decimals=0),
    Column("frequent_people", "Frequent attenders", "count"),
    Column("people", "People who attended", "count"),
    Column(
        "people_share",
        "Share of people",
        "percent",
        "frequent_people",
        "people",
        decimals=1,
    ),
    Column("frequent_attendances", "Their attendances", "count", of="frequent_people"),
    Column(
        "attendances",
        "All attendances",
        "count",
        of="people",
        like="frequent_attendances",
    ),
    Column(
        "share",
        "Share of attendances",
        "percent",
        "frequent_attendances",
        "attendances",
        decimals=1,
    ),
    Column(
        "per_person",
        "Each, in the window",
        "ratio",
        "frequent_attendances",
        "frequent_people",
    ),
    Column("cost_gbp", "Their cost", "money", of="frequent_people"),
    Column("hours", "Their hours in A&E", "hours", of="frequent_people"),
    Column("registered", "People registered", "count"),
    Column(
        "per_head",
        "Visits a registered person",
        "ratio",
        "attendances",
        "registered",
        decimals=2,
    ),
)
