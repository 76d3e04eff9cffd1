"""What is told of each frequent attender: the age band, the main diagnosis group."""

import ibis
from ibis import _

from analytics.definitions.event_kinds import AE
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.scope import Scope

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


def age_at(scope: Scope, people: ibis.Table) -> ibis.Value:
    """Year of the as-at day less the year of birth, in years."""
    return scope.filters.as_at.year - people.birth_year.cast("int32")
