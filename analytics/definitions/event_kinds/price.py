"""Which national unit cost an event takes, where those of a kind differ."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


def _one(rows: Any) -> Any:
    return 1


@dataclass(frozen=True)
class Price:
    """key: of `methods/savings/unit_costs.toml`; "" where no national figure was found.
    fits(rows): whether a row takes it; the first that fits counts. fields: of the
    events that this needs. times(rows): how many of it a row takes, such as the
    episodes of a spell.
    """

    key: str
    fields: tuple[str, ...]
    fits: Callable[[Any], Any]
    times: Callable[[Any], Any] = _one
