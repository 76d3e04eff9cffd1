"""What the page of support counts, against plain pandas over the same rows."""

from collections import Counter
from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics.measures.support.by_month import by_month
from analytics.measures.support.each_person import endings, services_each
from analytics.measures.support.flow import GOES_ON, NO_SERVICE, TO_END, TO_HELP, flow
from analytics.measures.support.reasons import reasons
from analytics.measures.support.services_used import services_used
from analytics.measures.support.standing import standing
from analytics.measures.support.waits import waits
from tests.spec.support_page import world
from tests.spec.support_page.world import AS_AT, ASKED, START


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


def test_filters_choose_whose_offers(dataset, made, frames):
    women = set(frames.patients.loc[frames.patients["sex"] == "female", "patient_id"])
    table = standing(dataset, ASKED.with_(sex=("female",))).table
    asked = made[(made["referred_on"] <= AS_AT) & made["patient_id"].isin(women)]
    assert table["offered"].iloc[0] == asked["patient_id"].nunique()
    early = standing(dataset, ASKED.with_(as_at=date(2023, 1, 31))).table
    by_then = made[made["referred_on"] <= "2023-01-31"]
    assert early["offered"].iloc[0] == by_then["patient_id"].nunique()
