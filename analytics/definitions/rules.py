"""Presets of the rule with where each comes from, and the groups that a rank picks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Preset:
    """A named rule. setting: "ae" or "gp". more_than with months, or the highest `top`
    people."""

    slug: str
    title: str
    setting: str
    source: str
    more_than: int | None = None
    top: int | None = None
    months: int = 12


PRESETS = (
    Preset(
        "ae4", "More than 4 A&E", "ae", "British Red Cross 2021: five or more a year", 4
    ),
    Preset(
        "ae5",
        "More than 5 A&E",
        "ae",
        "Published for Basildon, Brentwood and Thurrock, 2024",
        5,
    ),
    Preset("ae9", "More than 9 A&E", "ae", "Dr Foster 2018: ten or more a year", 9),
    Preset(
        "ae10",
        "More than 10 A&E",
        "ae",
        "Central Basildon PCN; this dashboard's default",
        10,
    ),
    Preset(
        "ae20", "More than 20 A&E", "ae", "NHS England high intensity use programme", 20
    ),
    Preset("ae_top30", "Top 30 at A&E", "ae", "Central Basildon PCN", top=30),
    Preset(
        "ae_top50",
        "Top 50 at A&E",
        "ae",
        "NHS England high intensity use programme",
        top=50,
    ),
    Preset("gp10", "More than 10 GP", "gp", "Central Basildon deep dive, 2022", 10),
    Preset(
        "gp25",
        "More than 25 GP",
        "gp",
        "Central Basildon PCN; this dashboard's default",
        25,
    ),
)
TOP_SHARES = (
    0.01,
    0.05,
    0.10,
)  # how concentrated use is; 10 %: University of Manchester, 2021


def presets(setting: str) -> tuple[Preset, ...]:
    """The presets of one setting, in the order shown."""
    return tuple(preset for preset in PRESETS if preset.setting == setting)
