"""The clock on the wall in England, by arithmetic that every engine has.

Since 1996 clocks go forward at 01:00 UTC on the last Sunday of March and back at 01:00
UTC on the last Sunday of October (Summer Time Order 2002, SI 2002/262; directive
2000/84/EC, article 2 and 3).
"""

from typing import Any

MARCH, OCTOBER = 3, 10
ONE, TWO = 1, 2  # o'clock


def on_the_wall(moment: Any) -> Any:
    """A column of times without a zone: an instant is told by the clock on the wall, a
    day begins at midnight, a time that has no zone stays as it is."""
    if moment.type().is_timestamp() and moment.type().timezone:
        return _of_instant(moment)
    return moment.cast("timestamp")


def _of_instant(moment: Any) -> Any:
    """The time in England at an instant; engines tell instants in UTC here."""
    import ibis

    plain = moment.cast("timestamp")
    summer = _between(plain, ONE, ONE)
    return ibis.ifelse(summer, plain + ibis.interval(hours=1), plain)


def true_minutes(begins: Any, ends: Any) -> Any:
    """The minutes between two times on the wall, whatever the clocks did between. A
    time that stands twice is the second of the two; one that is skipped is as if the
    clock had not changed yet."""
    return (_instant(ends) - _instant(begins)) / 60.0


def _instant(moment: Any) -> Any:
    """Seconds in UTC of a time on the wall."""
    return moment.epoch_seconds() - _between(moment, TWO, ONE).cast("int64") * 3600


def _between(moment: Any, from_hour: int, to_hour: int) -> Any:
    """Whether a time is from an hour of March's last Sunday to one of October's."""
    month, day, hour = moment.month(), moment.day(), moment.hour()
    begins, ends = (_last_sunday(moment.year(), offset) for offset in (4, 1))
    in_march = (day > begins) | ((day == begins) & (hour >= from_hour))
    in_october = (day < ends) | ((day == ends) & (hour < to_hour))
    return (
        ((month > MARCH) & (month < OCTOBER))
        | ((month == MARCH) & in_march)
        | ((month == OCTOBER) & in_october)
    )


def _last_sunday(year: Any, offset: int) -> Any:
    """Its day in March (offset 4) or October (offset 1), 1900 to 2099."""
    return 31 - ((year * 5) // 4 + offset) % 7
