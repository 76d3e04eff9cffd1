"""Which small areas lie side by side: they share an edge, not a mere corner (rook).

Nothing is drawn from a guess: an area without an outline, outlines that lie upon each
other, areas that nothing joins to the others are all told at once. Who knows of a
bridge says so (`joins`).
"""

from collections.abc import Collection
from dataclasses import dataclass

import networkx as nx
import numpy as np
import shapely

from analytics.errors import InputError, Problem
from analytics.geography import parts
from analytics.geography.parts import Join, counted, some
from analytics.geography.shapes import Shapes

UPON = 0.02  # of the smaller: how much may lie upon another by a generalised outline
NEAR = 1.0  # metres between two outlines that are drawn as one edge
POINT = 0.1  # metres that two outlines have in common at a mere corner
EDGE = 10.0  # metres of such an edge from which on it is one, and not a corner
GAP = 100.0  # square metres of a hole in the map that is no sliver between outlines


__all__ = ["Join", "Neighbours", "neighbours", "some"]


@dataclass(frozen=True)
class Neighbours:
    """Areas and which lie side by side. codes: of the areas, in order. size: square
    metres, around: metres, of each. pairs: rows of two places in `codes`; shared:
    metres of edge of each pair, 0 for a join by hand. notes: sentences for the
    reader."""

    codes: tuple[str, ...]
    size: np.ndarray
    around: np.ndarray
    pairs: np.ndarray
    shared: np.ndarray
    notes: tuple[str, ...] = ()

    @property
    def graph(self) -> nx.Graph:
        """The same as a graph of places in `codes`."""
        found = nx.Graph()
        found.add_nodes_from(range(len(self.codes)))
        found.add_edges_from(map(tuple, self.pairs.tolist()))
        return found


def neighbours(
    shapes: Shapes, codes: Collection[str], joins: Collection[Join] = ()
) -> Neighbours:
    """The areas named and which of them lie side by side.

    joins: pairs of codes that belong together without an edge, such as by a bridge.
    Raises InputError with every fault at once: areas without outlines, outlines that
    cross themselves or lie upon each other, joins of areas that are not there, parts
    that nothing joins.
    """
    there = {code: i for i, code in enumerate(shapes.codes)}
    wanted = sorted(set(codes))
    known = [code for code in wanted if code in there]
    own = shapes.outlines[[there[code] for code in known]]
    faults = [*_without(wanted, there), *_crossed(own, known)]
    faults += _unknown(joins, wanted)
    if faults:
        raise InputError(faults)
    pairs, shared, upon = _side_by_side(own)
    faults = _overlapping(upon, known)
    number = {code: i for i, code in enumerate(known)}
    by_hand = {tuple(sorted((number[a], number[b]))) for a, b in joins if a != b}
    more = sorted(by_hand - set(map(tuple, pairs.tolist())))
    pairs = np.array([*pairs.tolist(), *more], dtype=int).reshape(-1, 2)
    found = Neighbours(
        tuple(known),
        np.asarray(shapely.area(own)),
        np.asarray(shapely.length(own)),
        pairs,
        np.concatenate([shared, np.zeros(len(more))]),
        _notes(own, len(more), len(shapes.codes) - len(known)),
    )
    faults += parts.faults(found.codes, found.graph, own)
    if faults:
        raise InputError(faults)
    return found


def nearest_joins(
    shapes: Shapes, codes: Collection[str]
) -> tuple[tuple[Join, float], ...]:
    """The fewest pairs of areas, with the metres between them, by which those named
    become one part; none where they are one, or where `neighbours` finds other
    faults."""
    there = {code: i for i, code in enumerate(shapes.codes)}
    known = sorted(set(codes))
    if not set(known) <= set(there):
        return ()
    own = shapes.outlines[[there[code] for code in known]]
    if not shapely.is_valid(own).all():
        return ()
    pairs, _shared, upon = _side_by_side(own)
    if upon:
        return ()
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(range(len(known)))
    graph.add_edges_from(map(tuple, pairs.tolist()))
    return parts.nearest_joins(known, graph, own)


