"""Who is in the cohort, and on which day each of them was picked.

The index date is the day of picking, never a person's peak, and nothing that happens on
or after it can bring somebody in.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analytics.methods.impact.cohort_rule import CohortRule
from analytics.methods.impact.panels.days_to_pick import LEAST_BEFORE_MONTHS, advice
from analytics.methods.impact.panels.panel import (
    CoursePanel,
    NothingToCompare,
    add_months,
    day_number,
    day_numbers,
)


@dataclass(frozen=True)
class Cohort:
    """The people picked. Arrays have one element a person, sorted by index day then
    person.

    rows: positions in the panel's event index. index_day: day numbers. engaged: started
    with the programme (all True outside a caseload). notes: what was left out and why,
    in words, with exact counts. lost: why alone, as the end of a sentence about people.
    refused: whether some of those listed are known to have declined or been found not
    suitable; None where that is not known.
    """

    rows: np.ndarray
    index_day: np.ndarray
    engaged: np.ndarray
    notes: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    refused: bool | None = None

    def __len__(self) -> int:
        return len(self.rows)

    def take(self, which: np.ndarray) -> "Cohort":
        """The people given by a mask or by positions."""
        return replace(
            self,
            rows=self.rows[which],
            index_day=self.index_day[which],
            engaged=self.engaged[which],
        )


def pick_cohort(
    panel: CoursePanel,
    rule: CohortRule,
    index_date: pd.Timestamp | None,
    window_months: int = 12,
) -> Cohort:
    """Pick the cohort. Only people in scope and under observation on their index date
    count.

    Raises :class:`NothingToCompare` when the date lies outside the data or nobody is
    picked.
    """
    if rule.kind == "caseload":
        cohort = _from_caseload(panel, index_date)
    else:
        if index_date is None:
            raise NothingToCompare(
                "Give the index date: the day on which these people were "
                "picked. Only a caseload carries its own dates."
            )
        index_date = pd.Timestamp(index_date).normalize()
        check_index_date(panel, index_date)
        cohort = _at_one_date(panel, rule, index_date, window_months)
    if not len(cohort):  # without counts: a refusal is told to a meeting too
        raise NothingToCompare(
            f"Nobody fits {rule.words(panel.kind)} in this place at this "
            "date, so there is no before and after to show."
            + "".join(f" Some {why}." for why in cohort.lost)
        )
    return cohort


def check_index_date(panel: CoursePanel, index_date: pd.Timestamp) -> None:
    """Raise :class:`NothingToCompare` unless the data reaches far enough to both
    sides."""
    span = f"{panel.data_from:%-d %B %Y} to {panel.data_to:%-d %B %Y}"
    which = advice(panel.data_from, panel.data_to)
    if index_date < panel.data_from:
        raise NothingToCompare(
            f"The index date {index_date:%-d %B %Y} is before the data ({span}).", which
        )
    if index_date > panel.data_to:
        raise NothingToCompare(
            f"There is no follow-up yet: the data ends on "
            f"{panel.data_to:%-d %B %Y}, before the index date "
            f"{index_date:%-d %B %Y}. What can be said now is who would be "
            "picked and how often they attended.",
            which,
        )
    if index_date < add_months(panel.data_from, LEAST_BEFORE_MONTHS):
        raise NothingToCompare(
            f"The data starts on {panel.data_from:%-d %B %Y}, too close to the "
            f"index date {index_date:%-d %B %Y}: at least "
            f"{LEAST_BEFORE_MONTHS} months are needed to see who attended "
            "often before it.",
            which,
        )


def _at_one_date(panel, rule, index_date, window_months) -> Cohort:
    events = panel.index
    day = day_number(index_date)
    scope = panel.people["in_scope"].to_numpy(bool)[events.order]
    present = (events.observed_from <= day) & (events.observed_to > day)
    start = day_number(add_months(index_date, -window_months))
    before = events.everybody(start, day)
    notes, lost = [], []
    if rule.kind == "list":
        rows, found = events.rows_of(np.array(sorted(set(rule.people))))
        kept = rows[present[rows] & scope[rows]]
        if (~found).sum():
            lost.append("are not in the data")
            notes.append(f"{int((~found).sum())} of the people listed {lost[-1]}.")
        if len(rows) > len(kept):
            lost.append("were not under observation in this place on the index date")
            notes.append(f"{len(rows) - len(kept)} of the people listed {lost[-1]}.")
    else:
        candidates = np.flatnonzero(scope & present & (before > 0))
        if rule.kind == "rule":
            kept = candidates[before[candidates] > rule.more_than]
        else:
            size = rule.n or max(1, round(rule.share * len(candidates)))
            inside = (events.day >= start) & (events.day < day)
            last = np.full(len(events.person), -1)
            np.maximum.at(last, events.row[inside], events.day[inside])
            # Ties: the most recent attendance first, then the lower person number.
            rank = np.lexsort((candidates, -last[candidates], -before[candidates]))
            kept = np.sort(candidates[rank[:size]])
            if rule.n and len(kept) < rule.n:
                notes.append(
                    f"Only {len(kept)} people attended at all, fewer than {rule.n}."
                )
    days, all_of_them = np.full(len(kept), day), np.ones(len(kept), bool)
    return Cohort(kept, days, all_of_them, tuple(notes), tuple(lost))


def _from_caseload(panel, index_date) -> Cohort:
    events = panel.index
    referrals = panel.caseload.dropna(subset=["referred_on"])
    if index_date is not None:
        referrals = referrals[referrals["referred_on"] <= pd.Timestamp(index_date)]
    if not len(referrals):
        raise NothingToCompare(
            "The caseload has no referrals by this date. The top 30 or "
            "everyone above the rule can still be followed."
        )
    referrals = referrals.sort_values(["referred_on", "person"])
    first = referrals.groupby("person").agg(
        day=("referred_on", "first"), started=("started_on", "min")
    )
    rows, found = events.rows_of(first.index.to_numpy())
    if not len(rows):
        raise NothingToCompare(
            "Nobody on the caseload joins with the people in the extract: were "
            "both pseudonymised with the same key? The top 30 or everyone above "
            "the rule can still be followed."
        )
    day, started = day_numbers(first["day"])[found], first["started"].to_numpy()[found]
    notes, lost = [], []
    if (~found).sum():
        lost.append("are not in the data")
        notes.append(
            f"{int((~found).sum())} of {len(found)} people on the caseload {lost[-1]} "
            "and are left out."
        )
    scope = panel.people["in_scope"].to_numpy(bool)[events.order][rows]
    early = day < day_number(add_months(panel.data_from, LEAST_BEFORE_MONTHS))
    late = day > day_number(panel.data_to)
    absent = (events.observed_from[rows] > day) | (events.observed_to[rows] <= day)
    for mask, words in (
        (scope & early, "were referred before there was enough data to look back on"),
        (scope & late, "were referred after the data ends (no follow-up yet)"),
        (
            scope & absent & ~early & ~late,
            "were not on the list on the day of referral",
        ),
    ):
        if mask.sum():
            lost.append(words)
            notes.append(f"{int(mask.sum())} people {words} and are left out.")
    keep = scope & ~early & ~late & ~absent
    rows, day, engaged = rows[keep], day[keep], ~pd.isna(started[keep])
    rank = np.lexsort((rows, day))
    refused = None
    if "refused" in referrals:
        said_no = referrals.loc[referrals["refused"], "person"]
        refused = bool(np.isin(first.index.to_numpy()[found][keep], said_no).any())
    return Cohort(
        rows[rank], day[rank], engaged[rank], tuple(notes), tuple(lost), refused
    )


def comparators_at(
    panel: CoursePanel,
    cohort: Cohort,
    index_date: pd.Timestamp,
    floor: int,
    window_months: int,
    before_programme: bool = False,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows of untreated people with at least ``floor`` events in the window before a
    date, the day each stops being untreated (NEVER without one), and those events'
    number.

    Anyone already on the caseload that day is out. Somebody who joins later counts
    until the day they join: leaving them out altogether would pick comparators by their
    future, since people are referred when their attendances rise. Cohort members picked
    by then are out too, except when the date lies before any programme: then dropping
    the later cohort would keep those who got better.
    """
    events = panel.index
    day = day_number(index_date)
    start = day_number(add_months(index_date, -window_months))
    before = events.everybody(start, day)
    rows = np.flatnonzero(before >= floor)
    ok = (events.observed_from[rows] <= day) & (events.observed_to[rows] > day)
    if not before_programme:
        ok &= events.joins[rows] > day
        ok &= ~np.isin(rows, cohort.rows[cohort.index_day <= day])
    rows = rows[ok]
    return rows, events.joins[rows], before[rows]
