"""A before-and-after analysis as tables that can be protected and shown."""

import pandas as pd

from analytics.definitions.diagnosis_groups import GROUP_TITLES
from analytics.definitions.settings import CALLED
from analytics.definitions.words import day_in_words, plain
from analytics.measures.before_after.impact import months_frame
from analytics.measures.result import Column, Result
from analytics.methods.impact import ImpactResult


def _result(
    found: ImpactResult,
    fingerprint: str,
    name: str,
    table: pd.DataFrame,
    columns: tuple[Column, ...],
    measure: str,
    person_rows: bool = False,
) -> Result:
    picked = (
        f"picked on {day_in_words(found.index_date)}"
        if found.index_date == found.last_index_date
        else f"picked from {day_in_words(found.index_date)} to "
        f"{day_in_words(found.last_index_date)}"
    )
    return Result(
        name=name,
        table=table,
        columns=columns,
        measure=measure,
        population=found.cohort,
        period=(
            f"{picked}, {found.window_months} months before and "
            f"{found.follow_up_months} after"
        ),
        rule=f"{found.cohort}, {picked}.",
        fingerprint=fingerprint,
        person_rows=person_rows,
        narrowed=found.narrowed,
    )


def outcome(found: ImpactResult, fingerprint: str) -> Result:
    """One row: people, before, after (attendances), person-years, rates, died, left."""
    table = pd.DataFrame(
        [
            dict(
                people=found.people,
                before=found.before,
                after=found.after,
                before_years=found.before_years,
                after_years=found.after_years,
                before_rate=None,
                after_rate=None,
                crude_change=found.crude_change,
                died=found.died,
                left=found.left,
            )
        ]
    )
    called = CALLED[found.setting]
    return _result(
        found,
        fingerprint,
        "outcome",
        table,
        (
            Column("people", "People", "count"),
            Column("before", f"{called} before", "count", of="people"),
            Column("after", f"{called} after", "count", of="people"),
            Column("before_years", "Person-years before", "years", of="people"),
            Column("after_years", "Person-years after", "years", of="people"),
            Column(
                "before_rate", "A person-year before", "ratio", "before", "before_years"
            ),
            Column(
                "after_rate", "A person-year after", "ratio", "after", "after_years"
            ),
            Column(
                "crude_change",
                "Crude change of the rate",
                "number",
                decimals=2,
                of="people",
            ),
            Column("died", "Died", "count"),
            Column("left", "Left", "count"),
        ),
        f"{called} before and after",
    )


def months_together(found: ImpactResult, meeting: bool) -> int:
    """How many months a row of `course` holds: a meeting sees more of few people in
    three."""
    return 3 if meeting and found.narrowed else 1


def course(found: ImpactResult, fingerprint: str, months: int = 1) -> Result:
    """Month by month: attendances and the rate observed, and the rate to be expected
    anyway.

    Columns: month (the first of a row's; 0: the first after the index date), events,
    person_years, rate, expected (both a person-year). months: in a row
    (`months_together`).
    """
    table = months_frame(found)[["month", "events", "person_years", "expected"]].copy()
    table["month"] = table["month"] // months * months
    weighted = table["expected"] * table["person_years"]
    table = (
        table.assign(expected=weighted)
        .groupby("month", as_index=False)
        .sum(min_count=1)
    )
    table["expected"] /= table["person_years"]
    table["events"] = table["events"].astype(float)
    called = CALLED[found.setting]
    return _result(
        found,
        fingerprint,
        "course",
        table.assign(rate=None, people=found.people),
        (
            Column("month", "Months from the index date", "number", decimals=0),
            Column("events", called, "count"),
            Column("person_years", "Person-years", "years", of="people"),
            Column(
                "rate", "A person-year, observed", "ratio", "events", "person_years"
            ),
            Column("expected", "A person-year, expected anyway", "number", of="people"),
            Column("people", "People in the group", "count", shown=False),
        ),
        f"{called} a person-year, by {'month' if months == 1 else f'{months} months'}",
    )


def rungs(found: ImpactResult, fingerprint: str) -> Result:
    """One row a method, best first: what it expects, the rate ratio, attendances
    avoided."""
    table = pd.DataFrame(
        [
            dict(
                method=e.label,
                expected=e.expected_change,
                expected_lower=e.expected_lower,
                expected_upper=e.expected_upper,
                ratio=e.rate_ratio,
                lower=e.lower,
                upper=e.upper,
                avoided=e.avoided,
                avoided_lower=e.avoided_lower,
                avoided_upper=e.avoided_upper,
                comparators=e.comparators,
                people=found.people,
            )
            for e in found.estimates
        ]
    )
    numeric = [c for c in table.columns if c != "method"]
    table[numeric] = table[numeric].astype(float)
    return _result(
        found,
        fingerprint,
        "rungs",
        table,
        (
            Column("method", "Method"),
            Column(
                "expected", "Change expected anyway", "number", decimals=2, of="people"
            ),
            Column("expected_lower", "from", "number", decimals=2, of="people"),
            Column("expected_upper", "to", "number", decimals=2, of="people"),
            Column("ratio", "Rate ratio", "number", decimals=2, of="people"),
            Column("lower", "95% from", "number", decimals=2, of="people"),
            Column("upper", "95% to", "number", decimals=2, of="people"),
            Column("avoided", "Attendances avoided", "number", decimals=0, of="people"),
            Column("avoided_lower", "at least", "number", decimals=0, of="people"),
            Column("avoided_upper", "at most", "number", decimals=0, of="people"),
            Column("comparators", "People compared with", "count"),
            Column("people", "People in the group", "count"),
        ),
        "What each method says",
    )


