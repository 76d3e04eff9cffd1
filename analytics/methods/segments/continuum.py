"""What people look like who differ by degrees only: copies of the data without kinds.

A copy keeps the covariance of all features, as in SigClust (Liu et al., Journal of the
American Statistical Association 2008; 103:1281), and so the dependence that shares have
by construction. Each person is a person of the data moved at random, just so far that
between neighbouring groups no two humps are left (Silverman's critical bandwidth,
Journal of the Royal Statistical Society B 1981; 43:97), and all are then drawn in to
the old spread. Where the data have no gaps, people are hardly moved, so a slope or a
bend looks in the copy as it does in the data; where groups lie apart, the copies fill
the gaps between them and come near the single normal cloud of SigClust. Groups that are
no clearer than in such copies are cuts through a continuum (Hennig and Lin, Statistics
and Computing 2015; 25:821).
"""

from collections.abc import Iterator

import numpy as np
from scipy.sparse.csgraph import minimum_spanning_tree

GRID = 120  # points at which a density is looked at
LARGEST = 2.0  # standard deviations: with a kernel so wide all but nothing is left
HALVINGS = 9


def copies(
    matrix: np.ndarray, labels: np.ndarray, many: int, rng: np.random.Generator
) -> Iterator[np.ndarray]:
    """So many copies of a people × features matrix without the gaps between the groups
    that the labels tell."""
    width = gap_width(matrix, labels)
    sizes, directions = np.linalg.eigh(np.atleast_2d(np.cov(matrix.T)))
    root = (directions * np.sqrt(sizes.clip(0))) @ directions.T
    middle = matrix.mean(axis=0)
    for _ in range(many):
        drawn = matrix[rng.integers(0, len(matrix), len(matrix))] - middle
        moved = drawn + width * rng.standard_normal(matrix.shape) @ root
        yield middle + moved / np.sqrt(1 + width**2)


def gap_width(matrix: np.ndarray, labels: np.ndarray) -> float:
    """How far people must be moved, in standard deviations of all along a line, until
    the least gap between neighbouring groups is gone: until along some line between
    their middles their people no longer show two humps.

    Neighbours are those on the shortest tree that joins all groups. The least gap
    counts, since every group should be apart from its neighbours; the two ends of a
    slope cut into parts are far apart, but not from the parts between.
    """
    numbers = np.unique(labels)
    middles = np.array([matrix[labels == n].mean(axis=0) for n in numbers])
    away = np.linalg.norm(middles[:, None] - middles, axis=2)
    tree = minimum_spanning_tree(away).tocoo()
    widths = [LARGEST]
    for one, other in zip(tree.row, tree.col, strict=True):
        line = matrix @ (middles[one] - middles[other])
        both = line[np.isin(labels, numbers[[one, other]])]
        widths.append(one_hump(both) * both.std() / line.std())
    return min(widths)


def one_hump(values: np.ndarray) -> float:
    """The least width of a normal kernel, in standard deviations of the values, with
    which their density has one hump."""
    scaled = (values - values.mean()) / values.std()
    grid = np.linspace(scaled.min() - 0.5, scaled.max() + 0.5, GRID)
    away = (grid[:, None] - scaled) ** 2
    narrow, wide = 0.0, LARGEST
    for _ in range(HALVINGS):
        middle = (narrow + wide) / 2
        slope = np.sign(np.diff(np.exp(-away / (2 * middle**2)).sum(axis=1)))
        humps = (np.diff(slope[slope != 0]) < 0).sum()
        narrow, wide = (narrow, middle) if humps <= 1 else (middle, wide)
    return wide
