"""The filters there are (`declared`), and what somebody chose of them (`Filters`).

To add one, declare it in the file of its sort (`rule`, `places`, `people`; of events:
beside their kind in `definitions/event_kinds`). Nothing else changes.
"""

from analytics.definitions.event_kinds.ae import CATEGORIES, DEPARTMENT_TYPES, UNPLANNED
from analytics.definitions.filter import (
    WHO,
    Day,
    Filter,
    Meeting,
    Number,
    Of,
    Several,
)
from analytics.definitions.filters.filters import (
    Filters,
    also_filter,
    declared,
    filter_called,
    months_before,
    words,
)
from analytics.definitions.filters.people import SEX_WORDS

__all__ = [
    "CATEGORIES",
    "DEPARTMENT_TYPES",
    "SEX_WORDS",
    "UNPLANNED",
    "WHO",
    "Day",
    "Filter",
    "Filters",
    "Meeting",
    "Number",
    "Of",
    "Several",
    "also_filter",
    "declared",
    "filter_called",
    "months_before",
    "words",
]
