"""Histories as rows of a caseload, against a second reading written apart."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from analytics.definitions.pathway import Status
from analytics.worklist.decision import Decision, Entry, Person, Standing
from analytics.worklist.referrals import referrals
from analytics.worklist.rules import steps


def plain(history: list[tuple[Status | None, date, str, str]]) -> list[dict]:
    """A second reading of one person's history, written apart from the first: walk it
    forward, and keep for each offer what its row says."""
    stands = []
    for status, day, owner, reason in history:
        if status is None:
            stands.pop()
        else:
            stands.append((status, day, owner, reason))
    rows, row = [], None
    for status, day, owner, reason in stands:
        if row is None or row["closed"]:
            row = {"referred_on": day, "closed": False, "reason": None}
            rows.append(row)
        for name, at in {
            "accepted_on": "accepted",
            "started_on": "active",
            "ended_on": "ended",
        }.items():
            row.setdefault(name, None)
            if status == at and row[name] is None:
                row[name] = day
        row.setdefault("declined_on", None)
        if status in ("declined", "not suitable"):
            row["declined_on"] = day
        row["closed"] = status in ("declined", "not suitable", "ended")
        if not row["closed"] and "first" not in row:
            row["first"] = reason
            row["reason"] = reason or None
        row["status"] = "waiting" if status == "accepted" else str(status)
        row["coordinator"] = owner or None
        row["outcome"] = (reason or str(status)) if row["closed"] else None
    by_day = {row["referred_on"]: row for row in rows}
    return [by_day[day] for day in sorted(by_day)]


def test_10000_histories_against_a_plain_second_reading():
    chance, people, expected = np.random.default_rng(7), {}, []
    for number in range(10_000):
        who, day, entries, told = f"{number:016x}", date(2024, 1, 1), [], []
        for nth in range(chance.integers(1, 9)):
            person = Person(tuple(entries))
            day += timedelta(days=int(chance.integers(0, 40)))
            status = chance.choice([*steps(person)]) if chance.random() > 0.1 else None
            if status is None and not person.standing:
                continue
            status = None if status is None else Status(status)
            owner, reason = chance.choice(["", "A", "B"]), chance.choice(["", "x", "y"])
            on = day
            one = Decision(who, status, on, str(owner), str(reason), by="KB")
            entries.append(Entry(one, number * 10 + nth, nth + 1, None))
            told.append((status, on, str(owner), str(reason)))
        people[who] = Person(tuple(entries))
        expected += [row | {"pseudonym": who} for row in plain(told)]
    found = referrals(Standing("x", people))
    assert len(found) > 10_000 and set(found["status"]) == {
        str(s) for s in Status if s is not Status.ACCEPTED
    }
    wanted = pd.DataFrame(expected)[list(found)]
    wanted = wanted.sort_values(["referred_on", "pseudonym"], ignore_index=True)
    pd.testing.assert_frame_equal(
        found.astype(object).where(found.notna(), None),
        wanted.astype(object).where(wanted.notna(), None),
    )
    assert {len(list(p.offers())) for p in people.values()} >= {0, 1, 2, 3}
