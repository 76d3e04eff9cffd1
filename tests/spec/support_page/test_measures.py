"""What the page of support counts, against plain pandas over the same rows."""

from collections import Counter
from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics.definitions.event_kinds import GP
from analytics.definitions.filters import Filters
from analytics.measures.support.arrs import OTHERS, arrs
from analytics.measures.support.by_month import by_month
from analytics.measures.support.each_person import endings, services_each
from analytics.measures.support.flow import GOES_ON, NO_SERVICE, TO_END, TO_HELP, flow
from analytics.measures.support.reasons import reasons
from analytics.measures.support.roles_around import roles_around
from analytics.measures.support.services_used import services_used
from analytics.measures.support.standing import standing
from analytics.measures.support.waits import waits
from analytics.measures.support.workload import by_coordinator, by_practice, load
from tests.spec.support_page import world

AS_AT = world.AS_AT
ASKED = Filters(as_at=AS_AT.date(), months=12, gp_more_than=25, ae_more_than=4)
START = pd.Timestamp("2023-07-01")


@pytest.fixture(scope="module")
def made(frames):
    return world.caseload(frames)


@pytest.fixture(scope="module")
def dataset(frames, made, tmp_path_factory):
    return world.dataset(frames, made, tmp_path_factory.mktemp("support"))


@pytest.fixture(scope="module")
def plain(made):
    """The offers by the day, where each stood, and which is the person's last."""
    rows = made[made["referred_on"] <= AS_AT].copy()
    done = {name: rows[name] <= AS_AT for name in world.DAYS}
    refused = np.where(rows["status"] == "not suitable", "not suitable", "declined")
    rows["standing"] = np.select(
        [
            done["ended_on"],
            done["started_on"],
            done["declined_on"],
            done["accepted_on"],
        ],
        ["ended", "active", refused, "waiting"],
        "offered",
    )
    rows["begun"] = rows["standing"].isin(["ended", "active"])
    rows = rows.sort_values("referred_on")
    rows["last"] = ~rows.duplicated("patient_id", keep="last")
    rows["links"] = [
        tuple(dict.fromkeys(x for x in text.split(";") if x))
        for text in rows["services"]
    ]
    return rows


def counts(frame: pd.DataFrame, label: str, value: str = "people") -> dict:
    return dict(zip(frame[label], frame[value], strict=True))


def test_where_people_stand(dataset, plain):
    table = standing(dataset, ASKED).table
    last = plain[plain["last"]]
    expected = last["standing"].value_counts()
    assert len(expected) == 6
    assert counts(table, "status") == expected.to_dict()
    assert table["offered"].iloc[0] == plain["patient_id"].nunique()
    yes = last["standing"].isin(["waiting", "active", "ended"])
    assert table["accepted"].iloc[0] == yes.sum()
    assert table["again"].iloc[0] == (plain["patient_id"].value_counts() > 1).sum() > 5


def test_waits_of_those_who_started_and_of_those_who_wait(dataset, plain):
    table = waits(dataset, ASKED).table
    began = plain[plain["started_on"].between(START, AS_AT)]
    took = (began["started_on"] - began["referred_on"]).dt.days
    open_ = plain[plain["last"] & plain["standing"].isin(["offered", "waiting"])]
    so_far = (AS_AT - open_["referred_on"]).dt.days
    edges = [-1, 7, 14, 28, 56, 10**6]
    assert list(table["started"]) == list(np.histogram(took - 0.5, edges)[0])
    assert list(table["waiting"]) == list(np.histogram(so_far - 0.5, edges)[0])
    assert table["median"].iloc[0] == np.median(took)
    assert table["nine_in_ten"].iloc[0] == pytest.approx(np.quantile(took, 0.9))
    assert table["longest"].iloc[0] == pytest.approx(so_far.max() / 7)
    assert len(took) > 30 and len(so_far) > 30


def test_reasons_and_needs_without_a_service(dataset, plain):
    table = reasons(dataset, ASKED).table
    last = plain[plain["last"]]
    called = last["reason"].str.lower().replace("", "not recorded")
    found = table.assign(reason=table["reason"].str.lower())
    assert counts(found, "reason") == called.value_counts().to_dict()
    begun = last[last["begun"]]
    without = called[begun.index[begun["links"].map(len) == 0]].value_counts()
    assert {k: v for k, v in counts(found, "reason", "without").items() if v} == (
        without.to_dict()
    )
    assert list(table["reason"])[-1] == "Not recorded"
    assert table["begun"].sum() == len(begun)


