"""A&E attendances for care that could have been given elsewhere."""

import tomllib
from functools import lru_cache, reduce
from operator import and_
from pathlib import Path
from typing import Any

from analytics.definitions.avoidable import coded
from analytics.definitions.avoidable.rule import AvoidableRule

TABLE = Path(__file__).with_name("avoidable_ae.toml")


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """The reviewed table, as read."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def avoidable(rows: Any) -> Any:
    """Whether an attendance meets every condition; false where one is known not to
    hold, null where none is and one is not known. A blank list of investigations or
    treatments is none of them, as in the published definition."""
    must = [rows[one["field"]].isin(one["values"]) for one in table()["must"]]
    only = [
        coded.all_are(coded.in_one(rows[one["field"]]), one["codes"]).fill_null(True)
        for one in table()["only"]
    ]
    return reduce(and_, [*must, *only])


def rule() -> AvoidableRule:
    """The rule."""
    fields = (one["field"] for part in ("must", "only") for one in table()[part])
    return AvoidableRule(
        "avoidable_ae",
        "Avoidable A&E attendances",
        "A&E attendances for care that could have been given elsewhere",
        "first attendance at a major department, not by ambulance, with no or slight "
        "investigation and treatment, and nothing to follow but the GP",
        "ae",
        table()["source"],
        table()["version"],
        tuple(fields),
        avoidable,
    )
