"""The risk on loaded data: nothing of the future can be reached, the plain way gives
the same features and outcomes, and what is told is what was found."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics import engine
from analytics.commands import risk as command
from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, Gate
from analytics.exhibits import frequent_attenders as work_exhibits
from analytics.exhibits import who_next as exhibits
from analytics.exhibits.exhibit import AT_A_DESK
from analytics.figures.theme import LIGHT
from analytics.measures.risk import judged, named, then
from analytics.measures.risk import learned as learning
from analytics.measures.risk.features import Asked, last_year, people_known, taken
from analytics.measures.risk.known import known
from analytics.measures.risk.learned import everybody_of, learned
from analytics.measures.risk.outcomes import after
from analytics.measures.risk.panel import panel
from analytics.measures.who.work import ALL, EXPECTED_FIRST, Work
from analytics.store.dataset import table as stored
from analytics.worklist.history import standing
from tests.spec import plain
from tests.support.world import World, dataset, world

RULE = Filters(as_at=date(2024, 6, 30), ae_more_than=3, gp_more_than=8)
DAY = date(2023, 7, 1)
ASKED = Asked(AE, (GP,), True)


def cut(frames: World) -> World:
    """The world as it was known on the day: no row of that day or later."""
    day = pd.Timestamp(DAY)
    people = frames.patients
    later = people["registered_to"] >= day
    dead = people["died_on"] >= day
    return replace(
        frames,
        ae=frames.ae[frames.ae["arrived_at"] < day].reset_index(drop=True),
        gp=frames.gp[frames.gp["appointment_at"] < day].reset_index(drop=True),
        patients=people.assign(
            registered_to=people["registered_to"].mask(later),
            died_on=people["died_on"].mask(dead),
        ),
    )


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """A world, and the same cut at the day, both loaded."""
    root = tmp_path_factory.mktemp("home")
    whole = world(7, 300)
    return dataset(whole, root, "whole"), dataset(cut(whole), root, "cut"), whole


def test_no_row_of_the_future_changes_what_is_taken_into_account(two):
    """Every feature of everybody, with and without all that came after the day."""
    features = []
    for loaded in two[:2]:
        scope = everybody_of(loaded, RULE.with_(as_at=None))
        rows = people_known(known(DAY, (AE, GP), scope), ASKED)
        people = engine.run(loaded, rows)
        names = engine.run(loaded, stored("people").select("person", "pseudonym"))
        people = people.merge(names, on="person").sort_values("pseudonym")
        features.append((list(people["pseudonym"]), taken(people, ASKED, DAY).x))
    assert len(features[0][0]) > 200 and features[0][0] == features[1][0]
    assert (features[0][1] == features[1][1]).all()


def test_nothing_of_where_somebody_lives_or_of_ethnic_group_is_taken(two):
    scope = everybody_of(two[0], RULE)
    names = panel(two[0], scope, ASKED, DAY).x.names
    for part in ("lsoa", "imd", "ethnic", "practice", "condition", "pseudonym"):
        assert not any(part in name for name in names)


def test_features_and_outcomes_the_plain_way(two):
    loaded, _cut, frames = two
    scope = everybody_of(loaded, RULE)
    rows = people_known(known(DAY, (AE, GP), scope), ASKED)
    people = engine.run(loaded, rows.order_by("person"))
    before = plain.each(plain.attendances(frames, "2023-06-30"))
    came = plain.attendances(frames, "2024-06-30")
    listed = plain.registered(frames, "2023-06-30")["patient_id"]
    assert len(people) == len(listed)
    used = before.reindex(listed).fillna(0)
    assert sorted(last_year(people, ASKED)) == sorted(used)
    found = engine.run(loaded, after(DAY, AE, scope, rows))
    n = plain.each(came).reindex(listed).fillna(0)
    assert sorted(found["n"]) == sorted(n)
    assert found["crossed"].notna().sum() == (n > 3).sum() > 5
    theirs = frames.patients.set_index("patient_id").loc[listed]
    end = pd.Timestamp("2024-07-01")
    assert found["died"].notna().sum() == (theirs["died_on"] < end).sum() > 0
    left = (theirs["registered_to"] < "2024-06-30") & ~(theirs["died_on"] < end)
    assert found["left"].notna().sum() == left.sum() > 0
    fourth = came.sort_values("arrived_at").groupby("patient_id").nth(3)
    fourth = fourth[fourth["patient_id"].isin(listed)]
    days = (fourth["arrived_at"].dt.normalize() - pd.Timestamp(DAY)).dt.days
    assert sorted(found["crossed"].dropna()) == sorted(days)


def test_days_do_not_overlap_and_what_is_told_is_what_was_found(loaded):
    found = learned(loaded, RULE, AE)
    assert found.days.test == date(2023, 7, 1) and found.days.now == date(2024, 7, 1)
    assert all(day <= date(2022, 7, 1) for day in found.days.fits)
    table = judged.judged(loaded, RULE, AE, 20).table
    row = table[table["best"] & (table["group"] == "Everybody")].iloc[0]
    people = found.test.people
    known_ = people["w"] > 0
    assert row["people"] == known_.sum()
    assert row["events"] == people["y"].sum() > 10
    risk = found.test.risk("everybody", found.best)
    first = np.argsort(-risk[known_.to_numpy()], kind="stable")[:20]
    weights = people["w"][known_].to_numpy()[first]
    share = np.average(people["y"][known_].to_numpy()[first], weights=weights)
    assert row["right"] == pytest.approx(20 * share, abs=1.1)
    table = then.became(loaded, RULE, AE, "everybody", 20).table
    assert (table.groupby("way")["people"].sum() == 20).all()


def test_it_is_learned_once_and_kept_with_the_version(loaded, monkeypatch):
    """Also that there is nothing to learn, which is asked by every figure of a page."""
    usual = Filters(as_at=loaded.default_as_at)
    gate = Gate(loaded, usual, Audience.PSEUDONYMISED)
    first = gate.ask(judged.judged, GP, 30).table
    list_first = gate.ask(named.named, GP, "everybody", 30, None).table
    for kept in (learning._learned, judged._told, judged._verdict):
        getattr(kept, "cache_clear", lambda: None)()

    def again(*_asked):
        raise AssertionError("it was learned again")

    monkeypatch.setattr(learning, "panel", again)
    assert gate.ask(judged.judged, GP, 30).table.equals(first)
    again = gate.ask(named.named, GP, "everybody", 30, None).table
    assert again.equals(list_first) and len(first)


def test_a_short_extract_says_what_it_needs(tmp_path):
    short = world(3, 60)
    late = short.ae[short.ae["arrived_at"] >= "2023-01-01"].reset_index(drop=True)
    loaded = dataset(World(None, late, short.patients, None), tmp_path, "short")
    gate = Gate(loaded, Filters(as_at=date(2024, 6, 30)), Audience.PSEUDONYMISED)
    (said,) = exhibits.JUDGED.drawn(gate, LIGHT, AE, "frequent", 30)
    assert "three whole years" in said.title and said.chart is None


def test_the_list_has_reasons_and_no_meeting_sees_it(loaded):
    gate = Gate(loaded, RULE, Audience.PSEUDONYMISED)
    table = gate.ask(named.named, AE, "everybody", 20, None).table
    assert list(table["place"][:3]) == [1, 2, 3]
    assert table["why"].str.contains("A&E attendances in the last year").all()
    assert table["avoidable"].isna().all()  # no programme was asked about
    offers = pd.read_parquet(loaded.folder / "caseload.parquet")
    offers = offers[pd.to_datetime(offers["referred_on"]) <= str(RULE.as_at)]
    people = pd.read_parquet(loaded.folder / "people.parquet").set_index("person")
    offered_to = people.loc[offers["person"].unique(), "pseudonym"]
    never = ~table["pseudonym"].isin(offered_to)
    assert ((table["caseload"] == "Never on it") == never).all() and not never.all()
    offered = judged.verdict_of(loaded, RULE, AE, "everybody", 20).offered
    assert table["risk"].notna().all() == offered
    meeting = gate.for_meeting[0]
    assert meeting.ask(named.named, AE, "everybody", 20, None).empty
    assert exhibits.NAMED.where == AT_A_DESK


def test_command(loaded, tmp_path):
    from argparse import Namespace

    out = tmp_path / "named.csv"
    args = Namespace(
        kind="ae", capacity=20, group="frequent", csv=str(out), keep=False, by=""
    )
    found = command.run(loaded, RULE, args)
    assert found["capacity"] == 20 and "gp" not in found
    assert set(found["ae"]["groups"]) == set(exhibits.GROUPS)
    assert "named were right" in command.as_text(found)
    assert out.read_text().startswith("place,pseudonym")


def test_the_worklist_may_stand_by_what_to_expect(loaded):
    gate = Gate(loaded, RULE, Audience.PSEUDONYMISED)
    wanted = Work(AE, RULE.as_at, ALL, order=EXPECTED_FIRST)
    (drawn,) = work_exhibits.WORK.drawn(gate, LIGHT, standing(loaded), wanted)
    people = gate.ask(named.named, AE, "frequent", 30, None).table
    expected = people.set_index("pseudonym")["expected"]
    shown = drawn.grid.frame
    said = shown["Pseudonym"].map(expected).dropna()
    assert len(said) > 5 and said.is_monotonic_decreasing
    assert "attendances are to be expected" in drawn.note
    assert "Nothing is shown of what the programme does" in drawn.note
