"""How much of the window an extract fills: counts of a part of it are no year's."""

from datetime import timedelta

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.definitions.words import counted, day_in_words
from analytics.store.dataset import WEEKEND_AND_HOLIDAY, Dataset

A_MONTH = 28  # days: of fewer, days are told


def window_filled(dataset: Dataset, filters: Filters) -> tuple[str, ...]:
    """A sentence for each extract that fills the window in part: of how many of its
    months there are data, and from which day to which. filters: settled."""
    return tuple(
        said
        for kind in dataset.kinds_with_rule
        if (said := _filled(dataset, filters, kind))
    )


def _filled(dataset: Dataset, filters: Filters, kind: EventKind) -> str:
    first, last = dataset.days(kind)
    window = filters.period()
    if last < filters.start or first >= filters.end:
        return f"The {kind.service} extract has no data in {window}."
    begins, ends = max(first, filters.start), min(last, filters.as_at)
    late = begins - filters.start > WEEKEND_AND_HOLIDAY
    early = filters.as_at - ends > WEEKEND_AND_HOLIDAY
    if not (late or early):
        return ""
    days = (ends - begins + timedelta(days=1)).days
    months = 12 * (ends.year - begins.year) + ends.month - begins.month + 1
    some = str(min(months, filters.months))
    if days < A_MONTH or filters.months == 1:
        some = counted(days, "day")
    return (
        f"The {kind.service} extract has data of {some} of {window}: "
        f"{day_in_words(begins)} to {day_in_words(ends)}."
    )
