"""Indicators of health and wellbeing: one small toml file each, and the table that
their counts come in.

To add one, add a file `<name>.toml` beside the others: `indicator.Indicator` says what
it holds. Nothing else changes.
"""

from analytics.definitions.indicators.indicator import (
    DIRECTIONS,
    Indicator,
    Target,
    every_indicator,
    indicator_called,
)

__all__ = [
    "DIRECTIONS",
    "Indicator",
    "Target",
    "every_indicator",
    "indicator_called",
]
