"""What neighbourhoods are like, against plain pandas over the same tables; and its
figures."""

import numpy as np
import pandas as pd
import pytest

from analytics import engine
from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, Gate
from analytics.exhibits import neighbourhoods as exhibits
from analytics.export.plan_files import as_csv, as_geojson
from analytics.figures.theme import LIGHT
from analytics.measures.counting.settle import settle
from analytics.measures.neighbourhoods.profile import profile
from analytics.store.dataset import table
from analytics.store.usual_answers import kept

DESIGN = exhibits.Design(exhibits.Rules(6, 0.1))


@pytest.fixture(scope="module")
def plain(sample) -> pd.DataFrame:
    """Each registered person with home, neighbourhood, practice and A&E attendances."""
    scope = settle(sample, Filters())
    day = pd.Timestamp(scope.filters.as_at)
    spells = engine.run(sample, table("registrations"))
    begun = pd.to_datetime(spells["registered_from"]).fillna(pd.Timestamp(0)) <= day
    ended = pd.to_datetime(spells["registered_to"]).fillna(day) >= day
    people = engine.run(sample, table("people").drop("conditions"))
    alive = ~(pd.to_datetime(people["died_on"]) <= day)
    homes = spells[begun & ended].groupby("person")["practice_code"].min()
    found = people[alive].merge(homes, on="person")
    areas = engine.run(sample, table("areas"))[["lsoa_code", "neighbourhood"]]
    events = engine.run(sample, table(AE.table.name))
    when = events["arrived_at"]
    unplanned = events["attendance_category"].isin(["1", "2", "3"])
    unplanned |= events["attendance_category"].isna()
    inside = events[
        (when >= pd.Timestamp(scope.start))
        & (when < pd.Timestamp(scope.end))
        & unplanned
    ]
    had = inside.groupby("person").size().rename("events")
    found = found.merge(areas, on="lsoa_code").merge(had, on="person", how="left")
    return found.assign(
        events=found["events"].fillna(0),
        age=day.year - found["birth_year"].astype(float),
    )


def test_the_table_is_what_plain_pandas_counts(sample, plain):
    found = profile(sample, Filters()).table.set_index("place")
    parts = plain.groupby("neighbourhood")
    assert found["people"].to_dict() == parts.size().to_dict()
    for name, mine in (("children", plain["age"] < 18), ("older", plain["age"] >= 65)):
        counted = plain[mine].groupby("neighbourhood").size()
        assert found[name].to_dict() == counted.to_dict()
    assert found["imd_decile"].to_dict() == pytest.approx(
        parts["imd_decile"].mean().to_dict()
    )
    sizes = (
        plain.groupby(["practice_code", "neighbourhood"]).size().unstack(fill_value=0)
    )
    most = sizes.idxmax(axis=1).value_counts()
    assert (
        found["practices"].to_dict()
        == most.reindex(found.index, fill_value=0).to_dict()
    )
    over = settle(sample, Filters()).filters.more_than(AE)
    often = plain[plain["events"] > over].groupby("neighbourhood").size()
    assert found["frequent"].to_dict() == often.to_dict()


def test_deciles_of_areas_are_tenths_of_them(sample, plain):
    found = profile(sample, Filters()).table.set_index("place")
    areas = plain.groupby(["neighbourhood", "lsoa_code"])["events"].agg(["sum", "size"])
    for name, values in (
        ("volume_decile", areas["sum"]),
        ("rate_decile", areas["sum"] / areas["size"]),
    ):
        order = values.rank() * 2 - 1  # whole numbers, so that tenths are exact
        each = np.floor(order * 10 / (2 * len(values))) + 1
        by = areas.assign(each=each * areas["size"]).groupby("neighbourhood")
        mean = by["each"].sum() / by["size"].sum()
        assert found[name].to_dict() == pytest.approx(mean.to_dict(), abs=1e-6)


@pytest.mark.parametrize("audience", list(Audience))
def test_figures_say_what_they_show(sample, audience):
    gate = Gate(sample, Filters(), audience, kept)
    sketch = exhibits.draw(gate, DESIGN, lambda step, done: None)
    now = exhibits.within_now(gate)
    shown = {
        exhibit: exhibit.drawn(gate, LIGHT, *about)[0]
        for exhibit, about in (
            (exhibits.PROFILE_MAP, (sample, now)),
            (exhibits.PROFILE, ()),
            (exhibits.TRADE_OFFS, (DESIGN,)),
            (exhibits.PLAN, (sample, sketch)),
        )
    }
    assert all(len(one.title.split()) <= 20 and one.alt for one in shown.values())
    assert shown[exhibits.PLAN].is_map and len(shown[exhibits.PLAN].table) == 6
    ticks = shown[exhibits.TRADE_OFFS]
    assert "of 500 contiguous plans" in ticks.title
    assert list(ticks.table["By"]) == [
        "Furthest from equal",
        "Compactness",
        "Need between",
        "Lists outside",
    ]
    if audience is Audience.AGGREGATE:
        frequent = shown[exhibits.PROFILE_MAP].table["Frequent attenders"]
        table = shown[exhibits.PROFILE].table.set_index("Of each")
        assert table.loc["Frequent attenders"].tolist() == frequent.tolist()
        assert not set(frequent) & set("1234567")


def test_today_is_placed_where_plain_counting_places_it(sample):
    from analytics.measures.neighbourhoods.plans import standings

    found = standings(sample, Filters(), DESIGN).table
    for _name, part in found.groupby("score"):
        value = part.loc[part["plan"] == "today", "value"].item()
        better = part.loc[part["plan"] == "today", "better"].item()
        drawn = part.loc[part["plan"].str.isdigit(), "value"]
        shares = [(drawn > value).mean(), (drawn < value).mean()]
        assert min(abs(better - one) for one in shares) < 0.01


def test_files_hold_each_area_once_and_outlines_that_add_up(sample):
    import json

    from shapely.geometry import shape

    gate = Gate(sample, Filters(), Audience.PSEUDONYMISED, kept)
    within = exhibits.draw(gate, DESIGN, lambda step, done: None).within
    rows = as_csv(within).splitlines()
    assert rows[0] == "lsoa_code,neighbourhood" and len(rows) == 255
    lines = json.loads(as_geojson(within, sample.boundaries))
    assert len(lines["features"]) == 6 and lines["attribution"]
    whole = sum(shape(one["geometry"]).area for one in lines["features"])
    parts = json.loads(sample.boundaries.read_text())["features"]
    assert whole == pytest.approx(
        sum(shape(one["geometry"]).area for one in parts), rel=1e-4
    )
