"""Scores of need, their ranks and ranges against brute force in plain pandas on made
areas."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.methods.need import scores
from analytics.methods.need.recipe import SCALES, Part, Recipe, faults

PARTS = (Part("poor", 2.0), Part("old", 1.0), Part("life", 1.0, -1), Part("no", 0.0))


def made(seed: int, areas: int = 40) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    names = [f"E{i:03d}" for i in range(areas)]
    return pd.DataFrame(
        {
            "poor": rng.integers(1, 11, areas).astype(float),  # many ties
            "old": rng.normal(20, 4, areas),
            "life": rng.normal(81, 2, areas),
            "no": rng.normal(0, 1, areas),
        },
        index=names,
    )


def by_hand(values: pd.DataFrame, scale: str) -> pd.DataFrame:
    """Each value put on the scale by counting the others, one by one."""
    found = {}
    for name, sign in (("poor", 1), ("old", 1), ("life", -1)):
        mine = [sign * one for one in values[name]]
        if scale == "z":
            mean = sum(mine) / len(mine)
            spread = (sum((v - mean) ** 2 for v in mine) / len(mine)) ** 0.5
            found[name] = [(v - mean) / spread for v in mine]
            continue
        below = [
            sum(o < v for o in mine) + 0.5 * (sum(o == v for o in mine)) for v in mine
        ]
        share = [b / len(mine) for b in below]
        found[name] = (
            [100 * s for s in share]
            if scale == "rank"
            else [min(int(2 * b * 10 // (2 * len(mine))), 9) + 1 for b in below]
        )
    return pd.DataFrame(found, index=values.index).astype(float)


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_scores_ranks_and_ranges_are_those_of_brute_force(scale, seed):
    values, recipe = made(seed), Recipe(PARTS, scale)
    mine = by_hand(values, scale)
    on_scale = scores.scaled(values, recipe)
    pd.testing.assert_frame_equal(on_scale, mine, check_exact=False)
    score = (2 * mine["poor"] + mine["old"] + mine["life"]) / 4
    assert scores.score(on_scale, recipe).to_dict() == pytest.approx(score.to_dict())
    better = {a: 1 + (score.round(9) > round(score[a], 9)).sum() for a in score.index}
    assert scores.rank(scores.score(on_scale, recipe)).to_dict() == better

    weights = scores.random_weights(recipe, 60, seed)
    ranks = {area: [] for area in mine.index}
    for _at, row in weights.iterrows():
        drawn = sum(row[name] * mine[name] for name in mine).round(9)
        for area, rank in drawn.rank(method="min", ascending=False).items():
            ranks[area].append(int(rank))
    found = scores.rank_ranges(on_scale, weights)
    for area, each in ranks.items():
        each.sort()
        assert found.loc[area, ["best", "worst"]].tolist() == [each[0], each[-1]]
        assert found.loc[area, "low"] == each[1]  # of 60, one is below 2.5%
        assert found.loc[area, "high"] == each[58]
        assert found.loc[area, "tenth"] == pytest.approx(sum(r <= 4 for r in each) / 60)


def test_contributions_add_up_to_the_score_beyond_the_mean():
    recipe = Recipe(PARTS)
    on_scale = scores.scaled(made(4), recipe)
    score = scores.score(on_scale, recipe)
    parts = scores.contributions(on_scale, recipe)
    assert (score - score.mean()).to_dict() == pytest.approx(
        parts.sum(axis=1).to_dict()
    )
    assert list(parts) == ["poor", "old", "life"]  # no weight, no part


def test_random_weightings_lie_about_those_asked_for_and_are_the_same_again():
    recipe = Recipe(PARTS)
    drawn = scores.random_weights(recipe)
    assert len(drawn) == 1000
    assert drawn.sum(axis=1).to_numpy() == pytest.approx(np.ones(1000))
    assert drawn.mean().to_dict() == pytest.approx(recipe.shares, abs=0.02)
    pd.testing.assert_frame_equal(drawn, scores.random_weights(recipe))
    assert not drawn.equals(scores.random_weights(recipe, seed=21))


@settings(max_examples=25)
@given(st.lists(st.integers(0, 3), min_size=1, max_size=12))
def test_areas_that_are_alike_are_ranked_alike(values):
    frame = pd.DataFrame({"old": [float(v) for v in values]})
    for scale in SCALES:
        recipe = Recipe((Part("old"),), scale)
        on_scale = scores.scaled(frame, recipe)
        ranks = scores.rank(scores.score(on_scale, recipe))
        ranges = scores.rank_ranges(on_scale, scores.random_weights(recipe, 20))
        assert np.isfinite(on_scale.to_numpy()).all() and ranks.min() == 1
        assert (ranges["low"] == ranks).all() and (ranges["high"] == ranks).all()
        assert ranks.groupby(frame["old"]).nunique().eq(1).all()
        more = ranks.groupby(frame["old"]).first()
        assert more.is_monotonic_decreasing


def test_everything_wrong_with_a_recipe_is_told_at_once():
    wrong = Recipe(
        (Part("zap", -1.0), Part("old"), Part("old", float("nan")), Part("life", 1, 0)),
        "points",
        float("nan"),
    )
    rules = [one.rule for one in faults(wrong, ["old", "life"])]
    assert rules == [
        "need_indicator",
        "need_twice",
        "need_weight",
        "need_direction",
        "need_scale",
        "need_coverage",
    ]
    nothing = faults(Recipe((Part("old", 0.0),), least_covered=1.01), ["old"])
    assert [one.rule for one in nothing] == ["need_weights", "need_coverage"]
    assert [one.rule for one in faults(Recipe(()), [])] == ["need_weights"]
    assert not faults(Recipe(PARTS, least_covered=0.0), ["poor", "old", "life", "no"])
