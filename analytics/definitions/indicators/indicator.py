"""What an indicator is, as its file says: what is counted of whom, which direction is
better, which target somebody has set, and where that is written."""

import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from analytics.definitions.words import percent

FOLDER = Path(__file__).parent
DIRECTIONS = {
    "higher": "Higher is better",
    "lower": "Lower is better",
    "neither": "Neither high nor low is better by itself",
}


@dataclass(frozen=True)
class Target:
    """What is to be reached, as shares between 0 and 1. low: of a single target the
    target; high: the upper end of a range, else the same as low. source: who set it.
    read: where it was read; "" where it was not, which is then said."""

    low: float
    high: float
    source: str = ""
    read: str = ""

    @property
    def whose(self) -> str:
        """Who set it, and where that was read: "NHS England (read in …)"."""
        if not self.source:
            return ""
        where = f"read in {self.read}" if self.read else "not read at the source"
        return f"{self.source}; {where}"

    def in_words(self) -> str:
        """ "60 to 80%", "75%"."""
        if self.low == self.high:
            return percent(self.low)
        return f"{100 * self.low:.0f} to {percent(self.high)}"


@dataclass(frozen=True)
class Indicator:
    """One indicator; `name` is the stem of its file.

    panel: the theme it is shown under, in a word or two. title: what it is called.
    what: why it is looked at. numerator, denominator: whom they count. direction: one
    of DIRECTIONS. target: None where nobody has set one. source: who defines it, and
    where. caveats: what to beware of. also_called: what files call it besides its name
    and title; fingertips: its ids in Fingertips. looks_back: the months over which a
    count looks back; where that is longer than a period, neighbouring periods are of
    the same people, so no limits of chance are drawn. 0: the period itself.
    """

    name: str
    panel: str
    title: str
    what: str
    numerator: str
    denominator: str
    direction: str
    source: str
    target: Target | None = None
    caveats: tuple[str, ...] = ()
    also_called: tuple[str, ...] = ()
    fingertips: tuple[int, ...] = ()
    looks_back: int = 0

    @property
    def direction_in_words(self) -> str:
        return DIRECTIONS[self.direction]

    @property
    def known_as(self) -> tuple[str, ...]:
        """Everything that a file may call it."""
        ids = (str(one) for one in self.fingertips)
        return (self.name, self.title, *self.also_called, *ids)


def every_indicator() -> dict[str, Indicator]:
    """Every indicator that there is a file for, by name, in the order of panels and
    titles. Raises ValueError where a file is wrong, with every fault of all of them."""
    stamps = tuple(
        (path.name, path.stat().st_mtime_ns) for path in sorted(FOLDER.glob("*.toml"))
    )
    return _read_all(FOLDER, stamps)


def indicator_called(name: str) -> Indicator:
    """The indicator of that name. Raises KeyError where there is none."""
    return every_indicator()[name]


@lru_cache(maxsize=4)
def _read_all(
    folder: Path, stamps: tuple[tuple[str, int], ...]
) -> dict[str, Indicator]:
    found, faults = [], []
    for name, _changed in stamps:
        text = (folder / name).read_text(encoding="utf-8")
        raw: dict[str, Any] = tomllib.loads(text)
        wrong = _faults(raw)
        faults += [f"{name}: {fault}" for fault in wrong]
        if not wrong:
            found.append(_made(name.removesuffix(".toml"), raw))
    owners: dict[str, str] = {}
    for one in found:
        for word in {known.casefold() for known in one.known_as}:
            other = owners.setdefault(word, one.name)
            if other != one.name:
                faults.append(f"{one.name}.toml: {other}.toml is called {word!r} too")
    if faults:
        raise ValueError("; ".join(faults))
    found.sort(key=lambda one: (one.panel.casefold(), one.title.casefold()))
    return {one.name: one for one in found}


def _made(name: str, raw: dict[str, Any]) -> Indicator:
    said = dict(raw)
    target = said.pop("target", None)
    if target is not None:
        target = Target(
            target["low"],
            target.get("high", target["low"]),
            target["source"],
            target.get("read", ""),
        )
    for several in ("caveats", "also_called", "fingertips"):
        said[several] = tuple(said.get(several, ()))
    return Indicator(name=name, target=target, **said)


def _faults(raw: dict[str, Any]) -> list[str]:
    """What a file lacks or says wrong."""
    known = {one.name for one in fields(Indicator)} - {"name"}
    needed = [
        one.name
        for one in fields(Indicator)
        if one.type is str and one.name != "name" and not raw.get(one.name)
    ]
    faults = [f"nothing is said of {name}" for name in needed]
    faults += [f"{name} is no part of an indicator" for name in set(raw) - known]
    if raw.get("direction", "higher") not in DIRECTIONS:
        faults.append(f"direction is one of {', '.join(DIRECTIONS)}")
    target = raw.get("target")
    if target is not None:
        low = target.get("low", -1)
        if not 0 <= low <= target.get("high", low) <= 1:
            faults.append("a target is a share, 0.6 for 60%, low not above high")
        if not target.get("source"):
            faults.append("a target names who set it")
    return faults
