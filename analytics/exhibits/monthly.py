"""Everybody's attendances by month, which several pages show."""

from analytics.exhibits.exhibit import Exhibit
from analytics.figures import process
from analytics.measures.over_time.unusual_months import unusual_months

MONTHLY = Exhibit(
    "monthly",
    "Do everybody’s attendances change by more than chance?",
    asks=lambda kind: [(unusual_months, kind)],
    draws=process.months,
    height=210,
)
