"""The texts of a table of indicators, each distinct one read once."""

import re
from collections.abc import Iterable

from duckdb import DuckDBPyConnection

from analytics.definitions.indicators import every_indicator
from analytics.definitions.indicators.periods import period_of
from analytics.definitions.tables_of_places import AREAS, PRACTICES
from analytics.extract.profiles import plain
from analytics.store.load.canonical.places import PLACES

Level = tuple[str, str]  # practice, pcn, place, icb or area; and its code or name
NUMBER = r"(\d+(?:\.\d+)?)\s*(%?)"
RANGE = re.compile(rf"{NUMBER}(?:\s*(?:to|-|–|—)\s*{NUMBER})?")
HIGHER = {"higher", "high", "up", "more", "increase", "higherisbetter", "highisgood"}
LOWER = {"lower", "low", "down", "fewer", "decrease", "lowerisbetter", "lowisgood"}
NEITHER = {"neither", "none", "notapplicable", "na", "nojudgement", "nojudgment"}


def indicators(texts: Iterable[str]) -> dict[str, str]:
    """Text → the name of the indicator that is called so."""
    known = {
        plain(word): one.name
        for one in every_indicator().values()
        for word in one.known_as
    }
    # A spreadsheet may have made 30314.0 of a number.
    found = ((text, re.sub(r"\.0$", "", text.strip())) for text in texts)
    return {text: known[plain(word)] for text, word in found if plain(word) in known}


def periods(texts: Iterable[str]) -> dict[str, tuple[str, int]]:
    """Text → first day (as text) and months."""
    found = {text: period_of(text) for text in texts}
    return {
        text: (one.start.isoformat(), one.months) for text, one in found.items() if one
    }


def targets(texts: Iterable[str]) -> dict[str, tuple[float, float]]:
    """Text → target as shares, lowest and highest."""
    found = {text: target(text) for text in texts}
    return {text: one for text, one in found.items() if one}


def target(text: str) -> tuple[float, float] | None:
    """A target or range as shares between 0 and 1; None where that is not sure.

    >>> target("60 to 80%"), target("0.75"), target("1")
    ((0.6, 0.8), (0.75, 0.75), None)
    """
    found = RANGE.fullmatch(text.strip())
    if not found:
        return None
    first, sign, second, last_sign = found.groups()
    numbers = [float(first), float(second or first)]
    percent = bool(sign or last_sign) or max(numbers) > 1
    if not percent and 1 in numbers and second is None:
        return None  # one per cent, or all of them
    low, high = (round(one / 100, 8) if percent else one for one in numbers)
    return (low, high) if low <= high <= 1 else None


def directions(texts: Iterable[str]) -> dict[str, str]:
    """Text → higher, lower or neither."""
    sides = (("higher", HIGHER), ("lower", LOWER), ("neither", NEITHER))
    return {
        text: side for text in texts for side, words in sides if plain(text) in words
    }


def places(
    con: DuckDBPyConnection, codes_seen: Iterable[str]
) -> tuple[dict[str, Level], dict[str, Level]]:
    """(Code → place, name → place) of the lists of practices and of small areas, and
    the practices of `codes_seen` besides. A name that several places share is in
    neither. Codes are in capitals, names without case."""
    rows = con.execute(
        f"SELECT practice_code, name, pcn, pcn_code, place, icb FROM "
        f"{PLACES.of(PRACTICES.name)} WHERE fault = 0"
    ).fetchall()
    codes: dict[str, Level] = {code: ("practice", code) for code in codes_seen}
    names: dict[str, set[Level]] = {}

    def called(name: str | None, level: Level) -> None:
        if name:
            names.setdefault(name.casefold().strip(), set()).add(level)

    homes: dict[str, set[str | None]] = {}
    for _code, _name, pcn, pcn_code, place, _icb in rows:
        if pcn and not pcn_code:
            homes.setdefault(pcn, set()).add(place)
    for code, name, pcn, pcn_code, place, icb in rows:
        codes[code] = ("practice", code)
        called(name, ("practice", code))
        if pcn_code:
            codes[pcn_code] = ("pcn", pcn_code)
            called(pcn, ("pcn", pcn_code))
        elif pcn and len(homes[pcn]) == 1:
            called(pcn, ("pcn", pcn))
        called(place, ("place", place))
        called(icb, ("icb", icb))
    areas = con.execute(
        f"SELECT lsoa_code, lsoa_name FROM {PLACES.of(AREAS.name)} WHERE fault = 0"
    ).fetchall()
    for code, name in areas:
        codes[code] = ("area", code)
        called(name, ("area", code))
    sure = {name: next(iter(them)) for name, them in names.items() if len(them) == 1}
    return codes, sure
