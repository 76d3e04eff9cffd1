"""What plans are drawn upon: areas with their people, and which must stay together."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

import networkx as nx
import numpy as np

from analytics.definitions.words import count, counted, percent
from analytics.errors import InputError, Problem
from analytics.geography.neighbours import Neighbours, some


@dataclass(frozen=True)
class Ground:
    """Areas side by side, and who lives there. Arrays are in the order of `side.codes`.

    people: residents. decile: of deprivation, 1 the most deprived; NaN where unknown.
    lists: areas × practices, registered people; no columns where none are known. today:
    the neighbourhood of each area now, "" where it has none. notes: for the reader.
    """

    side: Neighbours
    people: np.ndarray
    decile: np.ndarray
    lists: np.ndarray
    today: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return self.side.codes

    @property
    def main_practice(self) -> np.ndarray:
        """The practice most of each area's people are registered with; -1 without
        lists."""
        if not self.lists.shape[1]:
            return np.full(len(self.codes), -1)
        found = np.argmax(self.lists, axis=1)
        return np.where(self.lists.sum(axis=1) > 0, found, -1)


@dataclass(frozen=True)
class Rules:
    """What plans must keep to. count: neighbourhoods. within: how far, as a share of
    the mean, any may be from it. keep_lists: practices' lists kept together as far as
    can be. together: groups of codes that stay in one neighbourhood."""

    count: int
    within: float = 0.05
    keep_lists: bool = False
    together: tuple[tuple[str, ...], ...] = field(default=())


def of_size(low: float, high: float, total: float) -> tuple[int, float]:
    """How many neighbourhoods, and how far from their mean, so that each has between
    `low` and `high` people. Raises InputError where no number of them does."""
    middle = (low + high) / 2
    counts = range(max(round(total / high), 1), round(total / max(low, 1)) + 2)
    fits = [n for n in counts if n >= 2 and low < total / n < high]
    if not 0 < low < high or not fits:
        raise InputError(
            Problem(
                "plan_size",
                f"{count(total)} people do not part into two or more neighbourhoods of "
                f"{count(low)} to {count(high)}.",
                "Give a wider range, the smaller number first.",
                flag="(--size)",
            )
        )
    best = min(fits, key=lambda n: abs(total / n - middle))
    mean = total / best
    return best, min(high / mean - 1, 1 - low / mean)


def faults(ground: Ground, rules: Rules) -> list[Problem]:
    """Everything in which these rules cannot be met on this ground."""
    areas, total = len(ground.codes), float(ground.people.sum())
    found = []
    if not 2 <= rules.count <= areas:
        found.append(
            Problem(
                "plan_count",
                f"{counted(areas, 'area')} cannot become {rules.count} neighbourhoods.",
                f"Ask for 2 to {areas}.",
                flag="(--count)",
            )
        )
    if not 0 < rules.within < 1:
        found.append(
            Problem(
                "plan_within",
                "How far a neighbourhood may be from the mean must lie between 0 and "
                "1.",
                "0.05 means within 5% of equal population.",
                flag="(--within)",
            )
        )
    if rules.keep_lists and not ground.lists.sum():
        found.append(
            Problem(
                "plan_lists",
                "No registered list says where practices' patients live.",
                "Load a registered list with lsoa_code, or do not ask for lists to be "
                "kept together.",
                flag="(--keep-lists)",
            )
        )
    found += _together_faults(ground, rules)
    if found or not total:
        return found
    most = (1 + rules.within) * total / rules.count
    units, _graph = units_of(ground, rules.together)
    heavy = [
        ground.codes[int(np.flatnonzero(units == unit)[0])]
        for unit, people in enumerate(np.bincount(units, ground.people))
        if people > most
    ]
    if heavy:
        found.append(
            Problem(
                "plan_heavy",
                f"{counted(len(heavy), 'area')} or areas kept together ({some(heavy)}) "
                f"hold more than the {count(most)} people that a neighbourhood may "
                f"have within {percent(rules.within)}.",
                "Ask for fewer neighbourhoods, more room, or less kept together.",
            )
        )
    return found


def _together_faults(ground: Ground, rules: Rules) -> list[Problem]:
    found, graph = [], ground.side.graph
    place = {code: i for i, code in enumerate(ground.codes)}
    strange = sorted({c for group in rules.together for c in group} - set(place))
    if strange:
        found.append(
            Problem(
                "together_unknown",
                f"No area of the dataset is called {some(strange)}, which is to be "
                "kept together with others.",
                "Name areas by their codes as in the areas file.",
                flag="(--together)",
            )
        )
    for group in _merged(rules.together):
        known = [place[code] for code in group if code in place]
        if len(known) == len(group) and not nx.is_connected(graph.subgraph(known)):
            found.append(
                Problem(
                    "together_apart",
                    f"The areas {some(sorted(group))} are to stay together, but do not "
                    "lie side by side.",
                    "Name the areas between them as well.",
                    flag="(--together)",
                )
            )
    return found


def _merged(groups: Sequence[Collection[str]]) -> list[set[str]]:
    """Groups that share an area are one."""
    graph: nx.Graph = nx.Graph()
    for group in groups:
        nx.add_path(graph, sorted(group))
    return [set(part) for part in nx.connected_components(graph)]


def units_of(
    ground: Ground, together: Sequence[Collection[str]]
) -> tuple[np.ndarray, nx.Graph]:
    """The unit that each area is part of, which no plan parts, and which units lie side
    by side."""
    place = {code: i for i, code in enumerate(ground.codes)}
    first = np.arange(len(ground.codes))
    for group in _merged(together):
        members = sorted(place[code] for code in group)
        first[members] = members[0]
    names, units = np.unique(first, return_inverse=True)
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(range(len(names)))
    graph.add_edges_from(
        (int(units[a]), int(units[b]))
        for a, b in ground.side.pairs
        if units[a] != units[b]
    )
    return units, graph


def with_notes(ground: Ground, *notes: str) -> Ground:
    """The same ground with more to tell the reader."""
    return replace(ground, notes=(*ground.notes, *notes))
