"""Where need is greatest: values, coverage and ranks against plain pandas over the same
tables; areas of a file with middle layers, beds and counts of its own."""

import json

import numpy as np
import pandas as pd
import pytest

from analytics import engine
from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, Gate
from analytics.exhibits.exhibit import Where
from analytics.exhibits.neighbourhoods import need as exhibits
from analytics.figures.theme import LIGHT
from analytics.measures.counting.settle import settle
from analytics.measures.need.need import areas_ranked, drivers, need
from analytics.measures.need.presets import filled
from analytics.measures.need.scored import Asked
from analytics.methods.need.recipe import Part, Recipe
from analytics.store.dataset import table
from analytics.store.usual_answers import kept
from tests.app.test_pages import opened
from tests.neighbourhoods.test_profile import plain  # noqa: F401  a fixture
from tests.spec.test_command_line import answer, command

PARTS = (
    Part("imd_decile", 2.0, -1),
    Part("older", 1.0),
    Part("frequent_ae", 1.0),
    Part("condition_hypertension", 1.0),
)
ASKED = Asked(Recipe(PARTS, "rank", 0.8))
PAGE, TAB = "pages/compare/neighbourhoods.py", {"tab": "Where need is greatest"}


@pytest.fixture(scope="module")
def by_area(sample, plain):  # noqa: F811
    """What plain counting makes of each small area."""
    over = settle(sample, Filters()).filters.more_than(AE)
    lists = engine.run(sample, table("people").select("person", "conditions"))
    has = lists["conditions"].map(
        lambda one: "Hypertension" in list(() if one is None else one)
    )
    with_it = plain["person"].isin(set(lists.loc[has, "person"]))
    people = plain.assign(
        older=plain["age"] >= 65, often=plain["events"] > over, has=with_it
    )
    found = people.groupby("lsoa_code")[["older", "often", "has"]].sum()
    found["people"] = people.groupby("lsoa_code").size()
    areas = engine.run(sample, table("areas")).set_index("lsoa_code")
    return areas[["population", "imd_decile"]].join(found).fillna(0.0)


def test_scores_are_those_of_plain_pandas_and_few_covered_have_none(sample, by_area):
    found = need(sample, Filters(), ASKED).table.set_index("place")
    assert set(found.index) == set(by_area.index)
    cover = by_area["people"] / by_area["population"]
    scored = by_area[cover >= 0.8]
    assert 10 < len(scored) < len(by_area)
    assert set(found.index[found["rank"].notna()]) == set(scored.index)
    without = found.loc[found["rank"].isna(), "unscored"]
    assert without.str.startswith("Covers too few of its people").all()
    assert not found.loc[scored.index, "unscored"].any()
    known = by_area[["people", "population"]].min(axis=1)  # IMD is of all residents
    assert found["people"].to_dict() == known.to_dict()

    values = pd.DataFrame(
        {
            "imd": -scored["imd_decile"],
            "older": scored["older"] / scored["people"],
            "often": scored["often"] / scored["people"],
            "has": scored["has"] / scored["people"],
        }
    ).astype(float)
    share = 100 * (values.rank() - 0.5) / len(values)
    score = (2 * share["imd"] + share["older"] + share["often"] + share["has"]) / 5
    mine = found.loc[scored.index]
    assert mine["score"].to_dict() == pytest.approx(score.to_dict())
    rank = score.round(9).rank(method="min", ascending=False)
    assert mine["rank"].to_dict() == rank.to_dict()
    assert (mine["low"] <= mine["rank"]).mean() > 0.97
    assert (mine["best"] <= mine["low"]).all() and (mine["worst"] >= mine["high"]).all()

    parts = drivers(sample, Filters(), ASKED).table
    adds = parts.groupby("place")["contribution"].sum()
    assert adds.to_dict() == pytest.approx((score - score.mean()).to_dict(), abs=1e-6)
    first = parts[parts["place"] == rank.idxmin()].set_index("indicator")
    here = by_area.loc[rank.idxmin()]
    assert first.loc["older", ["top", "bottom"]].tolist() == [
        here["older"],
        here["people"],
    ]
    assert first.loc["imd_decile", "published"] == here["imd_decile"]
    assert list(areas_ranked(sample, Filters(), ASKED))[0] == rank.idxmin()


