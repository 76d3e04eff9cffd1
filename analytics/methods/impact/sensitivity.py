"""The same analysis asked other ways: does the answer hang on a choice?"""

from dataclasses import replace

import numpy as np
import pandas as pd

from analytics.methods.impact.cohort_rule import CohortRule
from analytics.methods.impact.estimate import ImpactResult
from analytics.methods.impact.ladder import impact
from analytics.methods.impact.panels.panel import (
    CoursePanel,
    NothingToCompare,
    add_months,
)
from analytics.methods.impact.rungs.comparators import DAYS_A_MONTH

COLUMNS = [
    "variant",
    "people",
    "crude_change",
    "method",
    "expected_change",
    "rate_ratio",
    "lower",
    "upper",
    "note",
]
DRAWS = 1500  # limits to about a point are enough for a table of a dozen analyses


def sensitivity(
    panel: CoursePanel,
    rule: CohortRule,
    index_date=None,
    follow_up_months: int = 12,
    window_months: int = 12,
    *,
    seed: int = 20230417,
    base: ImpactResult | None = None,
) -> pd.DataFrame:
    """One row a variant, the analysis itself first: without the top 1, 2, 3 people; a
    washout of 1, 2, 3 months; windows of 6 and 24 months; other thresholds or sizes;
    another index date; cost as the outcome. Columns: see COLUMNS; a variant the
    data cannot answer says so in ``note``. ``base`` saves running the first again.

    A caseload keeps each person's own day: from the programme's first day on it would
    be people chosen for getting worse afterwards, until they were referred."""

    def run(r=rule, at=index_date, window=window_months, **options):
        return impact(
            panel,
            r,
            at,
            follow_up_months,
            window_months=window,
            seed=seed,
            draws=DRAWS,
            checks=False,
            **options,
        )

    variants = [("as chosen", (lambda: base) if base is not None else run)]
    variants += [
        (
            f"without the top {k}" + (" person" if k == 1 else " people"),
            lambda k=k: run(drop_top=k),
        )
        for k in (1, 2, 3)
    ]
    variants += [
        (
            f"washout of {k} month{'s' if k > 1 else ''}",
            lambda k=k: run(washout_months=k),
        )
        for k in (1, 2, 3)
        if k < follow_up_months
    ]
    variants += [
        (f"window of {m} months before", lambda m=m: run(window=m))
        for m in (6, 24)
        if m != window_months
    ]
    variants += [(name, lambda r=r: run(r)) for name, r in other_rules(rule)]
    if rule.kind != "caseload" and index_date is not None:
        variants += [
            (
                f"picked {abs(k)} months {'earlier' if k < 0 else 'later'}",
                lambda k=k: run(at=add_months(index_date, k)),
            )
            for k in (-3, 3)
        ]
    if "cost_gbp" in panel.events:
        variants.append(("cost as the outcome", lambda: run(outcome="cost")))
    return pd.DataFrame([row(name, ask) for name, ask in variants], columns=COLUMNS)


def other_rules(rule: CohortRule) -> list[tuple[str, CohortRule]]:
    """Neighbouring rules: half and double the size, two thresholds to each side."""
    if rule.kind == "top" and rule.n:
        return [
            (f"top {n}", replace(rule, n=n)) for n in (max(rule.n // 2, 5), rule.n * 2)
        ]
    if rule.kind == "rule":
        limits = sorted(
            {max(rule.more_than + k, 0) for k in (-4, -2, 2, 4)} - {rule.more_than}
        )
        return [(f"more than {n}", replace(rule, more_than=n)) for n in limits]
    return []


def row(variant: str, ask) -> dict:
    """One analysis as a row; a refusal becomes a note."""
    empty = {name: np.nan for name in COLUMNS} | {
        "variant": variant,
        "method": "",
        "note": "",
    }
    try:
        result = ask()
    except NothingToCompare as why:
        return empty | {"people": 0, "note": str(why)}
    best = result.best
    return empty | {
        "people": result.people,
        "crude_change": result.crude_change,
        "method": best.label,
        "expected_change": np.nan
        if best.expected_change is None
        else best.expected_change,
        "rate_ratio": np.nan if best.rate_ratio is None else best.rate_ratio,
        "lower": best.lower,
        "upper": best.upper,
        "note": "" if best.causal else "no causal claim possible",
    }


def horizons(
    panel: CoursePanel,
    rule: CohortRule,
    index_date=None,
    window_months: int = 12,
    months: tuple[int, ...] = (3, 6, 12, 24),
    *,
    seed: int = 20230417,
    base: tuple[int, ImpactResult] | None = None,
) -> pd.DataFrame:
    """Follow-up of 3, 6, 12 and 24 months as far as the data goes, and the second year
    by itself (months 13 to 24), because a group picked for being high goes on falling.

    ``base``: a follow-up in months and its analysis, where it has been made already.
    Columns: ``horizon``, ``from_month``, ``to_month``, then those of the sensitivity
    table.
    """
    spans = [(f"first {m} months", 0, m) for m in months]
    if 24 in months:
        spans.append(("second year", 12, 24))
    last = index_date if index_date is not None else panel.caseload["referred_on"].min()
    reach = (
        np.inf
        if last is None or pd.isna(last)
        else (panel.data_to - pd.Timestamp(last)).days / DAYS_A_MONTH
    )
    rows = []
    for name, begin, end in spans:

        def ask(begin=begin, end=end):
            if base is not None and (begin, end) == (0, base[0]):
                return base[1]
            if end > reach + 0.5:
                raise NothingToCompare(
                    f"The data does not yet reach {end} months after the index date."
                )
            return impact(
                panel,
                rule,
                index_date,
                end,
                begin,
                window_months,
                seed=seed,
                draws=DRAWS,
                checks=False,
            )

        rows.append(
            {"horizon": name, "from_month": begin, "to_month": end} | row(name, ask)
        )
    return pd.DataFrame(rows).drop(columns="variant")
