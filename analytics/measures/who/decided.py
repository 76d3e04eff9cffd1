"""What was decided about people on the worklist, for an analyst: where each stands, and
one person's history."""

import pandas as pd

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.store.dataset import Dataset, table
from analytics.worklist.decision import TAKEN_BACK, Standing

NAME = "work"  # of the result, the figure made of it and what is chosen in that


def decided(dataset: Dataset, filters: Filters, standing: Standing) -> Result:
    """One row a person of whom anything was ever written on the worklist;
    `person_rows`.

    Columns: pseudonym; status ("" where all was taken back), decided_on (the day from
    which it holds), owner, reason, note, by; seen (decisions written about them).
    """
    rows = [
        {
            "pseudonym": who,
            "status": str(last.status) if last else "",
            "decided_on": pd.Timestamp(last.on) if last else pd.NaT,
            **{
                name: getattr(last, name) if last else ""
                for name in ("owner", "reason", "note", "by")
            },
            "seen": one.seen,
        }
        for who, one in standing.people.items()
        for last in (one.last,)
    ]
    columns = (
        Column("pseudonym", "Pseudonym"),
        Column("status", "Status"),
        Column("decided_on", "Since", "day"),
        Column("owner", "Owner"),
        Column("reason", "Reason"),
        Column("note", "Note"),
        Column("by", "Decided by"),
        Column("seen", "Decisions so far", "number", decimals=0),
    )
    return _result(
        dataset, filters, NAME, rows, columns, "Frequent attenders to review"
    )


def coordinators(dataset: Dataset, _filters: Filters) -> list[str]:
    """The coordinators on the caseload (codes, never names), in order."""
    rows = table("caseload").select("coordinator").distinct()
    found = engine.run(dataset, rows)["coordinator"].dropna()
    return sorted({str(one) for one in found} - {""}, key=str.casefold)


def history(
    dataset: Dataset, filters: Filters, standing: Standing, pseudonym: str
) -> Result:
    """Everything that was written about one person, oldest first, what was taken back
    too. `person_rows`.

    Columns: decided_on, status (or TAKEN_BACK), owner, reason, note, by, written (UTC,
    to the minute, as text).
    """
    rows = [
        {
            "decided_on": pd.Timestamp(entry.decision.on),
            "status": str(entry.decision.status or TAKEN_BACK),
            **{
                name: getattr(entry.decision, name)
                for name in ("owner", "reason", "note", "by")
            },
            "written": f"{entry.at:%d/%m/%Y %H:%M}",
        }
        for entry in standing.of(pseudonym).entries
    ]
    columns = (
        Column("decided_on", "From", "day"),
        Column("status", "Status"),
        Column("owner", "Owner"),
        Column("reason", "Reason"),
        Column("note", "Note"),
        Column("by", "Decided by"),
        Column("written", "Written (UTC)"),
    )
    return _result(
        dataset, filters, "history", rows, columns, "What was decided about one person"
    )


def _result(
    dataset: Dataset,
    filters: Filters,
    name: str,
    rows: list[dict[str, object]],
    columns: tuple[Column, ...],
    measure: str,
) -> Result:
    frame = pd.DataFrame(rows, columns=[column.name for column in columns])
    frame["decided_on"] = pd.to_datetime(frame["decided_on"])
    scope = settle(dataset, filters)
    return result(name, dataset, scope, frame, columns, measure, person_rows=True)
