"""The programme's own share of an outcome: observed against what was to be expected
anyway; or why that cannot be told."""

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.measures.before_after.impact import impact_of
from analytics.measures.outcomes.group import (
    Settled,
    filters_of,
    picks,
    question_of,
)
from analytics.methods.impact import ImpactResult
from analytics.store.dataset import Dataset

NOT_PICKED = (
    "nobody was picked by it, so what was to be expected of it anyway is not known"
)
PICKED_BY_ANOTHER = (
    "people were picked by their use of {}; of another service the expected course is "
    "worked out for the caseload alone (Saved or shifted)"
)
PART = "what was to be expected is known of all {}, not of some of them"


def own_share(
    dataset: Dataset, filters: Filters, of: Settled
) -> tuple[ImpactResult | None, str]:
    """The analysis against what was to be expected anyway, or None and why there is
    none, a clause that follows "since". Raises InputError as `impact_of`."""
    if why := why_untold(of.measured.kind, picks(dataset, of.outcome)):
        return None, why
    if not of.measured.whole or of.outcome.define:
        return None, PART.format(of.measured.kind.called)
    question = question_of(of, of.measured.kind)
    return impact_of(dataset, filters_of(filters, of.outcome), question), ""


def why_untold(kind: EventKind, picked_by: tuple[EventKind, ...]) -> str:
    """Why no valid course is expected of a kind's events for people picked by the use
    of others; "" where one is. The one place that decides it for targets.

    People picked by their use of a service were at a peak of it: those alike in it are
    followed with them. Of another service see `before_after.expected_of`, tried on a
    caseload alone.
    """
    if kind in picked_by:
        return ""
    if picked_by:
        return PICKED_BY_ANOTHER.format(picked_by[0].service)
    return "" if kind.has_rule else NOT_PICKED
