"""Pages of a dataset with a kind of event that the product does not know: nobody
changed a page for it."""

import pytest

from analytics.definitions.event_kinds import also
from analytics.store.dataset import open_dataset
from analytics.store.live import make_live
from tests.app.test_pages import opened
from tests.support.third_kind import DENTAL
from tests.support.third_kind_stored import planted_events, stored

SHOWN = {  # page: words that a title or heading of it must say
    "understand/overview": "Dental, more than 6",
    "understand/frequent_attenders": "people with more than 6 Dental appointments",
    "act/before_after": "Dental attenders",
    "compare/places": "A&E or Dental",
    "assure/quality": "Dental appointments to 30 June 2024",
    "assure/extracts": "Dental",
    "act/savings": "no unit cost is published",
}
CHOOSES = ("understand/frequent_attenders", "act/before_after", "act/savings")


@pytest.fixture(scope="module")
def third(data_home, sample):
    name = "third-kind-pages"
    with also(DENTAL):
        made = stored(planted_events(), data_home / name / "1")
        made.manifest.write(made.folder)
        make_live(name, "1", data_home)
        yield open_dataset(name, data_home)


@pytest.mark.parametrize("page", SHOWN)
@pytest.mark.parametrize("meeting", ["false", "true"])
def test_a_page_shows_the_third_kind(page, meeting, third):
    asked = {"meeting": meeting}
    if page == "assure/quality":
        asked["tab"] = "Months and places"
    at = opened(f"pages/{page}.py", third, asked)
    if page in CHOOSES:
        at.session_state["setting"] = "dental"
        at.run()
    assert not at.exception, [e.value for e in at.exception]
    assert not any("our side" in e.value for e in at.error), "a fault of ours was shown"
    if meeting == "false":
        said = [*at.header, *at.subheader, *at.markdown, *at.metric, *at.caption]
        said += at.selectbox
        text = " ".join(f"{one.value} {getattr(one, 'label', '')}" for one in said)
        text += " ".join(
            str(option)
            for one in (*at.button_group, *at.selectbox)
            for option in one.options
        )
        assert SHOWN[page] in text, text
