"""Pounds with their interval, and how finely they may be said."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Money:
    """Pounds with a 95% interval; ``point`` None when no causal claim is possible."""

    point: float | None
    lower: float
    upper: float


def supported(low: float, high: float) -> float:
    """The step that an interval bears out: two figures of its width; 0 where it has no
    width."""
    width = abs(high - low)
    return 10.0 ** max(np.floor(np.log10(width)) - 1, 0) if width >= 1 else 0.0


def to_step(value: float, step: float = 0.0) -> float:
    """The value to the nearest step; without one, three figures of it."""
    if not step:
        step = (
            10.0 ** max(np.floor(np.log10(abs(value))) - 2, 0)
            if abs(value) >= 1
            else 1.0
        )
    return round(value / step) * step


def pounds(value: float, step: float = 0.0) -> str:
    """'£12,300' or '−£4,100', to the nearest step; without one, three figures kept."""
    shown = to_step(value, step)
    return f"{'−' if shown < 0 else ''}£{abs(shown):,.0f}"


def coarser(money: Money, step: float, less: float = 0.0) -> Money:
    """The money to the nearest step; `less`: taken off what is shown of it, so that
    both add up as they are shown."""

    def shown(value: float) -> float:
        whole = to_step(value, step)
        return to_step(whole - less, step) if less else whole

    return Money(
        None if money.point is None else shown(money.point),
        shown(money.lower),
        shown(money.upper),
    )
