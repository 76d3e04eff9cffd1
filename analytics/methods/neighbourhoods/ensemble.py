"""Many contiguous plans of nearly equal population, drawn at random by recombination.

ReCom (DeFord, Duchin and Solomon 2021, Harvard Data Science Review 3.1): two
neighbourhoods side by side are joined, a random tree is spanned through their areas and
cut where both halves have the people asked for. GerryChain does it; a plan is kept
after as many such steps as there are neighbourhoods, so that two plans that follow
each other are not nearly the same.
"""

import random
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

import networkx as nx
import numpy as np

from analytics.definitions.words import percent
from analytics.errors import InputError, Problem
from analytics.methods.neighbourhoods.ground import Ground, Rules, faults, units_of

PLANS, SEED = 500, 2024
TREES = 500  # drawn of two neighbourhoods before it is given up
TRIES = 20  # of a first plan, and of a way on from one
KEPT = 0.75  # surcharge on an edge of the tree between areas of two main practices
PEOPLE, PRACTICE = "people", "practice"
Progress = Callable[[str, float], None]


def silent(_step: str, _done: float) -> None:
    """Nobody is told how far it is."""


def plans(
    ground: Ground,
    rules: Rules,
    number: int = PLANS,
    seed: int = SEED,
    progress: Progress = silent,
) -> np.ndarray:
    """Plans × areas: the neighbourhood of each area, 0 to count − 1, in the order of
    `ground.codes`. The same seed gives the same plans.

    Raises InputError with everything in which the rules cannot be met, or where no plan
    was found.
    """
    wrong = faults(ground, rules)
    if wrong:
        raise InputError(wrong)
    units, graph = units_of(ground, rules.together)
    people = np.bincount(units, ground.people)
    main = _main_practice(units, ground.main_practice)
    for node in graph:
        graph.nodes[node][PEOPLE] = int(people[node])
        graph.nodes[node][PRACTICE] = main[node]
    drawn = np.empty((number, len(ground.codes)), dtype=np.int16)
    steps = _chain(graph, rules, random.Random(seed))
    for one in range(number):
        drawn[one] = next(steps)[units]
        if one % 10 == 9 or one + 1 == number:
            progress("Drawing plans", (one + 1) / number)
    return drawn


def _main_practice(units: np.ndarray, areas: np.ndarray) -> list[int]:
    found = []
    for unit in range(int(units.max()) + 1):
        votes = Counter(int(p) for p in areas[units == unit])
        found.append(min(votes, key=lambda p: (-votes[p], p)))
    return found


def _chain(
    graph: nx.Graph, rules: Rules, chance: random.Random
) -> Iterator[np.ndarray]:
    with warnings.catch_warnings():  # it sets a filter for the whole process
        from gerrychain import Graph, Partition
        from gerrychain.partition.initial_partition_generators import (
            recursive_tree_part,
        )
        from gerrychain.proposals import recom
        from gerrychain.tree import bipartition_tree
    cut = partial(bipartition_tree, max_attempts=TREES)
    begin = partial(recursive_tree_part, bipartition_tree_fn=cut)
    target = sum(people for _node, people in graph.nodes.data(PEOPLE)) / rules.count
    whole = Graph.from_networkx(graph)

    def first() -> Partition:
        return Partition.from_random_assignment(
            whole, rules.count, rules.within, PEOPLE, partition_fn=begin, rng=chance
        )

    def further(plan: Partition) -> Partition:
        return recom(
            plan,
            pop_col=PEOPLE,
            pop_target=target,
            epsilon=rules.within,
            bipartition_tree_fn=cut,
            region_surcharge={PRACTICE: KEPT} if rules.keep_lists else None,
            rng=chance,
        )

    plan = _tried(first, rules)
    inside = {
        node: whole.original_nx_node_id_for_internal_node_id(node)
        for node in whole.node_indices
    }
    while True:
        for _step in range(rules.count):
            plan = _tried(lambda now=plan: further(now), rules)
        found = np.empty(len(graph), dtype=np.int16)
        label = {part: i for i, part in enumerate(sorted(plan.parts))}
        for node, part in plan.assignment.items():
            found[inside[node]] = label[part]
        yield found


def _tried(step: Callable, rules: Rules):
    """What a step gives, tried again where chance led to no cut."""
    from gerrychain.proposals.tree_proposals import MetagraphError
    from gerrychain.tree import PopulationBalanceError, ReselectException

    for _time in range(TRIES):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return step()
        except (
            MetagraphError,
            PopulationBalanceError,
            ReselectException,
            RuntimeError,
        ):
            continue
    raise InputError(
        Problem(
            "plan_none",
            f"No plan of {rules.count} neighbourhoods within {percent(rules.within, 1)}"
            " of equal population was found.",
            "Ask for more room, fewer neighbourhoods, or less kept together.",
            flag="(--within, --count, --together)",
        )
    )
