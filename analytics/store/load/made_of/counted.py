"""Which events count, by what their kind says."""

from collections.abc import Container
from typing import Any

import ibis

from analytics.definitions.event_kinds import EventKind


def counts(kind: EventKind, rows: ibis.Table, had: Container[str]) -> Any:
    """Whether an event counts, as a column of its rows. had: the fields that the
    extract has; without the one that says so every row counts."""
    rule = kind.counted
    if rule is None or rule.field not in had:
        return ibis.literal(True)
    wanted = rows[rule.field].isin(rule.values)
    return wanted.fill_null(rule.empty)
