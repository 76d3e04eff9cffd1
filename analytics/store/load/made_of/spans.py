"""What a canonical table spans."""

import ibis


def span(rows: ibis.Table, day: str = "moment") -> ibis.Table:
    """One row: first, last (days), rows, people."""
    return rows.aggregate(
        first=rows[day].min().cast("date"),
        last=rows[day].max().cast("date"),
        rows=rows.count(),
        people=rows.person.nunique(),
    )
