"""Signing in with a real provider in a real browser: in, out in every tab, a role that
opens nothing, addresses and cookies that were forged; and nobody fetches what is
another's, by whatever address or message."""

import pytest

from analytics.store.audit import log
from tests.browser.checks import checked, rested
from tests.browser.conftest import Tab
from tests.support.servers.guarded_server import guarded as guarded_server
from tests.support.servers.oidc_provider import free_port, provider
from tests.support.servers.visitor import Visitor

pytestmark = pytest.mark.browser
PEOPLE = {
    "kim": {"email": "kim@example.nhs.uk", "roles": ["analyst"]},
    "lee": {"email": "lee@example.nhs.uk", "roles": ["of another program"]},
    "max": {"email": "max@example.nhs.uk", "roles": ["meeting"]},
    "ana": {"email": "ana@example.nhs.uk", "roles": ["analyst"]},
}
DATA = "[data-testid=stMetric], [data-testid=stVegaLiteChart], [data-testid=stTable]"
COOKIE = "_streamlit_user"


@pytest.fixture(scope="module")
def guarded(browser_home, tmp_path_factory):
    """Address of the app where people sign in, and the provider runs."""
    at = f"http://localhost:{free_port()}"
    folder = tmp_path_factory.mktemp("secrets")
    with (
        provider(at, PEOPLE) as where,
        guarded_server(at, browser_home, folder, {"": where}),
    ):
        yield at


@pytest.fixture
def somebody(browser, guarded):
    """A browser of somebody's own, that asks nothing of other machines."""
    opened = []

    def make(**options) -> Tab:
        context = browser.new_context()
        context.route("**/fonts.googleapis.com/**", lambda asked: asked.abort())
        opened.append(context)
        return Tab(context, guarded, **options)

    yield make
    for one in opened:
        one.close()


def sign_in(seen: Tab, login: str) -> Tab:
    page = seen.page
    page.get_by_role("button", name="Sign in").click()
    page.fill("[name=login]", login)
    page.fill("[name=password]", "whatever")
    page.get_by_role("button", name="Sign-in").click()
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(f"{seen.server}/**")
    return seen.settled()


def told(seen: Tab) -> str:
    """What is on screen, without what keeps an address from becoming a link."""
    return seen.text.replace("\u2060", "")


def shows_data(seen: Tab) -> bool:
    return rested(seen).locator(DATA).count() > 0


def test_in_and_out_in_every_tab(somebody, guarded):
    seen = somebody(color_scheme="dark").open("savings?data=sample")
    assert "Sign in to see this dashboard" in seen.text and not shows_data(seen)
    checked(seen.page, "sign in")
    sign_in(seen, "kim")
    assert shows_data(seen) and "as kim@example.nhs.uk, analyst" in told(seen)
    other = Tab(seen.page.context, guarded).open("definitions")
    assert "as kim@example.nhs.uk" in told(other)
    kept = [one for one in seen.page.context.cookies() if COOKIE in one["name"]]
    seen.page.get_by_role("button", name="Sign out").click()
    seen.page.wait_for_url("**/session/end**")
    other.page.get_by_role("tab", name="Words").click()
    other.page.get_by_text("Sign in to see this dashboard").wait_for()
    assert not shows_data(other)
    again = somebody()  # with the cookie that was kept
    again.page.context.add_cookies(kept)
    assert "Sign in to see" in again.open("").text and not shows_data(again)


def test_a_role_that_opens_nothing(somebody):
    seen = sign_in(somebody().open(""), "lee")
    assert "you have no role here" in seen.text and not shows_data(seen)
    checked(seen.page, "no role")
    seen.open("frequent_attenders?data=sample&tab=The+list")
    assert "you have no role here" in seen.text and not shows_data(seen)