def _side_by_side(own: np.ndarray) -> tuple[np.ndarray, np.ndarray, list[Join]]:
    """Pairs that share an edge, how long it is, and pairs that lie upon each other."""
    tree = shapely.STRtree(own)
    left, right = tree.query(own, predicate="dwithin", distance=NEAR)
    left, right = left[left < right], right[left < right]
    both = shapely.area(shapely.intersection(own[left], own[right]))
    least = np.minimum(shapely.area(own[left]), shapely.area(own[right]))
    upon = both > UPON * least
    edges = shapely.boundary(own)
    shared = shapely.length(shapely.intersection(edges[left], edges[right]))
    shared[shared < POINT] = 0.0  # rounding at a corner
    loose = np.flatnonzero(shared < EDGE)
    if len(loose):
        close = shapely.buffer(edges[right[loose]], NEAR)
        drawn = shapely.length(shapely.intersection(edges[left[loose]], close))
        drawn -= 2 * NEAR  # of the sides that end at it
        shared[loose] = np.where(drawn >= EDGE, drawn, shared[loose])
    keep = shared > 0
    pairs = np.column_stack([left, right])
    return pairs[keep], shared[keep], [tuple(p) for p in pairs[upon].tolist()]


def _without(wanted: list[str], there: Collection[str]) -> list[Problem]:
    missing = [code for code in wanted if code not in there]
    if not missing:
        return []
    return [
        Problem(
            "areas_without_boundaries",
            f"{counted(len(missing), 'area')} of the dataset "
            f"{'has' if len(missing) == 1 else 'have'} no boundary: {some(missing)}.",
            "Load the boundaries of all areas, of the same census as the codes.",
            column="lsoa_code",
        )
    ]


def _crossed(own: np.ndarray, known: list[str]) -> list[Problem]:
    bad = [known[i] for i in np.flatnonzero(~shapely.is_valid(own))]
    if not bad:
        return []
    return [
        Problem(
            "boundaries_crossed",
            f"The boundary of {some(bad)} crosses itself.",
            "Take the boundaries as ONS publishes them, or repair them in a GIS.",
            column="geometry",
        )
    ]


def _unknown(joins: Collection[Join], wanted: list[str]) -> list[Problem]:
    strange = sorted({code for pair in joins for code in pair} - set(wanted))
    if not strange:
        return []
    return [
        Problem(
            "join_unknown",
            f"No area of the dataset is called {some(strange)}, which is to be joined.",
            "Name areas by their codes as in the areas file.",
            flag="(--join)",
        )
    ]


def _overlapping(upon: list[Join], known: list[str]) -> list[Problem]:
    if not upon:
        return []
    named = [f"{known[a]} and {known[b]}" for a, b in upon]
    return [
        Problem(
            "boundaries_overlap",
            f"{counted(len(upon), 'pair')} of areas "
            f"{'lies' if len(upon) == 1 else 'lie'} upon each other: {some(named)}.",
            "Take boundaries of one census and one level, as ONS publishes them.",
            column="geometry",
        )
    ]


def _notes(own: np.ndarray, by_hand: int, beyond: int) -> tuple[str, ...]:
    notes = []
    whole = shapely.union_all(own, grid_size=NEAR / 10)
    rings = shapely.get_parts(whole)
    holes = [
        ring
        for part in rings
        for ring in part.interiors
        if shapely.area(shapely.Polygon(ring)) > GAP
    ]
    if holes:
        notes.append(
            f"The map has {counted(len(holes), 'hole')} that no area fills; edges "
            "around it count as edges."
        )
    if by_hand:
        notes.append(f"{counted(by_hand, 'pair')} of areas joined by hand.")
    if beyond:
        notes.append(
            f"{counted(beyond, 'boundary', 'boundaries')} of areas that the dataset "
            "does not hold left out."
        )
    return tuple(notes)
