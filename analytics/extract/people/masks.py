"""What a column holds without saying it: the shape of its values, never the values."""

import re

from analytics.extract.cells.date_formats import NUMERIC_DATE
from analytics.extract.people import identifiers

LONGEST = 24
SHAPES = 3
OFTEN = 5  # rows from which a word is a code, not somebody's
SHORT = 3  # letters: a code that short says nothing of anybody
FEW = 50  # different words of a column that is coded, at most
_ISO = r"\d{4}[-/]\d{1,2}[-/]\d{1,2}"
_TITLE = re.compile(r"^(mr|mrs|ms|miss|dr|doctor|nurse|sister|prof)\b", re.IGNORECASE)


def shape(value: str) -> str:
    """A value with every digit as 9 and every letter as a or A; a date's digits as d.

    "9434765919" is 9999999999, "Smith" is Aaaaa, "31/12/2024" is dd/dd/dddd.
    """
    value = value.strip()
    digit = "d" if re.match(f"{NUMERIC_DATE}|{_ISO}", value) else "9"
    masked = "".join(
        digit
        if one.isdigit()
        else "A"
        if one.isupper()
        else "a"
        if one.isalpha()
        else one
        for one in value
    )
    return masked if len(masked) <= LONGEST else masked[: LONGEST - 1] + "…"


def shapes(counted: list[tuple[str, int]]) -> tuple[str, ...]:
    """The commonest shapes of values (text, rows), at most three."""
    rows: dict[str, int] = {}
    for text, number in counted:
        if text:
            rows[shape(text)] = rows.get(shape(text), 0) + number
    return tuple(sorted(rows, key=lambda one: (-rows[one], one))[:SHAPES])


def may_be_shown(word: str, rows: int, different: int) -> bool:
    """Whether a word of a coded column may be shown as it is: short, frequent, one of
    few, and nothing that could say who somebody is."""
    return (
        (rows >= OFTEN or len(word) <= SHORT)
        and different <= FEW
        and 0 < len(word) <= 30
        and not re.search(r"\d{4}|@", word)
        and not _TITLE.match(word)
        and not identifiers.kind_of([word], names=True)
    )
