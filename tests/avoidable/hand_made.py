"""Rows of events written by hand, with what is not said at its usual value, and how a
rule classes them."""

from typing import Any

import ibis
import pandas as pd

SPELL = {
    "person": 1,
    "admitted_at": "2024-03-01 10:00",
    "discharged_at": "2024-03-03 09:00",
    "admission_method": "21",
    "discharge_method": "1",
    "diagnosis_codes": ["J45"],
    "procedure_codes": None,
}
ATTENDANCE = {
    "person": 1,
    "department_type": "01",
    "attendance_category": "1",
    "arrival_mode": "own_transport",
    "discharge_status": "treatment_completed",
    "investigation_codes": ["1088291000000101"],
    "treatment_codes": ["413334001"],
}
LISTS = {"codes": "array<string>"}
TIMES = ("admitted_at", "discharged_at")


def rows_of(usual: dict[str, Any], changes: list[dict[str, Any]]) -> ibis.Table:
    """A table of the usual row with each of some changes, in their order."""
    frame = pd.DataFrame([usual | one for one in changes], dtype=object)
    frame["at"] = range(len(frame))
    schema = {name: "string" for name in frame}
    schema |= {n: "array<string>" for n in frame if n.endswith("_codes")}
    for name in TIMES:
        if name in frame:
            frame[name] = pd.to_datetime(frame[name], format="mixed")
            schema[name] = "timestamp(6)"
    frame = frame.astype({"person": int, "at": int})
    return ibis.memtable(frame, schema=schema | {"person": "int32", "at": "int64"})


def classed(rule: Any, rows: ibis.Table) -> list[bool | None]:
    """True, False or None (could not be classed) of each row, by a rule or a function
    of the rows."""
    if hasattr(rule, "holds"):
        rows, rule = rule.prepared(rows), rule.holds
    found = ibis.duckdb.connect().to_pandas(
        rows.select("at", found=rule(rows)).order_by("at")
    )
    return [None if pd.isna(one) else bool(one) for one in found["found"]]
