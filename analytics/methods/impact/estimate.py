"""What an analysis answers: one estimate a rung, and the result that holds them."""

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.definitions.event_kinds import EventKind
from analytics.methods.impact.rungs.interval import Draws

if TYPE_CHECKING:
    from analytics.methods.impact.checks.outcome import Checks
    from analytics.methods.impact.staggered.since_joining import SinceJoining


@dataclass(frozen=True)
class ImpactEstimate:
    """One rung of the ladder.

    method: 'matched', 'earlier' or 'range'; label: the same in words. expected_change:
    change of the rate to expect without a programme (-0.38 = a fall of 38%);
        None for the range, which has expected_lower and expected_upper only.
    rate_ratio, lower, upper: observed over expected rate with its 95% interval (no
    point for the
        range). avoided, avoided_lower, avoided_upper: attendances. comparators: people
    compared with; effective: what they are worth after weighting. support: share of
    expected visits for which untreated people as frequent exist; supported: that
        share is enough for the rung to lead, and the comparators taken together were as
    frequent. expected_course: expected visits a person-year by month, ``months`` names
    each (-12 … follow-up
        less 1; 0 is the first month after the index date). Before it: the comparators'
    own. draws: joint draws of expected and treated totals, for the savings; None for
    the range.
    """

    method: str
    label: str
    expected_change: float | None
    expected_lower: float
    expected_upper: float
    rate_ratio: float | None
    lower: float
    upper: float
    avoided: float | None
    avoided_lower: float
    avoided_upper: float
    comparators: int = 0
    effective: float = 0.0
    support: float = 0.0
    supported: bool = False
    months: np.ndarray = field(default_factory=lambda: np.zeros(0, int))
    expected_course: np.ndarray = field(default_factory=lambda: np.zeros(0))
    paragraph: str = ""
    assumptions: tuple[str, ...] = ()
    why_this_rung: str = ""
    draws: Draws | None = None

    @property
    def causal(self) -> bool:
        """False for the range: no causal claim possible."""
        return self.rate_ratio is not None

    def to_json(self) -> dict:
        """The fields of the command line's contract, plain numbers, None where
        unknown."""
        return {
            "method": self.method,
            "label": self.label,
            **{
                name: plain(getattr(self, name))
                for name in (
                    "expected_change",
                    "expected_lower",
                    "expected_upper",
                    "rate_ratio",
                    "lower",
                    "upper",
                    "avoided",
                    "avoided_lower",
                    "avoided_upper",
                    "comparators",
                )
            },
        }


@dataclass(frozen=True)
class ImpactResult:
    """A whole before-and-after analysis.

    people: cohort size. before, after: events in the two windows; before_years,
    after_years: person-time. crude_change: change of the rate (-0.5 = half). course:
    frame by month with ``month``, ``events``, ``person_years``, ``rate`` (visits a
    person-year). estimates: best first. balance: see ``balance_table``; None without a
    matched comparison. per_person: one row a person (``person``, ``index_date``,
    ``before``, ``after``, ``before_years``, ``after_years``, ``expected``, ``engaged``,
    ``end_reason`` during follow-up). apart: engaged and not engaged. narrowed: whether
    filters chose the people it was asked of. checks: what it rests on and what may be
    claimed, None where that was not asked.
    """

    cohort: str
    kind: EventKind
    index_date: pd.Timestamp
    last_index_date: pd.Timestamp
    window_months: int
    follow_up_months: int
    washout_months: int
    people: int
    before: float
    after: float
    before_years: float
    after_years: float
    crude_change: float
    course: pd.DataFrame
    estimates: tuple[ImpactEstimate, ...]
    died: int
    left: int
    notes: tuple[str, ...]
    balance: pd.DataFrame | None
    per_person: pd.DataFrame
    apart: pd.DataFrame | None = None
    unit: str = "attendances"
    narrowed: bool = False
    checks: "Checks | None" = None
    since_joining: "SinceJoining | None" = None

    @property
    def best(self) -> ImpactEstimate:
        """The highest rung that the data bears."""
        return self.estimates[0]

    @property
    def claim(self) -> str:
        """What may be claimed (`checks.outcome`); empty where that was not asked."""
        return "" if self.checks is None else self.checks.claim

    def estimate(self, method: str) -> ImpactEstimate | None:
        """The estimate of one method, or None when that rung was out of reach."""
        return next((e for e in self.estimates if e.method == method), None)

    def to_json(self) -> dict:
        """One JSON object, as ``python -m analytics impact`` prints it."""
        return {
            "people": self.people,
            "before": plain(self.before),
            "after": plain(self.after),
            "before_person_years": plain(self.before_years),
            "after_person_years": plain(self.after_years),
            "crude_change": plain(self.crude_change),
            "estimates": [e.to_json() for e in self.estimates],
            "best": self.best.method,
            "died": self.died,
            "left": self.left,
            "notes": list(self.notes),
            **({} if self.checks is None else self.checks.to_json()),
            "by_months_since_joining": None
            if self.since_joining is None
            else self.since_joining.to_json(),
        }


def plain(value):
    """A number JSON can carry: whole when whole, None when unknown."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    value = float(value)
    return int(value) if value.is_integer() else round(value, 4)
