"""What was decided as rows of a caseload: each offer of support is one referral."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analytics.definitions.pathway import Status
from analytics.worklist.decision import Decision, Standing

# The day on which an offer first stood at one of these is kept in the column.
DAYS = {
    "accepted_on": (Status.ACCEPTED,),
    "declined_on": (Status.DECLINED, Status.NOT_SUITABLE),
    "started_on": (Status.ACTIVE,),
    "ended_on": (Status.ENDED,),
}
CLOSED = (Status.DECLINED, Status.NOT_SUITABLE, Status.ENDED)


@dataclass(frozen=True)
class Joined:
    """A caseload with what was decided in it. rows: all of it. decided: the rows that
    are decisions'. on_file: offers left out, since the team's own file has the person
    over the same days. unknown: people decided on who are not in the extracts."""

    rows: pd.DataFrame
    decided: int
    on_file: int
    unknown: int


def referrals(standing: Standing) -> pd.DataFrame:
    """A row an offer: pseudonym, referred_on (the day first decided), the columns of
    `DAYS` (None where it did not come to that), status (accepted and not begun is
    waiting), reason (why it was offered), outcome (why it closed, else how),
    coordinator (who sees to it). In order of day and person.

    Of two offers to one person on one day the later is kept.
    """
    rows = {
        (offer[0].on, person): _row(person, offer)
        for person, one in standing.decided.items()
        for offer in one.offers()
    }
    columns = ["pseudonym", "referred_on", *DAYS]
    columns += ["status", "reason", "outcome", "coordinator"]
    return pd.DataFrame([rows[key] for key in sorted(rows)], columns=columns)


def _row(person: str, offer: tuple[Decision, ...]) -> dict[str, Any]:
    last = offer[-1]
    began = next((one for one in offer if one.status not in CLOSED), None)
    closed = last.status in CLOSED
    first = {
        name: next((one.on for one in offer if one.status in statuses), None)
        for name, statuses in DAYS.items()
    }
    status = Status.WAITING if last.status is Status.ACCEPTED else last.status
    return first | {
        "pseudonym": person,
        "referred_on": offer[0].on,
        "status": str(status),
        "reason": (began.reason if began else "") or None,
        "outcome": (last.reason or str(last.status)) if closed else None,
        "coordinator": last.owner or None,
    }


def joined(
    of_file: pd.DataFrame, standing: Standing, persons: dict[str, int]
) -> Joined:
    """The rows of the team's own file and what was decided, in order of day and person.

    of_file: rows of the stored caseload. persons: pseudonym -> person. Where the file
    has the person over the same days, its row is kept and the offer is not.
    """
    offers = referrals(standing)
    offers["person"] = offers["pseudonym"].map(persons)
    there = offers["person"].notna()
    unknown = offers.loc[~there, "pseudonym"].nunique()
    offers = offers[there].astype({"person": "int32"})
    spans: dict[int, list[tuple[date, date]]] = {}
    for row in of_file.itertuples():
        spans.setdefault(row.person, []).append(_days(row))
    same = [
        any(a <= last and first <= b for a, b in spans.get(row.person, ()))
        for row in offers.itertuples()
        for first, last in (_days(row),)
    ]
    kept = offers[[not one for one in same]]
    rows = pd.concat(
        [of_file.astype(object), kept.astype(object).reindex(columns=of_file.columns)],
        ignore_index=True,
    )
    rows = rows.astype(object).where(rows.notna(), None)
    rows = rows.sort_values(["referred_on", "person"], kind="stable", ignore_index=True)
    return Joined(rows, len(kept), len(offers) - len(kept), int(unknown))


def _days(row: Any) -> tuple[date, date]:
    """The first and last day of a referral; one that goes on has no last."""
    closing = [getattr(row, name, None) for name in ("declined_on", "ended_on")]
    known = [pd.Timestamp(day).date() for day in closing if not pd.isna(day)]
    return row.referred_on, max(known, default=date.max)
