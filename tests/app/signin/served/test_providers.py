"""Providers that are down, or whose clock is wrong, and sign-ins that end: on a running
server, with real ones."""

from urllib.parse import urljoin

from pages.shell.signin.ended import FILE
from tests.app.signin.served.conftest import FAST, GONE, OURS, SLOW

DOOR = "Sign in to see this dashboard"
DOWN = "sign-in does not answer"


def test_several_are_offered_and_two_roles_or_a_strange_practice_are_told(served):
    names = [one.label for one in served.visitor().open().all("button")]
    assert names == [f"Sign in with {one}" for one in (OURS, GONE, FAST, SLOW)]
    seen = served.visitor("two").open(data="world")
    assert seen.titles == ["You cannot come in yet"]
    assert "several roles at once: analyst and meeting" in seen.words
    seen = served.visitor("far").open(data="world")
    assert seen.titles == ["Nothing here is of your practice"]
    assert "practice Z9, and this dataset has none of that code" in seen.words
    assert not seen.all("arrow_vega_lite_chart") and not seen.all("metric")


def test_one_whose_clock_is_wrong_lets_nobody_in(served):
    """One that is slow keeps nobody even at its own pages; of one that is fast the
    server's log has the reason."""
    for by in (SLOW, FAST):
        before = len(served.log.read_text())
        seen = served.visitor("ann", by).open(data="world")
        assert seen.titles == [DOOR] and "a clock is wrong" in seen.words
    said = served.log.read_text()[before:]
    assert f"token exchange failed for provider '{FAST}'" in said
    assert "issued in the future" in said


def test_one_that_goes_down(served):
    """Who is in stays in; who comes is told; and who was on the way comes back to the
    door."""
    inside, coming = served.visitor("ann", GONE), served.visitor()
    assert "Signed in as ann@example.nhs.uk" in inside.open(data="world").words
    way = coming.way_to_sign_in(f"Sign in with {GONE}")
    assert way
    served.stop(GONE)
    assert "Signed in as ann@example.nhs.uk" in inside.open(data="world").words
    with served.visitor().tab() as tab:
        tab.go()
        seen = tab.press(f"Sign in with {GONE}")
    assert DOWN in seen.words and not seen.address
    assert seen.titles == [DOOR]
    answer = coming.http.get(urljoin(served.at, way))
    assert answer.status_code == 400 and "Traceback" not in answer.text
    assert coming.open(data="world").titles == [DOOR]


def test_who_signed_out_stays_so_when_the_server_starts_again(served):
    """With a cookie that somebody kept, before and after; others stay in."""
    kept, other = served.visitor("dan"), served.visitor("ann")
    with kept.tab() as tab:
        tab.go(data="world")
        assert tab.press("Sign out").address
    assert kept.open(data="world").titles == [DOOR]
    served.start()
    assert kept.open(data="world").titles == [DOOR]
    assert "Signed in as ann@example.nhs.uk" in other.open(data="world").words
    assert "dan" not in (served.home / FILE).read_text()
