"""The list of frequent attenders, and one person's days, against plain pandas over the
same rows."""

from datetime import date

import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.filters import Filters
from analytics.measures.who.list_choice import ListChoice
from analytics.measures.who.listing import listing
from analytics.measures.who.own_course import STEPS, before, steps
from analytics.measures.who.timeline import CASELOAD, timeline
from tests.places.conftest import district, store

ASKED = Filters(as_at=date(2024, 8, 31), months=6, ae_more_than=3, gp_more_than=5)
START, END = pd.Timestamp("2024-03-01"), pd.Timestamp("2024-09-01")
BEFORE = pd.Timestamp("2023-09-01")
SENDING = ["P1", "P2", "P3"]  # practices whose GP data there are
DATES = ("referred_on", "started_on", "ended_on")
CASES = {  # person: dates of the caseload; and what they are on the as-at day
    0: [("2024-01-05", "2024-02-01", None)],
    1: [("2024-01-05", None, None)],
    2: [("2023-01-05", "2023-02-01", "2023-06-01"), ("2024-05-01", "2024-09-10", None)],
    3: [("2023-01-05", "2023-02-01", "2024-08-31")],
    4: [("2024-09-01", "2024-09-02", None)],
    5: [("2024-01-05", "2024-01-06", "2024-12-01")],
}
STATES = {
    0: ("On it", "2024-02-01"),
    1: ("Offered, not started", "2024-01-05"),
    2: ("Offered, not started", "2024-05-01"),
    3: ("Ended", "2024-08-31"),
    5: ("On it", "2024-01-06"),
}


@pytest.fixture(scope="module")
def tables():
    """The district, of which those with most attendances are on the caseload."""
    made = district(seed=3)
    most = made["ae_attendances"]["person"].value_counts().index
    rows = [
        {
            "person": int(most[n]),
            "status": "ended" if one[2] else "active" if one[1] else "offered",
            **dict(zip(DATES, map(pd.Timestamp, one), strict=True)),
        }
        for n, several in CASES.items()
        for one in several
    ]
    return made | {"caseload": pd.DataFrame(rows), "most": most}


@pytest.fixture(scope="module")
def people(tables, tmp_path_factory):
    made = {name: rows for name, rows in tables.items() if name != "most"}
    return store(tmp_path_factory.mktemp("people") / "1", made)


@pytest.fixture(scope="module")
def frame(people):
    found = listing(people, ASKED)
    assert found.person_rows
    return found.table.assign(person=lambda t: t["pseudonym"].map(lambda p: int(p, 16)))


def events(tables, kind):
    return {
        AE: tables["ae_attendances"].rename(columns={"arrived_at": "at"}),
        GP: tables["gp_appointments"].rename(columns={"appointment_at": "at"}),
    }[kind]


def each(tables, kind, start, end):
    rows = events(tables, kind)
    return rows[(rows["at"] >= start) & (rows["at"] < end)].groupby("person").size()


