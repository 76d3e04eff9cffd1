"""What a change of a count is called."""

from typing import Any

import pandas as pd

LATE = 0.01  # of a past month's rows: a change that a reader should hear of
NOT_LATE = 20  # rows; fewer are always arriving
# What is said of a change is as coarse as a meeting sees counts: else "more rows"
# beside two equal numbers would tell that one person came.
COARSE = 5


def state_of(row: Any, complete: pd.Timestamp | None) -> str:
    """What became of a month: a row of before, after and month. complete: the end of
    the last month that was complete before."""
    if not row.before:
        return "new month"
    if not row.after:
        return "gone"
    by = abs(_coarse(row.after) - _coarse(row.before))
    past = complete is not None and row.month + pd.offsets.MonthEnd(0) <= complete
    if past and by >= max(NOT_LATE, LATE * row.before):
        return "late change"
    return "the same" if not by else f"{moved(row.before, row.after)} rows"


def _coarse(rows: float) -> int:
    return COARSE * round(rows / COARSE)


def moved(before: float, after: float) -> str:
    """Whether there are more, to the nearest five."""
    before, after = _coarse(before), _coarse(after)
    return "more" if after > before else "fewer" if after < before else "the same"
