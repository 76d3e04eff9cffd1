"""Whom an outcome is of: fixed before its months begin, whatever the group is."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from analytics import engine
from analytics.definitions.cohorts import read
from analytics.definitions.cohorts.clauses import (
    OfNeed,
    OnCaseload,
    SeenFor,
    Used,
    every,
)
from analytics.definitions.event_kinds import EventKind, kinds_with_rule
from analytics.definitions.filters import Filters, Of
from analytics.definitions.outcomes import Measured, Outcome, measured
from analytics.definitions.outcomes.outcome import CASELOAD
from analytics.definitions.words import day_in_words
from analytics.errors import InputError
from analytics.measures.before_after.impact import (
    Asked,
    answered,
    ask_about,
    index_date_of,
    panel_of,
)
from analytics.measures.before_after.question import Question
from analytics.measures.before_after.whom import fixed_cohort
from analytics.measures.cohorts.members import persons_of
from analytics.measures.cohorts.who_fits import fitting
from analytics.methods.impact import CohortRule
from analytics.methods.impact.ladder import picked
from analytics.methods.impact.panels.panel import add_months
from analytics.methods.impact.panels.windows import Windows
from analytics.store.dataset import Dataset


@dataclass(frozen=True)
class Settled:
    """An outcome made whole against a dataset. on: the day people are picked, for the
    caseload the first referral, each person counting from their own. months: after it
    until the target is due; reached: those of them that the data reach whole."""

    outcome: Outcome
    on: date
    months: int
    reached: int

    @property
    def measured(self) -> Measured:
        """What it is measured by; not held, so that an answer can be written down."""
        return measured(self.outcome.measure)

    @property
    def picked(self) -> str:
        """When people were picked, in words."""
        day = day_in_words(self.on)
        own = self.outcome.group == CASELOAD
        return f"from {day} on, each from their referral" if own else f"on {day}"

    @property
    def due(self) -> bool:
        """Whether the data reach the day on which the target is due."""
        return self.reached >= self.months

    @property
    def windows(self) -> Windows:
        """Before and after, as far as the data reach."""
        return Windows(self.outcome.months, self.reached, self.outcome.wait)


def settled(dataset: Dataset, outcome: Outcome) -> Settled:
    """The days and months of an outcome. Its kind of event must be in the dataset."""
    what = measured(outcome.measure)
    on = _day(dataset, outcome)
    months = outcome.follow_up
    if outcome.by is not None:
        months = whole_months(on, outcome.by, up=True)
    last = dataset.days(what.kind)[1]
    reached = min(max(whole_months(on, last), 0), months)
    return Settled(outcome, on, months, reached)


def whole_months(first: date, last: date, up: bool = False) -> int:
    """Months from a first day to a last one, both within; up: a part counts as one."""
    months = (last.year - first.year) * 12 + last.month - first.month
    end = pd.Timestamp(last) + pd.Timedelta(days=1)
    begin = pd.Timestamp(first)
    months += 1
    while months > 0 and add_months(begin, months) > end:
        months -= 1
    return months + 1 if up and add_months(begin, months) < end else months


def is_chosen(outcome: Outcome) -> bool:
    """Whether somebody chose its people: a fixed cohort."""
    return not (outcome.define or outcome.by_use or outcome.group == CASELOAD)


def picks(dataset: Dataset, outcome: Outcome) -> tuple[EventKind, ...]:
    """The kinds of event by whose use people came to be in the group; none where use
    decided nothing."""
    first = dataset.kinds_with_rule[:1] or kinds_with_rule()[:1]
    if outcome.group == CASELOAD:
        return first
    if outcome.by_use:
        return (_picked_by(outcome, first[0]),)
    fixed = fixed_cohort(dataset, outcome.group) if outcome.group else None
    try:
        clauses = list(every(read(fixed.definition if fixed else outcome.define)))
    except InputError:
        return ()
    kinds = [one.kind for one in clauses if isinstance(one, Used)]
    if any(isinstance(one, SeenFor | OfNeed | OnCaseload) for one in clauses):
        kinds += first
    return tuple(dict.fromkeys(kinds))


def _picked_by(outcome: Outcome, first: EventKind) -> EventKind:
    ruled = {one.slug: one for one in kinds_with_rule()}
    return ruled.get(outcome.picked_by) or ruled.get(outcome.measure) or first


def question_of(of: Settled, kind: EventKind) -> Question:
    """The outcome as a question of before and after, about events of a kind."""
    own_day = of.outcome.group == CASELOAD or not of.outcome.by_use
    on = None if own_day else of.on
    return Question(kind, of.outcome.group, on, of.reached, of.outcome.wait)


def filters_of(filters: Filters, outcome: Outcome) -> Filters:
    """The filters with the months before that an outcome looks back on."""
    return filters.with_(months=outcome.months)


def people_of(dataset: Dataset, filters: Filters, of: Settled) -> Asked:
    """The group as people to be followed in the measure's kind of event: who they are
    is decided by what was before their day alone. Raises InputError where nobody can be
    picked."""
    kind = of.measured.kind
    filters = filters_of(filters, of.outcome)
    if of.outcome.group == CASELOAD:
        return ask_about(dataset, filters, question_of(of, kind))
    persons = _persons(dataset, filters, of)
    panel = panel_of(dataset, filters.cleared(Of.RULE), kind, of.on, True)
    return Asked(of.on, panel, CohortRule("list", people=persons))


def _persons(dataset: Dataset, filters: Filters, of: Settled) -> tuple[int, ...]:
    if of.outcome.define:
        who = fitting(dataset, read(of.outcome.define), of.on).select("person")
        return tuple(int(p) for p in engine.run(dataset, who)["person"])
    if is_chosen(of.outcome) and (fixed := fixed_cohort(dataset, of.outcome.group)):
        return persons_of(dataset, fixed)
    kind = _picked_by(of.outcome, dataset.kinds_with_rule[0])
    asked = ask_about(dataset, filters, question_of(of, kind))
    short = replace(of.windows, follow_up=of.outcome.wait + 1)
    _, counts = answered(
        lambda: picked(asked.panel, asked.rule, asked.on, short), asked.panel
    )
    return tuple(int(p) for p in counts.person)


def _day(dataset: Dataset, outcome: Outcome) -> date:
    if outcome.group == CASELOAD:
        first = dataset.manifest.span("caseload").first
        return first or dataset.first_day
    if is_chosen(outcome) and (fixed := fixed_cohort(dataset, outcome.group)):
        return fixed.fixed_on
    if outcome.on is not None:
        return outcome.on
    if not dataset.kinds_with_rule:
        return dataset.last_day + timedelta(days=1)
    return index_date_of(dataset, _picked_by(outcome, dataset.kinds_with_rule[0]))