def test_services_used_and_never_used(dataset, plain):
    table = services_used(dataset, ASKED).table
    named = Counter()
    begun = plain[plain["begun"]]
    for _who, rows in begun.groupby("patient_id"):
        named.update(
            {"Mind" if x == "mind" else x for some in rows["links"] for x in some}
        )
    found = counts(table, "service")
    assert found == {name: named[name] for name in {*world.DIRECTORY, *named}}
    assert found["Never asked"] == 0
    assert counts(table, "service", "category")["Elsewhere"] == "Not in the directory"


def last_begun(plain: pd.DataFrame) -> pd.DataFrame:
    return plain[plain["begun"]].drop_duplicates("patient_id", keep="last")


def test_the_flow_counts_people_in_each_kind_of_help(dataset, plain):
    table = flow(dataset, ASKED).table
    kinds = {name.lower(): kind for name, kind in world.DIRECTORY.items()}
    expected = Counter()
    for row in last_begun(plain).itertuples():
        why = row.reason.capitalize() or "Not recorded"
        end = GOES_ON
        if row.standing == "ended":
            end = row.outcome.capitalize() or "Not recorded"
        helped = {kinds.get(x.lower(), "not in the directory") for x in row.links}
        for kind in {kind.capitalize() for kind in helped} or {NO_SERVICE}:
            expected[TO_HELP, why, kind] += 1
            expected[TO_END, kind, end] += 1
    found = {
        (row.step, row.source, row.target): row.people for row in table.itertuples()
    }
    assert {key: n for key, n in found.items() if n} == dict(expected)
    ends = table.groupby("step")[["source", "target"]].nunique().prod(axis=1)
    assert len(table) == ends.sum(), "those of nobody have a row too"


def test_services_and_weeks_of_each_person(dataset, plain):
    mine = last_begun(plain)
    table = services_each(dataset, ASKED).table
    number = mine["links"].map(len)
    assert list(table["people"]) == [(number == n).sum() for n in range(5)] + [
        (number >= 5).sum()
    ]
    assert table["links"].iloc[0] == number.sum()
    over = mine[mine["standing"] == "ended"]
    weeks = (over["ended_on"] - over["started_on"]).dt.days / 7
    table = endings(dataset, ASKED).table
    called = over["outcome"].str.lower().replace("", "not recorded")
    found = table.assign(ending=table["ending"].str.lower())
    assert counts(found, "ending") == called.value_counts().to_dict()
    for name, part in weeks.groupby(called):
        assert counts(found, "ending", "weeks")[name] == pytest.approx(part.median())
    assert table["median"].iloc[0] == pytest.approx(weeks.median())


def test_months(dataset, made):
    table = by_month(dataset, ASKED).table
    months = pd.period_range("2022-02", "2024-06", freq="M")
    assert list(table["month"].dt.to_period("M")) == list(months)
    rows = made[made["referred_on"] <= AS_AT]
    for name, day in (("offered", "referred_on"), ("ended", "ended_on")):
        each = rows[day].dt.to_period("M").value_counts()
        assert list(table[name]) == [each.get(month, 0) for month in months]
    assert table["mean"].iloc[0] == pytest.approx(table["offered"].mean())
    assert (table["kind"] != "").all()


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
    gp = frames.gp.assign(role=world._roles(len(frames.gp)))
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


def test_filters_choose_whose_offers(dataset, made, frames):
    women = set(frames.patients.loc[frames.patients["sex"] == "female", "patient_id"])
    table = standing(dataset, ASKED.with_(sex=("female",))).table
    asked = made[(made["referred_on"] <= AS_AT) & made["patient_id"].isin(women)]
    assert table["offered"].iloc[0] == asked["patient_id"].nunique()
    early = standing(dataset, ASKED.with_(as_at=date(2023, 1, 31))).table
    by_then = made[made["referred_on"] <= "2023-01-31"]
    assert early["offered"].iloc[0] == by_then["patient_id"].nunique()
