"""Why a dataset cannot be asked about an outcome at all."""

from analytics import engine
from analytics.definitions.cohorts import read
from analytics.definitions.outcomes import Measured, Outcome, measured
from analytics.definitions.outcomes.outcome import CASELOAD
from analytics.definitions.words import listed
from analytics.errors import InputError
from analytics.measures.before_after.whom import fixed_cohort
from analytics.measures.cohorts.askable import faults_of
from analytics.measures.outcomes.group import settled
from analytics.store.dataset import Dataset, table


def why_not_there(dataset: Dataset, outcome: Outcome) -> str:
    """What a dataset lacks for an outcome, a clause that follows "since"; "" where
    nothing."""
    what = measured(outcome.measure)
    if what.kind not in dataset.kinds:
        return f"no extract of {what.kind.called} is loaded"
    if empty := _empty(dataset, what):
        titles = (what.kind.table.field(one).meaning.lower() for one in empty)
        return f"the extract lacks: {listed(titles)}"
    if outcome.group == CASELOAD and not dataset.has("caseload"):
        return "this dataset has no caseload"
    if outcome.by_use and not dataset.kinds_with_rule:
        return "no extract is loaded by which people attend often"
    if outcome.define:
        day = settled(dataset, outcome).on
        faults = faults_of(dataset, read(outcome.define), day)
        return faults[0].found.rstrip(".") if faults else ""
    return _no_cohort(dataset, outcome)


def _empty(dataset: Dataset, what: Measured) -> list[str]:
    """The fields without which it cannot be measured and which hold nothing."""
    rows = table(what.kind.table.name)
    if not what.fields:
        return []
    filled = engine.run(
        dataset, rows.agg(**{one: rows[one].count() for one in what.fields})
    ).iloc[0]
    return [one for one in what.fields if not filled[one]]


def _no_cohort(dataset: Dataset, outcome: Outcome) -> str:
    if outcome.by_use or outcome.group == CASELOAD:
        return ""
    try:
        found = fixed_cohort(dataset, outcome.group)
    except InputError as fault:
        return fault.problems[0].found.rstrip(".")
    return "" if found else f"there is no cohort called “{outcome.group}”"
