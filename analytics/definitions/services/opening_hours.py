"""When a service is open: sessions that repeat by week or month, as RFC 5545 and Open
Referral have them, and the one line of text in which they are kept.

    MO,TU,WE 09:00-17:00; SA 10:00-12:00      every week
    1MO,-1FR 10:00-12:00                      the first Monday, the last Friday
    day 1,15 09:00-12:00                      days of the month
    TU 10:00-12:00 every 2 weeks from 2026-01-06 until 2026-06-30

Times are those on the clock in the United Kingdom, whatever the season.
"""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
SHORT = dict(zip(DAYS, ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True))
DAY = 24 * 60  # minutes
_BY_DAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
_KEPT = re.compile(
    r"(?:day (?P<dates>-?\d+(?:,-?\d+)*)|(?P<days>[A-Z0-9,+-]+)) "
    r"(?P<opens>\d\d:\d\d)-(?P<closes>\d\d:\d\d)(?: every (?P<every>\d+) weeks)?"
    r"(?: from (?P<first>\d{4}-\d\d-\d\d))?(?: until (?P<last>\d{4}-\d\d-\d\d))?"
)


@dataclass(frozen=True)
class Session:
    """Hours that repeat.

    days: RFC 5545's byday: MO, or with its place in the month 1MO, -1FR. dates: days of
    the month instead, -1 for its last. opens, closes: minutes after midnight; a session
    that closes no later than it opens ends on the next day. every: so many weeks, from
    the week of `first`. first, last: days between which it holds.
    """

    opens: int
    closes: int
    days: tuple[str, ...] = ()
    dates: tuple[int, ...] = ()
    every: int = 1
    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        if bool(self.days) == bool(self.dates):
            raise ValueError("A session is on days of the week or of the month.")
        if not all(_BY_DAY.fullmatch(day) for day in self.days):
            raise ValueError("A day is not one of RFC 5545's.")
        if not all(1 <= abs(number) <= 31 for number in self.dates):
            raise ValueError("A day of the month is 1 to 31.")
        if not (0 <= self.opens < DAY and 0 <= self.closes <= DAY):
            raise ValueError("A time is not one of the clock.")
        if self.every < 1 or (self.every > 1 and self.first is None):
            raise ValueError("Every so many weeks needs the first of them.")

    def on(self, day: date) -> bool:
        """Whether it takes place on a day."""
        if self.first and day < self.first or self.last and day > self.last:
            return False
        if self.every > 1 and self.first:
            apart = _monday(day) - _monday(self.first)
            if apart.days // 7 % self.every:
                return False
        length = calendar.monthrange(day.year, day.month)[1]
        if self.dates:
            return day.day in self.dates or day.day - length - 1 in self.dates
        name = DAYS[day.weekday()]
        place, from_end = (day.day - 1) // 7 + 1, -((length - day.day) // 7) - 1
        numbered = {f"{place}{name}", f"+{place}{name}", f"{from_end}{name}"}
        return name in self.days or bool(numbered & set(self.days))


Hours = tuple[Session, ...]


def is_open(hours: Hours, at: datetime) -> bool:
    """Whether any session holds at a moment of the clock."""
    now = at.hour * 60 + at.minute
    day = at.date()
    return any(
        (one.on(day) and one.opens <= now and (now < one.closes or _over(one)))
        or (_over(one) and now < one.closes and one.on(day - timedelta(days=1)))
        for one in hours
    )


def kept(hours: Hours) -> str:
    """The line of text that `parse` reads."""
    return "; ".join(_kept(one) for one in hours)


def parse(text: str) -> Hours:
    """The hours of a line that `kept` wrote. Raises ValueError for any other."""
    found = []
    for part in text.split("; ") if text else ():
        match = _KEPT.fullmatch(part)
        if match is None:
            raise ValueError("These are no opening hours as they are kept.")
        said = match.groupdict()
        found.append(
            Session(
                opens=minutes(said["opens"]),
                closes=minutes(said["closes"]),
                days=tuple((said["days"] or "").split(",")) if said["days"] else (),
                dates=tuple(int(n) for n in (said["dates"] or "").split(",") if n),
                every=int(said["every"] or 1),
                first=date.fromisoformat(said["first"]) if said["first"] else None,
                last=date.fromisoformat(said["last"]) if said["last"] else None,
            )
        )
    return tuple(found)


def minutes(clock: str) -> int:
    """Minutes after midnight of "09:30"; of "24:00" all of the day."""
    hour, minute = clock.split(":")[:2]
    found = int(hour) * 60 + int(minute)
    if not 0 <= found <= DAY or int(minute) > 59:
        raise ValueError("A time is not one of the clock.")
    return found


def in_words(hours: Hours) -> str:
    """ "Mon to Fri 09:00–17:00; Sat 10:00–12:00"; "" where there are none."""
    return "; ".join(_in_words(one) for one in hours)


def _in_words(one: Session) -> str:
    if one.dates:
        when = f"day {', '.join(map(str, one.dates))} of the month"
    else:
        when = _days_in_words(one.days)
    whole = one.opens == 0 and one.closes in (0, DAY, DAY - 1)
    said = (
        f"{when} {'all day' if whole else f'{_clock(one.opens)}–{_clock(one.closes)}'}"
    )
    if one.every > 1:
        said += f", every {one.every} weeks"
    if one.first and one.every == 1:
        said += f", from {one.first:%d/%m/%Y}"
    return said + (f", until {one.last:%d/%m/%Y}" if one.last else "")


def _days_in_words(days: Sequence[str]) -> str:
    plain = [DAYS.index(day) for day in days if day in DAYS]
    if len(plain) == len(days) > 2 and plain == list(range(plain[0], plain[-1] + 1)):
        return f"{SHORT[days[0]]} to {SHORT[days[-1]]}"
    places = {"1": "first", "2": "second", "3": "third", "4": "fourth", "5": "fifth"}
    said = []
    for day in days:
        number = day[:-2].lstrip("+")
        place = "last" if number == "-1" else places.get(number.lstrip("-"), "")
        if number.startswith("-") and number != "-1":
            place = f"{place} last"
        said.append(f"{place} {SHORT[day[-2:]]}".strip())
    return ", ".join(said)


def _kept(one: Session) -> str:
    when = f"day {','.join(map(str, one.dates))}" if one.dates else ",".join(one.days)
    said = f"{when} {_clock(one.opens)}-{_clock(one.closes)}"
    said += f" every {one.every} weeks" if one.every > 1 else ""
    said += f" from {one.first.isoformat()}" if one.first else ""
    return said + (f" until {one.last.isoformat()}" if one.last else "")


def _clock(number: int) -> str:
    return f"{number // 60:02d}:{number % 60:02d}"


def _over(one: Session) -> bool:
    """Whether it goes on into the next day."""
    return one.closes <= one.opens


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
