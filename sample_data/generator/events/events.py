"""Events as arrays: one entry an attendance or appointment."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np


@dataclass
class Events:
    """The spell an event belongs to (so that practice and home at the time are known),
    its day, and whether it fell in a crisis."""

    spell: np.ndarray
    day: np.ndarray
    crisis: np.ndarray

    def __len__(self) -> int:
        return len(self.day)

    @classmethod
    def joined(cls, parts: Iterable[Self]) -> Self:
        """Several histories as one."""
        parts = list(parts)
        return cls(
            np.concatenate([part.spell for part in parts]),
            np.concatenate([part.day for part in parts]),
            np.concatenate([part.crisis for part in parts]),
        )
