"""Counts what each frequent attender is like, one row a person, for segmenting.

What every feature means is in `methods.segments.feature_table`; here they are counted.
A column that the extracts lack is null throughout.
"""

from functools import lru_cache

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.diagnosis_groups import CLINICAL, GROUP_TITLES, NOT_RECORDED
from analytics.definitions.event_kinds import AE, GP
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.use import use
from analytics.methods.segments.feature_table import REASONS, UNTOLD
from analytics.store.dataset import Dataset, table

PEOPLE = "frequent_attenders"  # said apart from what is counted of them

OUT_OF_HOURS = (17, 9)  # arrival from 17:00, or before 09:00 (NHS England, UDAL)
BURST_DAYS = 30
# SNOMED CT codes of ECDS (NHS England, UDAL), beside the words that extracts use.
AMBULANCE = (
    "1048031000000100",
    "1048041000000109",
    "1048021000000102",
    "1048051000000107",
    "1048081000000101",
)
ADMITTED = (
    "306706006",
    "1066361000000104",
    "1066371000000106",
    "1066381000000108",
    "1066391000000105",
    "1066401000000108",
)
LEFT = ("1066301000000103", "1066311000000101", "1066321000000107")
ADMITTED_WORDS, LEFT_WORDS = (
    ("admit", "ward"),
    ("left", "walked", "did not wait", "did_not_wait"),
)
SHARES_OF_AE = ("out_of_hours", "by_ambulance", "admitted", "left")


def features(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    """One row a frequent attender at A&E or the GP: person, each of FEATURES, and what
    cards are made of.

    Also frequent_gp, frequent_ae (boolean), cost_gbp (pounds) with costed, reasons
    (contacts with a recorded, clinical reason), reasons_<group> (contacts, for every
    diagnosis group) and sex.
    """
    asked = _features(scope.by_rules_of(()))
    return engine.run(dataset, asked, given={PEOPLE: _frequent(scope)})


def _frequent(scope: Scope) -> ibis.Table:
    """The frequent attenders and their use."""
    people = use(scope)
    return people.filter(people[AE.frequent] | people[GP.frequent]).select(
        "person",
        "gp_visits",
        "ae_attendances",
        "frequent_gp",
        "frequent_ae",
        cost_gbp=_[AE.sum_of("cost_gbp")],
        costed=_[AE.sum_of("costed")],
    )


@lru_cache(maxsize=32)
def _features(scope: Scope) -> ibis.Table:
    """The features of the people of `_frequent`, whoever they are: long to build and to
    make SQL of, and the same whatever the rule."""
    people = ibis.table(_frequent(scope).schema(), name=PEOPLE)
    return (
        people.left_join(_contact_features(scope, people), "person")
        .drop("person_right")
        .left_join(_ae_features(scope, people), "person")
        .drop("person_right")
        .left_join(_missed(scope, people), "person")
        .drop("person_right")
        .left_join(_who(scope), "person")
        .drop("person_right")
        .mutate(dnas=_.dnas.fill_null(0), sites=_.sites.fill_null(0))
        .order_by("person")
    )


def _contact_features(scope: Scope, people: ibis.Table) -> ibis.Table:
    """Of A&E attendances and GP visits together: their course and their reasons."""
    contacts = (
        ibis.union(
            scoped.events(AE, scope).select(
                "person", at="arrived_at", group="diagnosis_group"
            ),
            scoped.events(GP, scope).select(
                "person", at="appointment_at", group="reason_group"
            ),
        )
        .semi_join(people, "person")
        .mutate(
            day=_.at.date().delta(ibis.date("2000-01-01"), unit="day").cast("int32"),
            group=_.group.fill_null(NOT_RECORDED),
        )
    )
    burst = ibis.window(group_by="person", order_by="day", range=(-(BURST_DAYS - 1), 0))
    by_group = {
        f"reasons_{g}": (_.group == g).sum().cast("int64") for g in GROUP_TITLES
    }
    counted = (
        contacts.mutate(in_burst=_.day.count().over(burst))
        .group_by("person")
        .agg(
            max_in_30_days=_.in_burst.max(),
            span_days=_.day.max() - _.day.min() + 1,
            reasons=_.group.notin(UNTOLD).sum().cast("int64"),
            groups=_.group.nunique(where=_.group.isin(CLINICAL)),
            **by_group,
        )
    )
    told = counted.reasons.nullif(0)
    return counted.mutate(
        **{
            f"share_{name}": sum(counted[f"reasons_{g}"] for g in groups) / told
            for name, groups in REASONS.items()
        }
    )


def _ae_features(scope: Scope, people: ibis.Table) -> ibis.Table:
    """Of A&E attendances alone; each share is of the attendances where it is known."""
    evening, morning = OUT_OF_HOURS
    left = _said(_.discharge_status, LEFT, LEFT_WORDS).fill_null(False)
    marked = (
        scoped.events(AE, scope)
        .semi_join(people, "person")
        .mutate(
            out_of_hours=(_.arrived_at.hour() >= evening)
            | (_.arrived_at.hour() < morning),
            by_ambulance=_said(_.arrival_mode, AMBULANCE, ("ambulance",)),
            admitted=_said(_.discharge_destination, ADMITTED, ADMITTED_WORDS),
            left=left
            | (_.diagnosis_group.fill_null(NOT_RECORDED) == "left_before_being_seen"),
        )
    )
    return marked.group_by("person").agg(
        sites=_.site_code.nunique(),
        **{f"share_{name}": _[name].cast("float64").mean() for name in SHARES_OF_AE},
    )


def _said(
    column: ibis.Value, codes: tuple[str, ...], words: tuple[str, ...]
) -> ibis.Value:
    """Whether a column holds one of the codes, or a text with one of the words."""
    found = column.isin(codes)
    for word in words:
        found = found | column.lower().contains(word)
    return found


def _missed(scope: Scope, people: ibis.Table) -> ibis.Table:
    """GP appointments not attended in the window: person, dnas."""
    missed = table(GP.table.name).filter(_.status == "did_not_attend")
    missed = scoped.in_window(missed, GP.time, scope)
    events = scoped.of_kind_of_event(missed, GP, scope.filters)
    return (
        scoped.at_practices(events, scope)
        .semi_join(people, "person")
        .group_by("person")
        .agg(dnas=_.count())
    )


def _who(scope: Scope) -> ibis.Table:
    people = table("people")
    return people.select(
        "person",
        "sex",
        "imd_decile",
        age=scope.filters.as_at.year - people.birth_year.cast("int32"),
        female=ibis.cases((_.sex == "female", 1.0), (_.sex == "male", 0.0)),
        conditions=_.conditions.length(),
    )
