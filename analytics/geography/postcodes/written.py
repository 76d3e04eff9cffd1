"""Postcodes as people write them: whole, half or none."""

import re
from dataclasses import dataclass

OUTWARD = r"(?:GIR|[A-Z]{1,2}[0-9][0-9A-Z]?)"
INWARD = r"[0-9][ABD-HJLNP-UW-Z]{2}"
WHOLE = re.compile(rf"({OUTWARD})({INWARD})")
HALF = re.compile(rf"{OUTWARD}(?:[0-9][A-Z]?)?")


@dataclass(frozen=True)
class Written:
    """A text read as a postcode. key: a whole one without its space ("SS141EB"), or
    "". half: whether it is the beginning of one ("SS14", "SS14 1")."""

    key: str = ""
    half: bool = False


def read(text: str) -> Written:
    """A postcode as somebody wrote it; the letter O and the digit 0, I and 1 that stand
    in each other's place are put right."""
    bare = re.sub(r"[^A-Z0-9]", "", text.upper())
    for tried in dict.fromkeys((bare, _put_right(bare))):
        if WHOLE.fullmatch(tried):
            return Written(tried)
    return Written("", bool(HALF.fullmatch(bare)))


def shown(key: str) -> str:
    """A whole postcode with its space: "SS14 1EB"."""
    return f"{key[:-3]} {key[-3:]}"


def _put_right(bare: str) -> str:
    """With a digit where the inward part has one, and letters behind it."""
    if not 5 <= len(bare) <= 7:
        return bare
    digits, letters = str.maketrans("OIS", "015"), str.maketrans("015", "OIS")
    return (
        bare[:-3].translate(str.maketrans("", ""))
        + bare[-3].translate(digits)
        + bare[-2:].translate(letters)
    )
