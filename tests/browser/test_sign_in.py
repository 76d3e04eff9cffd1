"""Signing in with a real provider in a real browser: in, out in every tab, a role that
opens nothing, addresses and cookies that were forged."""

import pytest

from tests.browser.checks import checked, rested
from tests.browser.conftest import Tab
from tests.support.guarded_server import guarded as guarded_server
from tests.support.oidc_provider import free_port, provider

pytestmark = pytest.mark.browser
PEOPLE = {
    "kim": {"email": "kim@example.nhs.uk", "roles": ["analyst"]},
    "lee": {"email": "lee@example.nhs.uk", "roles": ["of another program"]},
    "max": {"email": "max@example.nhs.uk", "roles": ["meeting"]},
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
