"""The frequent attenders one by one (for an analyst), and the thirty who attend
most."""

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.diagnosis_groups import GROUP_TITLES
from analytics.definitions.event_kinds import AE, EventKind, kinds
from analytics.definitions.filters import Filters
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.counting.use import frequent, use
from analytics.measures.quality.fields import places_only
from analytics.measures.quality.one_person import doubtful_people
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.measures.who.amounts import cost_title, total_of
from analytics.store.dataset import Dataset, table

AGE_BANDS = (
    (0, 4),
    (5, 14),
    (15, 24),
    (25, 34),
    (35, 44),
    (45, 54),
    (55, 64),
    (65, 74),
    (75, 84),
    (85, None),
)


def age_band(age: ibis.Value) -> ibis.Value:
    """The age band of an age in years, as text ("15–24"); null where the age is
    unknown."""
    return ibis.cases(
        *[
            (
                age >= low if high is None else age.between(low, high),
                band_title(low, high),
            )
            for low, high in AGE_BANDS
        ]
    )


def band_title(low: int, high: int | None) -> str:
    """ "15–24", or "85+" for the last."""
    return f"{low}+" if high is None else f"{low}–{high}"


def main_groups(scope: Scope, people: ibis.Table) -> ibis.Table:
    """The diagnosis group that each of `people` came to A&E with most: person,
    main_group."""
    theirs = scoped.events(AE, scope).semi_join(people, "person")
    groups = (
        theirs.filter(_.diagnosis_group != "not_recorded")
        .group_by("person", "diagnosis_group")
        .agg(n=_.count())
    )
    first = ibis.row_number().over(
        group_by="person", order_by=[ibis.desc("n"), ibis.asc("diagnosis_group")]
    )
    return (
        groups.mutate(place=first)
        .filter(_.place == 0)
        .select("person", main_group=_.diagnosis_group)
    )


def attenders(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    """One row a frequent attender, most attendances of the first kind of event first.

    Columns: pseudonym; of each kind how many (ae_attendances, gp_visits) and whether
    that is frequent (frequent_ae, frequent_gp); age_band, sex, main_group (A&E
    diagnosis group in words), conditions (number), cost_gbp and hours of the kinds that
    have them.
    """
    scope = settle(dataset, filters)
    chosen, used = frequent(scope), [kind.used for kind in kinds()]
    known = chosen.join(table("people"), "person")
    known = known.left_join(main_groups(scope, chosen), "person")
    expression = (
        known.mutate(age_band=age_band(age_at(scope, _)))
        .select(
            "pseudonym",
            *used,
            *(kind.frequent for kind in kinds()),
            "age_band",
            "sex",
            "main_group",
            "person",
            cost_gbp=total_of("cost_gbp", _, kinds()),
            hours=total_of("minutes", _, kinds()) / 60,
            conditions=_.conditions.length().fill_null(0),
        )
        .order_by(*map(ibis.desc, used), "pseudonym")
    )
    frame = engine.run(dataset, expression)
    frame["main_group"] = frame["main_group"].map(GROUP_TITLES).fillna("Not recorded")
    return frame.drop(columns="person")


def age_at(scope: Scope, people: ibis.Table) -> ibis.Value:
    """Year of the as-at day less the year of birth, in years."""
    return scope.filters.as_at.year - people.birth_year.cast("int32")


def top_attenders(
    dataset: Dataset, filters: Filters, kind: EventKind, top: int = 30
) -> Result:
    """The people with most events of a kind, a row each. Equal counts: the pseudonym
    decides.

    Columns: rank, pseudonym, of each kind how many, age_band, sex, main_group,
    conditions, cost_gbp, doubt (why the rows cannot be one person's, "" where they
    can).
    """
    scope = settle(dataset, filters)
    people = use(scope)  # `person` is in the order of the pseudonym
    chosen = (
        people.filter(people[kind.used] > 0)
        .order_by(ibis.desc(kind.used), "person")
        .limit(top)
    )
    known = chosen.join(table("people"), "person")
    expression = (
        known.left_join(main_groups(scope, chosen), "person")
        .select(
            "pseudonym",
            *(one.used for one in kinds()),
            "sex",
            "main_group",
            "person",
            cost_gbp=total_of("cost_gbp", _, kinds()),
            age_band=age_band(age_at(scope, _)),
            conditions=_.conditions.length().fill_null(0),
        )
        .order_by(ibis.desc(kind.used), "pseudonym")
    )
    frame = engine.run(dataset, expression)
    frame["main_group"] = frame["main_group"].map(GROUP_TITLES).fillna("Not recorded")
    frame["sex"] = frame["sex"].fillna("unknown").str.capitalize()
    frame["age_band"] = frame["age_band"].fillna("Not known")
    frame.insert(0, "rank", range(1, len(frame) + 1))
    doubtful = doubtful_people(dataset, places_only(dataset, filters), kind)
    frame["doubt"] = frame.pop("person").map(doubtful.set_index("person")["why"])
    frame["doubt"] = frame["doubt"].fillna("")
    return result(
        f"top_{kind.slug}",
        dataset,
        scope,
        frame,
        (
            Column("rank", "Order", "number", decimals=0),
            Column("pseudonym", "Pseudonym"),
            *(Column(one.used, one.called, "count") for one in kinds()),
            Column("age_band", "Age"),
            Column("sex", "Sex"),
            Column("main_group", "Main A&E diagnosis group"),
            Column("conditions", "Long-term conditions", "number", decimals=0),
            Column("cost_gbp", cost_title(kinds()), "money"),
            Column("doubt", "Cannot be one person’s"),
        ),
        f"The {top} people with most {kind.called}",
        person_rows=True,
    )
