"""Whom the team looks at next: frequent attenders not offered anything yet, in an order
that is said in words, and what was decided about the others."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from analytics.definitions.diagnosis_groups import GROUP_TITLES
from analytics.definitions.event_kinds import EventKind, kinds_with_rule
from analytics.definitions.words import count, listed
from analytics.measures.before_after.question import Question
from analytics.measures.who.caseload import NEVER
from analytics.measures.who.list_choice import ListChoice
from analytics.measures.who.own_course import before

REVIEW, DECIDED, ALL = "review", "decided", "all"
SHOW = {REVIEW: "To review", DECIDED: "Decided", ALL: "Everybody"}
ANYBODY = ""  # whoever sees to them
GROUNDS_FIRST, EXPECTED_FIRST = "grounds", "expected"
ORDERS = {GROUNDS_FIRST: "By what is true of them", EXPECTED_FIRST: "By what to expect"}
MOST_EXPECTED = (
    "First stand those of whom most attendances are to be expected in the next twelve "
    "months; those of whom nothing can be said stand last."
)
EXPECTED = ("expected", "avoidable", "avoidable_low", "avoidable_high")
LATELY = timedelta(days=31)
# What a coordinator and local services are for, beside medical care.
NEEDS = [GROUP_TITLES[slug] for slug in ("mental_health", "substance_use", "social")]
DOUBT = "Look first: the rows cannot be one person’s"
FIRST_STAND = (
    "First stand those of whom most is true: above the rule of more than one service, "
    "more often than in the window before, seen in its last month, mostly "
    f"{listed([need.lower() for need in NEEDS], 'or')} at A&E. Among equals, who "
    "attends most."
)

Holds = Callable[[pd.DataFrame, EventKind, date], pd.Series]


@dataclass(frozen=True)
class Ground:
    """One ground to look at somebody early. holds(people, kind, as_at): of whom it is
    true; says(row, kind): it in words."""

    holds: Holds
    says: Callable[[dict[Hashable, Any], EventKind], str]


def _true(value: object) -> bool:
    return bool(pd.notna(value)) and bool(value)


def _several(people: pd.DataFrame, kind: EventKind, as_at: date) -> pd.Series:
    above = [
        people[one.frequent].fillna(False).astype(bool) for one in kinds_with_rule()
    ]
    return pd.concat(above, axis=1).sum(axis=1) > 1


def _rising(people: pd.DataFrame, kind: EventKind, as_at: date) -> pd.Series:
    return (people[kind.used] > people[before(kind)]).fillna(False).astype(bool)


def _lately(people: pd.DataFrame, kind: EventKind, as_at: date) -> pd.Series:
    return people["last_seen"] > pd.Timestamp(as_at - LATELY)


def _of_need(people: pd.DataFrame, kind: EventKind, as_at: date) -> pd.Series:
    return people["main_group"].isin(NEEDS)


GROUNDS = (
    Ground(
        _several,
        lambda row, kind: (
            "above the rule at "
            + listed(
                one.service for one in kinds_with_rule() if _true(row[one.frequent])
            )
        ),
    ),
    Ground(
        _rising,
        lambda row, kind: (
            f"more often: {count(row[kind.used])} after {count(row[before(kind)])}"
        ),
    ),
    Ground(_lately, lambda row, kind: "seen in the last month"),
    Ground(_of_need, lambda row, kind: f"mostly {row['main_group'].lower()}"),
)


@dataclass(frozen=True)
class Work:
    """What of the worklist is wanted: people above the rule of a kind of event, as at a
    day. show: a key of SHOW; owner: those whom somebody sees to; search: as in
    `ListChoice`. order: a key of ORDERS. question: of the programme, whose answer says
    what is avoidable."""

    kind: EventKind
    as_at: date
    show: str = REVIEW
    owner: str = ANYBODY
    search: str = ""
    order: str = GROUNDS_FIRST
    question: Question | None = None

    def everybody(
        self,
        people: pd.DataFrame,
        decided: pd.DataFrame,
        expected: pd.DataFrame | None = None,
    ) -> pd.DataFrame:
        """All who are or were to be reviewed, in order: the rows of `listing` with
        place (1, 2, … among those still to be reviewed, else null), why (the grounds
        in words), and the columns of `decided` ("" and 0 where nothing was decided).

        To be reviewed are frequent attenders who were never on the team's own caseload
        and are alive; who was decided on stays in, whatever the caseload says since.
        expected: of each pseudonym what to expect (`risk.named`), whose columns
        EXPECTED are then there too, and by which they stand in order.
        """
        told = people.merge(decided, on="pseudonym", how="left")
        for name in ("status", "owner", "reason", "note", "by"):
            told[name] = told[name].fillna("").astype(object)
        if expected is not None:
            told = told.merge(expected[["pseudonym", *EXPECTED]], "left", "pseudonym")
        told["seen"] = told["seen"].fillna(0).astype(int)
        never = told["died_on"].isna()
        if "caseload" in told:
            never &= told["caseload"] == NEVER
        told = told[told[self.kind.frequent] & (never | (told["status"] != ""))]
        return self._in_order(told.reset_index(drop=True))

    def of(self, people: pd.DataFrame, decided: pd.DataFrame) -> pd.DataFrame:
        """The rows of `everybody` that are wanted."""
        return self.among(self.everybody(people, decided))

    def among(self, everybody: pd.DataFrame) -> pd.DataFrame:
        """Those of `everybody` that are wanted."""
        found = ListChoice(self.kind, search=self.search).of(everybody)["pseudonym"]
        kept = everybody["pseudonym"].isin(found)
        if self.show != ALL:
            kept &= (everybody["status"] == "") == (self.show == REVIEW)
        if self.owner != ANYBODY:
            kept &= everybody["owner"] == self.owner
        return everybody[kept].reset_index(drop=True)

    def _in_order(self, people: pd.DataFrame) -> pd.DataFrame:
        true = pd.DataFrame(
            {
                n: one.holds(people, self.kind, self.as_at).astype(bool)
                for n, one in enumerate(GROUNDS)
            },
            index=people.index,
        )
        by = pd.DataFrame(
            {
                "decided": people["status"] != "",
                "doubt": people["doubt"] != "",
                "expected": -people["expected"] if "expected" in people else 0.0,
                "fewer": -true.sum(axis=1),
                **{f"not {n}": ~true[n] for n in true},
                "less": -people[self.kind.used].astype(float),
                "who": people["pseudonym"],
            }
        )
        order = by.sort_values(list(by)).index
        told_of = ["doubt", "main_group", self.kind.used, before(self.kind)]
        told_of += [one.frequent for one in kinds_with_rule()]
        rows = people[told_of].to_dict("records")
        each = zip(rows, true.to_numpy(), strict=True)
        people = people.assign(why=[self._why(row, holds) for row, holds in each])
        people, waits = people.loc[order], ~by.loc[order, "decided"]
        people["place"] = waits.cumsum().where(waits).astype("Int64")
        return people.reset_index(drop=True)

    def _why(self, row: dict[Hashable, Any], true: np.ndarray) -> str:
        if row["doubt"]:
            return f"{DOUBT}: {row['doubt']}"
        some = [one.says(row, self.kind) for n, one in enumerate(GROUNDS) if true[n]]
        said = "; ".join(some) or f"{count(row[self.kind.used])} {self.kind.called}"
        return said[:1].upper() + said[1:]