def balance(found: ImpactResult, fingerprint: str) -> Result | None:
    """How alike the matched groups are, before and after matching; None without a
    match."""
    if found.balance is None:
        return None
    table = found.balance.rename(
        columns={
            "difference_before": "Before matching",
            "difference_after": "After matching",
        }
    )
    table["covariate"] = [_trait(name) for name in table["covariate"]]
    return _result(
        found,
        fingerprint,
        "balance",
        table.assign(people=found.people),
        (
            Column("covariate", "What is compared"),
            Column("cohort", "Group", "number", decimals=2, of="people", private=True),
            Column(
                "comparators_after",
                "Comparators, matched",
                "number",
                decimals=2,
                of="people",
                private=True,
            ),
            Column(
                "Before matching",
                "Difference before",
                "number",
                decimals=2,
                of="people",
                nearest=0.05,
            ),
            Column(
                "After matching",
                "Difference after",
                "number",
                decimals=2,
                of="people",
                nearest=0.05,
            ),
            Column("people", "People in the group", "count"),
        ),
        "Differences between the group and its comparators, in standard deviations",
    )


def _trait(covariate: str) -> str:
    """A covariate's name in words: "main group: cardiac" as "Diagnosis: heart and
    circulation"."""
    name, _, value = covariate.partition(": ")
    if name == "main group":
        return f"Diagnosis: {GROUP_TITLES.get(value, value).lower()}"
    return plain(covariate)


def variants(
    found: ImpactResult, fingerprint: str, table: pd.DataFrame, name: str, measure: str
) -> Result:
    """A table of the same analysis asked other ways (methods.impact.sensitivity)."""
    table = table.rename(columns={"rate_ratio": "ratio"}).copy()
    table["variant"] = table["variant"].map(plain)
    return _result(
        found,
        fingerprint,
        name,
        table,
        (
            Column("variant", "Variant"),
            Column("people", "People", "count"),
            Column("crude_change", "Crude change", "number", decimals=2, of="people"),
            Column(
                "expected_change", "Expected anyway", "number", decimals=2, of="people"
            ),
            Column("ratio", "Rate ratio", "number", decimals=2, of="people"),
            Column("lower", "95% from", "number", decimals=2, of="people"),
            Column("upper", "95% to", "number", decimals=2, of="people"),
            Column("note", "Note"),
        ),
        measure,
    )


def engaged(found: ImpactResult, fingerprint: str) -> Result | None:
    """Those who engaged and those who did not, each against their own expected course.

    None where everybody did or nobody is known to have (outside a caseload).
    """
    if found.apart is None:
        return None
    table = found.apart.rename(columns={"rate_ratio": "ratio"})
    table["group"] = table["group"].str.capitalize()
    table["everybody"] = int(table["people"].sum())
    return _result(
        found,
        fingerprint,
        "engaged",
        table,
        (
            Column("group", "Group"),
            Column("people", "People", "count"),
            Column("before", "Before", "count", of="people"),
            Column("after", "After", "count", of="people"),
            Column("crude_change", "Crude change", "number", decimals=2, of="people"),
            Column("ratio", "Rate ratio", "number", decimals=2, of="people"),
            Column("lower", "95% from", "number", decimals=2, of="people"),
            Column("upper", "95% to", "number", decimals=2, of="people"),
            Column("everybody", "People of both groups", "count", shown=False),
        ),
        "Those who engaged and those who did not",
    )


def targets(judged: tuple, fingerprint: str) -> Result:
    """The playbook's targets: measure, aim, answer, and the sentence that explains
    it."""
    table = pd.DataFrame(
        [
            dict(
                measure=j.target.measure,
                aim=f"down by {'up to ' if not j.target.least else ''}"
                f"{j.target.most:.0%}",
                answer=j.answer.capitalize(),
                words=j.words.split(": ", 1)[-1],
            )
            for j in judged
        ]
    )
    return Result(
        "targets",
        table,
        (
            Column("measure", "Target"),
            Column("aim", "Aim"),
            Column("answer", "Answer"),
            Column("words", "Why"),
        ),
        measure="Targets of the neighbourhood team playbook, measured against what "
        "would have happened anyway",
        fingerprint=fingerprint,
    )


def one_by_one(found: ImpactResult, fingerprint: str) -> Result:
    """One row a person: before, after, expected. For an analyst only."""
    table = found.per_person.sort_values("before", ascending=False).reset_index(
        drop=True
    )
    table.insert(0, "order", range(1, len(table) + 1))
    return _result(
        found,
        fingerprint,
        "one_by_one",
        table,
        (
            Column("order", "Order", "number", decimals=0),
            Column("before", "Before", "count"),
            Column("after", "After", "count"),
            Column("expected", "Expected anyway", "number"),
            Column("after_years", "Years followed", "number", decimals=2),
            Column("end_reason", "Ended by"),
        ),
        "Each person before and after",
        person_rows=True,
    )
