"""Ready-made scores of need: what they weigh, and whose they are. The toml file beside
says how an entry is written."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).with_suffix(".toml")
OWN = "own"  # a score of one's own making


@dataclass(frozen=True)
class Group:
    """Part of a preset: its weight against the other groups, and its items, each with
    the patterns of the indicators that may stand for it, best first."""

    weight: float
    items: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Preset:
    """A ready-made score. what: how it weighs. source: whose it is. caveat: what to
    beware of. in_a_meeting: whether a meeting may see it."""

    name: str
    title: str
    what: str
    source: str
    caveat: str
    in_a_meeting: bool
    groups: tuple[Group, ...]


def _read() -> dict[str, Preset]:
    found = {}
    for name, said in tomllib.loads(FILE.read_text(encoding="utf-8")).items():
        groups = tuple(
            Group(
                float(one["weight"]),
                tuple((item, tuple(fits)) for item, fits in one["items"].items()),
            )
            for one in said.pop("groups")
        )
        found[name] = Preset(name=name, groups=groups, **said)
    return found


PRESETS = MappingProxyType(_read())
