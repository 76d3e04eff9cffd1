"""Mid Essex: every number published of its six neighbourhoods stands in the table of
the page, and plain counting of what was made gives the same. Made once a run of tests,
and nowhere else."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, Gate
from analytics.exhibits import neighbourhoods as exhibits
from analytics.figures.theme import LIGHT
from analytics.geography.neighbours import neighbours
from analytics.geography.shapes import read
from analytics.measures.neighbourhoods.plans import drawable
from analytics.store.sample import ensure
from analytics.store.shipped import MID_ESSEX
from tests.app.test_pages import APP, opened
from tests.spec.test_command_line import answer
from tests.support.made_sample import share_made_sample
from tests.support.shared import once

HERE = Path(__file__).resolve().parents[2] / "sample_data" / "mid_essex"
PUBLISHED = json.loads((HERE / "published.json").read_text(encoding="utf-8"))
ROWS = {one["name"]: one for one in PUBLISHED["neighbourhoods"]}
PRINTED = {  # row of the page's table: how the published number is printed there
    "Patients": "{patients:,}",
    "Practices": "{practices}",
    "Care home beds": "{care_home_beds}",
    "Supported living": "{supported_living}",
    "Children (under 18)": "{children}%",
    "65 and over": "{older}%",
    "Life expectancy, men": "{life_expectancy_male}",
    "Life expectancy, women": "{life_expectancy_female}",
    "IMD decile, mean": "{imd_decile:.1f}",
    "Activity decile": "{volume_decile:.1f}",
    "Rate of demand decile": "{rate_decile:.1f}",
}


@pytest.fixture(scope="module")
def mid_essex(data_home):
    return once(
        data_home, MID_ESSEX.name, lambda _name: ensure(MID_ESSEX, root=data_home)
    )


def test_each_published_number_stands_in_the_table_of_the_page(mid_essex):
    gate = Gate(mid_essex, Filters(), Audience.PSEUDONYMISED)
    (shown,) = exhibits.PROFILE.drawn(gate, LIGHT)
    table = shown.table.set_index("Of each").T
    assert set(table.index) == set(ROWS) and len(table) == 6
    for title, form in PRINTED.items():
        wanted = {place: form.format(**row) for place, row in ROWS.items()}
        assert table[title].to_dict() == wanted, title
    assert table["Districts"]["Chelmsford Outer"] == "Chelmsford"
    assert len({pcn for each in table["PCNs"] for pcn in each.split("; ")}) == 9
    assert shown.protected.result.period == "the 12 months to 31 August 2024"


def test_plain_counting_of_what_was_made_gives_the_same(mid_essex, data_home):
    (made,) = (data_home / MID_ESSEX.folder).glob("*/patients.parquet")
    people = pd.read_parquet(made)
    day = pd.Timestamp(PUBLISHED["as_at"])
    begun = pd.to_datetime(people["registered_from"]) <= day
    open_ = ~(pd.to_datetime(people["registered_to"]) <= day)
    areas = pd.read_csv(HERE / "areas.csv").set_index("lsoa_code")
    listed = people[begun & open_].assign(age=2024 - people["birth_year"].astype(int))
    listed = listed.join(areas, on="lsoa_code", rsuffix="_of_area")
    assert not listed["patient_id"].duplicated().any()
    assert listed["patient_id"].str.startswith("9").all()
    sizes = listed.groupby(["practice_code", "neighbourhood"]).size().unstack()
    practices = sizes.idxmax(axis=1).value_counts()
    for name, mine in listed.groupby("neighbourhood"):
        row = ROWS[name]
        assert len(mine) == row["patients"]
        assert round(100 * (mine["age"] < 18).mean()) == row["children"]
        assert round(100 * (mine["age"] >= 65).mean()) == row["older"]
        assert round(mine["imd_decile"].mean(), 1) == row["imd_decile"]
        assert round(mine["volume_decile"].mean(), 1) == row["volume_decile"]
        assert round(mine["rate_decile"].mean(), 1) == row["rate_decile"]
        assert round(mine["life_expectancy_male"].mean()) == row["life_expectancy_male"]
        assert practices[name] == row["practices"]
    for name in ("care_home_beds", "supported_living"):
        beds = areas.groupby("neighbourhood")[name].sum()
        assert beds.to_dict() == {place: row[name] for place, row in ROWS.items()}


def test_each_area_has_the_attendances_it_was_given(mid_essex, data_home):
    (made,) = (data_home / MID_ESSEX.folder).glob("*/ae_attendances.parquet")
    events, people = (
        pd.read_parquet(made),
        pd.read_parquet(made.with_name("patients.parquet")),
    )
    day = pd.Timestamp(PUBLISHED["as_at"])
    open_ = ~(pd.to_datetime(people["registered_to"]) <= day)
    here = people[open_ & (pd.to_datetime(people["registered_from"]) <= day)]
    year = events[events["arrived_at"] >= "2023-09-01"]
    homes = here.set_index("patient_id")["lsoa_code"]
    counted = year["patient_id"].map(homes).value_counts()
    goal = pd.read_csv(HERE / "targets.csv").set_index("lsoa_code")["attendances"]
    assert counted.sort_index().to_dict() == goal.sort_index().to_dict()


def test_published_deciles_cannot_be_tenths_of_these_areas_alone():
    """Mean decile of activity is at least that of demand wherever both order the same
    areas; as published it is below, by more than rounding can hide."""
    people = pd.Series({name: row["patients"] for name, row in ROWS.items()})
    volume = pd.Series({name: row["volume_decile"] for name, row in ROWS.items()})
    rate = pd.Series({name: row["rate_decile"] for name, row in ROWS.items()})
    share = people / people.sum()
    assert (share * (volume + 0.05)).sum() < (share * (rate - 0.05)).sum()


def test_boundaries_are_of_the_three_districts_and_hang_together(mid_essex):
    assert drawable(mid_essex)
    areas = pd.read_csv(HERE / "areas.csv").set_index("lsoa_code").sort_index()
    assert areas.groupby("district").size().to_dict() == {
        "Braintree": 87,
        "Chelmsford": 107,
        "Maldon": 40,
    }
    side = neighbours(read(HERE / "areas.geojson"), areas.index, ())
    assert len(side.codes) == 234 and not side.notes
    lines = json.loads((HERE / "areas.geojson").read_text(encoding="utf-8"))
    assert "Open Government Licence" in lines["attribution"]


def test_page_and_command_line_open_it(mid_essex, sample):
    found = answer("areas", "need", "--data", "mid_essex", "--level", "msoa")
    assert len(found["areas"]) == areas_of("msoa")
    at = opened("pages/compare/neighbourhoods.py", mid_essex, {})
    assert not at.exception and not at.error
    assert "767" in str([one.value.to_dict() for one in at.table])


def test_the_sample_stays_what_opens_first(mid_essex, sample, tmp_path, monkeypatch):
    for one in (mid_essex, sample):
        shutil.copytree(one.folder.parent, tmp_path / one.name)
    share_made_sample(tmp_path)
    monkeypatch.setenv("FREQUENT_ATTENDERS_HOME", str(tmp_path))
    at = AppTest.from_file(APP, default_timeout=120)
    at.switch_page(str(APP.parent / "pages/assure/definitions.py")).run()
    (box,) = (one for one in at.sidebar.selectbox if one.label == "Dataset")
    assert (box.value, box.options) == ("sample", ["sample", "mid_essex"])


def areas_of(level: str) -> int:
    return pd.read_csv(HERE / "areas.csv")[level].nunique()
