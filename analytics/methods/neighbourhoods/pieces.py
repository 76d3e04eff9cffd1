"""The pieces of the map that lines part, drawn one by one: how many neighbourhoods each
becomes, and the units that no plan parts."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np

from analytics.methods.neighbourhoods.ground import Ground
from analytics.methods.neighbourhoods.rules import Rules

FREE = -1  # of a unit that is locked to no neighbourhood


@dataclass(frozen=True)
class Units:
    """What plans are drawn of. of_areas: the unit that each area is part of, which no
    plan parts. graph: which units lie side by side on one side of every line. people:
    of each. locked: the number of the name it is locked to, or `FREE`."""

    of_areas: np.ndarray
    graph: nx.Graph
    people: np.ndarray
    locked: np.ndarray


@dataclass(frozen=True)
class Piece:
    """Units that lines part from all others. count: neighbourhoods it becomes;
    room: how far each may be from their mean, so that it is within what was asked of
    the mean of all."""

    units: tuple[int, ...]
    people: float
    count: int
    room: float


def graph_of(ground: Ground, rules: Rules) -> nx.Graph:
    """Which areas lie side by side, without those that a line parts."""
    graph = ground.side.graph
    place = {code: i for i, code in enumerate(ground.codes)}
    graph.remove_edges_from([(place[a], place[b]) for a, b in rules.apart])
    for key in rules.uncrossed:
        of = ground.regions[key]
        graph.remove_edges_from([(a, b) for a, b in graph.edges if of[a] != of[b]])
    return graph


def names_locked(rules: Rules) -> list[str]:
    """The neighbourhoods that areas are locked to, in the order of their numbers."""
    return sorted({name for _code, name in rules.locked})


def merged(groups: Sequence[Collection[str]]) -> list[set[str]]:
    """Groups that share an area are one."""
    graph: nx.Graph = nx.Graph()
    for group in groups:
        nx.add_path(graph, sorted(group))
    return [set(part) for part in nx.connected_components(graph)]


def units_of(ground: Ground, rules: Rules) -> Units:
    """The units: areas that stay together, and areas side by side that are locked to
    one neighbourhood."""
    place = {code: i for i, code in enumerate(ground.codes)}
    graph = graph_of(ground, rules)
    groups: list[Collection[str]] = list(rules.together)
    for name in names_locked(rules):
        mine = [place[code] for code, to in rules.locked if to == name]
        groups += [
            [ground.codes[i] for i in part]
            for part in nx.connected_components(graph.subgraph(mine))
        ]
    first = np.arange(len(ground.codes))
    for group in merged(groups):
        members = sorted(place[code] for code in group)
        first[members] = members[0]
    names, units = np.unique(first, return_inverse=True)
    found: nx.Graph = nx.Graph()
    found.add_nodes_from(range(len(names)))
    found.add_edges_from(
        (int(units[a]), int(units[b])) for a, b in graph.edges if units[a] != units[b]
    )
    locked = np.full(len(names), FREE)
    numbers = {name: i for i, name in enumerate(names_locked(rules))}
    for code, name in rules.locked:
        locked[units[place[code]]] = numbers[name]
    return Units(units, found, np.bincount(units, ground.people), locked)


def apart(units: Units) -> list[tuple[int, ...]]:
    """The units of each piece, the piece with the first area first."""
    found = [tuple(sorted(part)) for part in nx.connected_components(units.graph)]
    return sorted(found)


def may_become(people: float, units: int, mean: float, within: float) -> range:
    """How many neighbourhoods a piece with so many people may become, so that each may
    be within what was asked of the mean of all."""
    least = max(math.ceil(people / (mean * (1 + within)) - 1e-9), 1)
    most = math.floor(people / (mean * (1 - within)) + 1e-9)
    return range(least, min(most, units) + 1)


def pieces(units: Units, rules: Rules) -> list[Piece]:
    """The pieces, with how many neighbourhoods each becomes: those by which the
    furthest from the mean of all is nearest to it. Empty where there is no way."""
    parts, total = apart(units), float(units.people.sum())
    mean = total / rules.count
    people = [float(units.people[list(part)].sum()) for part in parts]
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for part, has in zip(parts, people, strict=True):
        longer: dict[int, tuple[float, tuple[int, ...]]] = {}
        for many in may_become(has, len(part), mean, rules.within):
            away = abs(has / many / mean - 1)
            for so_far, (worst, counts) in best.items():
                one = max(worst, away), (*counts, many)
                if so_far + many <= rules.count:
                    known = longer.get(so_far + many)
                    longer[so_far + many] = min(known, one) if known else one
        best = longer
    if rules.count not in best:
        return []
    counts = best[rules.count][1]
    return [
        Piece(part, has, many, _room(has / many / mean, rules.within))
        for part, has, many in zip(parts, people, counts, strict=True)
    ]


def _room(mean: float, within: float) -> float:
    """How far from its own mean, a share of the mean of all, a neighbourhood may be."""
    return min((1 + within) / mean - 1, 1 - (1 - within) / mean)