def test_a_meeting_is_not_left_by_an_address(somebody):
    seen = sign_in(somebody().open(""), "max")
    seen.open("frequent_attenders?data=sample&meeting=false&tab=The+list")
    assert "Leave" not in seen.text and "Pseudonym" not in seen.text
    assert "Meeting view" in seen.text and "PageDown" in seen.text


def test_a_cookie_of_ones_own_making(somebody):
    seen = somebody()
    claims = '"{\\"is_logged_in\\": true, \\"roles\\": [\\"analyst\\"]}"'
    seen.page.context.add_cookies(
        [{"name": COOKIE, "value": claims, "url": seen.server}]
    )
    assert "Sign in to see" in seen.open("").text and not shows_data(seen)


def cookies_of(seen: Tab) -> dict[str, str]:
    """All that a browser holds, as a thief would have it."""
    return {one["name"]: one["value"] for one in seen.page.context.cookies()}


def refused(address: str, cookies: dict[str, str], *how) -> bool:
    """Whether an address answers in the same words as one at which nothing is."""
    answer = asked(address, cookies, *how)
    assert "no-store" in answer.headers.get("cache-control", "no-store")
    return answer.status_code == 403 and "not yours to take" in answer.text


def asked(address: str, cookies: dict[str, str], *how):
    """What an address answers to whoever has these cookies."""
    return Visitor(address, cookies).asked(address, *how)


def test_nobody_else_fetches_a_file_or_finds_a_view(somebody, guarded, browser_home):
    kim = sign_in(somebody().open("definitions?data=sample"), "kim")
    ana = sign_in(somebody().open("definitions?data=sample"), "ana")
    of_kim, of_ana = cookies_of(kim), cookies_of(ana)
    kim.page.get_by_role("button", name="Save this view").click()
    kim.page.get_by_role("textbox", name="Name").fill("Kim at work")
    kim.page.get_by_role("button", name="Save", exact=True).click()
    kim.page.get_by_text("Saved. Choose it").wait_for()
    kims, anas = Visitor(guarded, of_kim), Visitor(guarded, of_ana)
    with kims.tab() as one, anas.tab() as other:
        seen = one.go("places", data="sample")
        assert b"Kim at work (yours)" in seen.sent
        assert b"Kim at work" not in other.go("places", data="sample").sent
        known = next(i for label, i in seen.offered.items() if "CSV" in label)
        address = one.take(known)
        answer = asked(address, of_kim)
        assert answer.status_code == 200 and answer.text.count("\n") > 2
        assert answer.headers["cache-control"] == "no-store"
        assert refused(address, of_ana) and refused(address, {})
        assert asked(address, of_ana, "HEAD").status_code == 403
        assert refused(address, of_kim | {COOKIE: of_kim[COOKIE][:-2] + "xx"})
        assert refused(f"{guarded}/media/{'0' * 56}.csv", of_kim), "no file at all"
        # Whoever is told what Kim's page asks by has it made, but does not get it.
        assert refused(other.take(known) or address, of_ana)
        # Nor does anybody put files into Kim's session.
        box = f"{guarded}/_stcore/upload_file/{one.session}/a"
        assert refused(box, of_ana, "PUT", b"x") and refused(box, {}, "DELETE")
        assert asked(box, of_kim, "PUT", b"x").status_code == 204
        kim.page.get_by_role("button", name="Sign out").click()
        kim.page.wait_for_url("**/session/end**")
        assert refused(address, of_kim), "a cookie that was kept"
        assert one.take(known) == "", "a tab that stayed open"
        again = sign_in(somebody().open("definitions?data=sample"), "kim")
        assert refused(address, cookies_of(again)), "made for another sign-in"
    lines = log.recorded(browser_home).lines
    told = [
        (one["who"], one.get("tried")) for one in lines if one["what"] == log.REFUSED
    ]
    assert ("ana@example.nhs.uk", "fetch a file") in told
    assert ("(not signed in)", "fetch a file") in told
    assert ("ana@example.nhs.uk", "put a file into a session") in told
    assert ("kim@example.nhs.uk", "take a file") in told
