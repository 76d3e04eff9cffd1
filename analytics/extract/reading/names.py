"""What files, sheets and columns are called where they are shown or kept: without
control characters and without anybody's number."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from analytics.extract.cells.values import BREAKS, CONTROL
from analytics.extract.people.identifiers import (
    BORN,
    EMAIL,
    POSTCODE,
    POSTCODE_SMALL,
    TEN_DIGITS,
    TITLED,
    is_nhs_number,
)

_CONTROL = re.compile(CONTROL + r"|[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
MASK = "##########"
_TEN_DIGITS = re.compile(TEN_DIGITS.replace(r"\b", r"(?<!\d)", 1)[:-2] + r"(?!\d)")
# In a name words are parted by _ too, and a name of a person may follow one.
_EDGE = r"(?:(?<![^\W_])(?=[^\W_])|(?<=[^\W_])(?![^\W_]))"
_PERSONAL = re.compile(
    "|".join(
        one.replace(r"\b", _EDGE).replace(r"\s+", r"[\s_.-]+")
        for one in (EMAIL, POSTCODE, POSTCODE_SMALL, TITLED, BORN + r"[\d./-]*")
    )
)
_WORD = re.compile(r"(?<![^\W_])[^\W\d_][^\W\d_'’-]*[^\W\d_](?![^\W_])")
# Words beside somebody's number that are not their name.
OF_THE_FIELD = frozenset(
    re.findall(
        "[a-z]+",
        "of on for the and to in from with by list note notes export extract extracts "
        "report data gp ae a e ed ecds sus hes emis systmone tpp olids appointments "
        "appointment visits visit attendances attendance consultations patient "
        "patients caseload practice practices surgery nhs number no id file sheet copy "
        "final new old version month year january february march april "
        "may june july august september october november december jan feb mar apr "
        "jun jul aug sep sept oct nov dec csv tsv txt xlsx xls xlsm ods "
        "parquet zip gz html geojson",
    )
)


def one_line(text: str) -> str:
    """A text without control and invisible characters, on one line."""
    return re.sub(r"\s+", " ", _CONTROL.sub("", re.sub(BREAKS, " ", text))).strip()


def cleaned(text: str) -> str:
    """A name on one line, without what says who somebody is: numbers like NHS numbers
    and the words beside them, e-mail addresses, postcodes, names with a title and dates
    of birth are masked."""
    line = one_line(text)
    masked = _TEN_DIGITS.sub(
        lambda found: MASK if is_nhs_number(found.group()) else found.group(), line
    )
    if masked != line:
        masked = _WORD.sub(
            lambda found: (
                found.group() if found.group().lower() in OF_THE_FIELD else "##"
            ),
            masked,
        )
    return _PERSONAL.sub(MASK, masked)


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
