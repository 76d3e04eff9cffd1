"""The same analysis at dates when no programme ran, one date a row."""

import numpy as np
import pandas as pd

from analytics.methods.impact.checks.in_time import at_dates, placebo_dates
from analytics.methods.impact.cohort_rule import CohortRule
from analytics.methods.impact.describe import LABELS
from analytics.methods.impact.ladder import picked
from analytics.methods.impact.panels.follow_up import crude_change, rate_before
from analytics.methods.impact.panels.panel import CoursePanel, NothingToCompare
from analytics.methods.impact.panels.windows import Windows
from analytics.methods.impact.rungs.compare import without_rungs
from analytics.methods.impact.sensitivity import COLUMNS, DRAWS

NOBODY = "too few people at this date, or nobody to compare them with"


def placebo(
    panel: CoursePanel,
    rule: CohortRule,
    index_date=None,
    follow_up_months: int = 12,
    window_months: int = 12,
    *,
    seed: int = 20230417,
) -> pd.DataFrame:
    """The analysis at earlier dates, of follow-ups that ended before any programme.

    A rule picks as it would have then; of a caseload or a list people stand in whose
    recent course was like that of those referred. Columns: ``index_date``, then those
    of the sensitivity table. Raises :class:`NothingToCompare` without such a date.
    """
    windows = Windows(window_months, follow_up_months)
    cohort, counts = picked(panel, rule, index_date, windows)
    real = without_rungs(panel, cohort, counts, windows)
    rng = np.random.default_rng(seed)
    rows = [
        {"index_date": date} | _row(date, at_dates(real, rule, [date], rng, DRAWS))
        for date in placebo_dates(panel, cohort, windows)
    ]
    if not rows:
        raise NothingToCompare(
            f"A placebo needs {window_months} months before and {follow_up_months} "
            "months after a date, all before the programme; the data starts on "
            f"{panel.data_from:%-d %B %Y}."
        )
    return pd.DataFrame(rows)


def _row(date: pd.Timestamp, past) -> dict:
    row = dict.fromkeys(COLUMNS, np.nan) | {
        "variant": f"picked {date:%-d %B %Y}",
        "method": "",
        "people": 0,
        "note": NOBODY,
    }
    if past is None:
        return row
    draws, counts = past.rungs[past.leads].draws, past.counts
    lower, upper = draws.interval()
    base = rate_before(counts) * counts.after_years.sum()
    return row | {
        "people": len(counts),
        "crude_change": crude_change(counts),
        "method": LABELS[past.leads],
        "expected_change": draws.point / base - 1,
        "rate_ratio": draws.ratio,
        "lower": lower,
        "upper": upper,
        "note": "",
    }
