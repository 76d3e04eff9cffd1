"""What files, sheets and columns are called where they are shown or kept: without
control characters and without anybody's number."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from analytics.extract.cells.values import BREAKS, CONTROL
from analytics.extract.people.identifiers import EMAIL, TEN_DIGITS, is_nhs_number

_CONTROL = re.compile(CONTROL + r"|[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
MASK = "##########"
_TEN_DIGITS = re.compile(TEN_DIGITS.replace(r"\b", r"(?<!\d)", 1)[:-2] + r"(?!\d)")


def one_line(text: str) -> str:
    """A text without control and invisible characters, on one line."""
    return re.sub(r"\s+", " ", _CONTROL.sub("", re.sub(BREAKS, " ", text))).strip()


def cleaned(text: str) -> str:
    """A name on one line, with numbers like NHS numbers and e-mail addresses masked."""
    line = _TEN_DIGITS.sub(
        lambda found: MASK if is_nhs_number(found.group()) else found.group(),
        one_line(text),
    )
    return re.sub(EMAIL, MASK, line)


def of_files(paths: Sequence[Path]) -> list[str]:
    """What each file is called: its name, and its folder too where two have one
    name."""
    names = [cleaned(path.name) for path in paths]
    depth = 1
    while len(set(names)) < len(names) and depth < 9:
        depth += 1
        often = Counter(names)
        names = [
            cleaned("/".join(path.parts[-depth:])) if often[name] > 1 else name
            for name, path in zip(names, paths, strict=True)
        ]
    often, seen = Counter(names), Counter[str]()
    for number, name in enumerate(names):  # masked, they may be one again
        if often[name] > 1:
            seen[name] += 1
            names[number] = f"{name} ({seen[name]})"
    return names
