"""Moving areas of a plan by hand from one neighbourhood to another beside it."""

from collections.abc import Iterable

import networkx as nx
import numpy as np

from analytics.definitions.words import counted
from analytics.errors import InputError, Problem
from analytics.methods.neighbourhoods.ground import Ground
from analytics.methods.neighbourhoods.pieces import graph_of
from analytics.methods.neighbourhoods.plan import Plan, of_parts
from analytics.methods.neighbourhoods.rules import Rules

Move = tuple[str, str]  # code of an area, name of the neighbourhood it goes to


def beside(ground: Ground, rules: Rules, plan: Plan) -> dict[str, tuple[str, ...]]:
    """The neighbourhoods that each area could go to: code → names; areas that border
    on none but their own are not in it."""
    found: dict[str, set[int]] = {}
    for a, b in graph_of(ground, rules).edges:
        one, other = int(plan.of_areas[a]), int(plan.of_areas[b])
        if one != other:
            found.setdefault(ground.codes[a], set()).add(other)
            found.setdefault(ground.codes[b], set()).add(one)
    return {
        code: tuple(sorted(plan.names[part] for part in parts))
        for code, parts in sorted(found.items())
    }


def after(ground: Ground, rules: Rules, plan: Plan, moves: Iterable[Move]) -> Plan:
    """A plan after moves, one by one; the names stay. Raises InputError for the first
    that cannot be made, with everything in its way."""
    graph, of_areas = graph_of(ground, rules), plan.of_areas
    place = {code: i for i, code in enumerate(ground.codes)}
    numbers = {name: i for i, name in enumerate(plan.names)}
    together = {code: group for group in rules.together for code in group}
    locked = dict(rules.locked)
    for code, name in moves:
        if code not in place or name not in numbers:
            raise InputError(_strange(code, name))
        area, to = place[code], numbers[name]
        faults = _faults(graph, of_areas, area, to, plan, ground)
        if locked.get(code, name) != name:
            faults.append(
                Problem(
                    "move_locked",
                    f"{code} is locked to {locked[code]}.",
                    "Unlock it first.",
                )
            )
        if code in together:
            faults.append(
                Problem(
                    "move_together",
                    f"{code} is kept together with other areas.",
                    "Ask for plans in which it may be on its own.",
                )
            )
        if faults:
            raise InputError(faults)
        of_areas = of_areas.copy()
        of_areas[area] = to
    return of_parts(ground, of_areas, plan.names)


def _faults(
    graph: nx.Graph, of_areas: np.ndarray, area: int, to: int, plan: Plan, land: Ground
) -> list[Problem]:
    code, now = land.codes[area], int(of_areas[area])
    name, other = plan.names[now], plan.names[to]
    if now == to:
        return [
            Problem(
                "move_nowhere", f"{code} is in {name} already.", "Choose another one."
            )
        ]
    found = []
    if not any(of_areas[near] == to for near in graph[area]):
        found.append(
            Problem(
                "move_apart",
                f"{code} does not lie beside {other}, or a line that is not to be "
                "crossed runs between them.",
                "Move the areas between them first.",
            )
        )
    rest = [i for i in np.flatnonzero(of_areas == now).tolist() if i != area]
    parts = nx.number_connected_components(graph.subgraph(rest))
    if not rest:
        found.append(
            Problem(
                "move_last",
                f"{code} is all of {name}, which would be gone.",
                "Ask for plans of fewer neighbourhoods.",
            )
        )
    elif parts > 1:
        found.append(
            Problem(
                "move_breaks",
                f"Without {code}, {name} would lie in {counted(parts, 'piece')}.",
                "Move the areas that would be cut off first.",
            )
        )
    return found


def _strange(code: str, name: str) -> Problem:
    return Problem(
        "move_unknown",
        f"There is no area {code}, or no neighbourhood {name}, in this plan.",
        "Choose both anew.",
    )
