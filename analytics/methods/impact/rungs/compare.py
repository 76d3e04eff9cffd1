"""Every rung that the data bears, for a cohort: of the programme, or of a placebo."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.methods.impact.cohort import Cohort
from analytics.methods.impact.panels.counts import LARGEST_POOL, Counts, thinned
from analytics.methods.impact.panels.panel import CoursePanel, NothingToCompare
from analytics.methods.impact.panels.windows import Windows
from analytics.methods.impact.rungs.comparators import (
    concurrent_pool,
    earlier_pool,
    index_dates,
)
from analytics.methods.impact.rungs.earlier import earlier_qualifiers
from analytics.methods.impact.rungs.interval import DRAWS
from analytics.methods.impact.rungs.matched import Rung, matched_comparison
from analytics.methods.impact.rungs.offered import why_not_offered


@dataclass(frozen=True)
class Compared:
    """A cohort with those it can be compared with. counts: the cohort's. now: untreated
    people at its own ``dates``. rungs: by method, those that may be shown. refused: why
    others may not, a sentence each."""

    panel: CoursePanel
    cohort: Cohort
    counts: Counts
    windows: Windows
    unit: float | None
    dates: list[pd.Timestamp]
    now: Counts
    rungs: dict[str, Rung]
    refused: tuple[str, ...]

    @property
    def leads(self) -> str | None:
        """The method that leads; None where there is only a range."""
        matched = self.rungs.get("matched")
        if matched is not None and matched.supported:
            return "matched"
        return "earlier" if "earlier" in self.rungs else None


def compare(
    panel: CoursePanel,
    cohort: Cohort,
    counts: Counts,
    windows: Windows,
    unit: float | None,
    rng: np.random.Generator,
    draws: int = DRAWS,
    one_will_do: bool = False,
    most: int = LARGEST_POOL,
) -> Compared:
    """The matched comparison and the earlier qualifiers, each where it may be shown.

    ``one_will_do``: the second is not worked out where the first may lead. ``most``:
    comparators at the cohort's dates.
    """
    dates = index_dates(cohort)
    now = concurrent_pool(panel, cohort, counts, dates, windows, unit)
    if most < len(now):
        now = now.take(thinned(now.before, most, rng))

    def earlier() -> Rung:
        past, disjoint, change = earlier_pool(panel, cohort, now, windows, unit)
        return earlier_qualifiers(counts, past, now, rng, disjoint, change, draws)

    rungs, refused = {}, []
    for method, ask in (
        ("matched", lambda: matched_comparison(counts, now, rng, draws)),
        ("earlier", earlier),
    ):
        try:
            rung = ask()
        except NothingToCompare as why:
            refused.append(str(why))
            continue
        if (why_not := why_not_offered(method, rung)) is not None:
            refused.append(why_not)
            continue
        rungs[method] = rung
        if one_will_do and rung.supported:
            break
    return Compared(
        panel, cohort, counts, windows, unit, dates, now, rungs, tuple(refused)
    )


def without_rungs(
    panel: CoursePanel, cohort: Cohort, counts: Counts, windows: Windows
) -> Compared:
    """A cohort that stands only for how its people were picked."""
    nobody = counts.take(np.zeros(len(counts), bool))
    return Compared(panel, cohort, counts, windows, None, [], nobody, {}, ())
