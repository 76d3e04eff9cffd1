"""Keeping the list on *Who next* through app.py: kept once, told, and in no meeting."""

import pytest

from analytics.worklist import database
from analytics.worklist.lists_kept import kept
from pages.shell import keys
from tests.app.test_pages import opened

pytestmark = pytest.mark.usefixtures("sample")
PAGE = "pages/act/who_next.py"
ASKED = {"ae_more_than": "3", "risk_group": "everybody"}


@pytest.fixture(autouse=True)
def _own_database(tmp_path, monkeypatch):
    monkeypatch.setenv(database.SETTING, f"sqlite:///{tmp_path}/worklist.db")


def keep_button(at):
    return [one for one in at.button if one.label.startswith("Keep the first")]


def test_a_list_is_kept_once_and_told_a_year_on(loaded):
    at = opened(PAGE, loaded, ASKED)
    at = keep_button(at)[0].click().run()
    assert "It is not said who" in " ".join(one.value for one in at.error)
    at.text_input(key=keys.WORK_BY).input("KB")
    at = keep_button(at)[0].click().run()
    assert not at.exception and "Kept: 30 people" in at.success[0].value
    (one,) = kept(loaded)
    assert one.named.by == "KB" and len(one.named.people) == 30
    at = keep_button(at)[0].click().run()
    assert "kept by KB before" in " ".join(one.value for one in at.error)
    later = opened(PAGE, loaded, ASKED | {"tab": "Named a year ago"})
    heads = [one.value for one in later.header]
    assert any("the year is not over" in one for one in heads), heads


def test_no_meeting_keeps_or_sees_a_list(loaded):
    at = opened(PAGE, loaded, ASKED | {"meeting": "true"})
    assert not at.exception and not keep_button(at)
