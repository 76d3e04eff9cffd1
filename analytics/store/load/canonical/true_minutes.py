"""How long an event was, as SQL: true minutes, whatever the clocks did that night.

Times in extracts are those of the clock on the wall. Where the clocks go forward in
between, a stay is an hour shorter than it looks; where they go back, an hour longer. A
time that stands twice is taken as the second of the two.
"""

from analytics.definitions.event_kinds import EventKind
from analytics.extract.reading.source import Source

CLOCKS_OF = "Europe/London"
LAST_SUNDAYS_FROM = 25  # the clocks change on the last Sunday of a month of 31 days


def true_minutes(source: Source, kind: EventKind) -> str:
    """SQL: the minutes from `moment` to `second` of a timed row (alias s).

    An end that is known by the length of the event alone is so many minutes after its
    start as it says.
    """
    plainly = "date_diff('second', s.moment, s.second) / 60.0"
    if kind.second is None:
        return plainly
    field = kind.table.field(kind.second.field)
    if not any(source.has(name) for name in (field.name, field.day, field.clock)):
        return plainly
    begins, ends = (
        f"timezone('{CLOCKS_OF}', s.{name})" for name in ("moment", "second")
    )
    first = LAST_SUNDAYS_FROM - kind.second.longest_days
    if first < 0:  # long enough for the clocks to change in any month
        return f"date_diff('second', {begins}, {ends}) / 60.0"
    return (
        f"CASE WHEN month(s.moment) IN (3, 10) AND day(s.moment) >= {first} "
        f"THEN date_diff('second', {begins}, {ends}) / 60.0 ELSE {plainly} END"
    )
