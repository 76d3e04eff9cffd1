"""What the server's log says of all that the tests of this folder did: nothing of
anybody who signed in, of a sign-in, or of what an address asked."""

from tests.app.signin.served.conftest import OURS, PEOPLE

SEARCHED = "9434765919"


def test_nothing_of_a_person_or_a_secret(served):
    """After signing in, being refused, asking for what is not there, signing out."""
    pat = served.visitor("pat", OURS)
    pat.open("extracts", data="world")
    pat.open("segments", data="world", practice=SEARCHED, nothing=SEARCHED)
    with pat.tab() as tab:
        tab.go("definitions", data="world")
        tab.press("Sign out")
    said = served.log.read_text()
    assert "You can now view your Streamlit app" in said, "the log is read"
    cookies = [one.value for one in served.visitor("ann").http.cookies.jar]
    secret = [one["email"] for one in PEOPLE.values()] + cookies
    secret += [SEARCHED, "of the tests alone", "code=", "Birch Road"]
    assert not [one for one in secret if one in said]
