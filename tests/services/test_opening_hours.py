"""Opening hours: read from words, kept as one line, asked at a moment; and against
days of a year laid out by hand."""

import calendar
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.definitions.services.opening_hours import (
    DAYS,
    Session,
    in_words,
    is_open,
    kept,
    parse,
)
from analytics.definitions.services.opening_words import read

WORDS = {
    "Mon-Fri 9am-5pm, Sat 10:00 to 12:00": "MO,TU,WE,TH,FR 09:00-17:00; SA 10:00-12:00",
    "Monday, Wednesday and Friday 9.30am - 1pm": "MO,WE,FR 09:30-13:00",
    "Mon to Thu 09:00 to 17:00, Fri 09:00 to 16:30": (
        "MO,TU,WE,TH 09:00-17:00; FR 09:00-16:30"
    ),
    "Mon-Fri 09:00-12:00, 13:00-17:00": (
        "MO,TU,WE,TH,FR 09:00-12:00; MO,TU,WE,TH,FR 13:00-17:00"
    ),
    "24/7": "MO,TU,WE,TH,FR,SA,SU 00:00-24:00",
    "weekdays 8am-8pm; weekends 10-4pm": (
        "MO,TU,WE,TH,FR 08:00-20:00; SA,SU 10:00-16:00"
    ),
    "Tue 1-4pm": "TU 13:00-16:00",
    "Sat-Mon 9am-noon": "SA,SU,MO 09:00-12:00",
    "first Tuesday of the month 10:00-12:00": "1TU 10:00-12:00",
    "last Thursday of the month 14:00-16:00": "-1TH 14:00-16:00",
    "Daily 18:00-midnight": "MO,TU,WE,TH,FR,SA,SU 18:00-24:00",
    "Mon-Sat 9am-5pm; Sun closed": "MO,TU,WE,TH,FR,SA 09:00-17:00",
    "TU 10:00-12:00 every 2 weeks from 2026-01-06 until 2026-06-30": (
        "TU 10:00-12:00 every 2 weeks from 2026-01-06 until 2026-06-30"
    ),
    "by appointment": "",
}
UNREADABLE = (
    "weekdays 9-5",  # to five in the morning, or the afternoon?
    "09:00-17:00",  # on which days?
    "fortnightly Tue 10:00-12:00",  # in which weeks?
    "Mon 25:00-26:00",
    "Mon-Fri mornings",
    "Mon-Fri 9am-5pm except bank holidays",
    "Someday 10:00-12:00",
)


@pytest.mark.parametrize("words", WORDS)
def test_words_are_read(words):
    hours = read(words)
    assert kept(hours) == WORDS[words]
    assert parse(kept(hours)) == hours
    assert read(kept(hours)) == hours, "what is kept is words too"


@pytest.mark.parametrize("words", UNREADABLE)
def test_what_is_uncertain_is_not_guessed(words):
    with pytest.raises(ValueError):
        read(words)


def days_of(session: Session, year: int) -> set[date]:
    """The days of a year on which a session takes place, month by month by its rule."""
    found = set()
    for month in range(1, 13):
        weeks = calendar.Calendar().monthdatescalendar(year, month)
        for number, name in enumerate(DAYS):
            of_it = [w[number] for w in weeks if w[number].month == month]
            for rule in session.days:
                if rule == name:
                    found |= set(of_it)
                elif rule[-2:] == name:
                    place = int(rule[:-2])
                    at = place - 1 if place > 0 else place
                    if -len(of_it) <= at < len(of_it):
                        found.add(of_it[at])
        length = calendar.monthrange(year, month)[1]
        for day in session.dates:
            number = day if day > 0 else length + 1 + day
            if 1 <= number <= length:
                found.add(date(year, month, number))
    if session.every > 1:
        start = session.first - timedelta(days=session.first.weekday())
        weeks = {start + timedelta(weeks=session.every * n) for n in range(-60, 120)}
        found = {d for d in found if d - timedelta(days=d.weekday()) in weeks}
    return {
        day
        for day in found
        if (not session.first or day >= session.first)
        and (not session.last or day <= session.last)
    }


RULES = [*DAYS, "1MO", "2WE", "-1FR", "+3TU", "5SU", "-2TH"]


@given(
    days=st.lists(st.sampled_from(RULES), min_size=1, max_size=3, unique=True),
    dates=st.lists(st.sampled_from([1, 15, 31, -1, -5]), max_size=2, unique=True),
    every=st.sampled_from([1, 1, 2, 3]),
    opens=st.integers(0, 1439),
    length=st.integers(1, 1440),
    first=st.none() | st.dates(date(2025, 11, 1), date(2026, 5, 1)),
    last=st.none() | st.dates(date(2026, 6, 1), date(2026, 12, 1)),
)
def test_a_session_takes_place_on_the_days_of_its_rule(
    days, dates, every, opens, length, first, last
):
    closes = opens + length
    session = Session(
        opens,
        closes if closes <= 1440 else closes - 1440,
        () if dates else tuple(days),
        tuple(dates),
        every if first else 1,
        first,
        last,
    )
    assert parse(kept((session,))) == (session,)
    expected = days_of(session, 2026)
    day = date(2026, 1, 2)
    while day.year == 2026:
        assert session.on(day) == (day in expected), day
        start = datetime.combine(day, datetime.min.time())
        if day in expected:
            on = start + timedelta(minutes=opens)
            assert is_open((session,), on)
            assert is_open((session,), on + timedelta(minutes=length - 1))
        day += timedelta(days=11)


def test_a_session_over_midnight_ends_on_the_next_day():
    hours = read("Fri 18:00-02:00")
    assert is_open(hours, datetime(2026, 3, 6, 23, 59))
    assert is_open(hours, datetime(2026, 3, 7, 1, 59))
    assert not is_open(hours, datetime(2026, 3, 7, 2, 0))
    assert not is_open(hours, datetime(2026, 3, 6, 1, 0)), "Thursday night"


def test_hours_in_words():
    said = in_words(read("Mon-Fri 9am-5pm; 1SA 10:00-12:00"))
    assert said == "Mon to Fri 09:00–17:00; first Sat 10:00–12:00"
    assert in_words(read("24/7")) == "Mon to Sun all day"
