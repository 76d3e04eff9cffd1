"""The population and what it uses, by the plain route."""

import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint

from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.filters import Filters
from analytics.definitions.published.prevalence import prevalences
from analytics.errors import InputError
from analytics.measures.counting.settle import settle
from analytics.measures.population import beside_england, conditions, rates
from analytics.measures.population import registered_people as registered
from analytics.measures.population.published import published_population
from analytics.measures.population.use_cells import use_cells
from tests.spec import plain
from tests.spec.population import standardised

AS_AT = "2024-06-30"
ASKED = Filters(as_at=date(2024, 6, 30))
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def listed(frames):
    return plain.registered(frames, AS_AT)


def test_the_pyramid(loaded, listed):
    found = registered.pyramid(loaded, ASKED).table
    age = 2024 - listed["birth_year"]
    assert found["people"].sum() == len(listed)
    women = age.between(30, 34) & (listed["sex"] == "female")
    cell = found[(found["age"] == "30–34") & (found["sex"] == "Female")]
    assert cell["people"].iloc[0] == women.sum()
    assert found["children"].iloc[0] == (age < 18).sum()
    assert found["older"].iloc[0] == (age >= 65).sum()
    last = found[found["age"] == "90+"]
    assert last["people"].sum() == (age >= 90).sum()


def test_fifths_and_ethnic_groups(loaded, listed):
    fifths = registered.parts(loaded, ASKED, "fifth").table.set_index("group")
    want = listed["imd_decile"].isin([1, 2]).sum()
    assert fifths.loc["1, most deprived", "people"] == want
    groups = registered.parts(loaded, ASKED, "ethnic").table.set_index("group")
    assert groups.loc["Mixed", "people"] == (listed["ethnicity"] == "Mixed").sum()
    assert groups.loc["Not known", "people"] == listed["ethnicity"].isna().sum()
    assert groups["known"].iloc[0] == listed["ethnicity"].notna().sum()
    sexes = registered.parts(loaded, ASKED, "sex").table
    assert sexes["people"].sum() == len(listed)


def test_conditions_and_those_of_everybody(loaded, frames, listed):
    asked = ASKED.with_(practice=("Ash Lane",))
    found = conditions.conditions(loaded, asked).table.set_index("condition")
    here = listed[listed["practice_code"] == "P1"]
    for name in ("Asthma", "Depression", "Anxiety"):
        has = [name in one.split(";") for one in here["conditions"]]
        every = [name in one.split(";") for one in listed["conditions"]]
        assert found.loc[name, "people"] == sum(has)
        assert found.loc[name, "all_people"] == sum(every)
    assert found["registered"].iloc[0] == len(here)
    assert "all_people" not in conditions.conditions(loaded, ASKED).table


def test_conditions_beside_england_are_of_the_same_ages(loaded, listed):
    found = beside_england.beside_england(loaded, ASKED)
    table = found.table.set_index("condition")
    age = 2024 - listed["birth_year"]
    told = {one.condition: one for one in prevalences()}
    there = {name for one in listed["conditions"] for name in one.split(";") if name}
    assert set(table.index) == there & set(told) and len(table) >= 2
    for name, row in table.iterrows():
        one = told[name]
        has = pd.Series([name in c.split(";") for c in listed["conditions"]])
        has.index = listed.index
        some = (has & (age >= one.on_register_from)).sum()
        whole = (age >= one.of_from).sum()
        assert (row["people"], row["whole"]) == (some, whole)
        low, high = proportion_confint(some, whole, method="wilson")
        apart = low > one.share or high < one.share
        assert (row["sure"] == "about") == apart
        assert row["england"] == one.share and row["source"] == one.source
    (without,) = [note for note in found.notes if note.startswith("No figure")]
    assert all(name in without for name in there - set(told))
    assert not any(name in without for name in told)


