"""Who gets no further than the door, and what is said there."""

import time

import pytest
import streamlit as st
from streamlit.runtime.secrets import Secrets

from analytics.errors import InputError
from analytics.store.audit import log
from pages.shell.signin import ended, people_file, person, settings
from pages.shell.signin.roles import Act
from tests.app.signin.people import AUTH, claims, nothing_shown, signed_in, told

pytestmark = pytest.mark.usefixtures("sample")  # which each visit makes otherwise
HOUR = 3600
ROLES_FILE = """
[[person]]
id = "Kim@Example.nhs.uk"
role = "analyst"
[[person]]
id = "5c1f-other"
role = "practice"
practice = "p3"
"""


def door(loaded, user, sign_in=None, page="overview"):
    at = signed_in(page, loaded, user, sign_in)
    assert len(at.title) == 1
    return at


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "you have no role here"),
        ({"roles": ["of another program"]}, "you have no role here"),
        ({"roles": ["analyst", "meeting"]}, "several roles at once: analyst and"),
        ({"roles": "practice"}, "names no practice"),
        ({"roles": "practice", "practice": ["P1", "P2"]}, "names 2 practices"),
        ({"roles": "practice", "practice": "Z9"}, "has none of that code"),
    ],
    ids=lambda one: one if isinstance(one, str) else None,
)
def test_who_has_no_one_role_sees_nothing(more, said, loaded):
    at = door(loaded, claims(**more))
    assert said in told(at)
    assert not at.metric and not at.header and not at.get("vega_lite_chart")
    assert "Sign out" in [one.label for one in at.button]


@pytest.mark.parametrize(
    ("user", "said"),
    [
        ({"is_logged_in": False}, "Sign in to see"),
        (claims(roles="analyst", iat=int(time.time()) - 13 * HOUR), "lasts 12 hours"),
        (claims(roles="analyst", iat=int(time.time()) + HOUR), "a clock is wrong"),
    ],
    ids=["nobody", "long ago", "in the time to come"],
)
def test_who_is_not_signed_in_is_asked_to(user, said, loaded):
    at = door(loaded, user, page="frequent_attenders")
    assert said in told(at) and nothing_shown(at)
    assert [one.label for one in at.button] == ["Sign in"]


def test_the_record_has_the_name_of_whoever_signed_in(loaded):
    kim = claims(roles="practice", practice="P2")
    signed_in("definitions", loaded, kim)
    seen = last(log.LOOKED)
    assert (seen["who"], seen["page"]) == (kim["email"], "definitions")
    at = signed_in("quality", loaded, kim)
    refused = last(log.REFUSED)
    assert refused["who"] == kim["email"] and refused["tried"] == "open quality"
    assert refused["rules"] == ["page_refused"]
    at.run()
    assert last(log.REFUSED) == refused and log.recorded().changed == ()


def last(what: str) -> dict:
    """The last line of the record of something done."""
    found = [one for one in log.recorded().lines if one["what"] == what]
    return found[-1]


def test_signing_out_ends_every_tab(loaded, monkeypatch):
    kim = claims(roles="analyst")
    assert not nothing_shown(signed_in("overview", loaded, kim))
    ended.end(kim)
    at = door(loaded, kim)
    assert "Sign in to see" in told(at) and nothing_shown(at)
    again = claims(roles="analyst")
    assert not nothing_shown(signed_in("overview", loaded, again))


def test_a_provider_that_is_down_is_told(loaded, monkeypatch):
    def down(*_about, **_more):
        raise OSError("no route to host")

    monkeypatch.setattr("urllib.request.urlopen", down)
    at = door(loaded, {"is_logged_in": False})
    at = at.button(key="sign_in_").click().run()
    assert "sign-in does not answer" in told(at) and nothing_shown(at)


@pytest.mark.parametrize(
    ("auth", "said"),
    [
        ({"redirect_uri": ""}, "[auth] has no redirect_uri"),
        ({"client_secret": ""}, "[auth] has no client_secret"),
        ({"cookie_secret": "short"}, "fewer than 32 characters"),
        ({"redirect_uri": "https://a.example/"}, "does not end in /oauth2callback"),
        ({"redirect_uri": "http://a.example/oauth2callback"}, "is not an https"),
    ],
    ids=str,
)
def test_a_set_up_that_is_not_whole_lets_nobody_in(auth, said, loaded, monkeypatch):
    monkeypatch.setitem(AUTH, next(iter(auth)), next(iter(auth.values())))
    at = door(loaded, claims(roles="analyst"))
    assert said in told(at) and nothing_shown(at)


