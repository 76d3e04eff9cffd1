"""Other estimates of the same programme, as published evaluations make them, on the
same draws: ``python -m tests.benchmarks.impact.peers --runs 15 --rows FILE.csv``.

crude: after over before. matched NB: three people elsewhere for each, nearest in their
recent course on the same day, and a negative binomial regression. top elsewhere: change
against the most frequent of each other PCN. earlier cohort: change against the most
frequent of the own PCN before the programme. synthetic control: the months before of
the own people as a mixture of those of the most frequent of other PCNs.
"""

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import nnls
from scipy.spatial import cKDTree

from analytics.methods.impact import CohortRule, NothingToCompare
from analytics.methods.impact.checks.in_time import recent_course
from analytics.methods.impact.cohort import pick_cohort
from analytics.methods.impact.ladder import picked
from analytics.methods.impact.panels.counts import count_course, monthly_course
from analytics.methods.impact.panels.windows import Windows
from analytics.methods.impact.rungs.comparators import concurrent_pool, index_dates
from tests.benchmarks.impact.worlds import PLACES, WORLDS, draw
from tests.benchmarks.impact.worlds_study import SIZES

WINDOWS = Windows()
EACH = 3  # people matched with each


def change(counts) -> tuple[float, float]:
    """Log of after over before, and its standard error over people."""
    y, years = counts.after, counts.after_years
    rate = y.sum() / max(years.sum(), 1e-9)
    before = counts.before.sum() / counts.before_years.sum()
    error = np.sqrt(((y - rate * years) ** 2).sum()) / max(y.sum(), 1)
    return float(np.log(max(rate, 1e-3) / before)), float(error)


def peers(case, size: int) -> dict[str, tuple[float, float]]:
    """The log ratio and its standard error by each method that can be had."""
    panel = case.panel
    cohort, counts = picked(panel, case.rule, case.index_date, WINDOWS)
    crude, error = change(counts)
    found = {"crude": (crude, error)}
    middle = pd.Timestamp(np.int64(np.median(cohort.index_day)).astype("datetime64[D]"))
    others = top_of_others(panel, size, middle)
    if len(others) > 2:
        changes = np.array([change(one)[0] for _, one in others])
        spread = changes.std(ddof=1)
        found["top elsewhere"] = (
            crude - changes.mean(),
            float(np.hypot(error, spread / np.sqrt(len(changes)))),
        )
        found["synthetic control"] = synthetic(panel, cohort, others, counts)
    if (then := top_before(panel, size)) is not None:
        past, past_error = change(then)
        found["earlier cohort"] = (crude - past, float(np.hypot(error, past_error)))
    now = concurrent_pool(panel, cohort, counts, index_dates(cohort), WINDOWS, None)
    if len(now) > EACH * len(counts):
        found["matched NB"] = matched_nb(counts, now)
    return found


def top_of_others(panel, size, day) -> list[tuple[np.ndarray, object]]:
    """Rows and counts of the most frequent of each other PCN at a day."""
    made = []
    for place in PLACES[1:]:
        people = panel.people.assign(in_scope=panel.people["pcn"] == place)
        try:
            there = replace(panel, people=people, caseload=panel.caseload.iloc[:0])
            one = pick_cohort(there, CohortRule("top", n=size), day)
        except NothingToCompare:
            continue
        args = one.rows, one.index_day, WINDOWS, one.index_day
        made.append((one.rows, count_course(panel, *args)))
    return made


def top_before(panel, size):
    """Counts of the own PCN's most frequent, followed before the first referral."""
    if panel.programme_start is None:
        return None
    day = panel.programme_start - pd.DateOffset(months=12)
    try:
        one = pick_cohort(panel, CohortRule("top", n=size), day)
    except NothingToCompare:
        return None
    return count_course(panel, one.rows, one.index_day, WINDOWS, one.index_day)


def matched_nb(counts, now) -> tuple[float, float]:
    """Three nearest people for each, and the coefficient of being in the programme."""
    import statsmodels.api as sm

    mine, theirs = recent_course(counts), recent_course(now)
    scale = np.maximum(mine.std(axis=0), 0.25)
    _, near = cKDTree(theirs / scale).query(mine / scale, EACH)
    matched = now.take(near.ravel())
    y = np.concatenate([counts.after, matched.after])
    years = np.concatenate([counts.after_years, matched.after_years])
    level = np.log(np.concatenate([counts.before, matched.before]) + 0.5)
    treated = np.r_[np.ones(len(counts)), np.zeros(len(matched))]
    live = years > 0
    design = sm.add_constant(np.column_stack([treated, level]))[live]
    family = sm.families.NegativeBinomial(alpha=0.7)
    model = sm.GLM(y[live], design, family, offset=np.log(years[live]))
    fit = model.fit(cov_type="HC1")
    return float(fit.params[1]), float(fit.bse[1])


def synthetic(panel, cohort, others, counts) -> tuple[float, float]:
    """Quarters before of the own people as a mixture of other PCNs'; the error is that
    of the same for each of these, left out in turn (Abadie et al 2010)."""

    def quarters(rows, day):
        events, years = monthly_course(panel, rows, day, WINDOWS)
        total = events.sum(axis=0).reshape(8, 3).sum(axis=1)
        return total / np.maximum(years.sum(axis=0).reshape(8, 3).sum(axis=1), 1e-9)

    own = quarters(cohort.rows, cohort.index_day)
    rest = np.array([quarters(rows, one.date) for rows, one in others])

    def gap(mine, donors):
        weights, _ = nnls(donors[:, :4].T, mine[:4])
        made = weights @ donors[:, 4:]
        return np.log(max(mine[4:].sum(), 0.1) / max(made.sum(), 0.1))

    apart = [gap(rest[k], np.delete(rest, k, axis=0)) for k in range(len(rest))]
    return float(gap(own, rest)), float(np.std(apart, ddof=1))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--worlds", nargs="+", default=list(WORLDS))
    options.add_argument("--runs", type=int, default=15)
    options.add_argument("--rows", type=Path, required=True)
    chosen, rows = options.parse_args(), []
    for name in chosen.worlds:
        for number in range(chosen.runs):
            size = SIZES[number % len(SIZES)]
            rng = np.random.default_rng([77, list(WORLDS).index(name), number, 0])
            found = peers(draw(WORLDS[name], size, 0.0, rng), size)
            for method, (ratio, error) in found.items():
                row = {"world": name, "number": number, "method": method}
                rows.append(row | {"log": ratio, "error": error})
    pd.DataFrame(rows).to_csv(chosen.rows, index=False)


if __name__ == "__main__":
    main()
