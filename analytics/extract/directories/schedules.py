"""Schedules of Open Referral as hours: the rules of RFC 5545 that a local service
needs. Others are left to their description."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from analytics.definitions.services.opening_hours import (
    DAYS,
    Hours,
    Session,
    kept,
    minutes,
)

_CLOCK = re.compile(r"(\d{1,2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?")
_BEYOND = ("byweekno", "byyearday")  # rules that no weekly or monthly session needs
FURTHEST = 20 * 366  # days within which the last of so many sessions is looked for


def hours_of(schedules: Iterable[dict[str, Any]]) -> str:
    """The line that hours are read from: as they are kept, or, where a schedule cannot
    be read, what is said of them all in words."""
    given = list(schedules)
    try:
        return kept(tuple(session for one in given for session in _sessions(one)))
    except (ValueError, TypeError):
        said = [str(one.get("description") or _rule(one)) for one in given]
        return "; ".join(dict.fromkeys(said))


def _sessions(one: dict[str, Any]) -> Hours:
    """The session of a schedule. Raises ValueError where it says none that can be
    read.

    Its times are taken as they stand on the clock here: a session that repeats does not
    move when the clocks change, though it may be written with the zone of one season.
    """
    if any(one.get(name) for name in _BEYOND):
        raise ValueError("The rule is beyond those that are read.")
    opens, closes = (_time(one.get(name)) for name in ("opens_at", "closes_at"))
    days = tuple(_parted(one.get("byday")))
    dates = tuple(int(number) for number in _parted(one.get("bymonthday")))
    monthly = str(one.get("freq") or "WEEKLY").upper() == "MONTHLY"
    if str(one.get("freq") or "WEEKLY").upper() not in ("WEEKLY", "MONTHLY"):
        raise ValueError("The rule is beyond those that are read.")
    if monthly != bool(dates or any(day[:1] in "+-12345" for day in days)):
        raise ValueError("The rule is beyond those that are read.")
    starts = _day(one.get("dtstart"))
    first = max((d for d in (starts, _day(one.get("valid_from"))) if d), default=None)
    ends = [d for d in (_day(one.get("until")), _day(one.get("valid_to"))) if d]
    every = int(float(one.get("interval") or 1))
    if every > 1 and (monthly or starts is None):
        raise ValueError("The rule is beyond those that are read.")
    found = Session(
        opens,
        closes,
        () if dates else days,
        dates,
        every,
        starts if every > 1 else first,
        min(ends, default=None),
    )
    if count := one.get("count"):
        found = _counted(found, starts, int(float(count)))
    return (found,)


def _counted(session: Session, starts: date | None, count: int) -> Session:
    """A session that takes place so many times, with the day of the last."""
    if starts is None or count < 1:
        raise ValueError("So many times needs the first of them.")
    days = (starts + timedelta(days=n) for n in range(FURTHEST))
    on = [
        day
        for day, _ in zip(
            (d for d in days if session.on(d)), range(count), strict=False
        )
    ]
    if len(on) < count:  # until says less
        return session
    return Session(
        session.opens,
        session.closes,
        session.days,
        session.dates,
        session.every,
        session.first,
        on[-1],
    )


def as_schedules(hours: Hours) -> list[dict[str, Any]]:
    """Hours as schedules of Open Referral, without their ids."""
    return [
        {
            name: value
            for name, value in {
                "freq": "MONTHLY" if _monthly(one) else "WEEKLY",
                "interval": one.every if one.every > 1 else None,
                "byday": ",".join(one.days) or None,
                "bymonthday": ",".join(map(str, one.dates)) or None,
                "dtstart": one.first.isoformat() if one.first else None,
                "valid_to": one.last.isoformat() if one.last else None,
                "opens_at": _written(one.opens),
                "closes_at": _written(one.closes),
            }.items()
            if value is not None
        }
        for one in hours
    ]


def _monthly(one: Session) -> bool:
    return bool(one.dates) or any(day not in DAYS for day in one.days)


def _written(number: int) -> str:
    """ "23:59" stands for the end of a day, as the specification's guidance has it."""
    return "23:59" if number == 24 * 60 else f"{number // 60:02d}:{number % 60:02d}"


def _time(said: object) -> int:
    found = _CLOCK.fullmatch(str(said or "").strip())
    if found is None:
        raise ValueError("No time is said.")
    number = minutes(found[1])
    return 24 * 60 if found[1] == "23:59" else number


def _parted(said: object) -> Sequence[str]:
    return [part.strip().upper() for part in str(said or "").split(",") if part.strip()]


def _day(said: object) -> date | None:
    return date.fromisoformat(str(said)[:10]) if said else None


def _rule(one: dict[str, Any]) -> str:
    """A schedule without a description, as its rule stands."""
    return " ".join(
        f"{name}={one[name]}"
        for name in ("freq", "byday", "bymonthday", "opens_at", "closes_at")
        if one.get(name)
    )
