"""Whether two groups to be compared differ by so few people that their numbers, side by
side, would tell of these."""

from ibis import _

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.measures.comparing.compare_with import other
from analytics.measures.counting.settle import settle
from analytics.measures.counting.use import use_of
from analytics.store.dataset import Dataset

FEW = 3  # people: rounding to the nearest 5 does not cover so few


def few_between(dataset: Dataset, filters: Filters, key: str) -> bool:
    """Whether those who attended here and there (a key of `compare_with.choices`), or
    those of them who are frequent, are the same people but for one to three, at any
    service.

    Raises what `other` raises.
    """
    sides = (
        settle(dataset, filters),
        settle(dataset, other(dataset, filters, key)),
    )
    for kind in dataset.kinds_with_rule:
        here, there = (
            use_of(kind, scope).select(
                "person", often=_[kind.used] > scope.filters.more_than(kind)
            )
            for scope in sides
        )
        both = here.view().outer_join(there, "person")
        apart = both.person.isnull() | both.person_right.isnull()
        often = both.often.fill_null(False) != both.often_right.fill_null(False)
        found = engine.run(
            dataset, both.aggregate(people=apart.sum(), frequent=often.sum())
        )
        if found.fillna(0).iloc[0].between(1, FEW).any():
            return True
    return False
