"""The rows of a table as JSON has them."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

DIGITS = 4


def rows_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Each row by the names of its columns; what is unknown is None."""
    return table.astype(object).where(table.notna(), None).to_dict("records")


def short_rows_of(
    table: pd.DataFrame, names: Iterable[str] | None = None
) -> list[dict[str, Any]]:
    """The same, each value as `short` has it. names: of these columns alone."""
    wanted = list(table.columns if names is None else names)
    return [
        {name: short(row[name]) for name in wanted} for row in table.to_dict("records")
    ]


def short(value: Any) -> Any:
    """A value as JSON has it: whole numbers whole, unknown ones None, others with four
    digits, a day as 2024-12-31."""
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d")
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        return None if value != value else round(value, DIGITS)
    return value
