"""What a segment is like: a card with people, use, cost, and the reasons that lead."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics.definitions.diagnosis_groups import GROUP_TITLES
from analytics.definitions.event_kinds import AE, GP, EventKind
from analytics.methods.segments.feature_table import UNTOLD

CONTACTS = (AE, GP)  # what segments are made of: `measures.counting.features`
TOP_REASONS = 3
DESCRIBED_FROM = 8  # people; of fewer, nothing is said that could point at one of them


@dataclass(frozen=True)
class Reason:
    """A diagnosis group in a segment: the people with it, their contacts for it, and
    the share of the contacts whose reason is known.
    """

    group: str  # in words
    people: int
    contacts: int
    share: float


@dataclass(frozen=True)
class Card:
    """A segment described. Rates are per person in the window.

    share: of the frequent attenders. overlap: Jaccard, None for a segment by rule.
    verdict: its stability in words, "" for a segment by rule. used: how many of each of
    CONTACTS they had, in that order. top_reasons: the groups that lead; none where
    fewer than 8 people. told: contacts whose reason is known. cost_gbp: None where no
    attendance has a cost.
    """

    slug: str
    name: str
    people: int
    share: float
    median_age: float | None
    used: tuple[int, ...]
    cost_gbp: float | None
    top_reasons: tuple[Reason, ...]
    told: int
    overlap: float | None = None
    verdict: str = ""
    definition: str = ""
    source: str = ""

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        found: dict[str, Any] = {
            "name": self.name,
            "people": self.people,
            "share": round(self.share, 4),
            "median_age": self.median_age,
        }
        for kind, used in zip(CONTACTS, self.used, strict=True):
            found[kind.used] = used
            found[each(kind)] = round(used / self.people, 2) if self.people else 0.0
        found |= {
            "cost_gbp": None if self.cost_gbp is None else round(self.cost_gbp, 2),
            "top_reasons": [
                {"group": r.group, "share": round(r.share, 4)} for r in self.top_reasons
            ],
        }
        if self.overlap is not None:
            found |= {"jaccard": round(self.overlap, 3), "stability": self.verdict}
        if self.definition:
            found |= {"definition": self.definition, "source": self.source}
        return found


def each(kind: EventKind) -> str:
    """The name of how many of a kind a person had: "ae_per_person"."""
    return f"{kind.slug}_per_person"


def card(
    slug: str, name: str, members: pd.DataFrame, everyone: int, **more: Any
) -> Card:
    """The card of the people in `members`, rows of the feature table."""
    age = members["age"].median()
    costed = int(members["costed"].sum()) if len(members) else 0
    return Card(
        slug=slug,
        name=name,
        people=len(members),
        share=len(members) / everyone if everyone else 0.0,
        median_age=None if pd.isna(age) else float(age),
        used=tuple(int(members[kind.used].sum()) for kind in CONTACTS),
        cost_gbp=float(members["cost_gbp"].sum()) if costed else None,
        top_reasons=top_reasons(members),
        told=sum(_told(members).values()),
        **more,
    )


def top_reasons(members: pd.DataFrame) -> tuple[Reason, ...]:
    """The diagnosis groups that lead, by contacts."""
    told = _told(members)
    total = sum(told.values())
    if len(members) < DESCRIBED_FROM or not total:
        return ()
    first = sorted(told, key=lambda group: -told[group])[:TOP_REASONS]
    return tuple(
        Reason(
            GROUP_TITLES[group],
            int((members[f"reasons_{group}"] > 0).sum()),
            told[group],
            told[group] / total,
        )
        for group in first
        if told[group]
    )


def _told(members: pd.DataFrame) -> dict[str, int]:
    """Contacts by diagnosis group, of those whose reason is known."""
    return {
        group: int(members[f"reasons_{group}"].sum())
        for group in GROUP_TITLES
        if group not in UNTOLD
    }
