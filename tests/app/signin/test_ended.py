"""Sign-ins that were ended stay so: in another process, and for as long as a cookie of
them may last."""

import time

import pytest

from pages.shell.signin import ended
from tests.app.signin.people import claims


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setattr(ended, "home", lambda: tmp_path)
    return tmp_path / ended.FILE


def restarted() -> None:
    """What a server holds in memory is gone."""
    ended._here.clear()
    ended._read_once.clear()


def test_it_lasts_and_the_file_says_nothing_of_a_person(file):
    kim, lee = claims(roles="analyst"), claims(sub="77", email="lee@example.nhs.uk")
    ended.end(kim)
    restarted()
    assert ended.is_ended(kim) and not ended.is_ended(lee)
    ended.end(lee)
    restarted()
    assert ended.is_ended(kim) and ended.is_ended(lee)
    text = file.read_text()
    assert text.count("\n") == 2
    assert not [one for one in (kim["email"], kim["sub"], kim["iss"]) if one in text]
    assert not ended.is_ended(claims(roles="analyst")), "a new sign-in is another"


def test_another_server_on_the_same_home_knows(file):
    kim = claims()
    assert not ended.is_ended(kim)
    ended.end(kim)
    ended._here.clear()  # as of the other, which has read the file before
    assert ended.is_ended(kim)


def test_lines_go_when_no_cookie_can_be_left(file, monkeypatch):
    ended.end(claims())
    later = time.time() + (ended.DAYS + 1) * 24 * 3600
    monkeypatch.setattr(ended.time, "time", lambda: later)
    ended.end(claims(sub="77"))
    assert file.read_text().count("\n") == 1
    assert ended.DAYS >= 30, "Streamlit's cookie outlasts them"


def test_a_file_that_is_torn_or_cannot_be_written_ends_them_all_the_same(file):
    kim = claims()
    ended.end(kim)
    file.write_bytes(b"17\n\xff\xfe not a line\n" + file.read_bytes() + b"1790")
    restarted()
    assert ended.is_ended(kim)
    file.unlink()
    file.mkdir()
    lee = claims(sub="77")
    ended.end(lee)
    assert ended.is_ended(lee)
