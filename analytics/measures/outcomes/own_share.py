"""The programme's own share of an outcome: observed against what was to be expected
anyway; or why that cannot be told."""

from dataclasses import dataclass, replace

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.errors import InputError
from analytics.measures.before_after.expected_of import (
    expected_of,
    picked_by,
    unchecked,
)
from analytics.measures.before_after.impact import answered, ask_about, impact_of
from analytics.measures.outcomes.group import (
    Settled,
    filters_of,
    picks,
    question_of,
)
from analytics.methods.impact import impact
from analytics.methods.impact.estimate import ImpactEstimate
from analytics.methods.impact.sensitivity import DRAWS
from analytics.methods.impact.verdicts import withheld
from analytics.store.dataset import Dataset

EVERYBODY = (
    "everybody whom it fits is in the group, so nobody alike is left to compare with"
)
PART = "what was to be expected is known of all {}, not of some of them"
NIGHTS = "what was to be expected is known of the number of {}, not of their nights"
SEVERAL = (
    "people were picked by their use of several services at once, and what was to be "
    "expected of another is known of those picked by one"
)


@dataclass(frozen=True)
class OwnShare:
    """What was observed of an outcome against what was to be expected. best: the
    leading estimate, None where there is none; course: one with an expected course by
    month; crude: change of the rate, None where it is as it was seen; why: nothing may
    be claimed of it, a clause that follows "since"; "" where something may."""

    best: ImpactEstimate | None = None
    course: ImpactEstimate | None = None
    crude: float | None = None
    why: str = ""


def own_share(dataset: Dataset, filters: Filters, of: Settled) -> OwnShare:
    """The share as far as the data reach. Raises InputError as `impact_of`."""
    if why := why_untold(of):
        return OwnShare(why=why)
    kind, filters = of.measured.kind, filters_of(filters, of.outcome)
    by = compared_by(dataset, of)
    if by is None:
        return OwnShare(why=SEVERAL)
    question = question_of(of, kind)
    if kind != by:
        found = expected_of(dataset, filters, question, by)
        return OwnShare(found.best, found.best, None, found.why_not)
    whole = impact_of(dataset, filters, question)
    drawn = (one for one in whole.estimates if len(one.expected_course))
    return OwnShare(whole.best, next(drawn, None), whole.crude_change, withheld(whole))


def why_untold(of: Settled) -> str:
    """Why no course is to be expected of an outcome, whatever the data; "" where one
    may be. The one place that decides it for targets."""
    if of.outcome.define:
        return EVERYBODY
    if of.measured.amount is not None:
        return NIGHTS.format(of.measured.kind.called)
    return "" if of.measured.whole else PART.format(of.measured.kind.called)


def compared_by(dataset: Dataset, of: Settled) -> EventKind | None:
    """The service in whose course those compared are alike: by which people were
    picked, since they were at a peak of it. Of people whom no use picked the service
    itself, where it has a rule, else the dataset's first that has. None: several."""
    kind, by = of.measured.kind, picks(dataset, of.outcome)
    if kind in by or (not by and kind.has_rule):
        return kind
    if not by and dataset.kinds_with_rule:
        return picked_by(dataset)
    return by[0] if len(by) == 1 else None


def share_until(
    dataset: Dataset, filters: Filters, of: Settled, end: int
) -> ImpactEstimate | None:
    """The estimate of so many months alone, without the checks; None where it has no
    answer."""
    kind, filters = of.measured.kind, filters_of(filters, of.outcome)
    by = compared_by(dataset, of)
    question = replace(question_of(of, kind), follow_up=end)
    try:
        if by is not None and by != kind:
            return unchecked(dataset, filters, question, by).best
        ready = ask_about(dataset, filters, question)
        found = answered(
            lambda: impact(
                ready.panel,
                ready.rule,
                ready.on,
                end,
                question.washout,
                window_months=filters.months,
                draws=DRAWS,
                checks=False,
            ),
            ready.panel,
        )
    except InputError:
        return None
    return found.best
