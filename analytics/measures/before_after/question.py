"""What is asked of before and after."""

from dataclasses import dataclass
from datetime import date

from analytics.definitions.event_kinds import EventKind


@dataclass(frozen=True)
class Question:
    """Which service, whom, picked when, followed how long.

    kind: of event. cohort: "top:30", "rule" (the filters' rule and window),
    "caseload", "list" (of `people`, pseudonyms) or the name of a fixed cohort.
    index_date: the day of picking; None: `impact.index_date_of`, for the caseload each
    person's own day of referral, for a fixed cohort the day it was fixed. follow_up:
    months after it. washout: of these, months that are left out.
    """

    kind: EventKind
    cohort: str = "top:30"
    index_date: date | None = None
    follow_up: int = 12
    washout: int = 0
    people: tuple[str, ...] = ()