def use(frames, kind) -> pd.DataFrame:
    rows = (
        plain.visits(frames, AS_AT) if kind is GP else plain.attendances(frames, AS_AT)
    )
    each = (
        rows.groupby(["patient_id", "practice_code"]).size().rename("n").reset_index()
    )
    people = frames.patients.drop(columns="practice_code")
    return each.merge(people, on="patient_id", how="left")


@pytest.mark.parametrize("least", [rates.LEAST_COVERED, 0.0])
@pytest.mark.parametrize("kind", [GP, AE], ids=lambda kind: kind.slug)
def test_rates_of_practices_by_another_standardisation(
    kind, least, loaded, frames, listed, monkeypatch
):
    monkeypatch.setattr(rates, "LEAST_COVERED", least)
    found = rates.rates(loaded, ASKED, kind, "practice").table.set_index("place")
    came = use(frames, kind)
    places = {code: part for code, part in listed.groupby("practice_code")}
    want = standardised.expected(places, came, AS_AT)
    names = frames.practices.set_index("practice_code")["name"]
    assert set(found.index) == set(names)
    for code, people in places.items():
        row, mine = found.loc[names[code]], came[came["practice_code"] == code]
        rate, covered = standardised.rate(people, mine, AS_AT)
        assert row["registered"] == len(people) and row["events"] == mine["n"].sum()
        assert row["covered"] == pytest.approx(covered)
        assert row["expected"] == pytest.approx(want[code])
        if covered >= rates.LEAST_COVERED:
            assert row["standardised"] == pytest.approx(rate)
            assert row["lower"] < rate < row["upper"]
        else:
            assert pd.isna(row["standardised"])
    whole, covered = standardised.rate(listed, came, AS_AT)
    assert found["all_standardised"].iloc[0] == pytest.approx(whole)
    assert found["all_events"].iloc[0] == came["n"].sum()


def test_rates_of_pcns_are_of_their_people(loaded, frames, listed):
    found = rates.rates(loaded, ASKED, AE, "pcn").table
    came, want = use(frames, AE), set()
    for _pcn, codes in frames.practices.groupby(["pcn", "place"])["practice_code"]:
        mine = came[came["practice_code"].isin(codes)]
        people = listed["practice_code"].isin(codes).sum()
        want.add((people, mine["n"].sum(), mine["patient_id"].nunique()))
    columns = found[["registered", "events", "users"]]
    assert set(columns.itertuples(index=False, name=None)) == want


def test_squares_are_of_what_each_person_had(loaded, frames):
    cells = use_cells(loaded, settle(loaded, ASKED), GP, "practice")
    came = use(frames, GP)
    for code, name in frames.practices[["practice_code", "name"]].to_numpy():
        mine = came[came["practice_code"] == code]["n"]
        found = cells[cells["place"] == name]
        assert found["squares"].sum() == (mine**2).sum()


def test_any_window_counts_days_as_whole_months_do_months(loaded, frames):
    asked = ASKED.with_(as_at=date(2024, 6, 15))
    found = rates.rates(loaded, asked, GP, "practice").table
    assert found["all_events"].iloc[0] == len(plain.visits(frames, "2024-06-15"))


def test_without_a_list_it_says_so(only_ae):
    for measure, *more in (
        (registered.pyramid,),
        (conditions.conditions,),
        (beside_england.beside_england,),
        (rates.rates, AE, "pcn"),
    ):
        with pytest.raises(InputError, match="no registered list"):
            measure(only_ae, Filters(), *more)


def test_the_sample_gives_the_published_population(sample):
    found = published_population(sample, Filters()).table
    assert set(found["agrees"]) == {"yes"}
    told = json.loads((ROOT / "sample_data/published.json").read_text("utf-8"))
    names = list(found["figure"])[-len(told["conditions"]) :]
    assert names == list(told["conditions"])
    said = dict(zip(found["figure"], found["here"], strict=True))
    assert said["Obesity"] == "12,970 (23.64%)"
    here = found[["published", "here"]].to_numpy().ravel()
    assert {"54,871", "351,407", "6.40", "38,780", "252,619", "6.51"} <= set(here)
