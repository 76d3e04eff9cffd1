"""The server's other addresses, for somebody who is not signed in: none gives anything
of the data, and a forged cookie or another site's page opens nothing."""

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from pages.shell.page_files import PAGE_FILES
from tests.app.signin.served.conftest import PEOPLE
from tests.support.world import PRACTICES

DOOR = "Sign in to see this dashboard"
OF_STREAMLIT = (
    *("_stcore/health", "_stcore/host-config", "_stcore/metrics", "auth/login"),
    *("_stcore/script-health-check", "_stcore/agent/openapi.json", "oauth2callback"),
)
ELSEWHERE = (
    *("media/0123456789abcdef.csv", "app/static/live", "static/%2e%2e/%2e%2e/app.py"),
    *("data/world/live", ".streamlit/secrets.toml", "_stcore/upload_file/a/b"),
)


@pytest.mark.parametrize("address", [*OF_STREAMLIT, *ELSEWHERE])
def test_an_address_says_nothing_of_the_data(address, served, people):
    answer = served.visitor().http.get(f"{served.at}/{address}")
    told = answer.text.casefold()
    names = [*PRACTICES["name"], *(one["email"] for one in PEOPLE.values())]
    assert not [one for one in names if one.casefold() in told]
    assert "of the tests alone" not in told, "no secret"
    assert "world" not in told and "import streamlit" not in told


def test_nobody_drives_it_but_by_a_browser(served):
    answer = served.visitor().http.post(f"{served.at}/_stcore/agent/interact", json={})
    assert answer.status_code >= 400 and "does not serve the agent API" in answer.text


def test_a_file_cannot_be_sent_without_a_page(served):
    put = served.visitor().http.put(f"{served.at}/_stcore/upload_file/a/b", content=b"")
    assert put.status_code in (400, 403, 404)


@pytest.mark.parametrize("page", sorted(PAGE_FILES))
def test_every_page_is_behind_the_door(page, served):
    where = "" if page == "overview" else page
    seen = served.visitor().open(where, data="world", tab="Worklist")
    assert seen.titles == [DOOR]
    assert {one.label for one in seen.all("button")} and not seen.all("multiselect")
    assert not [one for one in PRACTICES["name"] if one.encode() in seen.sent]


def test_a_page_of_another_site_gets_no_line(served):
    where = served.at.replace("http", "ws") + "/_stcore/stream"
    with pytest.raises(InvalidStatus), connect(where, origin="https://evil.example"):
        pass


def test_a_cookie_that_was_changed_opens_nothing(served):
    ann = served.visitor("ann")
    assert "Signed in as ann" in ann.open(data="world").words
    for one in [one for one in ann.http.cookies.jar if "_streamlit_user" in one.name]:
        one.value = one.value[:40] + "A" + one.value[41:]
    assert ann.open(data="world").titles == [DOOR]
