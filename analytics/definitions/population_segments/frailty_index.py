"""The electronic frailty index, from the reviewed table beside this file: which words
of a GP record are one of its 36 deficits, and its cut-offs."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.definitions.diagnosis_groups import said_by

TABLE = Path(__file__).with_name("electronic_frailty_index.toml")


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """The reviewed table, as read."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def deficits() -> dict[str, tuple[str, ...]]:
    """Each deficit with the words that say it."""
    return {name: tuple(words) for name, words in table()["deficits"].items()}


def deficits_in(texts: pd.Series) -> pd.DataFrame:
    """text, deficit: which of some texts say which deficits."""
    parts = [
        pd.DataFrame({"text": texts[said_by(texts, words)], "deficit": name})
        for name, words in deficits().items()
    ]
    return pd.concat(parts, ignore_index=True)


def category(index: float) -> str:
    """The category (`canonical.FRAILTIES`) of a share of the deficits: fit up to 0.12,
    then mild, moderate, severe above 0.36."""
    fits = (one for one in reversed(table()["category"]) if index > one["above"])
    return str(next(fits)["slug"])


def can_be_told(seen: int) -> bool:
    """Whether an index may be told where so many of its deficits are coded."""
    return seen >= int(table()["least_seen"])
