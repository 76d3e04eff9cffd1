"""A made-up population, and the tables that a meeting may see of it for a question."""

import numpy as np
import pandas as pd

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import WHO, Filters, Of
from tests.disclosure.attacker import TIMES, Seen

PCNS = {"A": "North", "B": "North", "C": "South", "D": "South"}
AGES = (15, 35, 65)  # the first years of bands of the tables, as fine as can be asked
RULES = [preset.more_than for preset in AE.presets if preset.more_than is not None]


SEX = {"sex": ("female", "male")}


def population(
    seed: int,
    people: int = 500,
    ages: tuple[int, ...] = AGES,
    traits: dict[str, tuple[str, ...]] | None = None,
) -> Seen:
    """People by practice, age, sex and attendances, few of whom attend often.

    traits: what else is known of them, such as {"ethnic_group": ("A", "B")}, by the
    name of the filter that chooses by it.
    """
    rng = np.random.default_rng(seed)
    share = rng.dirichlet(np.full(len(PCNS), 2.0))
    often = rng.dirichlet(30 * np.array(TIMES, float) ** -rng.uniform(0.3, 1.3))
    known = {
        "practice": rng.choice(list(PCNS), people, p=share),
        "age": rng.choice(ages, people, p=rng.dirichlet(np.full(len(ages), 0.8))),
        "sex": rng.choice(SEX["sex"], people),
        "times": rng.choice(TIMES, people, p=often),
    }
    more = traits or {}
    rows = pd.DataFrame(
        known | {name: rng.choice(values, people) for name, values in more.items()}
    )
    every = pd.MultiIndex.from_product(
        [list(PCNS), ages, SEX["sex"], TIMES, *more.values()], names=list(rows)
    )
    kinds = (
        rows.value_counts().reindex(every, fill_value=0).rename("people").reset_index()
    )
    return Seen(kinds.assign(pcn=kinds["practice"].map(PCNS)))


def chosen(kinds: pd.DataFrame, filters: Filters) -> np.ndarray:
    """Which kinds of people the filters leave. Raises KeyError for a filter that the
    population knows nothing of, so that no question is misread."""
    here = np.ones(len(kinds), bool)
    for one, value in filters.of(*WHO, Of.EVENTS):
        if one.name == "age_from":
            here &= (kinds["age"] >= value).to_numpy()
        elif one.name == "age_to":
            here &= (kinds["age"] <= value).to_numpy()
        else:
            here &= kinds[one.name].isin(value).to_numpy()
    return here


def ask(seen: Seen, filters: Filters) -> None:
    """Notes everything that the pages show of people at A&E for a question."""
    kinds = seen.kinds
    narrowed = bool(filters.narrowed) or filters.ae_more_than != Filters().ae_more_than
    here = chosen(kinds, filters)
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
