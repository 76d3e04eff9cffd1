"""How often the effect by months and the whole place speak, with and without an effect,
and what those left out say.

``python -m tests.benchmarks.impact.months_and_places --runs 30`` writes
docs/before_after/months_and_places.md. A world of `worlds` takes about two seconds.
"""

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.methods.impact import ImpactEstimate, impact
from analytics.methods.impact.cohort import pick_cohort
from analytics.methods.impact.cohort_rule import CohortRule
from analytics.methods.impact.ladder import picked
from analytics.methods.impact.panels.panel import NothingToCompare
from analytics.methods.impact.panels.windows import Windows
from analytics.methods.impact.place.did_it_change import PlaceChange, did_it_change
from analytics.methods.impact.place.synthetic import LEVEL
from analytics.methods.impact.rungs.compare import compare
from analytics.methods.impact.staggered.by_months import by_months, in_steps
from analytics.methods.impact.staggered.since_joining import (
    STEP,
    since_joining,
    stack_of,
)
from tests.benchmarks.impact.worlds import WORLDS, draw
from tests.methods.over_months.places_made import MORE_THAN, made_places

PAGE = Path(__file__).with_name("months_and_places_page.md")
DOCS = Path(__file__).resolve().parents[3] / "docs" / "before_after"
JOINING = (
    ("staggered", 0.0),
    ("staggered", -0.5),
    ("peak", 0.0),
    ("worst", 0.0),
)
CHOSEN = (("worst", 0.0), ("worst", -0.4), ("refuses_some", 0.0), ("bursty", 0.0))
PEOPLE = 60  # who join
PLACES = ((0.0, 24), (-0.15, 24), (-0.3, 24), (-0.5, 24))


def joined(name: str, effect: float, seed: int) -> dict | None:
    """Whether the months before and since differ, in one drawn world."""
    case = draw(WORLDS[name], PEOPLE, effect, np.random.default_rng(seed))
    windows, rng = Windows(), np.random.default_rng(seed)
    cohort, counts = picked(case.panel, case.rule, case.index_date, windows)
    compared = compare(case.panel, cohort, counts, windows, None, rng, 400)
    rung = compared.rungs.get("matched")
    found = None if rung is None else since_joining(compared, rung)
    if found is None or compared.leads != "matched":
        return None
    stack = in_steps(stack_of(compared, rung), STEP)
    plain = by_months(replace(stack, weight=np.ones(len(stack.weight))))
    return {
        "before": found.months.before_differs < LEVEL,
        "since": found.months.after_differs < LEVEL,
        "unmatched": plain.before_differs < LEVEL,
    }


def joining_table(runs: int) -> str:
    """One row a world: how often the months before, and those since, lie off."""
    lines = [
        "| world | true effect | runs | before joining differs | since joining differs "
        "| before differs, unmatched |",
        "|" + "---|" * 6,
    ]
    for name, effect in JOINING:
        told = [joined(name, effect, 500 + seed) for seed in range(runs)]
        rows = pd.DataFrame([one for one in told if one is not None])
        share = rows.mean()
        lines.append(
            f"| {WORLDS[name].words} | {effect:+.0%} | {len(rows)} | "
            f"{share['before']:.0%} | {share['since']:.0%} | {share['unmatched']:.0%} |"
        )
    return "\n".join(lines)


def beside_table(runs: int) -> str:
    """One row a world: the answer, and with those left out counted too."""
    lines = [
        "| world | true ratio | runs | matched: bias of log ratio, coverage, log width "
        "| those left out counted too: shown | bias, coverage, log width |",
        "|" + "---|" * 6,
    ]
    for name, effect in CHOSEN:
        found = []
        for seed in range(runs):
            rng = np.random.default_rng(900 + seed)
            case = draw(WORLDS[name], PEOPLE, effect, rng)
            found.append(impact(case.panel, case.rule, case.index_date, draws=600))
        likened = [one.estimate("matched") for one in found]
        leads = [one for one in likened if one is not None and one.supported]
        others = [one.estimate("offered") for one in found]
        counted = [one for one in others if one is not None]
        lines.append(
            f"| {WORLDS[name].words} | {1 + effect:.1f} | {len(leads)} | "
            f"{_told(leads, 1 + effect)} | {len(counted)} | "
            f"{_told(counted, 1 + effect)} |"
        )
    return "\n".join(lines)


def _told(estimates: list[ImpactEstimate], truth: float) -> str:
    """Bias of the log ratio, coverage and width of these."""
    if not estimates:
        return "–"
    bias = np.mean([np.log(one.rate_ratio / truth) for one in estimates])
    covers = np.mean([one.lower <= truth <= one.upper for one in estimates])
    width = np.median([np.log(one.upper / max(one.lower, 0.01)) for one in estimates])
    return f"{bias:+.2f}, {covers:.0%}, {width:.2f}"


def asked(seed: int, places: int, change: float) -> PlaceChange | None:
    """One drawn set of PCNs; None where the first has too few above the rule."""
    panel = made_places(seed, places, 400, change)
    cohort = pick_cohort(panel, CohortRule("caseload"), None)
    try:
        return did_it_change(panel, cohort, MORE_THAN)
    except NothingToCompare:
        return None


def places_table(runs: int) -> str:
    """One row a true change: how often it is called one, and the ratio found."""
    lines = [
        "| change of everybody's attendances | runs | called changed | ratio of those "
        "above the rule, median | ratio of everybody, median | smallest fall shown, "
        "median |",
        "|" + "---|" * 6,
    ]
    for change, places in PLACES:
        told = [asked(1000 + seed, places, change) for seed in range(runs)]
        found = [one for one in told if one is not None]
        lines.append(
            f"| {change:+.0%} | {len(found)} | "
            f"{np.mean([one.changed for one in found]):.0%} | "
            f"{np.median([one.often.ratio for one in found]):.2f} | "
            f"{np.median([one.everybody.ratio for one in found]):.2f} | "
            f"{np.median([one.often.smallest for one in found]):.0%} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=30)
    runs = parser.parse_args().runs
    text = PAGE.read_text(encoding="utf-8").format(
        joining=joining_table(runs),
        places=places_table(4 * runs),
        beside=beside_table(runs),
        people=PEOPLE,
    )
    (DOCS / "months_and_places.md").write_text(text, encoding="utf-8")
    print(text)
