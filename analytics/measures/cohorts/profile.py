"""What the people of a fixed cohort are like, and how much they use, beside everybody
registered. Of the whole cohort: the filters of people do not apply."""

import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.counting.use import use_of
from analytics.measures.population.groups import listed
from analytics.measures.population.registered_people import needs_list
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.store.dataset import Dataset

CONDITIONS = 8  # the commonest of the cohort that are shown
OF_THEM = "Of the cohort, those still registered on the last day of the window."


def of_cohort(dataset: Dataset, filters: Filters, name: str) -> Scope:
    """The whole cohort under the rule and window of the filters."""
    return settle(dataset, filters.of_everybody.with_(cohorts=(name,)))


def about(dataset: Dataset, filters: Filters) -> str:
    """What the page is about, whatever the filters of people."""
    settled = settle(dataset, filters.of_everybody).filters
    return f"Whole cohorts; use in {settled.period()}."


def profile(dataset: Dataset, filters: Filters, name: str) -> Result:
    """Shares of a cohort and of everybody registered on the last day: a row for each
    age group, women, the most deprived fifth and the commonest conditions.

    Columns: trait, people (of the cohort, with it), known (of whom it is known), share;
    all_people, all_known and all_share of everybody. Raises InputError without a list.
    """
    needs_list(dataset)
    scope = of_cohort(dataset, filters, name)
    ours, every = (_traits(dataset, one) for one in (scope, scope.of_everybody))
    table = ours.merge(
        every.rename(columns={"people": "all_people", "known": "all_known"}),
        on=["trait", "order"],
    )
    first, conditions = (table[table["order"] == order] for order in (0, 1))
    conditions = conditions.sort_values(["people", "trait"], ascending=[False, True])
    table = pd.concat([first, conditions.head(CONDITIONS)])
    table = table[table["known"] > 0].reset_index(drop=True)
    columns = (
        Column("trait", "They are"),
        Column("people", "Of the cohort", "count"),
        Column("known", "Of the cohort, known", "count", shown=False),
        Column("share", "Share of the cohort", "percent", "people", "known"),
        Column("all_people", "Of everybody", "count", shown=False),
        Column("all_known", "Of everybody, known", "count", shown=False),
        Column("all_share", "Share of everybody", "percent", "all_people", "all_known"),
    )
    table = table.drop(columns="order").assign(share=None, all_share=None)
    made = "What the people of a cohort are like, beside everybody registered"
    return result("cohort_profile", dataset, scope, table, columns, made, (OF_THEM,))


def _traits(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    people = listed(scope)
    told = {
        "Under 18": (_.age < 18, _.age.notnull()),
        "18 to 64": (_.age.between(18, 64), _.age.notnull()),
        "65 and over": (_.age >= 65, _.age.notnull()),
        "Women and girls": (_.sex == "female", _.sex != "unknown"),
        "In the most deprived fifth": (_.fifth == "1", _.fifth.notnull()),
    }
    counts = {
        f"n{i}": some.sum().fill_null(0) for i, (some, _k) in enumerate(told.values())
    }
    known = {f"k{i}": of.sum().fill_null(0) for i, (_s, of) in enumerate(told.values())}
    row = engine.run(dataset, people.agg(**counts, **known, many=_.count())).iloc[0]
    rows = [
        (trait, 0, int(row[f"n{i}"]), int(row[f"k{i}"])) for i, trait in enumerate(told)
    ]
    each = people.select("person", condition=_.conditions.unnest()).distinct()
    found = engine.run(dataset, each.group_by("condition").agg(people=_.count()))
    rows += [
        (f"With {one}", 1, int(number), int(row["many"]))
        for one, number in zip(found["condition"], found["people"], strict=True)
        if one
    ]
    return pd.DataFrame(rows, columns=["trait", "order", "people", "known"])


def use_beside(dataset: Dataset, filters: Filters, name: str) -> Result:
    """How much a cohort uses each service in the window, beside everybody: a row a kind
    of event.

    Columns: service, events, people (registered on the last day whom the extract
    covers), each (events ÷ people); all_events, all_people, all_each. Raises InputError
    without a list.
    """
    needs_list(dataset)
    scope = of_cohort(dataset, filters, name)
    rows = []
    for kind in dataset.kinds:
        row: dict[str, object] = {"service": kind.called}
        for begins, one in (("", scope), ("all_", scope.of_everybody)):
            there = listed(one, kind)
            used = use_of(kind, one).semi_join(there, "person")
            row |= {
                f"{begins}events": engine.number(
                    dataset, used.agg(n=_[kind.used].sum())
                ),
                f"{begins}people": engine.number(dataset, there.agg(n=_.count())),
            }
        rows.append(row)
    columns = (
        Column("service", "Service"),
        Column("events", "By the cohort", "count", of="people"),
        Column("people", "People of the cohort", "count"),
        Column(
            "each", "A person of the cohort", "ratio", "events", "people", decimals=2
        ),
        Column("all_events", "By everybody", "count", of="all_people", shown=False),
        Column("all_people", "Everybody", "count", shown=False),
        Column(
            "all_each",
            "A person of all",
            "ratio",
            "all_events",
            "all_people",
            decimals=2,
        ),
    )
    table = pd.DataFrame(rows).assign(each=None, all_each=None)
    made = "Use of each service by those registered on the last day"
    return result("cohort_use", dataset, scope, table, columns, made, (OF_THEM,))
