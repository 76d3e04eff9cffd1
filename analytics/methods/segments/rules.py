"""Segments by rule: kinds of frequent attender that published studies found again and again.

The one reviewed place for their definitions. A person is in the first that fits. The studies
found their classes with models; the cut-offs here are our reading of them, written down so that
a clinician can check, change and repeat them.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

CHILD_BELOW = 18
OLDER_FROM = 65
CONDITIONS = 2  # of the registered list: multimorbidity
KINDS_OF_COMPLAINT = 4  # stands in for conditions where no list says
MIND_SHARE = 1 / 3  # of recorded reasons
MANY_CONTACTS = 36  # in a year, three a month, at A&E and the GP together
SEVERE_SHARE = 0.10  # of A&E attendances that ended in admission
SHORT_DAYS = 182  # from first to last contact: half a year
MIND = ("mental_health", "neurological", "substance_use")


@dataclass(frozen=True)
class RuleSegment:
    """A published kind of frequent attender. fits: people × features → True where it fits."""

    slug: str
    name: str
    definition: str
    source: str
    fits: Callable[[pd.DataFrame, int], pd.Series]


def _children(people: pd.DataFrame, months: int) -> pd.Series:
    return people["age"] < CHILD_BELOW


def _mind(people: pd.DataFrame, months: int) -> pd.Series:
    share = people[[f"share_{group}" for group in MIND]].fillna(0).sum(axis=1)
    contacts = people["ae_attendances"] + people["gp_visits"]
    intense = people["frequent_ae"] | (contacts >= MANY_CONTACTS * months / 12)
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


RULE_SEGMENTS = (
    RuleSegment(
        "children", "Children and young people", f"Under {CHILD_BELOW} years of age.",
        "NW London, BMJ Open 2021;11:e050847", _children),
    RuleSegment(
        "mind_high_intensity", "High intensity mental health, neurological or substance use",
        "At least a third of the recorded reasons are mental health, neurological, alcohol or "
        "drugs; and frequent at A&E by the rule, or at least three contacts a month at A&E and "
        "the GP together.",
        "Mattock, BMJ Public Health 2026; Moe, CMAJ Open 2021", _mind),
    RuleSegment(
        "older_multimorbid", "Older, several conditions",
        f"Aged {OLDER_FROM} or over with at least {CONDITIONS} long-term conditions; where no "
        f"list gives conditions, at least {KINDS_OF_COMPLAINT} kinds of complaint.",
        "Mattock, BMJ Public Health 2026; Dorset 2024", _older),
    RuleSegment(
        "lower_severity", "Lower severity or short term",
        f"At most {SEVERE_SHARE:.0%} of A&E attendances ended in admission, or all contacts fell "
        "within half a year.",
        "Mattock, BMJ Public Health 2026; Moe, CMAJ Open 2021", _lower),
    RuleSegment(
        "unclassified", "None of these", "Nothing above fits, or the extracts do not say.",
        "Mattock, BMJ Public Health 2026: a fourth, unstable class", _rest),
)


def by_rule(people: pd.DataFrame, months: int = 12) -> pd.Series:
    """The slug of the first rule that fits each person."""
    found = pd.Series(pd.NA, index=people.index, dtype="string")
    for rule in RULE_SEGMENTS:
        fits = rule.fits(people, months).fillna(False).astype(bool)
        found = found.mask(found.isna() & fits, rule.slug)
    return found.astype("str")
