"""Fairness of access and outcomes, by the plain route: how people got in, how it ended,
who died."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.measures.population import fairness
from analytics.measures.population.fairness_counted import counted_by, everything
from analytics.methods.rates.direct import ratio
from tests.spec import plain
from tests.spec.population.standardised import STANDARD
from tests.support.world import dataset, world

AS_AT = "2024-06-30"
ASKED = Filters(as_at=date(2024, 6, 30), ae_more_than=2, gp_more_than=9)


def in_window(rows: pd.DataFrame, when: str) -> pd.DataFrame:
    return plain.window(rows, when, AS_AT)


def parts(frames) -> dict[tuple[str, str], tuple[pd.DataFrame, pd.Series]]:
    """(kind, part) → the rows it is a part of, and which are of it."""
    ae = plain.attendances(frames, AS_AT)
    gp = in_window(frames.gp, "appointment_at")
    tried = gp[gp["status"].isin(["attended", "did_not_attend"])]
    came = gp[gp["status"] == "attended"]
    found = {
        ("ae", "long"): (ae, plain.hours_in_department(ae) > 4),
        ("ae", "left"): (ae, ae["discharge_status"].str.startswith("left")),
        ("ae", "admitted"): (ae, ae["discharge_destination"] == "admitted"),
        ("gp", "missed"): (tried, tried["status"] == "did_not_attend"),
    }
    if "booked_at" in gp:
        booked = came[came["booked_at"].notna()]
        days = booked["appointment_at"].dt.normalize() - booked["booked_at"]
        found["gp", "waited"] = booked, days > pd.Timedelta(days=14)
    return found


@pytest.fixture(scope="module")
def booked(tmp_path_factory):
    """A small world whose visits say when they were booked."""
    frames = world(seed=3, people=160)
    rng = np.random.default_rng(3)
    before = pd.to_timedelta(rng.integers(0, 40, len(frames.gp)), "D")
    day = (frames.gp["appointment_at"].dt.normalize() - before).astype("datetime64[us]")
    gp = frames.gp.assign(booked_at=day.where(rng.random(len(day)) < 0.9))
    frames = replace(frames, gp=gp)
    return frames, dataset(frames, tmp_path_factory.mktemp("booked"), "booked")


def test_access_and_outcomes_of_groups(booked):
    """Base, part and what was to be expected, each of people registered on the day."""
    frames, data = booked
    listed = plain.registered(frames, AS_AT)
    age = 2024 - listed["birth_year"]
    band = pd.cut(age, [-1, *(high for _low, high in STANDARD)]).astype(str)
    listed = listed.assign(band=band).set_index("patient_id")
    told = parts(frames)
    assert len(told) == 5
    for (slug, part), (rows, of_it) in told.items():
        kind = {one.slug: one for one in data.kinds}[slug]
        rows = rows.assign(n=of_it.astype(int))
        rows = rows[rows["patient_id"].isin(listed.index)]
        who = listed.loc[rows["patient_id"], ["band", "sex", "imd_decile"]]
        rows = rows.assign(**{c: who[c].to_numpy() for c in who})
        rows["e"] = rows.groupby(["band", "sex"])["n"].transform("mean")
        fifth = ((rows["imd_decile"] + 1) // 2).astype(int)
        want = rows.groupby(fifth)[["n", "e"]].sum()
        table = fairness.by_group(data, ASKED, kind, part, "fifth").table
        assert list(table["counted"]) == list(want["n"]), (slug, part)
        assert list(table["expected"]) == pytest.approx(list(want["e"]))
        assert list(table["base"]) == list(rows.groupby(fifth).size())
        users = rows[rows["n"] > 0].groupby(fifth)["patient_id"].nunique()
        assert list(table["users"]) == list(users.reindex(want.index, fill_value=0))
        each = rows.groupby([fifth, "patient_id"])["n"].sum()
        squares = (each**2).groupby(level=0).sum()
        for row, square in zip(table.to_dict("records"), squares, strict=True):
            low, high = ratio(row["counted"], square, row["expected"])[1:]
            assert (row["ratio_lower"], row["ratio_upper"]) == pytest.approx(
                (low, high)
            )


def test_deaths_are_of_those_registered_when_the_window_began(loaded, frames):
    table = fairness.by_group(loaded, ASKED, AE, "died", "sex").table.set_index("group")
    before = plain.registered(frames, "2023-06-30")
    gone = pd.to_datetime(before["died_on"]).between("2023-07-01", AS_AT)
    assert gone.sum() > 0 and table["counted"].sum() == gone.sum()
    for name, sex in (("Female", "female"), ("Male", "male")):
        mine = before["sex"] == sex
        assert table.loc[name, "base"] == mine.sum()
        assert table.loc[name, "counted"] == gone[mine].sum()


def test_only_what_the_data_can_say_is_offered(loaded, booked, only_ae):
    gp = dict(zip((k.slug for k in loaded.kinds), loaded.kinds, strict=True))["gp"]
    assert list(counted_by(loaded, gp)) == ["often", "all", "missed", "died"]
    assert "waited" in counted_by(booked[1], gp)
    assert "died" not in counted_by(only_ae, AE)
    found = fairness.gradients(loaded, ASKED).table
    assert len(found) == len(everything(loaded)) == 9
    assert found["what"].is_unique
