"""What a segment is like: a card with people, use, cost, and the reasons that lead."""

from dataclasses import dataclass

import pandas as pd

from analytics.definitions.diagnosis_groups import GROUP_TITLES
from analytics.methods.segments.feature_table import UNTOLD

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
    verdict: its stability in words, "" for a segment by rule. top_reasons: the groups
    that lead; none where fewer than 8 people. told: contacts whose reason is known.
    cost_gbp: None where no attendance has a cost.
    """

    slug: str
    name: str
    people: int
    share: float
    median_age: float | None
    ae_attendances: int
    gp_visits: int
    cost_gbp: float | None
    top_reasons: tuple[Reason, ...]
    told: int
    overlap: float | None = None
    verdict: str = ""
    definition: str = ""
    source: str = ""

    @property
    def ae_per_person(self) -> float:
        return self.ae_attendances / self.people if self.people else 0.0

    @property
    def gp_per_person(self) -> float:
        return self.gp_visits / self.people if self.people else 0.0

    def as_dict(self) -> dict:
        """For `--json`."""
        found = {
            "name": self.name,
            "people": self.people,
            "share": round(self.share, 4),
            "median_age": self.median_age,
            "ae_attendances": self.ae_attendances,
            "ae_per_person": round(self.ae_per_person, 2),
            "gp_visits": self.gp_visits,
            "gp_per_person": round(self.gp_per_person, 2),
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


def card(slug: str, name: str, members: pd.DataFrame, everyone: int, **more) -> Card:
    """The card of the people in `members`, rows of the feature table."""
    age = members["age"].median()
    costed = int(members["costed"].sum()) if len(members) else 0
    return Card(
        slug=slug,
        name=name,
        people=len(members),
        share=len(members) / everyone if everyone else 0.0,
        median_age=None if pd.isna(age) else float(age),
        ae_attendances=int(members["ae_attendances"].sum()),
        gp_visits=int(members["gp_visits"].sum()),
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
