"""The reviewed tables beside this module: unit costs and trial evidence."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import pandas as pd

from analytics.definitions.event_kinds import AE, EventKind


@dataclass(frozen=True)
class UnitCost:
    """Pounds for one attendance: name on screen, value, price year, where it comes
    from; setting: the slug of the kind of event."""

    name: str
    pounds: float
    price_year: str
    source: str
    key: str = "own"
    setting: str = AE.slug
    hrg: str | None = None

    def __post_init__(self):
        if not self.pounds >= 0:
            raise ValueError(
                f"A unit cost of {self.pounds!r} pounds is not possible; give 0 or "
                "more."
            )

    def words(self) -> str:
        """'£280.17 (A&E attendance …, prices of 2024/25)'."""
        return f"£{self.pounds:,.2f} ({self.name}, prices of {self.price_year})"


@lru_cache(maxsize=1)
def unit_costs() -> tuple[UnitCost, ...]:
    """Every unit cost of the catalogue, in its order."""
    text = files(__package__).joinpath("unit_costs.toml").read_text(encoding="utf-8")
    return tuple(UnitCost(**row) for row in tomllib.loads(text)["cost"])


def unit_cost(key: str) -> UnitCost:
    """One by its key; raises KeyError naming those that exist."""
    found = {c.key: c for c in unit_costs()}
    if key not in found:
        raise KeyError(f"No unit cost {key!r}; there are {', '.join(found)}.")
    return found[key]


def costs_of(kind: EventKind) -> tuple[UnitCost, ...]:
    """The unit costs of a kind of event, its national average first; none where nobody
    has published one."""
    named = tuple(cost for cost in unit_costs() if cost.setting == kind.slug)
    if not kind.unit_cost:
        return named
    first = unit_cost(kind.unit_cost)
    return (first, *(cost for cost in named if cost != first))


def cost_from_extract(
    total_gbp: float, attendances: float, period: str, kind: EventKind
) -> UnitCost:
    """The extract's own average; raises ValueError when it carries no cost."""
    if attendances <= 0 or not total_gbp > 0:
        raise ValueError(
            "The extract carries no cost, so choose a named national average."
        )
    return UnitCost(
        "average of the extract's own cost column",
        total_gbp / attendances,
        period,
        "cost column of the extract",
        "extract",
        kind.slug,
    )


def evidence() -> pd.DataFrame:
    """Trials and other studies: ``study``, ``design``, ``controlled`` (bool),
    ``effect``, ``lower``, ``upper`` (changes, -0.23 = 23% fewer; NaN where not
    reported), ``outcome``, ``source``; controlled studies first, then by effect."""
    with files(__package__).joinpath("evidence.csv").open(encoding="utf-8") as handle:
        table = pd.read_csv(handle)
    table["controlled"] = table["controlled"] == "yes"
    return table.sort_values(
        ["controlled", "effect"], ascending=[False, True], ignore_index=True
    )
