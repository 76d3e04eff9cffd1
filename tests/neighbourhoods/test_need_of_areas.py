"""Need by numbers and counts that came with areas, put together to larger areas; and
everything wrong with what is asked told at once."""

from dataclasses import replace

import pandas as pd
import pytest

from analytics.definitions.filters import Filters
from analytics.errors import InputError
from analytics.measures.need.need import drivers, need
from analytics.measures.need.scored import Asked
from analytics.methods.need.recipe import Part, Recipe
from analytics.store.load.build import LoadInputs, load


@pytest.fixture(scope="module")
def own(frames, tmp_path_factory):
    """The small world with middle layers, beds, an empty area, and counts of areas."""
    folder = tmp_path_factory.mktemp("need")
    areas = frames.areas.assign(
        MSOA11NM=["Test 001", "Test 001", "Test 002"],
        care_home_beds=[40, None, 13],
        life_expectancy_male=[77.0, 79.5, 81.0],
        fuel_poverty=[20.0, 12.0, 8.0],
    )
    empty = pd.DataFrame(
        {"lsoa_code": ["E01000004"], "lsoa_name": ["Test 002B"], "population": [0]}
    )
    files = {
        "gp": frames.gp,
        "ae": frames.ae,
        "patients": frames.patients,
        "practices": frames.practices,
        "areas": pd.concat([areas, empty]),
        "indicators": pd.DataFrame(
            {
                "place": ["E01000001", "Test 001B", "E01000003"] * 2,
                "indicator": "flu_vaccination_65_and_over",
                "period": ["2022/23"] * 3 + ["2023/24"] * 3,
                "numerator": [1, 1, 1, 12, 20, 27],
                "denominator": [30] * 6,
            }
        ),
    }
    for name, frame in files.items():
        frame.to_csv(folder / f"{name}.csv", index=False)
    given = {name: (folder / f"{name}.csv",) for name in files}
    return load(LoadInputs(**given), "own-areas", root=folder / "home", secret=b"none")


def test_numbers_and_counts_of_areas_are_scored_and_put_together(own):
    parts = (
        Part("flu_vaccination_65_and_over", 1, -1),
        Part("life_expectancy_male", 1, -1),
        Part("fuel_poverty", 1),
    )
    asked = Asked(Recipe(parts, "z"), "lsoa")
    found = need(own, Filters(), asked).table.set_index("place")
    assert found["rank"].dropna().to_dict() == {
        "E01000001": 1,
        "E01000002": 2,
        "E01000003": 3,
    }
    assert found.loc["E01000004", "unscored"] == "Nobody lives there"
    value = drivers(own, Filters(), asked).table.set_index(["place", "indicator"])
    flu = value.xs("flu_vaccination_65_and_over", level="indicator")["published"]
    assert flu.tolist() == pytest.approx([40, 200 / 3, 90])  # of the last period

    both = need(own, Filters(), replace(asked, level="msoa")).table
    assert both["name"].tolist() == ["Test 001", "Test 002"]
    assert both["population"].tolist() == [310, 130]
    larger = drivers(own, Filters(), replace(asked, level="msoa")).table
    larger = larger.set_index(["place", "indicator"])["published"]
    assert larger["Test 001", "fuel_poverty"] == pytest.approx(
        (20 * 160 + 12 * 150) / 310
    )
    assert larger["Test 001", "flu_vaccination_65_and_over"] == pytest.approx(3200 / 60)
    beds = Asked(Recipe((Part("care_home_beds"),), least_covered=0.5), "msoa")
    found = need(own, Filters(), beds).table.set_index("place")
    assert found.loc["Test 001", "people"] == 160  # the other area has no number
    assert found["rank"].notna().all()
    strict = replace(beds, recipe=replace(beds.recipe, least_covered=0.6))
    found = need(own, Filters(), strict).table.set_index("place")
    assert found["rank"].notna().to_dict() == {"Test 001": False, "Test 002": True}


def test_everything_wrong_is_told_at_once(own, only_ae, tmp_path, frames):
    wrong = Asked(Recipe((Part("zap"), Part("older", -1)), "deciles", 2), "ward")
    with pytest.raises(InputError) as told:
        need(own, Filters(), wrong)
    assert [one.rule for one in told.value.problems] == [
        "need_indicator",
        "need_weight",
        "need_scale",
        "need_coverage",
        "need_level",
    ]
    frames.areas.assign(population=[160, None, -1]).to_csv(tmp_path / "areas.csv")
    frames.ae.to_csv(tmp_path / "ae.csv")
    files = {name: (tmp_path / f"{name}.csv",) for name in ("ae", "areas")}
    without = load(LoadInputs(**files), "w", root=tmp_path / "home", secret=b"none")
    with pytest.raises(InputError) as told:
        need(without, Filters(), Asked(Recipe((Part("imd_decile", 0),))))
    assert [one.rule for one in told.value.problems] == [
        "need_weights",
        "need_population",
        "need_population",
    ]
    assert "E01000002" in told.value.problems[1].found
    assert need(only_ae, Filters(), Asked(Recipe((Part("older"),)))).table.empty
