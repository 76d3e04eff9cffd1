"""How people move between states of use, by two routes: in the engine, and person by
person in plain pandas."""

from collections import Counter
from datetime import date

import pandas as pd
import pytest

from analytics.commands import flows as command
from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.filters import Filters
from analytics.measures.over_time.flows import by_group
from analytics.measures.over_time.flows.flows import flows
from analytics.measures.over_time.flows.standing import how_often, standing
from analytics.measures.summary import summary
from analytics.methods.states import Bands
from tests.spec import plain

RULE = dict(ae_more_than=3, gp_more_than=8)
CASES = {
    "years": (dict(as_at=date(2024, 6, 30)), 12, None),
    "half-years": (dict(as_at=date(2024, 6, 30), months=6), 6, None),
    "within a month": (dict(as_at=date(2024, 5, 17)), 12, None),
    "one practice": (dict(as_at=date(2024, 6, 30), practice=("Ash Lane",)), 12, ["P1"]),
}


def plainly(frames, kind, as_at, months, practices=None) -> list[pd.Series]:
    """The state of each person in each window, oldest first: by the words of the
    page."""
    rows = {AE: plain.attendances, GP: plain.visits}[kind]
    people = frames.patients
    if practices:
        people = people[people["practice_code"].isin(practices)]
    more_than = RULE[kind.rule]
    half = (more_than + 1) // 2
    found = []
    for back in range(5):
        end = pd.Timestamp(as_at) + pd.Timedelta(days=1)
        end -= pd.DateOffset(months=months * back)
        start = end - pd.DateOffset(months=months)
        last = end - pd.Timedelta(days=1)
        if start < pd.Timestamp("2021-01-01"):
            break
        used = plain.each(rows(frames, last.date(), months, practices))
        told = {}
        for one in people.itertuples():
            n = used.get(one.patient_id, 0)
            if n > more_than:
                told[one.patient_id] = "above"
            elif one.died_on < end:
                told[one.patient_id] = "died"
            elif one.registered_to < last:
                told[one.patient_id] = "left"
            else:
                told[one.patient_id] = (
                    "rising" if n >= half else "some" if n else "none"
                )
        found.insert(0, pd.Series(told))
    return found


@pytest.mark.parametrize("kind", [AE, GP], ids=lambda kind: kind.slug)
@pytest.mark.parametrize("name", CASES)
def test_two_routes_agree(name, kind, loaded, frames):
    asked, months, practices = CASES[name]
    filters = Filters(**RULE, **asked)
    every = plainly(frames, kind, asked["as_at"], months, practices)
    found = flows(loaded, filters, kind).table
    ends = sorted(found["to"].unique())
    assert len(ends) == len(every) - 1 > 1
    for to, before, after in zip(ends, every[:-1], every[1:], strict=True):
        pairs = Counter(
            (b, a)
            for b, a in zip(before, after, strict=True)
            if b not in ("died", "left")
        )
        step = found[found["to"] == to].set_index(["source", "target"])["people"]
        assert sum(pairs.values()) > 50
        assert {pair: n for pair, n in step.items() if n} == dict(pairs)
    above = pd.concat([one == "above" for one in every], axis=1)
    stands = standing(loaded, filters, kind).table
    last = stands[stands["to"] == ends[-1]].set_index("standing")["people"]
    now, prior = above.iloc[:, -1], above.iloc[:, -2]
    earlier = above.iloc[:, :-1].any(axis=1)
    assert last["Again"] == (now & prior).sum()
    assert last["Returning"] == (now & earlier & ~prior).sum()
    assert last["New"] == (now & ~earlier).sum()
    assert last["Lapsed"] == (prior & ~now).sum()
    times = above.sum(axis=1)
    often = how_often(loaded, filters, kind).table.set_index("times")["people"]
    assert list(often) == [(times == 1).sum(), (times == 2).sum(), (times > 2).sum()]


def test_above_the_rule_is_the_headline_and_groups_add_up(loaded):
    filters = Filters(as_at=date(2024, 6, 30), **RULE)
    table = flows(loaded, filters, AE).table
    last = table[table["to"] == table["to"].max()]
    headline = summary(loaded, filters)["ae"]["frequent"]["people"]
    assert last.loc[last["target"] == "above", "people"].sum() == headline > 0
    before = last.loc[last["source"] == "above", "people"].sum()
    again = last.set_index(["source", "target"])["people"]["above", "above"]
    for by in by_group.GROUPS:
        parts = by_group.by_group(loaded, filters, AE, by).table
        assert parts["people"].sum() == before
        assert parts.loc[parts["became"] == by_group.STILL, "people"].sum() == again


@pytest.mark.parametrize(
    "more_than, some, rising",
    [(10, "1 to 4", "5 to 10"), (25, "1 to 12", "13 to 25"), (2, "", "1 to 2")],
)
def test_bands_come_from_the_rule(more_than, some, rising):
    bands = Bands(more_than)
    assert bands.title("rising") == rising
    assert bands.title("above") == f"Above {more_than}"
    if some:
        assert bands.title("some") == some
    else:
        assert bands.rises_at == 1  # nobody is below half


def test_who_was_not_observed_is_not_among_those_with_none(tmp_path):
    """Somebody who joins half-way through a window, one who leaves in the next, and one
    who is on no list before: by hand."""
    from tests.support.world import World, dataset, world

    ids = [f"90000000{n:02d}" for n in range(4)]
    patients = pd.DataFrame(
        {
            "patient_id": ids,
            "practice_code": "P1",
            "registered_from": pd.to_datetime(
                ["2010-01-01", "2022-12-01", "2023-09-01", "2010-01-01"]
            ),
            "registered_to": pd.to_datetime([None, None, None, "2024-02-01"]),
            "birth_year": 1980,
        }
    )
    ae = world(1, 50).ae.iloc[:1].assign(patient_id=ids[0])
    ends = ["2022-07-01", "2024-06-30"]
    ae = pd.concat([ae.assign(arrived_at=pd.Timestamp(day)) for day in ends])
    ae["arrived_at"] = ae["arrived_at"].astype("datetime64[us]")
    made = dataset(World(None, ae, patients, None), tmp_path, "joined")
    found = flows(made, Filters(as_at=date(2024, 6, 30)), AE).table
    seen = found[found["people"] > 0]
    pairs = set(zip(seen["source"], seen["target"], seen["people"], strict=True))
    assert pairs == {
        ("some", "some", 1),
        ("joined", "none", 1),
        ("away", "joined", 1),
        ("none", "left", 1),
    }


def test_command(loaded):
    found = command.run(loaded, Filters(as_at=date(2024, 6, 30), **RULE), None)
    assert set(found) >= {"as_at", "rule", "ae", "gp"}
    assert "again" in found["ae"]["headline"] and found["ae"]["flows"]
    assert "lapsed" in command.as_text(found)
