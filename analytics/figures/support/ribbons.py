"""Where the blocks and ribbons of a flow lie."""

from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd

from analytics.measures.support.flow import TO_END, TO_HELP

THICK = 230  # pixels that all people of the fullest column take
GAP = 24  # pixels above each block, where its name stands
LEAST = 2.0  # pixels of the smallest block
BLOCK = 0.025  # of the breadth
LEFT = (0.0, 0.5 - BLOCK / 2, 1 - BLOCK)  # where the blocks of each column begin
POINTS = 17  # of a ribbon's edge


def blocks_of(seen: pd.DataFrame) -> pd.DataFrame:
    """The blocks of a flow's links (step, source, target, people): column (0, 1, 2),
    name, people, top and bottom (pixels), the largest of a column first."""
    sides = [_sums(seen, TO_HELP, "target"), _sums(seen, TO_END, "source")]
    columns = (
        _sums(seen, TO_HELP, "source"),
        pd.concat(sides, axis=1).max(axis=1),
        _sums(seen, TO_END, "target"),
    )
    unit = THICK / max(float(sizes.sum()) for sizes in columns)
    rows = []
    for column, sizes in enumerate(columns):
        bottom = 0.0
        for name, number in sizes.sort_values(ascending=False, kind="stable").items():
            top = bottom + GAP
            bottom = top + max(unit * float(number), LEAST)
            rows.append((column, str(name), float(number), top, bottom))
    return pd.DataFrame(rows, columns=["column", "name", "people", "top", "bottom"])


def _sums(seen: pd.DataFrame, step: str, end: str) -> pd.Series:
    return seen[seen["step"] == step].groupby(end, sort=False)["people"].sum()


def ribbons_of(
    seen: pd.DataFrame,
    blocks: pd.DataFrame,
    steps: Sequence[Hashable] = (TO_HELP, TO_END),
    left_of: Sequence[float] = LEFT,
) -> pd.DataFrame:
    """The edges of each link's ribbon: ribbon (its ends), x, top, bottom, people.
    Ribbons leave and reach a block in the order of the blocks at their other end.

    steps: the values of `step`, from column to column. left_of: where the blocks of
    each column begin.
    """
    keys = list(zip(blocks["column"], blocks["name"], strict=True))
    rank = {key: n for n, key in enumerate(keys)}
    tops = dict(zip(keys, blocks["top"], strict=True))
    high = (blocks["bottom"] - blocks["top"]) / blocks["people"]
    units = dict(zip(keys, high, strict=True))
    reached, left = dict(tops), dict(tops)  # to where each side of a block is taken
    along = np.linspace(0, 1, POINTS)
    bend = along**2 * (3 - 2 * along)
    rows = []
    for first, step in enumerate(steps):
        links = [
            ((first, source), (first + 1, target), people)
            for source, target, people in seen.loc[
                seen["step"] == step, ["source", "target", "people"]
            ].itertuples(index=False)
        ]
        for start, end, people in sorted(
            links, key=lambda one: (rank[one[0]], rank[one[1]])
        ):
            thick = people * units[start], people * units[end]
            top = left[start] + bend * (reached[end] - left[start])
            bottom = top + thick[0] + bend * (thick[1] - thick[0])
            left[start] += thick[0]
            reached[end] += thick[1]
            begins, ends = left_of[first] + BLOCK, left_of[first + 1]
            x = begins + along * (ends - begins)
            edges = zip(x.round(4), top.round(2), bottom.round(2), strict=True)
            rows += [(f"{start[1]} → {end[1]}", *edge, people) for edge in edges]
    return pd.DataFrame(rows, columns=["ribbon", "x", "top", "bottom", "people"])
