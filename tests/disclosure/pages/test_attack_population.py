"""The attacker of a meeting with the tables of Population, Neighbourhoods and
Indicators written down beside those of the other pages."""

import numpy as np
import pandas as pd
import pytest

from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from analytics.measures.indicators.answer import interval_columns
from analytics.measures.result import Column, Result
from tests.disclosure.attacker import Seen, pinned
from tests.disclosure.population import ask, population

AGES = (15, 65)  # a child's, and that of somebody of 65 and over
TRAITS = {
    "neighbourhood": ("East", "West"),
    "deprivation_fifth": ("1", "5"),
}
WHOLE = [Filters(), Filters(pcn=("North",))]


def noted(seen: Seen, filters: Filters) -> None:
    """Every table of registered people that Population and Neighbourhoods show: by age
    and sex, by deprivation, practices by where their people live, what each
    neighbourhood is like, and who attends often in each group."""
    kinds = seen.kinds
    here = np.ones(len(kinds), bool)
    if filters.pcn:
        here &= kinds["pcn"].isin(filters.pcn).to_numpy()
    narrowed = bool(filters.narrowed)
    often = (kinds["times"] > filters.ae_more_than).to_numpy()
    old = (kinds["age"] >= 65).to_numpy()
    nobody = np.zeros(len(kinds), bool)
    tables = [
        (["age", "sex"], nobody),
        (["deprivation_fifth"], nobody),
        (["practice", "neighbourhood"], nobody),
        (["neighbourhood"], often),
        (["neighbourhood"], old),
        (["neighbourhood"], ~old),
        (["deprivation_fifth"], often),
        (["age"], often),
        (["sex"], often),
    ]
    for columns, some in tables:
        parts = []
        for name, part in kinds[here].groupby(columns):
            rows = nobody.copy()
            rows[part.index] = True
            parts.append((",".join(map(str, name)), rows & some, rows))
        seen.table(parts, narrowed)


@pytest.mark.parametrize("seed, people", [(0, 150), (5, 300), (3, 600)])
def test_registered_people_by_every_group_give_nothing_away(seed, people):
    seen = population(seed, people, ages=AGES, traits=TRAITS)
    for question in WHOLE:
        ask(seen, question)
        noted(seen, question)
    found, tried = pinned(seen)
    assert tried > 5 and not found, f"{len(found)} of {tried}: {found}"


def test_the_same_tables_unprotected_would():
    """The same attacker, with exact counts: each small one falls."""
    seen = population(5, 300, ages=AGES, traits=TRAITS)
    kinds = seen.kinds
    for columns in (["practice", "neighbourhood"], ["deprivation_fifth", "practice"]):
        for _name, part in kinds.groupby(columns):
            rows = np.zeros(len(kinds), bool)
            rows[part.index] = True
            rows &= (kinds["times"] > 10).to_numpy()
            many = int(kinds.loc[rows, "people"].sum())
            seen.note(rows, many, many)
    assert pinned(seen)[0], "the attacker is too weak to trust"


COLUMNS = (
    Column("name", "Practice"),
    Column("numerator", "Counted", "count", of="denominator"),
    Column("denominator", "Of", "count"),
    Column("value", "Share", "percent", "numerator", "denominator"),
    *interval_columns(),
)


def shown(numerator: np.ndarray, denominator: np.ndarray) -> pd.DataFrame:
    """What a meeting sees of an indicator by practice, and of their sum."""
    table = pd.DataFrame(
        {
            "name": [*map(str, range(len(numerator))), "all"],
            "numerator": [*numerator, numerator.sum()],
            "denominator": [*denominator, denominator.sum()],
        }
    ).assign(value=None, low=None, high=None)
    return protect(Result("i", table, COLUMNS, "m"), Audience.AGGREGATE).table


@pytest.mark.parametrize("seed", range(5))
def test_an_indicator_tells_of_no_small_count(seed):
    """Each hidden numerator may be another, with others that are rounded to the same:
    shares, intervals and the sum do not change."""
    rng = np.random.default_rng(seed)
    denominator = rng.integers(20, 400, 9)
    numerator = rng.binomial(denominator, rng.beta(1, 6, 9))
    numerator[0] = 3
    small = np.flatnonzero((numerator >= 1) & (numerator <= 7))
    seen = shown(numerator, denominator)
    assert seen["numerator"][small].isna().all() and seen["value"][small].isna().all()
    for place in small:
        others = set(range(1, 8)) - {numerator[place]}
        assert any(
            shown(one, denominator).equals(seen)
            for count in others
            for one in _alike(numerator, place, count, rng)
        ), (seed, place)


def _alike(numerator: np.ndarray, place: int, count: int, rng):
    """Other numerators: one of few is another, the others are rounded to the same and
    make up for it."""
    for _ in range(20):
        other = numerator.copy()
        other[place] = count
        off = count - numerator[place]
        for n in rng.permutation(np.flatnonzero(numerator > 7)):
            near = 5 * round(numerator[n] / 5)
            other[n] = np.clip(numerator[n] - off, max(near - 2, 8), near + 2)
            off += other[n] - numerator[n]
        yield other
