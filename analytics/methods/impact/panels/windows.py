"""The windows of a before and after, in calendar months around an index date."""

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Windows:
    """Lengths in months: look back, then wait (washout), then follow until
    ``follow_up`` months after the index date. The waiting months count neither as
    before nor as after."""

    before: int = 12
    follow_up: int = 12
    washout: int = 0

    def edges(self, index_day: np.ndarray) -> dict[str, np.ndarray]:
        """Day numbers of the edges around each index day, arrays of its shape."""
        months = {
            "older": -self.before - 12,
            "start": -self.before,
            "recent": -min(3, self.before),
            "index": 0,
            "after": self.washout,
            "stop": self.follow_up,
        }
        which, each = pd.factorize(
            np.asarray(index_day, np.int64)
        )  # few dates, many people
        edge = {name: shift_months(each, m)[which] for name, m in months.items()}
        for name, weeks in (("latest", 4), ("fortnight", 2), ("week", 1)):
            edge[name] = np.maximum(edge["index"] - 7 * weeks, edge["start"])
        return edge


def shift_months(day: np.ndarray, months: int) -> np.ndarray:
    """Day numbers ``months`` later, the calendar way (31 January + 1 month = 28
    February)."""
    each, which = np.unique(np.asarray(day, np.int64), return_inverse=True)
    moved = pd.DatetimeIndex(
        each.astype("datetime64[D]").astype("datetime64[s]")
    ) + pd.DateOffset(months=int(months))
    return moved.to_numpy("datetime64[D]").astype(np.int64)[which]
