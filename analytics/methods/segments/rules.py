"""Applies the published kinds of frequent attender (`definitions.kinds`) to people's
features, and describes each."""

import pandas as pd

from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.kinds_of_need import (
    CHILD_BELOW,
    CONDITIONS,
    KINDS,
    KINDS_OF_COMPLAINT,
    MANY_CONTACTS,
    MIND,
    MIND_SHARE,
    OLDER_FROM,
    SEVERE_SHARE,
    SHORT_DAYS,
)
from analytics.methods.segments.cards import Card, card


def _children(people: pd.DataFrame, months: int) -> pd.Series:
    return people["age"] < CHILD_BELOW


def _mind(people: pd.DataFrame, months: int) -> pd.Series:
    share = people[[f"share_{group}" for group in MIND]].fillna(0).sum(axis=1)
    contacts = people[AE.used] + people[GP.used]
    intense = people[AE.frequent] | (contacts >= MANY_CONTACTS * months / 12)
    return (share >= MIND_SHARE) & intense


def _older(people: pd.DataFrame, months: int) -> pd.Series:
    several = people["conditions"] >= CONDITIONS
    unlisted = people["conditions"].isna() & (people["groups"] >= KINDS_OF_COMPLAINT)
    return (people["age"] >= OLDER_FROM) & (several | unlisted)


def _lower(people: pd.DataFrame, months: int) -> pd.Series:
    seldom_admitted = people["share_admitted"].fillna(0) <= SEVERE_SHARE
    return seldom_admitted | (people["span_days"] <= SHORT_DAYS)


def _rest(people: pd.DataFrame, months: int) -> pd.Series:
    return pd.Series(True, index=people.index)


FITS = {  # people × features → True where the kind fits
    "children": _children,
    "mind_high_intensity": _mind,
    "older_multimorbid": _older,
    "lower_severity": _lower,
    "unclassified": _rest,
}


def by_rule(people: pd.DataFrame, months: int = 12) -> pd.Series:
    """The slug of the first kind that fits each person. months: length of the
    window."""
    found = pd.Series(pd.NA, index=people.index, dtype="string")
    for kind in KINDS:
        fits = FITS[kind.slug](people, months).fillna(False).astype(bool)
        found = found.mask(found.isna() & fits, kind.slug)
    return found.astype("str")


def cards_by_rule(features: pd.DataFrame, months: int = 12) -> tuple[Card, ...]:
    """Cards of the published kinds, all of them, also the empty, in the order in which
    they are tried; everybody is of one. features, months: as for `by_rule`."""
    people = features.reset_index(drop=True)
    found = by_rule(people, months)
    return tuple(
        card(
            kind.slug,
            kind.name,
            people[found == kind.slug],
            len(people),
            definition=kind.definition,
            source=kind.source,
        )
        for kind in KINDS
    )
