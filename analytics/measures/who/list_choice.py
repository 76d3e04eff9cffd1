"""Which of the people on the list are looked at, and in which order."""

from dataclasses import dataclass

import pandas as pd

from analytics.definitions.event_kinds import EventKind, kinds_with_rule
from analytics.measures.who.caseload import DECLINED, ENDED, NEVER, OFFERED, ON
from analytics.measures.who.own_course import before

ANY = "any"
CASELOAD = {
    ANY: "Everybody",
    "on": ON,
    "offered": OFFERED,
    "declined": DECLINED,
    "ended": ENDED,
    "never": NEVER,
}
MOST, RISE, SEEN, SINCE, PRACTICE = "most", "rise", "seen", "since", "practice"
ORDERS = {
    MOST: "Most attendances first",
    RISE: "Largest rise first",
    SEEN: "Last seen first",
    SINCE: "Newest on the caseload first",
    PRACTICE: "By practice",
}
SEARCHED = ("pseudonym", "practice", "pcn", "main_group", "age_band", "sex")


@dataclass(frozen=True)
class ListChoice:
    """What of the list is wanted.

    kind: above the rule of this kind of event; None: of any. caseload: a key of
    CASELOAD. search: words, each of which stands in one of the columns SEARCHED. order:
    a key of ORDERS.
    """

    kind: EventKind | None = None
    caseload: str = ANY
    search: str = ""
    order: str = MOST

    def of(self, people: pd.DataFrame) -> pd.DataFrame:
        """The rows of `listing` that are wanted, in the order wanted."""
        kept = pd.Series(True, index=people.index)
        if self.kind:
            kept &= people[self.kind.frequent]
        if self.caseload != ANY and "caseload" in people:
            kept &= people["caseload"] == CASELOAD[self.caseload]
        words = self.search.casefold().split()
        if words:
            texts = [people[name].fillna("").astype(str) for name in SEARCHED]
            text = texts[0].str.cat(texts[1:], sep=" ").str.casefold()
            for word in words:
                kept &= text.str.contains(word, regex=False)
        return self._ordered(people[kept]).reset_index(drop=True)

    def _ordered(self, people: pd.DataFrame) -> pd.DataFrame:
        kind = self.kind or kinds_with_rule()[0]
        most = people[kind.used].fillna(-1).astype(float)
        by = {
            MOST: -most,
            RISE: -(people[kind.used] - people[before(kind)]).astype("Float64"),
            SEEN: -pd.to_datetime(people["last_seen"]).astype("int64"),
            PRACTICE: people["practice"].where(people["practice"] != ""),
        }
        if "caseload_since" in people:
            since = pd.to_datetime(people["caseload_since"])
            by[SINCE] = -(since - pd.Timestamp(0)).dt.days
        order = pd.DataFrame({"first": by.get(self.order, -most), "most": -most})
        order = order.sort_values(["first", "most"], kind="stable", na_position="last")
        return people.loc[order.index]
