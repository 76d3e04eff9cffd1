"""Numbers that a file of small areas may hold: one entry each in the toml file beside.

To add one, add an entry: it is a column of the file, and a choice of the need score.
What files call it besides stands in the extract profiles.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True)
class AreaIndicator:
    """A number of a small area; `name` is its column. total: whether the numbers of
    areas add up (beds), else their mean over residents is that of a larger area.
    more_is_need: whether more means more need. in_profile: whether the table of
    neighbourhoods shows it. source: who publishes it."""

    name: str
    title: str
    what: str
    total: bool
    more_is_need: bool
    decimals: int
    source: str
    in_profile: bool = False


def _read() -> dict[str, AreaIndicator]:
    found = {}
    for name, said in tomllib.loads(FILE.read_text(encoding="utf-8")).items():
        of = said.pop("of")
        if of not in ("mean", "total"):
            raise ValueError(f"{FILE.name}: of is mean or total in {name}.")
        found[name] = AreaIndicator(name=name, total=of == "total", **said)
    return found


AREA_INDICATORS = MappingProxyType(_read())
