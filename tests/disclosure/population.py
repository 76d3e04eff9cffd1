"""A made-up population, and the tables that a meeting may see of it for a question."""

import numpy as np
import pandas as pd

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from tests.disclosure.attacker import TIMES, Seen

PCNS = {"A": "North", "B": "North", "C": "South", "D": "South"}
AGES = (15, 35, 65)  # the first years of bands of the tables, as fine as can be asked
RULES = [preset.more_than for preset in AE.presets if preset.more_than is not None]


def population(
    seed: int, people: int = 500, ages: tuple[int, ...] | None = None
) -> Seen:
    """People by practice, age, sex and attendances, few of whom attend often."""
    rng = np.random.default_rng(seed)
    ages = ages or AGES
    share = rng.dirichlet(np.full(len(PCNS), 2.0))
    often = rng.dirichlet(30 * np.array(TIMES, float) ** -rng.uniform(0.3, 1.3))
    rows = pd.DataFrame(
        {
            "practice": rng.choice(list(PCNS), people, p=share),
            "age": rng.choice(ages, people, p=rng.dirichlet(np.full(len(ages), 0.8))),
            "sex": rng.choice(["female", "male"], people),
            "times": rng.choice(TIMES, people, p=often),
        }
    )
    every = pd.MultiIndex.from_product(
        [list(PCNS), ages, ["female", "male"], TIMES],
        names=["practice", "age", "sex", "times"],
    )
    kinds = (
        rows.value_counts().reindex(every, fill_value=0).rename("people").reset_index()
    )
    return Seen(kinds.assign(pcn=kinds["practice"].map(PCNS)))


def ask(seen: Seen, filters: Filters) -> None:
    """Notes everything that the pages show of people at A&E for a question."""
    kinds = seen.kinds
    narrowed = bool(filters.narrowed) or filters.ae_more_than != Filters().ae_more_than
    here = np.ones(len(kinds), bool)
    for name in ("practice", "pcn", "sex"):
        if getattr(filters, name):
            here &= kinds[name].isin(getattr(filters, name)).to_numpy()
    here &= (
        kinds["age"]
        .between(
            filters.age_from or 0, 120 if filters.age_to is None else filters.age_to
        )
        .to_numpy()
    )
    times, rule = kinds["times"].to_numpy(), filters.ae_more_than
    often = here & (times > rule)
    seen.table([("all", often, here)], narrowed)
    starts = sorted({*AE.bands, rule + 1})
    ends = [*(start - 1 for start in starts[1:]), 10**6]
    bands = [
        here & (times >= a) & (times <= b) for a, b in zip(starts, ends, strict=True)
    ]
    seen.table(
        [
            (f"{a},{a > rule}", band, band)
            for a, band in zip(starts, bands, strict=True)
        ],
        narrowed,
    )
    seen.table([(f"more than {n}", here & (times > n), here) for n in RULES], narrowed)
    for columns in (["age", "sex"], ["practice", "pcn"]):
        parts = []
        for name, part in kinds[here].groupby(columns):
            one = np.zeros(len(kinds), bool)
            one[part.index] = True
            if part["people"].any():
                parts.append((",".join(map(str, name)), often & one, one))
        if parts:
            seen.table(parts, narrowed)
