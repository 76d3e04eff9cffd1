"""Before and after for a cohort of a dataset, and its tables for display."""

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

import pandas as pd

from analytics import engine
from analytics.definitions.filters import Filters, months_before
from analytics.definitions.settings import EXTRACT
from analytics.errors import InputError, Problem
from analytics.measures.before_after.course import course
from analytics.measures.result_builder import is_narrowed
from analytics.methods.impact import CohortRule, ImpactResult, NothingToCompare, impact
from analytics.methods.impact.sensitivity import horizons, placebo, sensitivity
from analytics.methods.impact.sensitivity import row as sensitivity_row
from analytics.methods.impact.targets import Judgement, judge_all
from analytics.store.dataset import Dataset, table

AS_KNOWN = (
    "Reasons and kinds of need are those of the window before the index date (for a "
    "caseload, before its first referral), so nobody is chosen by what came after."
)
panel_of = lru_cache(maxsize=3)(
    course
)  # keyed on the dataset's fingerprint; a panel takes seconds


def index_date_of(dataset: Dataset, setting: str) -> date:
    """The day people are picked unless another is chosen.

    Where there is a caseload: the Saturday before its first referral, so that nobody
    had been helped yet and the weeks after it are whole. Else a year before the data
    ends.
    """
    span = dataset.manifest.span(EXTRACT[setting])
    first = dataset.manifest.span("caseload").first
    if first and span.first < first <= span.last:
        return first - timedelta(days=(first.weekday() + 2) % 7)
    return max(months_before(span.last + timedelta(days=1), 12), span.first)


def impact_of(
    dataset: Dataset,
    filters: Filters,
    setting: str,
    cohort: str,
    index_date: date | None = None,
    follow_up: int = 12,
    washout: int = 0,
    people: tuple[str, ...] = (),
) -> ImpactResult:
    """Before and after of a cohort, with what was to be expected without a programme.

    setting: "ae" or "gp". cohort: "top:30", "rule" (the filters' rule and window),
    "caseload" or "list" (of pseudonyms). index_date: the day of picking; None:
    `index_date_of`; for the caseload it is each person's own day of referral. Raises
    InputError where the question has no answer, with what can still be said.
    """
    on, panel, rule = _question(dataset, filters, setting, cohort, index_date, people)
    found = _told(
        lambda: impact(
            panel, rule, on, follow_up, washout, window_months=filters.months
        )
    )
    notes = (*found.notes, AS_KNOWN) if _known_only_then(filters) else found.notes
    return replace(found, notes=notes, narrowed=is_narrowed(filters))


def _known_only_then(filters: Filters) -> bool:
    """Whether people are chosen by what was known of them on the index date alone."""
    return bool(filters.diagnosis_groups or filters.segments)


def rule_of(
    dataset: Dataset,
    filters: Filters,
    setting: str,
    cohort: str,
    people: tuple[str, ...] = (),
) -> CohortRule:
    """The cohort's text as a rule. Raises InputError with what was expected."""
    more_than = filters.ae_more_than if setting == "ae" else filters.gp_more_than
    try:
        return CohortRule.parse(
            cohort,
            more_than=more_than,
            people=_persons(dataset, people) if people else (),
        )
    except ValueError as fault:
        raise InputError(
            Problem(
                rule="cohort",
                found=str(fault),
                remedy="Give --cohort top:30, rule, caseload, or list with --people "
                "FILE of pseudonyms that are in the dataset.",
            )
        ) from None


def _persons(dataset: Dataset, pseudonyms: tuple[str, ...]) -> tuple[int, ...]:
    known = (
        table("people")
        .filter(table("people").pseudonym.isin(pseudonyms))
        .select("person")
    )
    return tuple(int(p) for p in engine.run(dataset, known)["person"])


def _must_have(dataset: Dataset, setting: str, cohort: str) -> None:
    faults = []
    name, called = (
        ("ae_attendances", "A&E") if setting == "ae" else ("gp_appointments", "GP")
    )
    if not dataset.has(name):
        faults.append(
            Problem(
                rule="extract_missing",
                found=f"This dataset has no {called} extract.",
                remedy="Load one, or look at the other service.",
            )
        )
    if cohort == "caseload" and not dataset.has("caseload"):
        faults.append(
            Problem(
                rule="caseload_missing",
                found="This dataset has no caseload.",
                remedy="Load one with --caseload FILE (patient_id, referred_on, "
                "started_on), or follow "
                "the top 30 or everyone above the rule from a date.",
            )
        )
    if faults:
        raise InputError(faults)


