"""The footprint by the plain route: pandas on the canonical frames, a row at a time."""

import numpy as np
import pandas as pd
import pytest

from analytics.definitions.avoidable import rule_called
from analytics.definitions.filters import Filters
from analytics.measures.footprint.avoidable import asked_of
from analytics.measures.footprint.concentration import concentration
from analytics.measures.footprint.net import net, observed
from analytics.measures.footprint.services import services
from tests.footprint.plainly import AS_AT, ASKED, TIME, counted, nights, price, whom
from tests.spec import plain


@pytest.mark.parametrize("of", ["rule", "caseload"])
def test_each_service_of_the_group_and_of_everyone_else(of, six, frames, rows):
    found = services(six, ASKED, of).table.set_index("slug")
    ours = whom(frames, of)
    listed = set(plain.registered(frames, AS_AT)["patient_id"])
    assert list(found.index) == list(TIME)
    for slug in TIME:
        events = counted(rows, slug)
        events = events.assign(pounds=[price(slug, r) for r in events.itertuples()])
        for before, people in (("", ours), ("other_", listed - ours)):
            mine, row = events[events["patient_id"].isin(people)], found.loc[slug]
            assert row[f"{before}contacts"] == len(mine), (slug, before)
            assert row[f"{before}users"] == mine["patient_id"].nunique()
            assert row[f"{before}pounds"] == pytest.approx(mine["pounds"].sum())
            if slug != "gp":  # whose extract need not cover everybody
                assert row[f"{before}heads"] == len(people)
        mine = events[events["patient_id"].isin(ours)]
        assert found.loc[slug, "unpriced"] == mine["pounds"].isna().sum()
    stays = counted(rows, "inpatient")
    stays = stays[stays["patient_id"].isin(ours)]
    total = np.nansum([nights(row) for row in stays.itertuples()])
    assert found.loc["inpatient", "days"] == total
    assert found["days"].drop("inpatient").isna().all()


def test_expected_is_what_everyone_elses_rates_give(six, frames, rows):
    found = services(six, ASKED, "rule").table.set_index("slug").loc["urgent"]
    ours = whom(frames, "rule")
    people = frames.patients.drop_duplicates("patient_id").set_index("patient_id")
    listed = set(plain.registered(frames, AS_AT)["patient_id"])
    edges = [-1, 4, 14, 24, 34, 44, 54, 64, 74, 84, 200]
    cell = pd.cut(2024 - people["birth_year"], edges).astype(str) + people["sex"]
    calls = counted(rows, "urgent").groupby("patient_id").size()
    expected = events = 0.0
    for _name, ids in cell.groupby(cell).groups.items():
        others, mine = set(ids) & (listed - ours), set(ids) & ours
        if others:
            rate = calls.reindex(sorted(others)).sum() / len(others)
            expected += rate * len(mine)
            events += calls.reindex(sorted(mine)).sum()
    assert found["expected"] == pytest.approx(expected)
    assert found["ratio_lower"] < events / expected < found["ratio_upper"]


def test_how_few_take_how_much(six, frames, rows):
    found = concentration(six, ASKED).table
    ours = whom(frames, "rule")
    people = set(plain.registered(frames, AS_AT)["patient_id"]) | ours
    each = pd.Series(0.0, index=sorted(people))
    for slug in ("ae", "inpatient", "outpatient"):
        events = counted(rows, slug)
        events = events.assign(pounds=[price(slug, r) for r in events.itertuples()])
        each = each.add(events.groupby("patient_id")["pounds"].sum(), fill_value=0)
    each = each[each.index.isin(people)].sort_values(ascending=False)
    for row in found.itertuples():
        number = round(len(people) * row.share_of_people)
        assert row.people == number
        assert row.pounds == pytest.approx(each.iloc[:number].sum())
        assert row.all_pounds == pytest.approx(each.sum())


def test_what_is_not_loaded_is_named_and_never_none(only_ae):
    found = services(only_ae, Filters(as_at=AS_AT), "rule")
    assert list(found.table["slug"]) == ["ae"]
    assert any(
        "Inpatient spells" in note and "Not known" in note for note in found.notes
    )
    there, gone = asked_of(only_ae)
    assert not there and len(gone) == 5
    assert "investigations" in dict(gone)[rule_called("avoidable_ae").title]


def test_every_service_says_what_changed_or_why_it_cannot(six):
    found = net(six, ASKED).table
    assert list(found["service"]) == [kind.called for kind in six.kinds]
    told = found["ratio"].notna()
    assert told.any() and (found.loc[~told, "why_not"] != "").all()
    priced = found[told & found["pounds"].notna()]
    assert (priced["pounds_lower"] <= priced["pounds"]).all()
    assert (priced["pounds"] <= priced["pounds_upper"]).all()
    for row in priced.itertuples():
        assert np.sign(row.change) == np.sign(row.pounds) or abs(row.change) < 1
    total, each = found["net"].iloc[0], priced["pounds"]
    assert found["told"].iloc[0] == len(priced)
    assert total == pytest.approx(each.sum(), abs=2000 * len(priced))


def test_what_cannot_be_told_is_as_it_was_seen(six):
    found = net(six, ASKED).table
    unknown = found[found["ratio"].isna() & (found["people"] > 0)]
    assert unknown[["change", "pounds"]].isna().all(axis=None)
    assert (unknown["why_not"] != "").all()
    some = found.dropna(subset=["observed"])
    assert len(some)
    assert (some["observed_lower"] < some["observed"]).all()
    assert (some["observed"] < some["observed_upper"]).all()


def test_the_interval_of_after_over_before_covers():
    rng, covered = np.random.default_rng(3), 0
    for _ in range(400):
        rate = rng.gamma(1.0, 2.0, 150)
        each = pd.DataFrame(
            {"before": rng.poisson(rate), "after": rng.poisson(rate * 0.75)}
        ).assign(before_years=1.0, after_years=1.0)
        _ratio, low, high = observed(each)
        covered += low < 0.75 < high
    assert 0.915 < covered / 400 < 0.98
