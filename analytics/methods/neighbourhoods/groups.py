"""Areas kept together or locked to a neighbourhood, and everything in which they cannot
be."""

from collections import defaultdict

import networkx as nx

from analytics.definitions.words import counted
from analytics.errors import Problem
from analytics.geography.neighbours import some
from analytics.methods.neighbourhoods import pieces
from analytics.methods.neighbourhoods.ground import Ground
from analytics.methods.neighbourhoods.rules import Rules


def group_faults(ground: Ground, rules: Rules) -> list[Problem]:
    """Areas kept together or locked that cannot be; rules: of areas that there are."""
    found = []
    place = {code: i for i, code in enumerate(ground.codes)}
    graph = pieces.graph_of(ground, rules)
    to: dict[str, set[str]] = defaultdict(set)
    for code, name in rules.locked:
        to[code].add(name)
    for group in pieces.merged(rules.together):
        if not nx.is_connected(graph.subgraph([place[code] for code in group])):
            found.append(
                Problem(
                    "together_apart",
                    f"The areas {some(sorted(group))} are to stay together, but do not "
                    "lie side by side.",
                    "Name the areas between them as well.",
                    flag="(--together)",
                )
            )
        names = set().union(*(to[code] for code in group))
        for code in group:
            to[code] = names
    twice = sorted(code for code, names in to.items() if len(names) > 1)
    if twice:
        found.append(
            Problem(
                "lock_twice",
                f"{counted(len(twice), 'area')} ({some(twice)}) locked to more than "
                "one neighbourhood.",
                "Lock each, and areas kept together, to one.",
                flag="(--lock)",
            )
        )
    names = pieces.names_locked(rules)
    if len(names) > rules.count:
        found.append(
            Problem(
                "lock_many",
                f"Areas are locked to {len(names)} neighbourhoods, and there are to be "
                f"{rules.count}.",
                "Lock fewer, or ask for more neighbourhoods.",
                flag="(--lock, --count)",
            )
        )
    for name in names:
        mine = {place[code] for code, one in rules.locked if one == name}
        parts = list(nx.connected_components(graph))
        if not any(mine <= part for part in parts):
            found.append(
                Problem(
                    "lock_apart",
                    f"The areas locked to {name} lie on two sides of a line that is "
                    "not to be crossed.",
                    "Lock those of one side, or let it be crossed.",
                    flag="(--lock)",
                )
            )
    return found
