"""Opening hours as people write them: "Mon-Fri 9am-5pm, Sat 10:00 to 12:00"."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from analytics.definitions.services.opening_hours import DAY, DAYS, Hours, Session

_TIME = r"(?:(\d{1,2})(?:[:.](\d{2}))?\s*([ap]\.?m\.?)?|(noon|midday|midnight))"
_DASH = r"\s*(?:-|–|—|to|until|till)\s*"
_RANGE = re.compile(rf"(?<![\w:.]){_TIME}{_DASH}{_TIME}(?![\w:])", re.I)
_ALWAYS = re.compile(r"24\s*/\s*7|24\s*-?\s*hours?|all day|always open|any time", re.I)
_UNSAID = re.compile(
    r"\s*(?:by (?:prior )?(?:appointment|arrangement)(?: only)?|varies|see website|"
    r"closed|please (?:call|phone|ring))\s*",
    re.I,
)
_FROM = re.compile(r"\bfrom\s+(\d{4}-\d\d-\d\d)", re.I)
_UNTIL = re.compile(r"\b(?:until|to)\s+(\d{4}-\d\d-\d\d)", re.I)
_EVERY = re.compile(
    r"\bevery\s+(?:(\d+)|(other|second))\s+weeks?\b|\bfortnightly\b", re.I
)
_NAMES = {
    name: day
    for day, names in zip(
        DAYS,
        ("mon", "tue tues", "wed weds", "thu thur thurs", "fri", "sat", "sun"),
        strict=True,
    )
    for name in names.split()
} | {
    f"{full}day": day
    for day, full in zip(
        DAYS, ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun"), strict=True
    )
}
_SETS = {
    "daily": DAYS,
    "every day": DAYS,
    "seven days": DAYS,
    "7 days": DAYS,
    "weekdays": DAYS[:5],
    "weekends": DAYS[5:],
    "weekend": DAYS[5:],
}
EARLIEST = 7  # "6-8pm" is in the evening, "7-3pm" from the morning
_PLACES = {"first": "1", "1st": "1", "second": "2", "2nd": "2", "third": "3"} | {
    "3rd": "3",
    "fourth": "4",
    "4th": "4",
    "last": "-1",
}
_OF_THE_MONTH = re.compile(r"\b(?:of|in|each|every) (?:the|each|every)? ?month\b", re.I)
_FILLING = {"and", "on", "every", "each", "the", "open", "from", "between", "hours", ""}


def read(text: str) -> Hours:
    """The hours that a text says; () where it says that there are none to be known (by
    appointment, closed). Raises ValueError where it cannot be read with certainty."""
    found: list[Session] = []
    for part in re.split(r"[;\n|]", text):
        if part.strip() and not _UNSAID.fullmatch(_closed(part)):
            found += _part(part.strip())
    return tuple(found)


def _closed(part: str) -> str:
    """ "closed" of days on which it is; any other text as it is."""
    days = re.fullmatch(r"(.*?)[\s:,]*closed[\s.]*", part.strip(), re.I)
    return "closed" if days and not re.search(r"\d", days[1]) else part


def _part(part: str) -> Iterator[Session]:
    if kept := re.fullmatch(r"day (-?\d+(?:,-?\d+)*) (\S+?)-(\S+)", part):
        dates = tuple(int(number) for number in kept[1].split(","))
        for found in _RANGE.finditer(f"{kept[2]}-{kept[3]}"):
            yield Session(*_times(found), dates=dates)
        return
    every = _EVERY.search(part)
    weeks = int(every[1] or 2) if every else 1
    first, last = _FROM.search(part), _UNTIL.search(part)
    for taken in (_EVERY, _FROM, _UNTIL):
        part = taken.sub(" ", part)
    bounds: dict[str, Any] = {
        "every": weeks,
        "first": date.fromisoformat(first[1]) if first else None,
        "last": date.fromisoformat(last[1]) if last else None,
    }
    ranges, at, days = list(_RANGE.finditer(part)), 0, tuple[str, ...]()
    if not ranges and _ALWAYS.search(part):
        days = _days(_ALWAYS.sub(" ", part)) or DAYS
        yield Session(0, DAY, days=days, **bounds)
        return
    if not ranges:
        raise ValueError("No times are said.")
    for found in ranges:
        said = part[at : found.start()]
        days = _days(re.split(r"closed", said, flags=re.I)[-1]) or days
        at = found.end()
        yield Session(*_times(found), days=days, **bounds)
    rest = part[at:]
    if rest.strip(" ,.") and not re.search(r"closed|^\s*\(?by app", rest, re.I):
        raise ValueError("Something after the times is not understood.")


def _times(found: re.Match[str]) -> tuple[int, int]:
    """Opening and closing. Raises ValueError where morning and evening cannot be
    told."""
    first, second = found.groups()[:4], found.groups()[4:]
    opens, closes = _minutes(first), _minutes(second)
    bare = not (first[1] or first[2] or first[3])  # "9"
    if (second[3] or "").lower() == "midnight":
        closes = DAY
    if bare and (second[2] or "").lower().startswith("p"):  # "9-5pm", "1-4pm"
        opens += DAY // 2 if int(first[0] or 0) < EARLIEST else 0
    elif (
        closes <= opens
        and not (first[1] and second[1])
        and not (first[2] and second[2])
    ):
        raise ValueError("Morning and evening cannot be told apart.")
    if closes == 0:
        closes = DAY
    return opens, closes


def _minutes(said: tuple[str | None, ...]) -> int:
    hour, minute, half, word = said
    if word:
        return 0 if word.lower() == "midnight" else DAY // 2
    number = int(hour or 0)
    if half:
        if not 1 <= number <= 12:
            raise ValueError("A time is not one of the clock.")
        number = number % 12 + (12 if half.lower().startswith("p") else 0)
    if number > 24 or int(minute or 0) > 59:
        raise ValueError("A time is not one of the clock.")
    return number * 60 + int(minute or 0)


def _days(text: str) -> tuple[str, ...]:
    """The days that words before a time say; () for none. Raises ValueError where a
    word is not understood."""
    text = _OF_THE_MONTH.sub(" ", text).strip(" ,:.()&").lower()
    for words, days in _SETS.items():
        if text in (words, f"open {words}"):
            return days
    text = re.sub(r"\s*(?:-|–|—|\bto\b|\bthrough\b)\s*", "-", text)
    found: list[str] = []
    place = ""
    for word in re.split(r"[\s,&+/:.()]+", text):
        if word in _PLACES:
            place = _PLACES[word]
        elif "-" in word and not re.match(r"-?\d", word):
            first, _, last = word.partition("-")
            start, end = DAYS.index(_day(first)), DAYS.index(_day(last))
            if end < start:
                end += 7
            found += [DAYS[number % 7] for number in range(start, end + 1)]
        elif word not in _FILLING:
            found.append(_day(word, place))
            place = ""
    return tuple(dict.fromkeys(found))


def _day(word: str, place: str = "") -> str:
    """RFC 5545's name of a day."""
    kept = re.fullmatch(r"([+-]?[1-5])?(mo|tu|we|th|fr|sa|su)", word)
    if kept:
        return f"{place or kept[1] or ''}{kept[2].upper()}"
    name = _NAMES.get(word) or _NAMES.get(word.removesuffix("s"))
    if name is None:
        raise ValueError("A day is not understood.")
    return f"{place}{name}"