def asked_otherwise(
    dataset: Dataset,
    filters: Filters,
    setting: str,
    cohort: str,
    index_date: date | None,
    follow_up: int,
) -> pd.DataFrame:
    """The sensitivity table of methods.impact.sensitivity for the same question."""
    on, panel, rule = _question(dataset, filters, setting, cohort, index_date)
    table = _told(lambda: sensitivity(panel, rule, on, follow_up, filters.months))
    if _known_only_then(filters):  # at another index date other people would be chosen
        table = table[~table["variant"].str.startswith("picked ")].reset_index(
            drop=True
        )
    return table


def when_no_programme_ran(
    dataset: Dataset,
    filters: Filters,
    setting: str,
    cohort: str,
    index_date: date | None,
    follow_up: int,
) -> pd.DataFrame:
    """The placebo table of methods.impact.sensitivity, the real analysis as its last
    row."""
    if _known_only_then(filters):
        raise InputError(
            Problem(
                rule="placebo",
                found="People’s reasons and kinds of need are known as of the index "
                "date: at an earlier date they would choose by what came after it.",
                remedy=(
                    "Clear the filters for reasons and kinds of need to see "
                    "earlier dates."
                ),
                stops=False,
            )
        )
    on, panel, rule = _question(dataset, filters, setting, cohort, index_date)
    past = _told(lambda: placebo(panel, rule, on, follow_up, filters.months))
    real = _told(
        lambda: sensitivity_row(
            "with the programme",
            lambda: impact(panel, rule, on, follow_up, window_months=filters.months),
        )
    )
    return pd.concat([past, pd.DataFrame([real])], ignore_index=True)


def further_on(
    dataset: Dataset,
    filters: Filters,
    setting: str,
    cohort: str,
    index_date: date | None,
) -> pd.DataFrame:
    """Follow-up of 3, 6, 12, 24 months and the second year by itself, as far as the
    data goes."""
    on, panel, rule = _question(dataset, filters, setting, cohort, index_date)
    return _told(lambda: horizons(panel, rule, on, filters.months)).rename(
        columns={"horizon": "variant"}
    )


def against_targets(
    dataset: Dataset, filters: Filters, index_date: date | None, follow_up: int
) -> tuple[Judgement, ...]:
    """Each target of the INT playbook judged by the programme's own share
    (methods.impact.targets)."""
    try:
        top_tenth = impact_of(dataset, filters, "ae", "top:10%", index_date, follow_up)
    except InputError:
        top_tenth = None
    return judge_all({"ae:top:10%": top_tenth})


def _question(dataset, filters, setting, cohort, index_date, people=()):
    """(index date, panel, rule). People on the caseload each have their own date, so
    one date for all of them is not used."""
    _must_have(dataset, setting, cohort)
    rule = rule_of(dataset, filters, setting, cohort, people)
    on = (
        None
        if rule.kind == "caseload"
        else index_date or index_date_of(dataset, setting)
    )
    return on, panel_of(dataset, filters, setting, on), rule


def _told(ask):
    try:
        return ask()
    except (NothingToCompare, ValueError) as fault:
        raise InputError(
            Problem(
                rule="impact",
                found=str(fault),
                stops=False,
                remedy=(
                    "Choose another cohort, index date or follow-up, or load a "
                    "longer extract."
                ),
            )
        ) from fault


def months_frame(result: ImpactResult) -> pd.DataFrame:
    """month (0 is the first after the index date), events, person_years, rate, expected
    (a year).

    `expected` follows the best estimate that has a course; NaN before the index date.
    """
    frame = result.course.copy()
    best = next((e for e in result.estimates if len(e.expected_course)), None)
    frame["expected"] = float("nan")
    if best is not None:
        expected = pd.Series(best.expected_course, index=best.months)
        frame["expected"] = frame["month"].map(expected)
    return frame
