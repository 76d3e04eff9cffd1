"""A file is made when it is taken, for the sign-in that it was offered to, and by one
way alone."""

import ast
import base64
from pathlib import Path

import pytest

from analytics.errors import InputError
from analytics.store.audit import log
from pages.shell.session import icon
from pages.shell.signin import claims, person
from pages.shell.signin.settings import By
from pages.shell.taking import gate, offer
from pages.shell.taking.given import Given
from tests.app.signin import people

ROOT = Path(__file__).resolve().parents[3]


def calls(name: str) -> set[str]:
    """The files of pages that call something of Streamlit."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in sorted([*(ROOT / "pages").rglob("*.py"), ROOT / "app.py"])
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == name
    }


def test_there_is_one_way_to_offer_a_file():
    assert calls("download_button") == {"pages/shell/taking/offer.py"}
    for other in ("image", "audio", "video", "pdf", "logo", "link_button"):
        assert calls(other) == set(), f"st.{other} serves files to whoever asks"
    assert base64.b64decode(icon().partition(",")[2])[1:4] == b"PNG"


def test_a_file_is_for_the_sign_ins_it_was_made_for_as_it_was():
    given = Given()
    given.give("kim", b"a", "a.csv")
    given.give("lee", b"a", "a.csv")
    assert given.is_given("kim", b"a", "a.csv") and given.is_given("lee", b"a", "a.csv")
    for mark, content, name in (
        ("max", b"a", "a.csv"),
        ("kim", b"b", "a.csv"),
        ("kim", b"a", "b.csv"),
        ("", b"a", "a.csv"),
    ):
        assert not given.is_given(mark, content, name)


def test_it_is_not_made_when_the_sign_in_is_over(data_home, monkeypatch):
    made = []
    kim = people.claims(roles="analyst")
    monkeypatch.setattr(person.settings, "section", lambda name: {})
    one = offer.Made(
        lambda: made.append("made") or "text",
        "a.csv",
        person.SignIn(By.PROVIDER, kim),
        kim["email"],
        "loaded",
    )
    assert one() == b"text" and made == ["made"]
    took = log.recorded().lines[-1]
    assert (took["what"], took["who"], took["file"]) == (
        log.TOOK,
        kim["email"],
        "a.csv",
    )
    person.ended.end(kim)
    with pytest.raises(InputError, match="is over"):
        one()
    assert made == ["made"]
    refused = log.recorded().lines[-1]
    assert (refused["what"], refused["rules"]) == (log.REFUSED, ["sign_in_over"])
    assert refused["who"] == kim["email"]


@pytest.mark.parametrize(
    ("base", "path", "found"),
    [
        ("", "/media/ab.csv", ("media", "ab.csv")),
        ("", "//media/ab.csv", ("media", "ab.csv")),
        ("", "/_stcore/upload_file/s/f", ("_stcore/upload_file", "s/f")),
        ("team/a", "/team/a/media/ab.csv", ("media", "ab.csv")),
        ("team", "/media/ab.csv", ("media", "ab.csv")),
        ("", "/mediator", None),
        ("", "/_stcore/health", None),
        ("", "/static/media/x.js", None),
    ],
)
def test_which_addresses_are_of_files(base, path, found, monkeypatch):
    monkeypatch.setattr(gate.st, "get_option", lambda key: base)
    assert gate._file_at({"type": "http", "path": path}) == found
    assert gate._file_at({"type": "websocket", "path": path}) is None


def test_a_sign_in_is_known_alike_in_a_tab_and_at_a_request():
    kim = people.claims()
    assert claims.mark(kim) == claims.mark(dict(kim, roles="analyst"))
    assert claims.mark(kim) != claims.mark(people.claims()), "another sign-in"
    by_proxy = {"email": "kim@x.nhs.uk", "roles": "analyst"}
    assert claims.mark(by_proxy) != claims.mark(by_proxy | {"email": "lee@x.nhs.uk"})
    assert claims.mark({}) == claims.mark({"email": None}) == ""
