"""Who works how much, and whom people see, as the page of support counts it, against
plain pandas over the same rows."""

from collections import Counter

import numpy as np
import pandas as pd
import pytest

from analytics.definitions.event_kinds import GP
from analytics.measures.support.arrs import OTHERS, arrs
from analytics.measures.support.roles_around import roles_around
from analytics.measures.support.workload import by_coordinator, by_practice, load
from tests.spec.support_page import world
from tests.spec.support_page.world import AS_AT, ASKED, START


def test_work_of_coordinators_and_posts(dataset, plain):
    table = by_coordinator(dataset, ASKED).table.set_index("coordinator")
    new = plain[plain["referred_on"] >= START]
    for name, part in new.groupby("coordinator"):
        assert table.loc[name, "new"] == part["patient_id"].nunique()
        monday = part["referred_on"] - pd.to_timedelta(
            part["referred_on"].dt.dayofweek, "D"
        )
        assert table.loc[name, "weeks"] == monday.nunique()
    last = plain[plain["last"] & (plain["standing"] == "active")]
    assert table["active"].to_dict() == last["coordinator"].value_counts().to_dict()
    row = load(dataset, ASKED, 2.0).table.iloc[0]
    began = plain[plain["started_on"].between(START, AS_AT)]
    assert row["started"] == began["patient_id"].nunique() and row["post_years"] == 2
    assert row["offered"] == new["patient_id"].nunique()


def test_practices_that_refer(dataset, plain, frames):
    table = by_practice(dataset, ASKED).table.set_index("practice")
    names = dict(
        zip(world.PRACTICES["practice_code"], world.PRACTICES["name"], strict=True)
    )
    homes = frames.patients.set_index("patient_id")["practice_code"]
    left = pd.to_datetime(frames.patients.set_index("patient_id")["registered_to"])
    last = plain[plain["last"]].copy()
    there = left[last["patient_id"]].fillna(pd.Timestamp("2200-01-01")).to_numpy()
    own = homes[last["patient_id"]].where(there >= last["referred_on"].to_numpy(), "")
    code = last["referred_by"].where(last["referred_by"] != "", own.to_numpy())
    expected = code.map(names).fillna("No practice").value_counts()
    assert table["offered"][table["offered"] > 0].to_dict() == expected.to_dict()
    assert (table["reached"] <= table["frequent"]).all() and table["reached"].sum() > 3


def test_arrs_roles_and_the_share_of_frequent_attenders(dataset, frames):
    table = arrs(dataset, ASKED).table.set_index("role")
    rows = gp_rows(frames)
    inside = rows[rows["appointment_at"].between(START, AS_AT + pd.Timedelta(days=1))]
    often = inside["patient_id"].value_counts()
    often = set(often.index[often > ASKED.gp_more_than])
    titles = {
        "Link worker": "Social prescriber",
        "care_coordinator": "Care coordinators",
    }
    titles["GP trainee"] = "GP trainee"
    name = inside["role"].map(titles).fillna(OTHERS)
    assert table["visits"].to_dict() == name.value_counts().to_dict()
    mine = inside["patient_id"].isin(often)
    assert table["often_visits"].to_dict() == mine.groupby(name).sum().to_dict()
    assert mine.sum() > 50
    people = inside.groupby(name)["patient_id"].nunique()
    assert table["people"].to_dict() == people.to_dict()
    assert table["total"].iloc[0] == (name != OTHERS).sum()


def gp_rows(frames) -> pd.DataFrame:
    gp = frames.gp.assign(role=world.roles(len(frames.gp)))
    minutes = np.random.default_rng(5).choice([0.0, 10.0, 15.0, np.nan], len(gp))
    return gp.assign(minutes=minutes)[gp["status"] == "attended"]


def test_visits_and_gp_minutes_around_the_referral(dataset, plain, frames):
    table = roles_around(dataset, ASKED).table.set_index("role")
    first = plain.groupby("patient_id")["referred_on"].min()
    people = frames.patients.set_index("patient_id")
    last_day = dataset.days(GP)[1]
    end = pd.Timestamp(min(last_day, AS_AT.date())) + pd.Timedelta(days=1)
    begin = pd.Timestamp(dataset.span(GP).first)
    day, rows = pd.Timedelta(days=1), gp_rows(frames)
    before, after, time = Counter(), Counter(), Counter()
    years = np.zeros(2)
    doctors = ("gp", "GP trainee")
    for who, on in first.items():
        gone = [people.loc[who, "registered_to"], people.loc[who, "died_on"]]
        stop = min([end, on + 365 * day, *(x + day for x in gone if pd.notna(x))])
        start = max(begin, on - 365 * day)
        if stop <= on or start >= on:
            continue
        years += [(on - start).days / 365.25, (stop - on).days / 365.25]
        mine = rows[(rows["patient_id"] == who)]
        mine = mine[mine["appointment_at"].between(start, stop, inclusive="left")]
        for row in mine.itertuples():
            role = "GP" if row.role in doctors else row.role
            role = role if isinstance(role, str) else None
            side = after if row.appointment_at >= on else before
            side[role] += 1
            if role == "GP" and row.minutes > 0:
                time["after" if side is after else "before"] += row.minutes
    called = {
        "Practice nurse": "nurse",
        "Social prescriber": "Link worker",
        "Care coordinators": "care_coordinator",
        "GP": "GP",
        "Not recorded": None,
    }
    assert set(table.index) == set(called)
    for name, word in called.items():
        assert table.loc[name, "before"] == before[word] > 20, name
        assert table.loc[name, "after"] == after[word] > 20, name
    assert table.loc["GP", "minutes_before"] == time["before"] > 100
    assert table.loc["GP", "minutes_after"] == time["after"]
    assert table["years_before"].iloc[0] == pytest.approx(years[0])
    assert table["years_after"].iloc[0] == pytest.approx(years[1])
