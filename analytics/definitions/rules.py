"""Presets of the rule, over all kinds of event, and the groups that a rank picks."""

from analytics.definitions.event_kinds import EventKind, Preset, kinds

# How concentrated use is; 10 %: University of Manchester, 2021.
TOP_SHARES = (0.01, 0.05, 0.10)


def presets() -> tuple[tuple[EventKind, Preset], ...]:
    """Every published rule with its kind, in the order shown."""
    return tuple((kind, preset) for kind in kinds() for preset in kind.presets)
