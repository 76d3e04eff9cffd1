"""One outcome month by month: what was observed, what was to be expected anyway, the
line of the target, and how it stood at the end of each month."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd

from analytics.definitions.filters import Filters
from analytics.definitions.outcomes import Outcome
from analytics.definitions.outcomes.measured import A_YEAR
from analytics.measures.counting.settle import settle
from analytics.measures.outcomes.group import Settled, is_chosen, settled
from analytics.measures.outcomes.judged import UNKNOWN, Followed, followed
from analytics.measures.outcomes.own_share import share_until
from analytics.measures.outcomes.seen import crude_change
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import is_narrowed
from analytics.methods.impact.estimate import ImpactEstimate
from analytics.methods.impact.verdicts import (
    CANNOT_TELL,
    because,
    in_words,
    verdict,
)
from analytics.store import usual_answers
from analytics.store.dataset import Dataset

MOST_POINTS = 12  # at which an outcome is judged; of longer times, every few months
QUARTER = 3  # months that a meeting sees together
SMOOTHED = 3  # months: what is expected is drawn as a course, not as a forecast


def by_month(
    dataset: Dataset, filters: Filters, outcome: Outcome, together: int = 1
) -> Result:
    """One row for so many months together: month (the first of them, 0 the first after
    people were picked), amount and per (as `seen`), rate (amount ÷ per), expected
    (rate to be expected anyway), drawn (the same as its mean over three months), aimed
    (drawn at the target's line), so_far (crude change from the months before to all
    those since picking, at the row's end), share with lower and upper (against what was
    to be expected of all those months, 95%), verdict and why at the row's end, people.
    No row where nobody can be followed."""
    one = followed(dataset, filters, outcome)
    frame = pd.DataFrame(columns=[*NAMES])
    if one.of is not None and one.months is not None:
        frame = _rows(dataset, filters, one, one.of, one.months.copy(), together)
    called = "" if one.of is None else one.of.measured.title
    each = "" if one.of is None else one.of.measured.each
    picked = "" if one.of is None else f"picked {one.of.picked}"
    return Result(
        f"outcome_{outcome.name}",
        frame,
        _columns(called, each),
        f"{called} {each}, by {'month' if together == 1 else f'{together} months'}",
        period=picked,
        population=outcome.title,
        rule=settle(dataset, filters).filters.sentence(),
        fingerprint=dataset.fingerprint,
        notes=tuple(text for text in (outcome.settled,) if text),
        narrowed=is_narrowed(filters) or is_chosen(outcome),
    )


def _rows(
    dataset: Dataset,
    filters: Filters,
    one: Followed,
    of: Settled,
    months: pd.DataFrame,
    together: int,
) -> pd.DataFrame:
    months["expected"] = np.nan
    drawn = one.own.course
    if drawn is not None:
        expected = pd.Series(drawn.expected_course, index=drawn.months)
        months["expected"] = months["month"].map(expected)
    months["begin"] = months["month"] // together * together
    months["expected"] *= months["per"]
    grouped = months.groupby("begin", as_index=False)
    frame = grouped[["amount", "per", "expected"]].sum(min_count=1)
    frame = frame.rename(columns={"begin": "month"})
    frame["expected"] /= frame["per"]
    frame.loc[frame["month"] < 0, "expected"] = np.nan
    frame["drawn"] = frame["expected"]
    if together == 1:
        rolled = frame["expected"].rolling(SMOOTHED, center=True, min_periods=1).mean()
        frame["drawn"] = rolled.where(frame["expected"].notna())
    frame["aimed"] = frame["drawn"] * one.outcome.line
    ends = [int(first) + together for first in frame["month"]]
    judged = [_at(dataset, filters, one, of, end) for end in ends]
    frame = pd.concat([frame, pd.DataFrame(judged)], axis=1)
    return frame.assign(rate=None, people=float(one.people))


def _at(
    dataset: Dataset, filters: Filters, one: Followed, of: Settled, end: int
) -> dict[str, object]:
    """How it stood when so many months had passed."""
    blank = dict.fromkeys(("so_far", "share", "lower", "upper"), np.nan)
    row: dict[str, object] = {**blank, "answer": "", "verdict": "", "why": ""}
    end = min(end, of.reached)
    wait = one.outcome.wait
    if end <= wait or one.months is None:
        return row
    until = one.months[one.months["month"] < end]
    row["so_far"] = crude_change(until, wait)
    due = end >= of.months
    if one.own.best is None:
        said = in_words(CANNOT_TELL, due)
        return row | {"answer": CANNOT_TELL, "verdict": said, "why": one.why}
    every = max(1, -(-(of.reached - wait) // MOST_POINTS))
    if (of.reached - end) % every:
        return row
    best: ImpactEstimate | None = one.own.best
    if end < of.reached:
        best = until_month(dataset, filters, one.outcome, end)
    if best is None or best.rate_ratio is None:
        said = in_words(CANNOT_TELL, due)
        return row | {"answer": CANNOT_TELL, "verdict": said, "why": UNKNOWN}
    answer = verdict(one.outcome, best.lower, best.upper, due)
    why = because(one.outcome, answer)
    if one.own.why:
        answer, why = CANNOT_TELL, one.own.why
    return row | {
        "share": best.rate_ratio - 1,
        "lower": best.lower - 1,
        "upper": best.upper - 1,
        "answer": answer,
        "verdict": in_words(answer, due),
        "why": why,
    }


@lru_cache(maxsize=128)
def until_month(
    dataset: Dataset, filters: Filters, outcome: Outcome, end: int
) -> ImpactEstimate | None:
    """The same analysis of the months until one alone; None where it has no answer."""
    return usual_answers.kept(_until_month, dataset, filters, outcome, end)


def _until_month(
    dataset: Dataset, filters: Filters, outcome: Outcome, end: int
) -> ImpactEstimate | None:
    found = share_until(dataset, filters, settled(dataset, outcome), end)
    return None if found is None else replace(found, draws=None)


NAMES = (
    *("month", "amount", "per", "rate", "expected", "drawn", "aimed", "so_far"),
    *("share", "lower", "upper", "answer", "verdict", "why", "people"),
)


def _columns(called: str, each: str) -> tuple[Column, ...]:
    def modelled(name: str, title: str, shown: bool = True) -> Column:
        return Column(name, title, "number", decimals=2, of="people", shown=shown)

    def so_far(name: str, title: str) -> Column:
        # From one row to the next it changes by what was counted in between.
        return Column(name, title, "number", decimals=2, of="people", private=True)

    years = each in (A_YEAR, "")
    per = (
        Column("per", "Person-years", "years", of="people")
        if years
        else Column("per", "Stays", "count", of="people")
    )
    return (
        Column("month", "Months from the day", "number", decimals=0),
        Column("amount", called or "Events", "count", of="people"),
        per,
        Column("rate", f"Observed, {each}", "ratio", "amount", "per", decimals=2),
        modelled("expected", f"Expected anyway, {each}"),
        modelled("drawn", "Expected, as drawn", shown=False),
        modelled("aimed", "Target, as drawn", shown=False),
        so_far("so_far", "Crude change so far"),
        so_far("share", "Own share so far"),
        so_far("lower", "95% from"),
        so_far("upper", "to"),
        Column("verdict", "Verdict", of="people"),
        Column("why", "Since", of="people"),
        Column("answer", "Answer", of="people", shown=False),
        Column("people", "People in the group", "count", shown=False),
    )
