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
from analytics.methods.neighbourhoods.cuts import keeping_locks
from analytics.methods.neighbourhoods.faults import faults
from analytics.methods.neighbourhoods.ground import Ground
from analytics.methods.neighbourhoods.pieces import FREE, Piece, pieces, units_of
from analytics.methods.neighbourhoods.rules import Rules

PLANS, SEED = 500, 2024
TREES = 500  # drawn of two neighbourhoods before it is given up
TRIES = 20  # of a first plan, and of a way on from one
KEPT = 0.75  # surcharge on an edge of the tree between areas of two main practices
PEOPLE, PRACTICE, LOCKED = "people", "practice", "locked"
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
    units = units_of(ground, rules)
    main = _main_practice(units.of_areas, ground.main_practice)
    for node in units.graph:
        units.graph.nodes[node].update(
            {
                PEOPLE: int(units.people[node]),
                PRACTICE: main[node],
                LOCKED: int(units.locked[node]),
            }
        )
    chance = random.Random(seed)
    parts = pieces(units, rules)
    chains = [_chain(units.graph.subgraph(p.units), p, rules, chance) for p in parts]
    drawn = np.empty((number, len(ground.codes)), dtype=np.int16)
    plan = np.empty(len(units.people), dtype=np.int16)
    for one in range(number):
        before = 0
        for part, steps in zip(parts, chains, strict=True):
            plan[list(part.units)] = next(steps) + before
            before += part.count
        drawn[one] = plan[units.of_areas]
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
    graph: nx.Graph, piece: Piece, rules: Rules, chance: random.Random
) -> Iterator[np.ndarray]:
    """Plans of one piece, without end: the neighbourhood of each of its units."""
    if piece.count == 1:
        while True:
            yield np.zeros(len(piece.units), dtype=np.int16)
    with warnings.catch_warnings():  # it sets a filter for the whole process
        from gerrychain import Graph, Partition
        from gerrychain.partition.initial_partition_generators import (
            recursive_tree_part,
        )
        from gerrychain.proposals import recom
        from gerrychain.tree import bipartition_tree
    target = piece.people / piece.count
    cut = partial(bipartition_tree, max_attempts=TREES)
    if any(one != FREE for _node, one in graph.nodes.data(LOCKED)):
        cut = keeping_locks(cut, PEOPLE, LOCKED, TREES)
    begin = partial(recursive_tree_part, bipartition_tree_fn=cut)
    whole = Graph.from_networkx(graph)

    def first() -> Partition:
        return Partition.from_random_assignment(
            whole, piece.count, piece.room, PEOPLE, partition_fn=begin, rng=chance
        )

    def further(plan: Partition) -> Partition:
        return recom(
            plan,
            pop_col=PEOPLE,
            pop_target=target,
            epsilon=piece.room,
            bipartition_tree_fn=cut,
            region_surcharge={PRACTICE: KEPT} if rules.keep_lists else None,
            rng=chance,
        )

    plan = _tried(first, rules)
    place = {unit: i for i, unit in enumerate(piece.units)}
    inside = {
        node: place[plan.graph.original_nx_node_id_for_internal_node_id(node)]
        for node in plan.graph.node_indices
    }
    while True:
        for _step in range(piece.count):
            plan = _tried(lambda now=plan: further(now), rules)
        found = np.empty(len(place), dtype=np.int16)
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
            "Ask for more room, fewer neighbourhoods, or less kept together or locked.",
            flag="(--within, --count, --together, --lock)",
        )
    )
