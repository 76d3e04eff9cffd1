"""The worklist and a person's history as figures; nothing of either for a meeting."""

from datetime import date, datetime

import pytest

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.definitions.pathway import Status
from analytics.disclosure import Audience, Gate
from analytics.disclosure.protect import WITHHELD
from analytics.exhibits import frequent_attenders as exhibits
from analytics.exhibits.exhibit import AT_A_DESK
from analytics.export.table import as_csv
from analytics.figures.theme import LIGHT
from analytics.measures.who.work import ALL, DECIDED, FIRST_STAND, Work
from analytics.worklist.decision import Decision, Entry, Person, Standing

ASKED = Filters(as_at=date(2024, 6, 30), ae_more_than=4, gp_more_than=12)
NOBODY_YET = Standing("world", {})


@pytest.fixture(scope="module")
def gate(loaded):
    return Gate(loaded, ASKED, Audience.PSEUDONYMISED)


def drawn(gate, now=NOBODY_YET, **chosen):
    (fig,) = exhibits.WORK.drawn(
        gate, LIGHT, now, Work(AE, date(2024, 6, 30), **chosen)
    )
    return fig


def decided(who: str, **more) -> Standing:
    one = Decision(who, Status.OFFERED, date(2024, 7, 1), "KB", note="=1+1", by="LM")
    entry = Entry(one, 1, 1, datetime(2024, 7, 1, 9, 30))
    return Standing("world", {who: Person((entry,))}, **more)


def test_the_title_says_how_many_are_left(gate):
    fig = drawn(gate)
    number = len(fig.grid.rows)
    assert (
        fig.title == f"{number} people above the rule at A&E still to review, 0 decided"
    )
    assert FIRST_STAND in fig.note and list(fig.grid.frame["No."])[:2] == [1, 2]
    assert list(fig.grid.frame)[:3] == ["Pseudonym", "No.", "Why here"]
    first = fig.grid.rows[0]
    fig = drawn(gate, decided(first))
    assert f"{number - 1} people" in fig.title and "1 decided" in fig.title
    assert first not in fig.grid.rows and "Status" not in fig.grid.frame
    fig = drawn(gate, decided(first), show=DECIDED)
    assert fig.grid.rows == (first,) and "No." not in fig.grid.frame
    assert list(fig.grid.frame["Status"]) == ["offered"]
    assert list(fig.grid.frame["Since"]) == ["2024-07-01"]
    assert "'=1+1" in as_csv(fig).decode(), "no formula in the file"
    assert len(drawn(gate, decided(first), show=ALL).grid.rows) == number


def test_what_the_list_cannot_show_is_said(gate):
    elsewhere = drawn(gate, decided("0" * 16, of_other_keys=3))
    assert "Not in this list: 1 person decided on before" in elsewhere.note
    assert "another key of the pseudonyms: 3 people" in elsewhere.note
    none = drawn(gate, show=DECIDED)
    assert none.grid is None and "Nobody is left" in none.note


def test_a_persons_history(gate):
    first = drawn(gate).grid.rows[0]
    (fig,) = exhibits.HISTORY.drawn(gate, LIGHT, decided(first), first)
    assert fig.title == "1 decision so far: stands at “offered”"
    assert list(fig.table["Decided by"]) == ["LM"] and first in fig.subtitle
    assert exhibits.HISTORY.drawn(gate, LIGHT, decided(first), "") == ()
    assert exhibits.HISTORY.drawn(gate, LIGHT, NOBODY_YET, first) == ()


def test_a_meeting_sees_neither(gate):
    assert exhibits.WORK.where == exhibits.HISTORY.where == AT_A_DESK
    first = drawn(gate).grid.rows[0]
    meeting = gate.for_meeting[0]
    for exhibit, about in (
        (exhibits.WORK, (decided(first), Work(AE, date(2024, 6, 30), ALL))),
        (exhibits.HISTORY, (decided(first), first)),
    ):
        (fig,) = exhibit.drawn(meeting, LIGHT, *about)
        assert fig.withheld and fig.title == WITHHELD
        assert fig.table.empty and fig.grid is None and fig.chart is None
        assert first not in as_csv(fig).decode() + fig.subtitle + fig.note
