"""Which column a field might be: told by how like its header is and what its values
look like."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from analytics.definitions.contract import TABLES
from analytics.extract.cells.codes import slug
from analytics.extract.cells.date_formats import NUMERIC_DATE
from analytics.extract.cells.values import MISSING
from analytics.extract.fields.mapping import plain_words
from analytics.extract.fields.times import is_date
from analytics.extract.profiles import plain, profiles

LIKE, ALIKE = (
    0.6,
    0.74,
)  # headers are like enough with values that fit, and by themselves
FITS, TELLS, NEVER = 0.5, 0.8, 0.2  # shares of values that fit
UNTIMED = 0.2
AGES, DIFFERENT_AGES, OLD = "ages", 20, 70
NUMBERS = ("number", "integer")  # kinds of fields
Counted = list[tuple[str, int]]  # (text, rows) of a sample
_DATES = (
    NUMERIC_DATE,
    r"\d{4}[-/]\d{1,2}[-/]\d{1,2}",
    r"(19|20)\d{6}$",
    r"\d{1,2}[- /]?[A-Za-z]{3,9}[- /]?\d{2,4}",
)
_TIME = r"([01]?\d|2[0-3]):?[0-5]\d(:[0-5]\d)?"


@dataclass(frozen=True)
class Suggestion:
    """A header that a field might have in a file, how sure (0–1), and why in words."""

    header: str
    sure: float
    why: str


def suggest(
    table: str, wanted: Iterable[str], columns: dict[str, Counted]
) -> dict[str, Suggestion]:
    """field -> Suggestion, each column for one field at most, the surest first.

    wanted: fields without a column. columns: header -> (text, rows) of a sample of its
    values.
    """
    found = [
        (one, name)
        for name in wanted
        for header, counted in columns.items()
        if (one := _fit(table, name, header, counted))
    ]
    found.sort(key=lambda pair: -pair[0].sure)
    chosen: dict[str, Suggestion] = {}
    used: set[str] = set()
    for one, name in found:
        if name not in chosen and one.header not in used:
            chosen[name] = one
            used.add(one.header)
    return chosen


def likeness(table: str, name: str, header: str) -> tuple[float, str]:
    """How like a header is to any name a profile has for a field (0–1), and which name
    that is."""
    words = _words(header)
    best = (0.0, "")
    for alias in aliases(table, name):
        like = SequenceMatcher(None, plain(header), plain(alias)).ratio()
        if len(_words(alias)) > 1 and _words(alias) <= words:
            like = max(like, 0.85)
        best = max(best, (like, alias))
    return best


@lru_cache(maxsize=256)
def aliases(table: str, name: str) -> tuple[str, ...]:
    """Every header that any profile knows for a field of a table."""
    known = [
        alias
        for profile in profiles().values()
        for alias in profile.section(table).columns.get(name, ())
    ]
    return tuple(dict.fromkeys([plain_words(name), *known]))


def _fit(table: str, name: str, header: str, counted: Counted) -> Suggestion | None:
    like, alias = likeness(table, name, header)
    fit, what, tells = _values_fit(table, name, counted)
    if fit is not None and fit < NEVER:
        return None
    by_header = like >= (ALIKE if fit is None else LIKE)
    by_values = fit is not None and fit >= FITS
    telling = tells and fit is not None and fit >= TELLS
    if not (by_header and (fit is None or by_values)) and not telling:
        return None
    why = [f"the header is like “{alias}”"] if by_header else []
    why += [f"{_share(fit or 0)} of its values {what}"] if by_values else []
    sure = like if fit is None else (like + fit) / 2
    timestamp = (
        TABLES[table].has(name) and TABLES[table].field(name).kind == "timestamp"
    )
    if timestamp and not any(":" in text for text, _ in counted):
        sure -= UNTIMED  # a day is not a moment
    return Suggestion(header, round(sure, 2), " and ".join(why))


def _values_fit(
    table: str, name: str, counted: Counted
) -> tuple[float | None, str, bool]:
    """Share of the values that can be of a field (None: any text can), what they then
    look like, and whether that alone is telling."""
    counted = [
        (text, rows) for text, rows in counted if text and text.lower() not in MISSING
    ]
    total = sum(rows for _, rows in counted)
    if not total:
        return None, "", False

    def share(test: Callable[[str], object]) -> float:
        return sum(rows for text, rows in counted if test(text)) / total

    if is_date(table, name):
        needed = name in TABLES[table].required
        return (
            share(lambda text: any(re.match(one, text) for one in _DATES)),
            "are dates",
            needed,
        )
    component = TABLES[table].component(name)
    if component and component.kind == "time":
        return share(lambda text: re.fullmatch(_TIME, text)), "are times of day", False
    pattern = next(
        (
            p
            for p in (
                profile.section(table).patterns.get(name)
                for profile in profiles().values()
            )
            if p
        ),
        None,
    )
    if pattern:
        what, form = pattern.split(": ", 1)
        tells = what != AGES or _spread_like_ages(counted)
        return share(lambda text: re.fullmatch(form, text)), f"look like {what}", tells
    known = _known(table, name)
    if known:
        fit = share(lambda text: slug(text) in known)
        letters = share(
            lambda text: (
                slug(text) in known
                and text.strip()[:1].isalpha()
                and len(text.strip()) > 1
            )
        )
        return (
            fit,
            f"are known words for it, such as {_example(counted, known)}",
            letters >= TELLS or _letters_of_it(counted, known),
        )
    if TABLES[table].has(name) and TABLES[table].field(name).kind in NUMBERS:
        return (
            share(lambda text: re.fullmatch(r"£?\s*-?[\d,.]+\s*(m|mins?|h.*)?", text)),
            "are numbers",
            False,
        )
    return None, "", False


def _spread_like_ages(counted: Counted) -> bool:
    """Whether whole numbers lie as ages do: many different ones, some of them of old
    people. Hours, grades and counts do not."""
    numbers = {int(text) for text, _ in counted if text.isdigit()}
    return len(numbers) >= DIFFERENT_AGES and max(numbers) >= OLD


def _letters_of_it(counted: Counted, known: dict[str, str]) -> bool:
    """Whether all of a column's few different values are letters that stand for it,
    such as M and F; one alone could stand for anything."""
    words = {slug(text) for text, _ in counted}
    return len(words) > 1 and all(word.isalpha() and word in known for word in words)


@lru_cache(maxsize=256)
def _known(table: str, name: str) -> dict[str, str]:
    """Words that any profile knows for a field: slug -> the word itself."""
    words: dict[str, str] = {}
    for profile in profiles().values():
        words |= {
            slug(word): word for word in profile.section(table).codes.get(name, {})
        }
    if words and name in TABLES[table].names:
        words |= {slug(word): word for word in TABLES[table].field(name).allowed}
    return words


def _example(counted: Counted, known: dict[str, str]) -> str:
    return (
        next(
            f"“{known[slug(text)]}”"
            for text, _ in sorted(counted, key=lambda one: -one[1])
            if slug(text) in known
        )
        if any(slug(t) in known for t, _ in counted)
        else ""
    )


def _share(fit: float) -> str:
    return "all" if fit > 0.999 else f"{int(fit * 100)}%"


def _words(header: str) -> set[str]:
    parted = re.sub(r"([a-z])([A-Z])", r"\1 \2", header)
    return set(re.findall(r"[a-z0-9]+", parted.casefold()))
