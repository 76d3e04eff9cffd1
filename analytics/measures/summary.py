"""The numbers of the overview: use of each service, and the frequent attenders' part
in it."""

from typing import Any

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import EventKind, kinds_with_rule
from analytics.definitions.filters import Filters
from analytics.kept_tables import once
from analytics.measures.counting.registered import registered
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.counting.use import use
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.measures.who.amounts import hours_title
from analytics.store.dataset import Dataset

MINUTES = 60  # in an hour


def summary(dataset: Dataset, filters: Filters) -> dict[str, Any]:
    """One dictionary of true numbers, in the shape of `python -m analytics summary
    --json`.

    By the slug of each kind of event: how many (under the name of the extract's
    records: attendances, appointments), people (with one), frequent (more_than, people,
    how many they had). Where the extract holds some practices alone also registered (on
    the as-at day at the practices it covers) and per_head; else frequent's share of
    all. cost_gbp and hours (from arrival to departure), of all and of the frequent,
    where the kind has them. both: people frequent by more than one rule. A number that
    the extracts cannot give is None. Raises InputError for filters that do not fit the
    dataset.
    """
    scope = settle(dataset, filters)
    row = engine.run(dataset, totals(scope)).iloc[0]
    return {
        "as_at": str(scope.filters.as_at),
        "months": scope.filters.months,
        "rule": scope.filters.sentence(),
        **{
            kind.slug: _of_kind(dataset, scope, kind, row) for kind in kinds_with_rule()
        },
        "both": {
            "people": int(row["both"]) if len(dataset.kinds_with_rule) > 1 else None
        },
    }


def _of_kind(
    dataset: Dataset, scope: Scope, kind: EventKind, row: pd.Series
) -> dict[str, Any]:
    """What `summary` says of a kind of event."""
    given = kind in dataset.kinds_with_rule

    def whole(name: str) -> int | None:
        return int(row[f"{kind.slug}_{name}"]) if given else None

    every, made = whole("all"), whole("frequent")
    found: dict[str, Any] = {kind.records: every, "people": whole("people")}
    often: dict[str, Any] = {
        "more_than": scope.filters.more_than(kind),
        "people": whole("frequent_people"),
        kind.records: made,
    }
    if kind.own_list:
        listed = _registered(dataset, scope, kind)
        found["registered"] = listed
        found["per_head"] = (
            round(every / listed, 2) if listed and every is not None else None
        )
    else:
        often["share"] = round(made / every, 4) if every and made is not None else None
    for name, amount, part, digits in AMOUNTS:
        if amount in kind.sums:
            known = given and row[kind.sum_of(kind.sums[amount])] > 0
            for where, suffix in ((found, ""), (often, "_frequent")):
                total = float(row[kind.sum_of(amount) + suffix]) / part
                where[name] = round(total, digits) if known else None
    return found | {"frequent": often}


# As told, the amount it is of, how many of its units are one, and digits.
AMOUNTS = (("cost_gbp", "cost_gbp", 1, 2), ("hours", "minutes", MINUTES, 1))


def _registered(dataset: Dataset, scope: Scope, kind: EventKind) -> int | None:
    """People registered on the as-at day at the practices that the kind's extract
    covers, if known; None where it covers everybody's events."""
    if not (
        kind.own_list and kind in dataset.kinds_with_rule and dataset.has("patients")
    ):
        return None
    listed = once(registered(scope, seen_by=kind).agg(n=_.person.nunique()))
    return engine.number(dataset, listed) or None


def totals(scope: Scope) -> ibis.Table:
    """One row of totals over `use`: for the whole scope, and for the frequent
    attenders.

    Columns of each kind of event, after its slug: all, people (with one),
    frequent_people, frequent (how many they had), its amounts, and the same with
    _frequent. both: people frequent by more than one rule.
    """
    people = use(scope)
    found: dict[str, ibis.Value] = {}
    rules: ibis.Value = ibis.literal(0)
    for kind in kinds_with_rule():
        used, often = people[kind.used], people[kind.frequent]
        found |= {
            f"{kind.slug}_all": used.sum().fill_null(0),
            f"{kind.slug}_people": (used > 0).sum().fill_null(0),
            f"{kind.slug}_frequent_people": often.sum().fill_null(0),
            f"{kind.slug}_frequent": used.sum(where=often).fill_null(0),
        }
        for amount, had in kind.sums.items():
            total, which = people[kind.sum_of(amount)], kind.sum_of(amount)
            found[which] = total.sum().fill_null(0)
            found[f"{which}_frequent"] = total.sum(where=often).fill_null(0)
            found[kind.sum_of(had)] = people[kind.sum_of(had)].sum().fill_null(0)
        rules = often.cast("int8") + rules
    return people.agg(**found, both=(rules > 1).sum().fill_null(0))


def headlines(dataset: Dataset, filters: Filters) -> Result:
    """The summary as a table, a row a kind of event that the dataset holds: people,
    attendances and rates side by side.

    Columns: setting (the service), kind (its slug), more_than, months (of the window),
    frequent_people, frequent_attendances, attendances, people, share, per_person
    (frequent), cost_gbp and hours of the frequent (where the kind has them), registered
    and per_head (where its extract holds some practices alone: a person registered at
    those).
    """
    scope = settle(dataset, filters)
    return result(
        "headlines",
        dataset,
        scope,
        headline_rows(dataset, scope),
        _columns(),
        "Use and frequent attenders",
    )


def headline_rows(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    """The table of `headlines`, of true counts; ratios are left empty."""
    row = engine.run(dataset, totals(scope)).iloc[0]
    rows = []
    for kind in dataset.kinds_with_rule:
        amounts = dict.fromkeys(("cost_gbp", "hours"))
        for name, amount, part, _digits in AMOUNTS:
            if amount in kind.sums and row[kind.sum_of(kind.sums[amount])] > 0:
                amounts[name] = row[f"{kind.sum_of(amount)}_frequent"] / part
        rows.append(
            dict(
                setting=kind.service,
                kind=kind.slug,
                more_than=scope.filters.more_than(kind),
                people=row[f"{kind.slug}_people"],
                attendances=row[f"{kind.slug}_all"],
                frequent_people=row[f"{kind.slug}_frequent_people"],
                frequent_attendances=row[f"{kind.slug}_frequent"],
                registered=_registered(dataset, scope, kind),
                **amounts,
            )
        )
    frame = pd.DataFrame(rows)
    frame = frame.assign(
        months=scope.filters.months,
        **dict.fromkeys(("per_person", "share", "people_share", "per_head")),
    )
    known = ["cost_gbp", "hours", "registered"]
    return frame.astype(dict.fromkeys(known, float))


def _columns() -> tuple[Column, ...]:
    return (
        Column("setting", "Service"),
        Column("kind", "Kind", shown=False),
        Column("more_than", "More than", "number", decimals=0),
        Column("months", "Months", "number", decimals=0, shown=False),
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
        Column(
            "frequent_attendances", "Their attendances", "count", of="frequent_people"
        ),
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
        Column("hours", hours_title(kinds_with_rule()), "hours", of="frequent_people"),
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
