"""Lists that were kept: what became of their people the plain way, by the rule and day
of the list, whatever is asked of the page now."""

from argparse import Namespace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics.commands import risk as command
from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, Gate
from analytics.errors import InputError
from analytics.exhibits import who_next as exhibits
from analytics.figures.theme import LIGHT
from analytics.measures.risk import kept as measure
from analytics.measures.risk import named
from analytics.worklist import database
from analytics.worklist.lists_kept import keep, kept
from analytics.worklist.named_list import NamedList

RULE = Filters(as_at=date(2024, 6, 30), ae_more_than=3, gp_more_than=8)


@pytest.fixture(autouse=True)
def _own_database(tmp_path, monkeypatch):
    monkeypatch.setenv(database.SETTING, f"sqlite:///{tmp_path}/worklist.db")


@pytest.fixture(scope="module")
def people(loaded):
    """The dataset's people with the person number as loaded."""
    return pd.read_parquet(loaded.folder / "people.parquet").set_index("person")


def listed(loaded, people, as_at: date, n: int, **more) -> NamedList:
    whom = tuple(people["pseudonym"].iloc[:n])
    by_count = tuple(people["pseudonym"].iloc[n : 2 * n])
    asked = {"right": 5.5, "by": "KB"} | more
    return NamedList("ae", 3, "frequent", "all", as_at, whom, by_count, **asked)


def test_what_became_of_them_the_plain_way(loaded, people):
    as_at = date(2023, 6, 30)
    keep(loaded, listed(loaded, people, as_at, 120))
    other_rule = RULE.with_(ae_more_than=10, as_at=date(2024, 3, 31))
    table = measure.came_of(loaded, other_rule, AE, kept(loaded)).table
    events = pd.read_parquet(loaded.folder / "ae_attendances.parquet")
    at = events["arrived_at"]
    unplanned = events["attendance_category"].isin(["1", "2", "3"])
    year = events[unplanned & (at >= "2023-07-01") & (at < "2024-07-01")]
    n = year.groupby("person").size()
    caseload = pd.read_parquet(loaded.folder / "caseload.parquet")
    since = pd.to_datetime(caseload["referred_on"]) >= "2023-07-01"
    offered = set(caseload.loc[since, "person"])
    stays = pd.read_parquet(loaded.folder / "registrations.parquet")
    until = pd.to_datetime(stays["registered_to"]).fillna(pd.Timestamp("2200-01-01"))
    end = until.groupby(stays["person"]).max()
    for row, whose in zip(
        table.to_dict("records"), (people[:120], people[120:240]), strict=True
    ):
        counts = n.reindex(whose.index).fillna(0)
        died = pd.to_datetime(whose["died_on"]) <= "2024-06-30"
        gone = end.reindex(whose.index) < "2024-06-30"
        want = np.select(
            [counts > 3, died, gone, counts >= 2, counts > 0],
            ["above", "died", "left", "rising", "some"],
            "none",
        )
        for state in ("above", "died", "left", "rising", "some", "none"):
            assert row[state] == (want == state).sum(), state
        assert row["offered"] == whose.index.isin(list(offered)).sum()
        assert row["whole"] and row["until"] == pd.Timestamp("2024-06-30")
        assert row["named"] == 120 and row["elsewhere"] == 0
    assert table["above"].sum() > 5 and list(table["expected"])[0] == 5.5
    assert np.isnan(table["expected"].iloc[1])


def test_who_is_not_there_any_more_is_told_and_a_young_list_is_no_verdict(
    loaded, people
):
    gone = ("0" * 16, *people["pseudonym"].iloc[:40])
    young = listed(loaded, people, date(2024, 4, 30), 40)
    keep(loaded, NamedList("ae", 3, "frequent", "all", young.as_at, gone, gone, by="K"))
    gate = Gate(loaded, RULE, Audience.PSEUDONYMISED)
    lists = kept(loaded)
    row = gate.ask(measure.came_of, AE, lists).table.iloc[0]
    assert row["elsewhere"] == 1 and not row["whole"]
    (drawn,) = exhibits.KEPT.drawn(gate, LIGHT, AE, lists)
    assert "the year is not over" in drawn.title
    assert gate.ask(measure.came_of, GP, lists).table.empty, "of another service"


def test_finding_names_the_year_the_expected_and_the_count(loaded, people):
    keep(loaded, listed(loaded, people, date(2023, 6, 30), 120))
    gate = Gate(loaded, RULE, Audience.PSEUDONYMISED)
    lists = kept(loaded)
    rows = gate.ask(measure.came_of, AE, lists).table
    (drawn,) = exhibits.KEPT.drawn(gate, LIGHT, AE, lists)
    first, second = rows["above"]
    assert drawn.title == (
        f"Of 120 named as at 30 June 2023, {first} were above the rule a year later, "
        f"6 expected; by count, {second}"
    )
    assert gate.for_meeting[0].ask(measure.came_of, AE, lists).empty


def test_no_list_says_how_to_keep_one(loaded):
    gate = Gate(loaded, RULE, Audience.PSEUDONYMISED)
    (drawn,) = exhibits.KEPT.drawn(gate, LIGHT, AE, ())
    assert drawn.chart is None and "keep one under" in drawn.title


def test_command_keeps_those_named_first(loaded):
    args = Namespace(
        kind="ae", capacity=20, group="everybody", csv=None, keep=True, by="KB"
    )
    found = command.run(loaded, RULE, args)
    (one,) = kept(loaded)
    gate = Gate(loaded, RULE, Audience.PSEUDONYMISED)
    rows = gate.ask(named.named, AE, "everybody", 20, None).table
    assert one.named.people == tuple(rows["pseudonym"][:20])
    counts = rows.set_index("pseudonym")["last_year"]
    assert counts[list(one.named.by_count)].min() >= counts.nlargest(20).min()
    assert one.named.as_at == RULE.as_at and one.named.more_than == 3
    offered = rows["risk"].notna().all()
    assert (one.named.right is not None) == offered
    assert "Kept: 20 people as named." in command.as_text(found)
    with pytest.raises(InputError, match="before"):
        command.run(loaded, RULE, args)
    args.keep = False
    assert "above the rule so far" in command.as_text(command.run(loaded, RULE, args))