def test_an_extract_of_some_practices_scores_their_areas_alone(sample):
    gp = Asked(Recipe((Part("frequent_gp"),), "z", 0.5))
    found = need(sample, Filters(), gp)
    ranked = found.table[found.table["rank"].notna()]
    assert 5 < len(ranked) < 60
    assert set(ranked["neighbourhood"]) <= {
        "Central Basildon",
        "Basildon East",
        "Basildon West",
    }
    assert any("7 of its 1,528 residents" in note for note in found.notes)
    central = need(sample, Filters(pcn=("Central Basildon",)), ASKED).table
    assert 0 < central["rank"].notna().sum() < len(ranked)


def test_core20plus5_takes_what_there_is_and_says_what_lacks(sample):
    found = filled(sample, None, "core20plus5")
    assert found.lacking == ("Maternity",)
    shares = Recipe(found.parts).shares
    assert shares["imd_decile"] == pytest.approx(1 / 3)
    five = [share for key, share in shares.items() if key.startswith("condition_")]
    assert len(five) == 4 and sum(five) == pytest.approx(1 / 3)


@pytest.mark.parametrize("audience", list(Audience))
def test_figures_say_what_they_show(sample, audience):
    gate = Gate(sample, Filters(), audience, kept)
    score = exhibits.for_meeting(gate, exhibits.ready_made(gate, "deprivation_and_use"))
    assert score.preset == "core20plus5" and score.recipe.scale == "decile"
    sight = exhibits.sight_of(gate, score)
    (on_map,) = exhibits.NEED_MAP.drawn(gate, LIGHT, sample, sight)
    (ranks,) = exhibits.NEED_RANKS.drawn(gate, LIGHT, score)
    assert on_map.is_map and "areas of greatest need lie in" in on_map.title
    assert "stay in it in at least 90% of the weightings" in on_map.note
    assert ranks.title.startswith("Need is greatest in ")
    assert "7 of its 1,528 residents" in ranks.note
    assert len(ranks.table) == 254 and "Covered" in ranks.table
    (driven,) = exhibits.NEED_DRIVERS.drawn(gate, LIGHT, exhibits.area_of(gate, score))
    assert "raised most by" in driven.title and len(driven.table) == 7
    assert not set(exhibits.NEED_DRIVERS.where) - {Where.DESK}
    for one in (on_map, ranks, driven):
        assert len(one.title.split()) <= 20 and one.alt
    if audience is Audience.AGGREGATE:
        assert all(one % 5 == 0 for one in ranks.protected.table["people"].dropna())


def test_the_command_gives_what_the_measure_finds(sample, tmp_path):
    out = tmp_path / "need.csv"
    words = ["areas", "need", "--data", "sample", "--out", out, "--by", "z"]
    words += ["--indicator", "imd_decile=2", "--indicator", "children:less"]
    found = answer(*words)
    assert found["weights"]["imd_decile"]["weight"] == pytest.approx(2 / 3, abs=1e-4)
    assert not found["weights"]["children"]["more_is_need"]
    asked = Asked(Recipe((Part("imd_decile", 2, -1), Part("children", 1, -1)), "z"))
    mine = need(sample, Filters(), asked).table
    file = pd.read_csv(out)
    assert file["place"].tolist() == mine["place"].tolist()
    assert np.allclose(file["score"], mine["score"], equal_nan=True)
    assert [one["place"] for one in found["areas"]] == mine["place"].tolist()
    assert len(found["contributions"]) == mine["rank"].notna().sum()
    wrong = [*words[:4], "--indicator", "zap=x", "--by", "points", "--json"]
    refused = command(*wrong, "--least-covered", "7")
    assert refused.returncode == 2
    rules = [one["rule"] for one in json.loads(refused.stdout)["problems"]]
    assert rules == ["flag", "need_indicator", "need_scale", "need_coverage"]
    without = command("areas", "plan", "--data", "sample", "--json")
    assert [p["rule"] for p in json.loads(without.stdout)["problems"]] == ["flag"] * 2


def test_the_page_shows_it_and_takes_a_score_of_ones_own(sample):
    at = opened(PAGE, sample, TAB)
    assert not at.exception and not at.error
    heads = " ".join(one.value for one in at.header)
    assert "Need is greatest in" in heads and "raised most by" in heads
    own = {
        "need_score": "A choice of my own",
        "need_of": "Children (under 18)",
        "need_weight_children": "2.5",
    }
    at = opened(PAGE, sample, TAB | own)
    assert not at.exception and not at.error
    assert at.number_input(key="need_weight_children").value == 2.5
    at.number_input(key="need_weight_children").set_value(0.0).run()
    assert any("No indicator has a weight above 0" in one.value for one in at.error)
