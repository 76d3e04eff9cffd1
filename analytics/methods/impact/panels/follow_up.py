"""What happened to the cohort itself: follow-up, endings, months and people."""

import numpy as np
import pandas as pd

from analytics.methods.impact.cohort import Cohort
from analytics.methods.impact.panels.counts import Counts, monthly_course
from analytics.methods.impact.panels.days_to_pick import LEAST_FOLLOW_UP_DAYS, advice
from analytics.methods.impact.panels.panel import (
    CoursePanel,
    NothingToCompare,
    add_months,
    day_number,
)
from analytics.methods.impact.panels.windows import Windows
from analytics.methods.impact.rungs.comparators import as_timestamp
from analytics.methods.impact.rungs.interval import draw_ratio
from analytics.methods.impact.rungs.matched import Rung


def check_follow_up(
    panel: CoursePanel, cohort: Cohort, counts: Counts, windows: Windows
) -> None:
    """Raise :class:`NothingToCompare`, saying what can still be said, without any
    follow-up."""
    first = as_timestamp(cohort.index_day.min())
    begins = add_months(first, windows.washout)
    if (
        panel.data_to - begins
    ).days + 1 < LEAST_FOLLOW_UP_DAYS or counts.after_years.sum() <= 0:
        raise NothingToCompare(
            f"There is no follow-up yet: the data ends on {panel.data_to:%-d %B %Y} "
            "and the "
            f"follow-up starts on {begins:%-d %B %Y}. What can be said now is who "
            "would be "
            f"followed and how many {panel.kind.many} they made before.",
            advice(panel.data_from, panel.data_to, windows.washout),
        )


def window_notes(panel: CoursePanel, cohort: Cohort, windows: Windows) -> list[str]:
    """What is said when the data cuts a window short, a sentence each."""
    notes = []
    first, last = (
        as_timestamp(cohort.index_day.min()),
        as_timestamp(cohort.index_day.max()),
    )
    if add_months(last, windows.follow_up) > panel.data_to + pd.Timedelta(days=1):
        notes.append(
            f"The data ends on {panel.data_to:%-d %B %Y}, so some or all are followed "
            f"for less than {windows.follow_up} months; rates are per person-time."
        )
    if add_months(first, -windows.before) < panel.data_from:
        notes.append(
            f"The data starts on {panel.data_from:%-d %B %Y}, so the window before is "
            f"shorter than {windows.before} months for some or all."
        )
    return notes


def observed_course(
    panel: CoursePanel, cohort: Cohort, windows: Windows
) -> pd.DataFrame:
    """The cohort's own ``month``, ``events``, ``person_years`` and ``rate``, one row a
    month."""
    events, years = monthly_course(panel, cohort.rows, cohort.index_day, windows)
    events, years = events.sum(axis=0), years.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = np.where(years > 0, events / years, np.nan)
    return pd.DataFrame(
        {
            "month": np.arange(-windows.before, windows.follow_up),
            "events": events,
            "person_years": years,
            "rate": rate,
        }
    )


def crude_change(counts: Counts) -> float:
    """Change of the rate from before to after; NaN when nothing was seen before."""
    rate = rate_before(counts)
    return (
        float(counts.after.sum() / counts.after_years.sum() / rate - 1)
        if rate > 0
        else float("nan")
    )


def rate_before(counts: Counts) -> float:
    """Visits a person-year in the window before."""
    return float(counts.before.sum() / counts.before_years.sum())


def follow_up_end(panel: CoursePanel, cohort: Cohort, windows: Windows) -> np.ndarray:
    """Day number on which each follow-up ends if nothing intervenes."""
    return np.minimum(
        windows.edges(cohort.index_day)["stop"], day_number(panel.data_to) + 1
    )


def endings(panel: CoursePanel, cohort: Cohort, windows: Windows) -> dict[str, int]:
    """How many ``died`` and ``left`` during their follow-up."""
    reasons = end_reasons(panel, cohort, windows)
    return {
        "died": int((reasons == "died").sum()),
        "left": int((reasons == "left").sum()),
    }


def end_reasons(panel: CoursePanel, cohort: Cohort, windows: Windows) -> np.ndarray:
    """Why each follow-up ended early; None where it did not."""
    people = panel.people.iloc[panel.index.order[cohort.rows]]
    within = panel.index.observed_to[cohort.rows] < follow_up_end(
        panel, cohort, windows
    )
    return np.where(within, people["end_reason"].to_numpy(object), None)


def per_person(
    panel: CoursePanel,
    cohort: Cohort,
    counts: Counts,
    rung: Rung | None,
    windows: Windows,
) -> pd.DataFrame:
    """One row a person, as :class:`ImpactResult` describes it."""
    return pd.DataFrame(
        {
            "person": counts.person,
            "index_date": cohort.index_day.astype("datetime64[D]"),
            "before": counts.before,
            "after": counts.after,
            "before_years": counts.before_years,
            "after_years": counts.after_years,
            "expected": np.nan if rung is None else rung.each,
            "engaged": cohort.engaged,
            "end_reason": end_reasons(panel, cohort, windows),
        }
    )


def apart(
    cohort: Cohort, counts: Counts, rung: Rung | None, rng: np.random.Generator
) -> pd.DataFrame | None:
    """Engaged and not engaged, each against their own expected course. People choose
    whether to engage, so the difference between the two is not an effect."""
    if cohort.engaged.all() or not cohort.engaged.any():
        return None
    rows = []
    for name, mask in (
        ("engaged", cohort.engaged),
        ("did not engage", ~cohort.engaged),
    ):
        part = counts.take(mask)
        row = {
            "group": name,
            "people": len(part),
            "before": part.before.sum(),
            "after": part.after.sum(),
            "crude_change": crude_change(part)
            if part.after_years.sum() > 0
            else np.nan,
        }
        if rung is not None and rung.each[mask].sum() > 0:
            draws = draw_ratio(
                part.after.sum(),
                rung.each[mask],
                rung.draws.influence,
                rung.draws.spread,
                rng,
            )
            row |= {
                "rate_ratio": draws.ratio,
                **dict(zip(("lower", "upper"), draws.interval(), strict=True)),
            }
        rows.append(row)
    return pd.DataFrame(rows)
