"""Parts of a map that nothing joins, such as islands, and what lies nearest to them."""

from collections.abc import Collection, Iterator, Sequence

import networkx as nx
import numpy as np
import shapely

from analytics.errors import Problem

EXAMPLES = 3
Join = tuple[str, str]


def faults(
    codes: Sequence[str], graph: nx.Graph, outlines: np.ndarray
) -> list[Problem]:
    """A fault for each part that nothing joins to the largest, with what lies
    nearest. graph: of places in `codes`; outlines: in metres, in their order."""
    found = []
    for part in sorted(nx.connected_components(graph), key=len, reverse=True)[1:]:
        one, other, far = _nearest(part, outlines)
        mine = sorted(part)
        lonely = some([codes[i] for i in mine])
        found.append(
            Problem(
                "areas_apart",
                f"{counted(len(mine), 'area')} ({lonely})"
                f" {'shares' if len(mine) == 1 else 'share'} no edge with the others; "
                f"the nearest are {codes[one]} and {codes[other]}, "
                f"{far:,.0f} metres apart.",
                "Say which two areas a bridge or a road joins, or leave these out.",
                flag=f"(--join {codes[one]},{codes[other]})",
            )
        )
    return found


def nearest_joins(
    codes: Sequence[str], graph: nx.Graph, outlines: np.ndarray
) -> tuple[tuple[Join, float], ...]:
    """The fewest pairs of areas that make one part of all, each the nearest of two
    parts, with the metres between them; the smallest part is joined first."""
    return tuple(
        ((codes[one], codes[other]), far)
        for one, other, far in _joins(graph.copy(), outlines)
    )


def _joins(graph: nx.Graph, outlines: np.ndarray) -> Iterator[tuple[int, int, float]]:
    while True:
        apart = sorted(nx.connected_components(graph), key=lambda p: (len(p), min(p)))
        if len(apart) < 2:
            return
        one, other, far = _nearest(apart[0], outlines)
        graph.add_edge(one, other)
        yield one, other, far


def _nearest(part: Collection[int], outlines: np.ndarray) -> tuple[int, int, float]:
    """An area of a part, the one of all others that lies nearest, and how far."""
    mine = sorted(part)
    others = np.array(sorted(set(range(len(outlines))) - set(mine)))
    tree = shapely.STRtree(outlines[others])
    nearest, far = tree.query_nearest(
        outlines[mine], return_distance=True, all_matches=False
    )
    best = int(np.argmin(far))
    return mine[nearest[0][best]], int(others[nearest[1][best]]), float(far[best])


def some(names: Collection[str]) -> str:
    """The first few of some names, and how many more there are."""
    shown = ", ".join(list(names)[:EXAMPLES])
    more = len(names) - EXAMPLES
    return f"{shown} and {more:,} more" if more > 0 else shown


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 area", "37 areas": a number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
