"""One person under two ids is looked for and counted, and nobody is said to be so."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.measures.quality.checks.two_ids import two_ids
from analytics.measures.quality.fields import places_only
from analytics.measures.quality.under_two_ids import alike, ended_and_begun
from analytics.store.dataset import open_dataset
from tests.damage.cases.made import text
from tests.damage.cases.test_one_person import AE_HEADER, quality
from tests.damage.extracts import nhs_number
from tests.support.world import World, dataset, world

NUMBERS = [one for n in range(150) if (one := nhs_number(943_400_000 + 7_919 * n))]
ONE, OTHER = "ids_ended_and_begun", "ids_alike"


def swapped(number: str) -> str:
    """With the first two neighbouring digits after the fourth that differ swapped."""
    at = next(n for n in range(4, 9) if number[n] != number[n + 1])
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :]


def attendances(ids: list[str], again: dict[int, tuple[str, int, str]]) -> list[str]:
    """Eight of each; every other of some stands under another id, age and area."""
    rows = []
    for n, who in enumerate(ids):
        plain = (who, 20 + n % 50, f"E01{n:06d}")
        for k in range(8):
            said, age, area = again.get(n, plain) if k % 2 else plain
            on = date(2024, 1, 1) + timedelta(days=(n * 7 + k * 41) % 360)
            rows.append(f"{said},{on} 10:{n % 60:02d},01,1,{age},male,Y99001,{area}")
    return rows


@pytest.mark.parametrize(
    "ids,again,told",
    [
        (NUMBERS, lambda n, one: (swapped(one), 20 + n, f"E01{n:06d}"), True),
        (NUMBERS, lambda n, one: (swapped(one), 60 + n, f"E01{n:06d}"), False),
        (NUMBERS, lambda n, one: (swapped(one), 20 + n, "E01999999"), False),
        (NUMBERS, lambda n, one: (one, 20 + n, f"E01{n:06d}"), False),
        ([f"{100_000 + n}" for n in range(130)], None, False),  # each is another's
    ],
)
def test_two_digits_swapped(case, tmp_path, ids, again, told):
    some = {n: again(n, ids[n]) for n in range(3)} if again else {}
    loaded = case(ae=text(tmp_path / "ae.csv", AE_HEADER, *attendances(ids, some)))
    found = [one for one in loaded.problems if one["rule"] == "ids_swapped"]
    assert [one["rows"] for one in found] == ([12] if told else [])
    if told:
        assert "3 ids of A&E attendances differ from another only by" in loaded.said
        assert not any(swapped(one) in loaded.said for one in ids[:3])
    assert ("differ from another id only by two digits" in quality()) == told
    listed = {one.flaw.name for one in two_ids(*_asked("case"))}
    assert listed == ({"ids_swapped"} if told else set())


def _asked(name: str, home=None):
    found = open_dataset(name, home)
    return found, Filters(), places_only(found, Filters())


def _under_others(frames: World, who, when=None) -> World:
    """Some people's events stand under a second id: those from a day on, or every
    other."""
    ids = set(who)

    def changed(events: pd.DataFrame, time: str) -> pd.DataFrame:
        theirs = events["patient_id"].isin(ids)
        second = theirs & (
            events[time] >= when
            if when is not None
            else events.groupby("patient_id").cumcount() % 2 == 1
        )
        renamed = "8" + events["patient_id"].str[1:]
        return events.assign(patient_id=events["patient_id"].where(~second, renamed))

    again = frames.patients[frames.patients["patient_id"].isin(ids)]
    again = again.assign(patient_id="8" + again["patient_id"].str[1:])
    return replace(
        frames,
        ae=changed(frames.ae, "arrived_at"),
        gp=changed(frames.gp, "appointment_at"),
        patients=pd.concat([frames.patients, again], ignore_index=True),
    )


@pytest.mark.parametrize("seed", [3, 4])
def test_ids_that_end_where_others_begin(seed, tmp_path):
    frames = world(seed, 500)
    often = frames.ae["patient_id"].value_counts().index[:16]
    made = dataset(_under_others(frames, often, pd.Timestamp("2022-10-01")), tmp_path)
    asked = (Filters(), places_only(made, Filters()))
    found = ended_and_begun(made, asked[1], AE)
    assert 10 <= found.found <= 16 + found.by_chance + 3 and found.by_chance < 3
    names = [one.flaw.name for one in two_ids(made, *asked)]
    assert ONE in names and OTHER not in names


def test_people_whom_nothing_but_the_id_tells_apart(tmp_path):
    frames = world(5, 600)
    some = np.random.default_rng(1).choice(frames.patients["patient_id"], 90, False)
    made = dataset(_under_others(frames, some), tmp_path)
    asked = (Filters(), places_only(made, Filters()))
    found = alike(made, asked[1])
    true = _pairs_by_hand(_under_others(frames, some))
    assert found.found == true and 40 < found.more < 110
    assert OTHER in [one.flaw.name for one in two_ids(made, *asked)]


def _pairs_by_hand(frames: World) -> float:
    seen = set(frames.ae["patient_id"]) | set(frames.gp["patient_id"])
    people = frames.patients[frames.patients["patient_id"].isin(seen)]
    of_events = pd.concat([frames.ae, frames.gp]).groupby("patient_id")
    practice = of_events["practice_code"].max()
    people = people.assign(practice=people["patient_id"].map(practice))
    sizes = people.groupby(["sex", "lsoa_code", "practice", "birth_year"]).size()
    return float((sizes * (sizes - 1) / 2)[sizes <= 3].sum())


@pytest.mark.parametrize("seed", [1, 2, 6, 7])
def test_nothing_is_told_where_ids_are_peoples(seed, tmp_path):
    made = dataset(world(seed, 300 * seed), tmp_path)
    assert not list(two_ids(made, Filters(), places_only(made, Filters())))
