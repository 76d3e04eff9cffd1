"""The tab Worklist through app.py: decided, told, taken into the caseload; and in no
meeting."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from analytics.definitions.filters import Filters
from analytics.definitions.pathway import Status
from analytics.measures.who.listing import listing
from analytics.store.dataset import open_dataset
from analytics.worklist import database
from analytics.worklist.decision import Decision
from analytics.worklist.history import decide, standing
from pages.shell import keys
from tests.app.test_pages import opened
from tests.support.world import dataset

PAGE = "pages/understand/frequent_attenders.py"
TAB = {"tab": "Worklist", "ae_more_than": "4", "gp_more_than": "12"}


@pytest.fixture(scope="module")
def team(frames, data_home):
    """A dataset of this test's own, since its live version changes."""
    return dataset(frames, data_home, "worklist-app")


@pytest.fixture(autouse=True)
def _own_database(tmp_path, monkeypatch):
    monkeypatch.setenv(database.SETTING, f"sqlite:///{tmp_path}/worklist.db")


def never(team) -> list[str]:
    asked = Filters(as_at=date(2024, 6, 30), ae_more_than=4, gp_more_than=12)
    people = listing(team, asked).table
    rows = people[people["frequent_ae"] & (people["caseload"] == "Never on it")]
    return list(rows.loc[rows["died_on"].isna(), "pseudonym"])


def chosen(at: AppTest, who: str) -> AppTest:
    at.session_state[keys.CHOSEN_ROWS] = {"work": who}
    return at.run()


def button(at: AppTest, label: str):
    return next(one for one in at.button if one.label == label)


def said(at: AppTest) -> str:
    assert not at.exception, [e.value for e in at.exception]
    boxes = (*at.success, *at.error, *at.warning)
    return " ".join(one.value for one in boxes).replace("\\", "")


def heads(at: AppTest) -> list[str]:
    return [one.value for one in at.header]


def test_a_decision_is_kept_and_the_list_shrinks(team):
    people = never(team)
    at = opened(PAGE, team, TAB)
    first = f"{len(people)} people above the rule at A&E still to review, 0 decided"
    assert heads(at)[0] == first
    at = chosen(at, people[0])
    form = {one.label: one for one in (*at.selectbox, *at.text_input, *at.text_area)}
    form["Status"].select("declined")
    form["Note"].input("Rang twice, no answer")
    at.text_input(key=keys.WORK_BY).input("KB")
    at = button(at, "Keep the decision").click().run()
    assert "declined" in said(at)
    assert heads(at)[0].startswith(f"{len(people) - 1} people")
    last = standing(team).of(people[0]).last
    assert (last.status, last.by, last.note) == (
        Status.DECLINED,
        "KB",
        "Rang twice, no answer",
    )
    other = opened(PAGE, team, TAB)  # another session
    assert heads(other)[0].startswith(f"{len(people) - 1} people")


def test_who_decided_meanwhile_is_told_and_nothing_is_lost(team):
    who = never(team)[1]
    at = chosen(opened(PAGE, team, TAB), who)
    theirs = Decision(who, Status.NOT_SUITABLE, date(2024, 7, 2), "CC", by="LM")
    decide(team, [theirs])
    at.text_input(key=keys.WORK_BY).input("KB")
    at = button(at, "Keep the decision").click().run()
    assert "LM decided about this person meanwhile: “not suitable”" in said(at)
    assert [e.decision for e in standing(team).of(who).entries] == [theirs]
    at = button(at, "Take the last decision back").click().run()
    assert "to be reviewed again" in said(at)
    assert standing(team).of(who).last is None and standing(team).of(who).seen == 2


def test_what_could_name_somebody_is_not_kept(team):
    who = never(team)[2]
    at = chosen(opened(PAGE, team, TAB), who)
    at.text_area[0].input("Mrs Smith, 9434765919")
    at = button(at, "Keep the decision").click().run()
    told = said(at)
    assert "could identify somebody" in told and "It is not said who decides" in told
    assert "Smith" not in told and "9434765919" not in told
    assert standing(team).of(who).seen == 0


def test_taken_into_the_caseload_by_a_button(team):
    who = never(team)[0]
    decide(team, [Decision(who, Status.ACTIVE, date(2024, 7, 2), "CC", by="LM")])
    at = opened(PAGE, team, TAB)
    at = button(at, "Take the decisions into the caseload").click().run()
    assert "1 offer of support decided on the worklist is in the caseload" in said(at)
    assert "holds all that was decided" in " ".join(m.value for m in at.markdown)
    now = open_dataset(team.name)
    assert now.fingerprint != team.fingerprint
    assert now.manifest.span("caseload").rows == team.manifest.span("caseload").rows + 1


def test_a_meeting_has_no_worklist(team):
    who = never(team)[0]
    decide(team, [Decision(who, Status.OFFERED, date(2024, 7, 2), "CC-77", by="LM")])
    at = opened(PAGE, team, TAB | {"meeting": "true"})
    assert not at.exception
    everything = " ".join(
        str(one.value) for one in (*at.markdown, *at.header, *at.title, *at.caption)
    )
    assert "CC-77" not in everything and who not in everything
    assert not [one for one in at.button if "decision" in one.label.lower()]
