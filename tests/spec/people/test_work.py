"""The worklist's order and words against a plain second reading, and what is decided
leaves it."""

from datetime import date, timedelta

import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.filters import Filters
from analytics.definitions.pathway import Status
from analytics.measures.who.decided import decided, history
from analytics.measures.who.listing import listing
from analytics.measures.who.work import ALL, DECIDED, DOUBT, REVIEW, Work
from analytics.worklist.decision import Decision, Entry, Person, Standing

AS_AT = date(2024, 6, 30)
ASKED = Filters(as_at=AS_AT, ae_more_than=4, gp_more_than=12)
NEEDS = ("Mental health", "Alcohol and drugs", "Social need")


def standing(*decisions: Decision) -> Standing:
    people: dict[str, tuple[Entry, ...]] = {}
    for number, one in enumerate(decisions, start=1):
        before = people.get(one.person, ())
        people[one.person] = (*before, Entry(one, number, len(before) + 1, WHEN))
    return Standing("x", {who: Person(entries) for who, entries in people.items()})


WHEN = pd.Timestamp("2024-07-01 09:30").to_pydatetime()
NOTHING = Standing("x", {})


@pytest.fixture(scope="module")
def people(loaded) -> pd.DataFrame:
    return listing(loaded, ASKED).table


def rows(loaded, people, now=NOTHING, kind=AE, **more) -> pd.DataFrame:
    return Work(kind, AS_AT, **more).of(people, decided(loaded, ASKED, now).table)


def plain(people: pd.DataFrame, kind, other) -> list[tuple[str, str]]:
    """(pseudonym, why) in order, written apart: one person after the other."""
    told = []
    for one in people.to_dict("records"):
        never = one["caseload"] == "Never on it"
        if not one[kind.frequent] or not never or not pd.isna(one["died_on"]):
            continue
        now, then = one[kind.used], one[f"{kind.used}_before"]
        grounds = []
        if one[other.frequent]:
            grounds.append((0, "above the rule at A&E and GP"))
        if not pd.isna(then) and now > then:
            grounds.append((1, f"more often: {now} after {then}"))
        if one["last_seen"].date() > AS_AT - timedelta(days=31):
            grounds.append((2, "seen in the last month"))
        if one["main_group"] in NEEDS:
            grounds.append((3, f"mostly {one['main_group'].lower()}"))
        has = [n for n, _ in grounds]
        key = (-len(has), [n not in has for n in range(4)], -now, one["pseudonym"])
        why = "; ".join(w for _, w in grounds) or f"{now} {kind.called}"
        why = why[0].upper() + why[1:]
        if one["doubt"]:
            why = f"{DOUBT}: {one['doubt']}"
        told.append(((one["doubt"] != "", *key), one["pseudonym"], why))
    return [(who, why) for _, who, why in sorted(told)]


@pytest.mark.parametrize(("kind", "other"), [(AE, GP), (GP, AE)])
def test_the_order_is_the_one_that_is_said(loaded, people, kind, other):
    found = rows(loaded, people, kind=kind)
    wanted = plain(people, kind, other)
    assert len(wanted) > 5
    assert list(zip(found["pseudonym"], found["why"], strict=True)) == wanted
    assert list(found["place"]) == list(range(1, len(wanted) + 1))
    words = " ".join(found["why"])
    assert "more often: " in words and "Above the rule at A&E and GP; " in words


def test_what_is_decided_leaves_the_list_and_stays_to_be_seen(loaded, people):
    before = rows(loaded, people)
    first, second = before["pseudonym"][:2]
    on = people.loc[people["caseload"] != "Never on it", "pseudonym"].iloc[0]
    now = standing(
        Decision(first, Status.OFFERED, AS_AT, "KB", "housing", by="LM"),
        Decision(second, Status.DECLINED, AS_AT, "CC", by="LM"),
        Decision(second, None, AS_AT, by="LM", seen=1),
        Decision(on, Status.OFFERED, AS_AT, "CC", by="LM"),
    )
    left = rows(loaded, people, now)
    assert list(left["pseudonym"]) == list(before["pseudonym"][1:])
    assert left["seen"][0] == 2 and left["status"][0] == "", "taken back: again here"
    assert left["place"][0] == 1
    done = rows(loaded, people, now, show=DECIDED)
    above = set(people.loc[people[AE.frequent], "pseudonym"])
    assert set(done["pseudonym"]) == {first, on} & above
    assert done["place"].isna().all() and "housing" in set(done["reason"])
    assert list(rows(loaded, people, now, show=ALL, owner="KB")["pseudonym"]) == [first]
    every = rows(loaded, people, now, show=ALL)
    assert len(every) == len(left) + len(done)
    assert list(every["pseudonym"])[: len(left)] == list(left["pseudonym"])
    searched = rows(loaded, people, now, search=first[:8])
    assert searched.empty and len(rows(loaded, people, search=first[:8])) == 1
    assert (rows(loaded, people, show=REVIEW)["pseudonym"] == before["pseudonym"]).all()


def test_the_dead_are_on_no_worklist(loaded, people):
    gone = people.assign(died_on=pd.Timestamp("2024-05-01"))
    assert rows(loaded, gone).empty


def test_without_a_caseload_everybody_is_to_be_reviewed(loaded, people):
    bare = people.drop(columns=["caseload", "caseload_since"])
    assert len(rows(loaded, bare)) > len(rows(loaded, people))


def test_a_history_has_each_decision_taken_back_too(loaded, people):
    who = people["pseudonym"][0]
    now = standing(
        Decision(who, Status.OFFERED, AS_AT, "KB", by="LM", note="=1+1"),
        Decision(who, None, AS_AT, by="LM", seen=1),
    )
    found = history(loaded, ASKED, now, who)
    assert list(found.table["status"]) == ["offered", "taken back"]
    assert found.person_rows
    assert list(found.table["written"]) == ["01/07/2024 09:30"] * 2
    assert decided(loaded, ASKED, now).person_rows
