"""Dates as whole days, the unit in which windows are counted."""

import numpy as np
import pandas as pd

NEVER = np.int32(2_000_000)  # a day number far beyond any data (the year 7445)


def day_number(day) -> int:
    """Whole days since 1970-01-01."""
    return int(np.datetime64(pd.Timestamp(day), "D").astype(np.int64))


def day_numbers(days: pd.Series) -> np.ndarray:
    """Whole days since 1970-01-01 of a datetime column, int32."""
    return days.to_numpy("datetime64[D]").astype(np.int64).astype(np.int32)


def add_months(day: pd.Timestamp, months: int) -> pd.Timestamp:
    """The same day ``months`` later (the last day of a shorter month)."""
    return pd.Timestamp(day) + pd.DateOffset(months=int(months))
