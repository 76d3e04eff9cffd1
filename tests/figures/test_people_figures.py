"""The list and one person's days as figures: findings, what can be chosen, the file;
and nothing of either for a meeting."""

from datetime import date

import pytest

from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, Gate
from analytics.disclosure.protect import WITHHELD
from analytics.exhibits import frequent_attenders as exhibits
from analytics.exhibits.exhibit import AT_A_DESK
from analytics.export.table import as_csv
from analytics.figures.people.listing import listing as list_figure
from analytics.figures.theme import LIGHT
from analytics.measures.who.list_choice import ListChoice
from analytics.measures.who.listing import listing

ASKED = Filters(as_at=date(2024, 6, 30), ae_more_than=4, gp_more_than=12)


@pytest.fixture(scope="module")
def gate(loaded):
    return Gate(loaded, ASKED, Audience.PSEUDONYMISED)


def drawn(gate, **chosen):
    (fig,) = exhibits.LIST.drawn(gate, LIGHT, ListChoice(AE, **chosen))
    return fig


def test_the_list_says_who_is_on_the_caseload(gate):
    fig, table = drawn(gate), listing(gate.dataset, ASKED).table
    often = table[table["frequent_ae"]]
    on, never = ((often["caseload"] == one).sum() for one in ("On it", "Never on it"))
    assert fig.title == (
        f"{len(often)} people above the rule at A&E: {on} on the caseload, {never} "
        "never on it"
    )
    assert fig.grid.rows == tuple(fig.grid.frame["Pseudonym"])
    assert len(fig.grid.frame["Course"][0]) == 8
    few = drawn(gate, search="north female")
    assert few.title.startswith(f"{len(few.grid.rows)} of {len(often)} people")
    none = drawn(gate, search="nobody at all")
    assert none.grid is None and none.title.startswith("0 of ")


def test_the_file_has_every_row_wanted_and_the_columns_of_the_command(
    gate, monkeypatch
):
    every = len(drawn(gate).grid.rows)
    monkeypatch.setattr("analytics.figures.people.listing.SHOWN", 3)
    fig = drawn(gate)
    assert len(fig.grid.frame) == len(fig.table) == 3 and "The first" in fig.note
    lines = as_csv(fig).decode("utf-8-sig").splitlines()
    result = listing(gate.dataset, ASKED)
    titles = [column.title for column in result.columns if column.shown]
    assert lines[4].split(",") == titles and len(lines) == 5 + every


def test_one_persons_days_have_lanes_window_and_caseload(gate):
    person = drawn(gate, caseload="ended").grid.rows[0]
    (fig,) = exhibits.TIMELINE.drawn(gate, LIGHT, person, AE)
    assert (
        "A&E attendances in the window" in fig.title
        and "off the caseload since" in fig.title
    )
    assert fig.alt.startswith("A mark for each attendance") and person in fig.subtitle
    said = str(fig.chart.to_dict())
    assert "started" in said and "offered" in said and "A&E" in said and "GP" in said
    assert set(fig.table["Service"]) == {"A&E", "GP", "Caseload"}
    assert exhibits.TIMELINE.drawn(gate, LIGHT, "", AE) == ()
    assert exhibits.TIMELINE.drawn(gate, LIGHT, "0" * 16, GP) == (), "not on the list"


def test_a_meeting_sees_neither(gate):
    assert exhibits.LIST.where == exhibits.TIMELINE.where == AT_A_DESK
    person = drawn(gate).grid.rows[0]
    meeting = gate.for_meeting[0]
    for exhibit, about in (
        (exhibits.LIST, (ListChoice(AE),)),
        (exhibits.TIMELINE, (person, AE)),
    ):
        (fig,) = exhibit.drawn(meeting, LIGHT, *about)
        assert fig.withheld and fig.title == WITHHELD
        assert fig.table.empty and fig.grid is None and fig.chart is None
        assert person not in as_csv(fig).decode() + fig.subtitle + fig.note


def test_nobody_above_the_rule_is_said(loaded):
    asked = ASKED.with_(ae_more_than=500, gp_more_than=500)
    seen = Gate(loaded, asked, Audience.PSEUDONYMISED).ask(listing)
    fig = list_figure(seen, ListChoice(AE), LIGHT)
    assert fig.title == "Nobody is above the rule at A&E in this window"
