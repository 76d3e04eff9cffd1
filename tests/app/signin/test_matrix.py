"""What a role sees and may do, through app.py, whatever a control or the session asks.
Every role at every page is tried on a running server: served/test_every_cell.py."""

import re

import pytest
import streamlit as st

from analytics.disclosure import Audience
from pages.shell import keys
from pages.shell.page_files import PAGE_FILES
from pages.shell.signin import roles
from pages.shell.signin.roles import Act, Role
from tests.app.signin.people import APP, claims, signed_in, told

pytestmark = pytest.mark.usefixtures("sample")  # which each visit makes otherwise
RAN = "The page ran."
OWN = "P2"
TITLES = set(re.findall(r'title="([^"]+)"', APP.read_text(encoding="utf-8")))


@pytest.fixture
def bare(monkeypatch):
    """Pages that say that they run, and no more: all before them is as ever."""
    real = st.Page.run

    def run(page):  # Streamlit runs app.py itself as a page, too
        return st.caption(RAN) if page.title in TITLES else real(page)

    monkeypatch.setattr(st.Page, "run", run)


def user(role: Role, **more) -> dict:
    own = {"practice": OWN} if role is Role.PRACTICE else {}
    return claims(roles=[str(role)], **own, **more)


def test_one_role_loads():
    assert set(roles.PAGES) == set(roles.ACTS) == set(Role)
    assert {role for role in Role if Act.LOAD in roles.ACTS[role]} == {
        Role.DATA_MANAGER
    }


@pytest.mark.parametrize("page", ["overview", "extracts"])
@pytest.mark.parametrize("role", [Role.MEETING, Role.PRACTICE], ids=str)
def test_a_page_that_is_not_in_the_menu(page, role, loaded, bare, monkeypatch):
    seen, real = {}, st.navigation

    def navigation(pages, **more):
        seen.update({p.url_path: p.visibility for some in pages.values() for p in some})
        return real(pages, **more)

    monkeypatch.setattr(st, "navigation", navigation)
    signed_in(page, loaded, user(role))
    hidden = {stem or "overview" for stem, how in seen.items() if how == "hidden"}
    assert hidden == set(PAGE_FILES) - set(roles.PAGES[role])


def test_a_meeting_cannot_be_left(loaded):
    at = signed_in("overview", loaded, user(Role.MEETING), meeting="false")
    at.session_state[keys.MEETING] = False
    at = at.run()
    gate = at.session_state[keys.VIEW].gate
    assert gate.audience is Audience.AGGREGATE
    toggle = next(one for one in at.sidebar.toggle if one.label == "Meeting view")
    assert toggle.value and toggle.disabled
    assert "Leave" not in [one.label for one in at.button]


def test_a_practice_sees_its_own_people_whatever_is_asked(loaded):
    asked = {"practice": "P1", "pcn": "PCN One", "tab": "The list"}
    at = signed_in("frequent_attenders", loaded, user(Role.PRACTICE), **asked)
    view = at.session_state[keys.VIEW]
    assert set(view.gate.scope.practices) == {OWN}
    everybody = view.with_filters(view.filters.of_everybody)
    assert set(everybody.gate.scope.practices) == {OWN}
    assert set(view.gate.for_meeting[0].scope.practices) == {OWN}
    rows = [one.value for one in at.dataframe if "Practice" in one.value]
    called = view.gate.scope.filters.practice
    assert rows and all(set(one["Practice"]) == set(called) for one in rows)
    locked = next(one for one in at.sidebar.multiselect if one.label == "Practice")
    assert locked.disabled and list(locked.options) == list(called)
    at.session_state["practice"] = ["P1"]
    assert set(at.run().session_state[keys.VIEW].gate.scope.practices) == {OWN}


@pytest.mark.parametrize(
    ("page", "tab", "button"),
    [
        ("extracts", "Load my own", "Check and load"),
        ("frequent_attenders", "Worklist", "Take the decisions into the caseload"),
    ],
)
@pytest.mark.parametrize("role", [Role.ANALYST, Role.DATA_MANAGER], ids=str)
def test_what_a_data_manager_alone_may_do(role, page, tab, button, loaded):
    at = signed_in(page, loaded, user(role), tab=tab)
    may = role is Role.DATA_MANAGER
    there = button in [one.label for one in at.button] or (may and tab == "Worklist")
    assert there == may
    assert ("Only a role that may" in told(at)) == (not may)