@pytest.mark.parametrize(
    ("sign_in", "said"),
    [
        ({"hours": 0}, "hours in [sign_in]"),
        ({"role_claim": "x"}, "[sign_in] knows no role_claim"),
        ({"roles": {"x": "owner"}}, "none of meeting, practice"),
    ],
    ids=str,
)
def test_settings_that_mean_nothing_are_told(sign_in, said, loaded):
    assert said in told(door(loaded, claims(roles="analyst"), sign_in))


def test_claims_of_other_names_and_values(loaded):
    sign_in = {"roles_claim": "groups", "roles": {"4f-a1": "analyst"}}
    user = claims(groups=["9b-77", "4f-a1"])
    at = signed_in("overview", loaded, user, sign_in)
    assert "Signed in as kim@example.nhs.uk, analyst" in told(at)
    assert "no role here" in told(door(loaded, claims(roles="analyst"), sign_in))


@pytest.fixture
def roles_file(monkeypatch, tmp_path):
    """In a home of its own: other tests sign in on the one that they share."""
    monkeypatch.setattr(people_file, "home", lambda: tmp_path)
    path = tmp_path / people_file.FILE
    path.write_text(ROLES_FILE, encoding="utf-8")
    return path


def test_the_file_gives_roles(loaded, roles_file):
    assert "analyst" in told(signed_in("definitions", loaded, claims()))
    other = claims(sub="5c1f-other", email="")
    at = signed_in("definitions", loaded, other)
    assert "practice" in told(at)
    unverified = claims(email_verified=False)
    assert "no role here" in told(door(loaded, unverified))
    both = claims(roles="meeting")
    assert "several roles at once" in told(door(loaded, both))


def test_a_file_that_is_wrong_lets_nobody_in(loaded, roles_file):
    roles_file.write_text(
        '[[person]]\nid = "kim@example.nhs.uk"\nrole = "owner"\n[[person]]\n'
        'id = "x"\nrole = "practice"\n',
        encoding="utf-8",
    )
    said = told(door(loaded, claims(roles="analyst")))
    assert "Entry 1 has no role that there is" in said
    assert "Entry 2 has the role practice without" in said
    assert said.count("kim@example.nhs.uk") == 1  # as signed in, not of the file
    roles_file.write_text("[[person", encoding="utf-8")
    assert "cannot be read as TOML" in told(door(loaded, claims(roles="analyst")))


def test_a_proxy_says_who_somebody_is(loaded, monkeypatch):
    monkeypatch.setenv(settings.BY, "proxy")
    at = door(loaded, {})
    assert "not in which of its headers" in told(at) and nothing_shown(at)
    real, headers = st.get_option, {"X-Forwarded-Email": "email", "X-Role": "roles"}
    monkeypatch.setattr(
        st, "get_option", lambda key: headers if "trustedUser" in key else real(key)
    )
    at = door(loaded, {"email": None, "roles": None})
    assert "did not say who you are" in told(at) and nothing_shown(at)
    user = {"email": "kim@example.nhs.uk", "roles": "data manager"}
    at = signed_in("definitions", loaded, user)
    assert "Signed in as kim@example.nhs.uk, data manager" in told(at)
    monkeypatch.setenv(settings.BY, "yes")
    assert "neither empty nor" in told(door(loaded, user))


def test_an_act_is_asked_about_when_it_is_done(monkeypatch):
    done = []
    act = person.only(Act.GO_BACK, done.append)
    monkeypatch.setattr(person, "may", lambda act: False)
    act("version")
    assert done == []
    monkeypatch.setattr(person, "may", lambda act: act is Act.GO_BACK)
    act("version")
    assert done == ["version"]


def test_a_secrets_file_that_cannot_be_read_is_no_missing_one(tmp_path, monkeypatch):
    file = tmp_path / "secrets.toml"
    monkeypatch.setattr(st, "secrets", Secrets())
    monkeypatch.setattr(settings, "_files", lambda: [str(file)])
    assert settings.signed_in_by() is settings.By.NOBODY
    file.write_text("[auth\ncookie_secret = 'not to be told'", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be read") as raised:
        settings.signed_in_by()
    assert "not to be told" not in str(raised.value)
