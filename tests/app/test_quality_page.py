"""The quality page and what a refresh changed, through app.py, for an analyst and for a
meeting."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from analytics.store.dataset import open_dataset
from pages.shell import keys
from tests.app.test_pages import opened
from tests.support.feeds import feed
from tests.support.world import dataset

PAGE, EXTRACTS = "pages/assure/quality.py", "pages/assure/extracts.py"
TABS = [
    "Completeness",
    "Rows and codes",
    "Months and places",
    "Sudden changes",
    "Who joins",
]


@pytest.fixture(scope="module")
def refreshed(data_home):
    """A dataset loaded for May and again for June, when one practice's feed had
    stopped."""
    june = feed(31)
    gp = june.gp[
        ~(
            (june.gp["practice_code"] == "P2")
            & (june.gp["appointment_at"] >= "2024-03-01")
        )
    ]
    june = replace(june, gp=gp.reset_index(drop=True))
    may = replace(
        june,
        gp=june.gp[june.gp["appointment_at"] < "2024-06-01"],
        ae=june.ae[june.ae["arrived_at"] < "2024-06-01"],
    )
    dataset(may, data_home, "refreshed")
    return dataset(june, data_home, "refreshed")


def good(at) -> None:
    assert not at.exception and not at.error, [
        e.value for e in (*at.exception, *at.error)
    ]
    assert not any("our side" in e.value for e in at.error)


@pytest.mark.parametrize("meeting", ["false", "true"])
def test_the_page_leads_with_what_to_know(refreshed, meeting):
    at = opened(PAGE, refreshed, {"meeting": meeting})
    good(at)
    assert at.header[0].value == "1 thing to know before trusting these figures"
    said = " ".join(at.table[0].value.iloc[:, 0])
    assert "Practice 2 has no rows in GP appointments after February 2024" in said


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("meeting", ["false", "true"])
@pytest.mark.parametrize("name", ["loaded", "only_ae", "only_gp", "refreshed"])
def test_every_tab_opens(name, tab, meeting, request):
    at = opened(PAGE, request.getfixturevalue(name), {"tab": tab, "meeting": meeting})
    good(at)
    inside = next(one for one in at.tabs if one.label == tab)
    assert len(inside.children) > 0 and len(at.header) >= 2


def test_a_meeting_sees_no_small_number_and_no_message_of_loading(data_home):
    frames = feed(32)
    gp = frames.gp.assign(
        status=frames.gp["status"].where(frames.gp.index >= 3, "Vanished")
    )
    made = dataset(replace(frames, gp=gp), data_home, "small-problem")
    query = {"tab": "Rows and codes"}
    analyst, meeting = (
        opened(PAGE, made, query | {"meeting": way}) for way in ("false", "true")
    )
    texts = [
        " ".join(str(t.value.to_dict()) for t in at.table)
        + " ".join(one.value for one in (*at.caption, *at.markdown, *at.header))
        for at in (analyst, meeting)
    ]
    assert "3 rows" in texts[0]
    assert "Vanished" not in texts[1] and "3 rows" not in texts[1]


def test_all_datasets_says_what_the_last_load_changed(refreshed):
    at = opened(EXTRACTS, refreshed, {"tab": "All datasets"})
    good(at)
    titles = [one.value for one in at.header]
    assert "Versions of refreshed" in titles
    assert any("1 new month of A&E attendances, June 2024" in title for title in titles)
    assert any(
        title.startswith("Figures already told, to 31 May 2024") for title in titles
    )


def test_going_back_makes_the_earlier_version_live(refreshed):
    at = opened(EXTRACTS, refreshed, {"tab": "All datasets"})
    next(b for b in at.button if b.label == "Go back to it").click().run()
    good(at)
    live = open_dataset("refreshed")
    assert live.folder != refreshed.folder
    assert (
        live.manifest.span("gp_appointments").last < pd.Timestamp("2024-06-01").date()
    )
    next(b for b in at.button if b.label == "Go back to it").click().run()
    assert open_dataset("refreshed") == refreshed


def test_after_a_load_the_page_shows_what_changed(refreshed):
    at = opened(EXTRACTS, refreshed, {"tab": "Load my own"})
    at.session_state[keys.LOADED] = "refreshed is loaded"
    at.run()
    good(at)
    assert any("What this version changed" in one.value for one in at.markdown)
    assert any("1 new month of A&E" in one.value for one in at.header)


def test_the_sample_leads_with_its_one_caveat(sample):
    at = opened(PAGE, sample, {})
    good(at)
    assert at.header[0].value == "1 thing to know before trusting these figures"
    assert "9 of the 69 practices" in " ".join(at.table[0].value.iloc[:, 0])
    assert Path(PAGE).stem == "quality"


def test_rows_left_out_can_be_opened_by_an_analyst_alone(data_home):
    frames = feed(33)
    gp = frames.gp.assign(
        appointment_at=frames.gp["appointment_at"].where(frames.gp.index % 900 != 0)
    )
    made = dataset(replace(frames, gp=gp), data_home, "some-left-out")
    offered = [
        opened(PAGE, made, {"tab": "Rows and codes", "meeting": way}).get(
            "download_button"
        )
        for way in ("false", "true")
    ]
    names = [[one.proto.label for one in some] for some in offered]
    assert any("Rows left out of GP appointments" in name for name in names[0])
    assert not any("Rows left out" in name for name in names[1])
