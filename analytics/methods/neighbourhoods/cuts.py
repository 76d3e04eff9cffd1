"""Cuts of a map in two that keep areas locked by hand where they belong."""

import random
from collections import Counter
from collections.abc import Callable, Set
from typing import Any

from analytics.methods.neighbourhoods.pieces import FREE

Cut = Callable[..., Set[Any]]


def keeping_locks(cut: Cut, people: str, locked: str, tries: int) -> Cut:
    """The same cut, drawn again until nothing locked to one neighbourhood is parted,
    and neither half holds more locked neighbourhoods than it will become.

    people, locked: attributes of a node: its people, and the number of the
    neighbourhood that it is locked to. Raises RuntimeError after so many tries.
    """

    def kept(
        subgraph_to_split: Any,
        pop_col: str,
        pop_target: float,
        epsilon: float,
        *,
        rng: random.Random,
        **more: Any,
    ) -> Set[Any]:
        nodes = subgraph_to_split.node_indices
        of = {node: subgraph_to_split.node_data(node) for node in nodes}
        total = sum(one[people] for one in of.values())
        names = Counter(one[locked] for one in of.values() if one[locked] != FREE)
        for _time in range(tries):
            half = cut(subgraph_to_split, pop_col, pop_target, epsilon, rng=rng, **more)
            inside = Counter(of[n][locked] for n in half if of[n][locked] != FREE)
            whole = all(names[name] == many for name, many in inside.items())
            has = sum(of[node][people] for node in half)
            if (
                whole
                and len(inside) <= _parts(has, pop_target)
                and len(names) - len(inside) <= _parts(total - has, pop_target)
            ):
                return half
        raise RuntimeError("No cut keeps what is locked.")

    return kept


def _parts(people: float, target: float) -> int:
    """How many neighbourhoods so many people become."""
    return max(round(people / target), 1)
