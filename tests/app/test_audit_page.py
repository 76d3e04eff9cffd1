"""What is looked at is recorded once, and the page *Audit* shows it, but to no
meeting."""

import pytest

from analytics.store.audit import chain, log
from tests.app.test_pages import opened

pytestmark = pytest.mark.usefixtures("sample")
AUDIT, PLACES = "pages/assure/audit.py", "pages/compare/places.py"


def looked_at(data_home) -> list[dict]:
    lines = log.recorded(data_home).lines
    return [one for one in lines if one["what"] == log.LOOKED]


def test_a_page_is_recorded_once_with_what_was_asked(loaded, data_home):
    before = len(looked_at(data_home))
    at = opened(PLACES, loaded, {"age_from": "40"})
    at.run()
    found = looked_at(data_home)[before:]
    mine = [one for one in found if "40" in one["filters"]]
    assert [one["page"] for one in mine] == ["places"]
    assert mine[0]["dataset"] == loaded.name
    assert mine[0]["version"] == loaded.manifest.version
    assert mine[0]["audience"] == "at a desk"


def test_the_page_shows_it_newest_first(loaded, data_home):
    opened(PLACES, loaded, {"age_from": "41"})
    at = opened(AUDIT, loaded, {})
    assert not at.exception, [one.value for one in at.exception]
    assert "The record is whole" in at.header[0].value
    table = at.dataframe[0].value
    assert table["Page or file"].iloc[0] == "Audit"
    at.text_input(key="audit_search").input("ages 41").run()
    shown = at.dataframe[0].value
    assert 0 < len(shown) < len(table) and (shown["Page or file"] == "Places").all()


def test_a_changed_record_is_the_first_thing_said(loaded, monkeypatch):
    line = chain.hashed("x")
    broken = log.Record(({"what": "looked", "page": "a"},), (1,), line)
    monkeypatch.setattr(log, "recorded", lambda root=None: broken)
    at = opened(AUDIT, loaded, {})
    assert at.header[0].value.startswith("The record was changed")


def test_no_meeting_sees_who_did_what(loaded):
    at = opened(AUDIT, loaded, {"meeting": "true"})
    assert not at.exception and not at.dataframe
    assert "not for a shared screen" in " ".join(one.value for one in at.markdown)