def test_who_is_on_it_with_counts_of_both_windows(tables, frame):
    ae, gp = (each(tables, kind, START, END) for kind in (AE, GP))
    assert set(frame["person"]) == set(ae[ae > 3].index) | set(gp[gp > 5].index)
    for kind, now in ((AE, ae), (GP, gp)):
        then = each(tables, kind, BEFORE, START)
        told = frame[frame[kind.used].notna()].set_index("person")
        assert (told[kind.used] == now.reindex(told.index, fill_value=0)).all()
        assert (told[before(kind)] == then.reindex(told.index, fill_value=0)).all()
        course = told[steps(kind)]
        assert (course.iloc[:, : STEPS // 2].sum(axis=1) == told[before(kind)]).all()
        assert (course.iloc[:, STEPS // 2 :].sum(axis=1) == told[kind.used]).all()
    assert (frame["frequent_ae"] == frame["person"].isin(ae[ae > 3].index)).all()


def test_last_seen_is_the_last_event_in_the_window(tables, frame):
    both = pd.concat([events(tables, kind)[["person", "at"]] for kind in (AE, GP)])
    both = both[(both["at"] >= START) & (both["at"] < END)]
    last = both.groupby("person")["at"].max().dt.normalize()
    assert (frame.set_index("person")["last_seen"] == last[frame["person"]]).all()


def home(tables):
    """Registered on the day, else the practice of the latest event in the window."""
    spells, day = tables["registrations"], pd.Timestamp("2024-08-31")
    dead = tables["people"].query("died_on == died_on")["person"]
    first, last = spells["registered_from"], spells["registered_to"]
    there = (first.isna() | (first <= day)) & (last.isna() | (last >= day))
    on = spells[there & ~spells["person"].isin(dead)]
    listed = on.groupby("person")["practice_code"].min()
    rows = pd.concat([events(tables, kind) for kind in (AE, GP)])
    rows = rows[(rows["at"] >= START) & (rows["at"] < END)]
    rows = rows.sort_values(["at", "practice_code"], ascending=[True, False])
    return listed.combine_first(rows.groupby("person")["practice_code"].last())


def test_practice_and_what_no_extract_could_know(tables, frame):
    names = tables["practices"].set_index("practice_code")["name"]
    told, code = frame.set_index("person"), home(tables)
    code = code.reindex(told.index)
    assert (told["practice"] == code.map(names)).all()
    gp = each(tables, GP, BEFORE, END).reindex(told.index, fill_value=0)
    known = code.isin(SENDING) | (gp > 0)
    assert (told["gp_visits"].notna() == known).all() and not known.all()
    assert told["ae_attendances"].notna().all()


def test_caseload_as_it_stood_on_the_day(tables, frame):
    told = frame.set_index("person")[["caseload", "caseload_since"]]
    for n, person in enumerate(tables["most"][:8]):
        if person in told.index:
            state, since = STATES.get(n, ("Never on it", None))
            assert told.loc[person, "caseload"] == state
            found = told.loc[person, "caseload_since"]
            assert pd.isna(found) if since is None else found == pd.Timestamp(since)
    assert len(set(tables["most"][:6]) & set(told.index)) >= 5, (
        "the case says something"
    )


def test_nothing_is_made_up_of_a_time_before_the_extract(people):
    table = listing(people, ASKED.with_(months=12)).table
    assert table[before(AE)].isna().all() and table[steps(AE)[0]].isna().all()
    assert table["ae_attendances"].notna().all()
    assert table[steps(AE)[-1]].notna().all()


def test_what_is_wanted_of_the_list_in_the_order_wanted(frame):
    every = ListChoice(AE).of(frame)
    assert (
        every["frequent_ae"].all() and every["ae_attendances"].is_monotonic_decreasing
    )
    found = ListChoice(AE, search="surgery FEM").of(frame)
    assert 0 < len(found) < len(every) and set(found["sex"]) == {"Female"}
    on = ListChoice(None, "on", order="since").of(frame)
    assert set(on["caseload"]) == {"On it"}
    assert on["caseload_since"].is_monotonic_decreasing
    rise = ListChoice(AE, order="rise").of(frame)
    assert (rise["ae_attendances"] - rise[before(AE)]).is_monotonic_decreasing
    assert (
        ListChoice(AE, order="practice").of(frame)["practice"].is_monotonic_increasing
    )
    assert ListChoice(AE, order="seen").of(frame)["last_seen"].is_monotonic_decreasing


def test_a_persons_days_are_all_there_whatever_is_chosen(tables, people):
    person = int(tables["most"][2])
    elsewhere = ASKED.with_(practice=("A Surgery",), age_from=120)
    found = timeline(people, elsewhere, f"{person:016x}")
    table = found.table
    for kind in (AE, GP):
        mine = events(tables, kind).query("person == @person").sort_values("at")
        told = table[table["service"] == kind.service]
        assert list(told["at"]) == list(mine["at"])
        inside = (mine["at"] >= START) & (mine["at"] < END)
        assert told["in_window"].sum() == inside.sum()
    dates = table[table["service"] == CASELOAD].sort_values("at")
    assert list(dates["what"]) == ["offered", "started", "ended", "offered", "started"]
    assert found.person_rows and not table.loc[dates.index, "in_window"].any()
    assert timeline(people, ASKED, "0" * 15 + "x").table.empty
