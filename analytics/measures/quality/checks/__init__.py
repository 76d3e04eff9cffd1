"""The checks behind the quality page, each beside the flaws that it looks for."""

from collections.abc import Callable, Iterator

from analytics.definitions.filters import Filters
from analytics.measures.counting.scope import Scope
from analytics.measures.quality.checks import (
    fields,
    joined,
    months,
    people,
    places,
    rows,
    times,
    two_ids,
    years,
)
from analytics.measures.quality.finding import Finding, Flaw
from analytics.store.dataset import Dataset

Check = Callable[[Dataset, Filters, Scope], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    months.month_ends,
    joined.joined,
    joined.places_missed,
    people.one_person,
    two_ids.two_ids,
    fields.fields,
    places.places,
    rows.left_out,
    rows.codes,
    rows.alike,
    times.nights,
    times.stays,
    times.doubtful,
    years.mixed,
)
FLAWS: dict[str, Flaw] = {
    flaw.name: flaw
    for module in (months, joined, people, fields, places, rows, times, two_ids, years)
    for flaw in module.FLAWS
}
