"""Fairness, lists and homes: by the plain route."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.filters import Filters
from analytics.measures.population import (
    core20_gap,
    fairness,
    lists_and_homes,
    reached,
)
from tests.spec import plain
from tests.spec.population.standardised import STANDARD

AS_AT = "2024-06-30"
ASKED = Filters(as_at=date(2024, 6, 30), ae_more_than=2, gp_more_than=9)


@pytest.fixture(scope="module")
def people(frames):
    """Registered people with what they had: ae, gp, and whether that is often."""
    listed = plain.registered(frames, AS_AT).copy()
    for name, rows, rule in (
        ("ae", plain.attendances(frames, AS_AT), ASKED.ae_more_than),
        ("gp", plain.visits(frames, AS_AT), ASKED.gp_more_than),
    ):
        listed[name] = listed["patient_id"].map(plain.each(rows)).fillna(0)
        listed[f"{name}_often"] = (listed[name] > rule).astype(int)
    age = 2024 - listed["birth_year"]
    listed["band"] = pd.cut(age, [-1, *(high for _low, high in STANDARD)]).astype(str)
    return listed


def expected(people: pd.DataFrame, what: str, given: list[str]) -> pd.Series:
    return people.groupby(given)[what].transform("mean")


@pytest.mark.parametrize("kind", [AE, GP], ids=lambda kind: kind.slug)
@pytest.mark.parametrize("what", ["often", "all"])
def test_groups_against_what_their_ages_lead_to_expect(kind, what, loaded, people):
    name = kind.slug if what == "all" else f"{kind.slug}_often"
    for by, column, given in (
        ("ethnic", "ethnicity", ["band", "sex"]),
        ("sex", "sex", ["band"]),
        ("age", "band", ["sex"]),
    ):
        table = fairness.by_group(loaded, ASKED, kind, what, by).table
        frame = people.assign(e=expected(people, name, given))
        want = frame.groupby(frame[column].fillna("Not known"))[[name, "e"]].sum()
        assert sorted(table["counted"]) == sorted(want[name].astype(int))
        assert sorted(table["expected"]) == pytest.approx(sorted(want["e"]))
        assert table["base"].sum() == len(people)
        small = table[["counted", "expected"]].max(axis=1) < fairness.LEAST
        assert (table.loc[small, "sure"] == "cannot tell").all()


def test_the_gradient_by_another_fit(loaded, people):
    """By decile, with statsmodels; the least deprived first."""
    found = fairness.gradients(loaded, ASKED).table.set_index("what")
    frame = people.assign(e=expected(people, "gp_often", ["band", "sex"]))
    by = frame.groupby("imd_decile").agg(
        n=("e", "size"), y=("gp_often", "sum"), e=("e", "sum")
    )
    by = by.sort_index(ascending=False)
    x = (by["n"].cumsum() - by["n"] / 2) / by["n"].sum()
    fit = sm.GLM(
        by["y"].to_numpy(),
        sm.add_constant(x.to_numpy()),
        family=sm.families.Poisson(),
        offset=np.log(by["e"].to_numpy()),
    ).fit()
    row = found.loc["Frequent GP attenders"]
    assert row["relative"] == pytest.approx(np.exp(fit.params[1]))
    assert row["lower"] < row["relative"] < row["upper"]
    assert row["counted"] == by["y"].sum()


def test_the_gap_month_by_month(loaded, frames):
    found = core20_gap.core20_gap(loaded, ASKED, GP).table
    home = frames.patients.set_index("patient_id")["imd_decile"]
    rows = frames.gp[frames.gp["status"] == "attended"]
    most = rows["patient_id"].map(home) <= 2
    month = rows["appointment_at"].dt.to_period("M").dt.to_timestamp()
    core, rest = (rows[some].groupby(month).size() for some in (most, ~most))
    assert len(found) == 36
    for row in found.to_dict("records"):
        assert row["core20"] == core[row["month"]] and row["rest"] == rest[row["month"]]
        sides = row["core20"] / row["core20_people"], row["rest"] / row["rest_people"]
        assert row["gap"] == pytest.approx(sides[0] / sides[1])
    chosen = ASKED.with_(deprivation_fifth=("1",))
    assert core20_gap.core20_gap(loaded, chosen, GP).table.empty


def test_whom_the_programme_reaches(loaded, frames, people):
    found = reached.reached(loaded, ASKED, "sex").table.set_index("group")
    offers = frames.caseload[frames.caseload["referred_on"] <= AS_AT]
    offered = people["patient_id"].isin(offers["patient_id"])
    often = (people["ae_often"] + people["gp_often"]) > 0
    for name, sex in (("Female", "female"), ("Male", "male")):
        mine = people["sex"] == sex
        assert found.loc[name, "eligible"] == (mine & often).sum()
        assert found.loc[name, "offered"] == (mine & often & offered).sum()
        assert found.loc[name, "caseload"] == (mine & offered).sum()
    assert found["all_eligible"].iloc[0] == often.sum()


def test_lists_by_where_their_people_live(loaded, frames, people):
    found = lists_and_homes.lists_and_homes(loaded, ASKED).table
    names = frames.practices.set_index("practice_code")["name"]
    homes = frames.areas.set_index("lsoa_code")["neighbourhood"]
    want = pd.crosstab(
        people["practice_code"].map(names), people["lsoa_code"].map(homes)
    )
    got = found.pivot(index="practice", columns="neighbourhood", values="people")
    assert (got.loc[want.index, want.columns].to_numpy() == want.to_numpy()).all()
    assert (found.groupby("practice")["people"].sum() == want.sum(axis=1)).all()
