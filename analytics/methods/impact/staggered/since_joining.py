"""People of a caseload and those compared with them, by months since joining."""

from dataclasses import dataclass, field

import numpy as np

from analytics.methods.impact.estimate import plain
from analytics.methods.impact.panels.counts import Counts, monthly_course
from analytics.methods.impact.rungs.balance import balancing_weights
from analytics.methods.impact.rungs.compare import Compared
from analytics.methods.impact.rungs.matched import Rung
from analytics.methods.impact.staggered.by_months import (
    ByMonths,
    Stack,
    by_months,
    in_steps,
)

LEAST_GROUPS = 3  # joining months: with fewer nobody joins later
LEAST_PEOPLE = 20  # who joined
CHANCE = 0.05
STEP = 3  # months taken together, unless so many joined that each tells something
TILT = 1e-3  # the ridge: what may be left of a difference, in standard deviations
ENOUGH_FOR_MONTHS = 1000  # people who joined


@dataclass(frozen=True)
class SinceJoining:
    """The effect by months since joining, and over all of them.

    months: what each ``step`` of months says. difference, lower, upper: attendances a
    person-year since joining, of those who joined less those expected, with the
    interval of the answer itself, so that the two never part.
    """

    months: ByMonths = field(repr=False)
    step: int
    difference: float
    lower: float
    upper: float

    @property
    def alike_before(self) -> bool:
        """Whether the months before joining differ no more than chance lets them."""
        return not self.months.before_differs < CHANCE

    def to_json(self) -> dict:
        """As the command line prints it."""
        rows = self.months.table.drop(columns=["visits", "person_years"])
        return {
            "people": self.months.people,
            "joining_months": self.months.groups,
            "step_months": self.step,
            "difference": plain(self.difference),
            "lower": plain(self.lower),
            "upper": plain(self.upper),
            "before_differs": plain(self.months.before_differs),
            "after_differs": plain(self.months.after_differs),
            "months": [
                {name: plain(value) for name, value in row.items()}
                for row in rows.to_dict("records")
            ],
        }


def since_joining(compared: Compared, rung: Rung) -> SinceJoining | None:
    """The effect by months since joining of a matched comparison's cohort.

    None where all joined within two months, or very few did: then the course about the
    one day says the same.
    """
    stack = stack_of(compared, rung)
    joined = stack.joined
    groups = len(np.unique(stack.group[joined]))
    if groups < LEAST_GROUPS or joined.sum() < LEAST_PEOPLE:
        return None
    step = 1 if joined.sum() >= ENOUGH_FOR_MONTHS else STEP
    stack = in_steps(stack, step)
    plainly = by_months(stack, as_theirs=True)
    # After joining the regression says by how much those compared still differ; the
    # answer's own expected total is kept to.
    table = plainly.table
    live = (table["month"] >= compared.windows.washout) & table["expected"].notna()
    total = (table["expected"] * table["person_years"])[live].sum()
    factor = rung.draws.point / total if total > 0 else 1.0
    months = by_months(stack, np.where(stack.months >= 0, factor, 1.0), True)
    years = compared.counts.after_years.sum()
    middle, low, high = (-avoided / years for avoided in rung.draws.avoided())
    return SinceJoining(months, step, float(middle), float(high), float(low))


def stack_of(compared: Compared, rung: Rung) -> Stack:
    """Those who joined and those compared, by month about the joining day; those
    compared at that day nearest to which somebody joined, until they join."""
    panel, windows, cohort = compared.panel, compared.windows, compared.cohort
    pool = rung.pool.take(rung.weights > 0)
    rows, _ = panel.index.rows_of(pool.person)
    mine = monthly_course(panel, cohort.rows, cohort.index_day, windows)
    theirs = monthly_course(panel, rows, pool.date, windows, panel.index.joins[rows])
    days = np.unique(pool.date)
    nearest = np.abs(cohort.index_day[:, None] - days[None, :]).argmin(axis=1)
    group, other = _month(days[nearest]), _month(pool.date)
    weights = as_often(
        compared.counts, group, pool, other, rung.weights[rung.weights > 0]
    )
    return Stack(
        person=np.concatenate([panel.index.person[cohort.rows], pool.person]),
        group=np.concatenate([group, other]),
        joined=np.repeat([True, False], [len(cohort), len(pool)]),
        weight=np.concatenate([np.zeros(len(cohort)), weights]),
        visits=np.concatenate([mine[0], theirs[0]]),
        years=np.concatenate([mine[1], theirs[1]]),
        months=np.arange(-windows.before, windows.follow_up),
    )


def as_often(
    mine: Counts,
    group: np.ndarray,
    theirs: Counts,
    other: np.ndarray,
    weights: np.ndarray,
) -> np.ndarray:
    """The weights of a matched comparison, tilted so that in each joining month those
    compared count for as many as joined, and came as often over the window before and
    its last three months.

    The answer's own match the logs of these counts, and leave the rest to a regression
    on what came after; months before joining have no such second chance.
    """
    months = np.unique(group)
    one, many = (
        np.column_stack(
            [counts.before, counts.recent, *(where == month for month in months)]
        ).astype(float)
        for counts, where in ((mine, group), (theirs, other))
    )
    return balancing_weights(one.mean(axis=0), many, weights, TILT)


def _month(days: np.ndarray) -> np.ndarray:
    """A whole number for the calendar month of each day number."""
    dates = np.asarray(days, np.int64).astype("datetime64[D]")
    return dates.astype("datetime64[M]").astype(np.int64)
