"""The reviewed tables beside this module: unit costs and trial evidence."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import pandas as pd

DEFAULT = {"ae": "ncc_ae_mean", "gp": "uchsc_gp_10min"}


@dataclass(frozen=True)
class UnitCost:
    """Pounds for one attendance: name on screen, value, price year, where it comes
    from."""

    name: str
    pounds: float
    price_year: str
    source: str
    key: str = "own"
    setting: str = "ae"
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


def default_cost(setting: str) -> UnitCost:
    """The national average of a setting."""
    return unit_cost(DEFAULT[setting])


def cost_from_extract(
    total_gbp: float, attendances: float, period: str, setting: str = "ae"
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
        setting,
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
