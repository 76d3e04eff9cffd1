"""The score of each area, its rank, and the range of its rank when weights change.

Values are put on one scale over the areas scored (deciles, ranks or standard
deviations), turned so that more is more need, and their weighted mean is the score: the
way of the Community Needs Index (OCSI 2023). That ranks hang on weights nobody can
derive is known of every such index, so weights are drawn at random besides (OECD and
JRC, Handbook on Constructing Composite Indicators, 2008, step 7).
"""

import numpy as np
import pandas as pd

from analytics.methods.need.recipe import Recipe
from analytics.methods.tenths import deciles

DRAWS, SEED = 1000, 20
LOW, HIGH = 0.025, 0.975  # of the weightings: 19 of 20 lie between
TENTH = 0.1  # of the areas: those of greatest need


def scaled(values: pd.DataFrame, recipe: Recipe) -> pd.DataFrame:
    """Each indicator of a recipe on its scale, more meaning more need.

    values: areas × indicators, none missing. decile: 1 to 10 by place in order, ties in
    the middle of theirs. rank: 0 to 100, the share of areas that have less, ties half.
    z: standard deviations from the mean of the areas; 0 where all are alike.
    """
    found = {}
    for part in recipe.weighing:
        mine = values[part.indicator].astype(float) * part.direction
        found[part.indicator] = _ON[recipe.scale](mine)
    return pd.DataFrame(found, index=values.index)


def _share_below(values: pd.Series) -> pd.Series:
    return (values.rank(method="average") - 0.5) / max(len(values), 1)


def _z(values: pd.Series) -> pd.Series:
    spread = values.std(ddof=0)
    away = values - values.mean()
    return away / spread if spread > 0 else away * 0.0


_ON = {"decile": deciles, "rank": lambda v: 100 * _share_below(v), "z": _z}


def contributions(on_scale: pd.DataFrame, recipe: Recipe) -> pd.DataFrame:
    """What each indicator adds to an area's score beyond the mean of all areas: they
    add up to the area's score less the mean score."""
    shares = pd.Series(recipe.shares)
    return (on_scale - on_scale.mean()) * shares[on_scale.columns]


def score(on_scale: pd.DataFrame, recipe: Recipe) -> pd.Series:
    """The weighted mean of an area's indicators."""
    shares = pd.Series(recipe.shares)
    return on_scale @ shares[on_scale.columns]


def rank(scores: pd.Series) -> pd.Series:
    """1 is the greatest need; areas of one score share the best of their ranks."""
    return scores.round(9).rank(method="min", ascending=False).astype(int)


def random_weights(
    recipe: Recipe, draws: int = DRAWS, seed: int = SEED
) -> pd.DataFrame:
    """So many random weightings (rows) of the parts, each adding up to 1: of a
    Dirichlet distribution whose mean is the recipe's weights. Where they are all alike
    it is the flat one: every weighting is as likely as any other."""
    shares = recipe.shares
    rng = np.random.default_rng(seed)
    drawn = rng.dirichlet(np.array(list(shares.values())) * len(shares), draws)
    return pd.DataFrame(drawn, columns=list(shares))


def rank_ranges(on_scale: pd.DataFrame, weights: pd.DataFrame) -> pd.DataFrame:
    """Where each area's rank lies over random weightings: low and high (19 of 20 lie
    from one to the other), best and worst of all, tenth (the share in which it is among
    the tenth of areas with the greatest need)."""
    names = list(on_scale.columns)
    every = on_scale.to_numpy() @ weights[names].to_numpy().T
    ordered = np.sort(-every.round(9), axis=0)
    ranks = np.column_stack(
        [
            np.searchsorted(ordered[:, i], -every[:, i].round(9), side="left") + 1
            for i in range(every.shape[1])
        ]
    ).reshape(every.shape)
    most = max(round(TENTH * len(on_scale)), 1)
    if not len(on_scale):
        ranks = np.zeros((0, 1), dtype=int)
    low, high = np.quantile(
        ranks, [LOW, HIGH], axis=1, method="inverted_cdf"
    )  # ranks that occurred
    return pd.DataFrame(
        {
            "low": low.astype(int),
            "high": high.astype(int),
            "best": ranks.min(axis=1),
            "worst": ranks.max(axis=1),
            "tenth": (ranks <= most).mean(axis=1),
        },
        index=on_scale.index,
    )
