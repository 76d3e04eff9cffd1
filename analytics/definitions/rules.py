"""Presets of the rule, over all kinds of event, and the groups that a rank picks."""

from analytics.definitions.event_kinds import EventKind, Preset, kinds_with_rule

# How concentrated use is; 10 %: University of Manchester, 2021.
TOP_SHARES = (0.01, 0.05, 0.10)


def presets() -> tuple[tuple[EventKind, Preset], ...]:
    """Every published rule with its kind, in the order shown."""
    return tuple(
        (kind, preset) for kind in kinds_with_rule() for preset in kind.presets
    )


def tops(in_meetings: bool = False) -> tuple[int, ...]:
    """How many of the most frequent attenders presets pick, fewest first; or those
    presets alone that a meeting may ask."""
    found = {
        preset.top
        for _kind, preset in presets()
        if preset.top is not None and (preset.in_meetings or not in_meetings)
    }
    return tuple(sorted(found))
