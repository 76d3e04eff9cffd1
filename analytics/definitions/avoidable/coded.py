"""Lists of codes asked by the start of a code: `K2[5-8]` is K25, K26, K27 or K28 and
whatever follows.

Each answer is an expression that is null where there is no list: what has no code could
not be classed, which is not the same as being of no group.
"""

import re
from collections.abc import Sequence
from typing import Any

PART = re.compile(r"(?:[A-Z0-9]|\[(?:[A-Z0-9](?:-[A-Z0-9])?)+\])+")
BETWEEN = ";"


def checked(patterns: Sequence[str]) -> tuple[str, ...]:
    """The patterns. Raises ValueError, naming each that is no start of a code."""
    strange = [one for one in patterns if not PART.fullmatch(one)]
    if strange:
        raise ValueError(f"No start of a code: {', '.join(map(repr, strange))}.")
    return tuple(patterns)


def in_one(codes: Any) -> Any:
    """The list of codes as one text; null where there is none."""
    return codes.join(BETWEEN)


def first_is(text: Any, patterns: Sequence[str]) -> Any:
    """Whether the first code begins with one of the patterns. text: of `in_one`."""
    return text.re_search(f"^(?:{'|'.join(patterns)})")


def any_is(text: Any, patterns: Sequence[str]) -> Any:
    """Whether a code in any place does."""
    return text.re_search(f"(?:^|{BETWEEN})(?:{'|'.join(patterns)})")


def other_is(text: Any, patterns: Sequence[str]) -> Any:
    """Whether a code after the first does."""
    return text.re_search(f"{BETWEEN}(?:{'|'.join(patterns)})")


def all_are(text: Any, codes: Sequence[str]) -> Any:
    """Whether every code is one of these, whole."""
    one = f"(?:{'|'.join(codes)})"
    return text.re_search(f"^{one}(?:{BETWEEN}{one})*$")
