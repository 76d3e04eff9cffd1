"""Dates of which a spreadsheet changed day and month about in some.

A spreadsheet that expects the other order reads what it can, so that days up to the
12th became dates of another month, and leaves the rest as text. What it read looks
unlike the rest: true dates, written in another way.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

ISO = r"^\s*\d{4}([/.\-])(\d{1,2})\1(\d{1,2})(\D|$)"
NAMED = r"^\s*(\d{1,2})[ \-/]?[A-Za-z]{3,9}[ \-/]?\d{2,4}"
NUMERIC = r"^\s*(\d{1,2})([/.\- ])(\d{1,2})\2(\d{4}|\d{2})(\D|$)"
SERIAL = r"^\s*(\d{5})(\.\d+)?\s*$"
MONTHS = 12
LEAST_TEXTS, LEAST_DATES = 4, 5  # of each, to judge by
EPOCH = date(1899, 12, 30)


def swapped(values: Iterable[str]) -> bool:
    """Whether a column's dates in one way of writing always have a day above 12, and
    all others never, so that the others were most likely swapped."""
    largest: dict[str, list[int]] = {}  # way of writing -> largest part of each date
    for value in values:
        if found := re.match(NUMERIC, value):
            way = f"text {found[2]} {len(found[4])}"
            largest.setdefault(way, []).append(max(int(found[1]), int(found[3])))
        elif found := re.match(ISO, value):
            largest.setdefault("true", []).append(int(found[3]))
        elif found := re.match(NAMED, value):
            largest.setdefault("true", []).append(int(found[1]))
        elif found := re.match(SERIAL, value):
            day = EPOCH + timedelta(days=int(found[1]))
            largest.setdefault("true", []).append(day.day)
    texts = [way for way in largest if way != "true" and min(largest[way]) > MONTHS]
    others = [part for way in largest if way not in texts for part in largest[way]]
    return (
        sum(len(largest[way]) for way in texts) >= LEAST_TEXTS
        and len(others) >= LEAST_DATES
        and max(others) <= MONTHS
    )
