"""Every page in every state, through app.py: it opens, says something, and never a
traceback."""

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.shell import keys
from tests.app.tabs import AT_A_DESK, TABS
from tests.support.world import dataset

APP = Path(__file__).resolve().parents[2] / "app.py"
PAGES = sorted(
    str(p.relative_to(APP.parent))
    for p in APP.parent.glob("pages/*/*.py")
    if p.parent.name != "shell"
)
STATES = {
    "both extracts": ("loaded", {}),
    "A&E only": ("only_ae", {}),
    "GP only": ("only_gp", {}),
    "nobody left": ("loaded", {"age_from": "119"}),
    "meeting view": ("loaded", {"meeting": "true"}),
    "bad link": ("loaded", {"pcn": "Nowhere", "nonsense": "1", "months": "x"}),
}
WITHOUT_PEOPLE = ("audit", "extracts", "definitions", "pack", "quality")


def opened(page: str, dataset, query: dict) -> AppTest:
    """The app as a link straight to a page opens it."""
    at = AppTest.from_file(APP, default_timeout=120)
    at.query_params["data"] = dataset.name
    for key, value in query.items():
        at.query_params[key] = value
    if not page.endswith("overview.py"):  # the page of a link without a path
        at.switch_page(str(APP.parent / page))
    return at.run()


@pytest.fixture(scope="module")
def refreshed(frames, data_home):
    """A dataset loaded twice, the second time with fewer rows: (live, the version
    before)."""
    earlier = dataset(frames, data_home, "loaded-twice")
    fewer = replace(frames, ae=frames.ae.iloc[::2].reset_index(drop=True))
    return dataset(fewer, data_home, "loaded-twice"), earlier


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("state", STATES)
def test_page(page, state, sample, request):
    name, query = STATES[state]
    at = opened(page, request.getfixturevalue(name), query)
    assert not at.exception, [e.value for e in at.exception]
    assert not any("our side" in e.value for e in at.error), "a fault of ours was shown"
    assert len(at.title) == 1, "one heading a page"
    stem = Path(page).stem
    if state == "nobody left" and stem not in WITHOUT_PEOPLE:
        said = " ".join(w.value for w in at.warning)
        assert "Nobody is left" in said and "Age from" in said
    elif stem in ("before_after", "savings") and state == "GP only":
        assert at.header or at.error
    else:
        assert len(at.header) + len(at.markdown) > 2


def test_a_bad_link_is_told_what_could_not_be_followed(loaded):
    at = opened("pages/understand/overview.py", loaded, STATES["bad link"][1])
    said = " ".join(w.value for w in at.warning)
    assert "pcn: Nowhere" in said and "nonsense" in said and "months: x" in said
    assert at.number_input(key="months").value == 12


@pytest.mark.parametrize("page", PAGES)
def test_page_on_the_sample(page, sample):
    at = opened(page, sample, {"pcn": "Central Basildon"})
    assert not at.exception and not at.error, [
        e.value for e in (*at.exception, *at.error)
    ]
    assert len(at.title) == 1


def test_the_sidebar_changes_what_is_shown(loaded):
    at = opened(PAGES[0], loaded, {})
    at = at.switch_page(
        str(APP.parent / "pages/understand/frequent_attenders.py")
    ).run()
    before = at.header[0].value
    at.number_input(key="ae_more_than").set_value(2).run()
    assert "more than 2 A&E" in at.header[0].value != before


@pytest.mark.parametrize(
    "page, tab, meeting",
    [
        (page, tab, meeting)
        for page, tabs in TABS.items()
        for tab in tabs
        for meeting in ("false", "true")
        if meeting == "false" or tab not in AT_A_DESK
    ],
)
def test_every_tab_has_something_to_say(page, tab, meeting, loaded):
    at = opened(f"pages/{page}.py", loaded, {"tab": tab, "meeting": meeting})
    assert not at.exception and not at.error, [
        e.value for e in (*at.exception, *at.error)
    ]
    inside = next(one for one in at.tabs if one.label == tab)
    on_stage = any(
        button.label == "Next" for button in at.button
    )  # one figure, under the tabs
    assert on_stage == (meeting == "true" and not page.startswith("assure"))
    assert len(inside.children) > 0 or on_stage, "the tab is empty"


def test_meeting_view_shows_no_row_about_a_person(loaded, frames):
    at = opened(
        "pages/understand/frequent_attenders.py",
        loaded,
        {"meeting": "true", "tab": "The list"},
    )
    shown = " ".join(str(t.value.to_dict()) for t in (*at.table, *at.dataframe))
    assert "Pseudonym" not in shown
    assert "The list" not in [tab.label for tab in at.tabs]


def test_meeting_view_stays_from_page_to_page(loaded):
    at = opened("pages/understand/overview.py", loaded, {"meeting": "true"})
    at = at.switch_page(str(APP.parent / "pages/compare/places.py")).run()
    assert at.toggle(key="meeting").value is True


def test_next_goes_through_the_figures_and_the_tabs(sample):
    at = opened("pages/understand/frequent_attenders.py", sample, {"meeting": "true"})
    seen = [at.title[0].value]
    for _ in range(12):
        on = next(button for button in at.button if button.label == "Next")
        if on.disabled:
            break
        at = on.click().run()
        assert len(at.title) == 1
        seen.append(at.title[0].value)
        if at.session_state[keys.PAGE_SHOWN] != "frequent_attenders":
            break
    # the last goes on to the next page, and its first back to here
    assert at.session_state[keys.PAGE_SHOWN] == "segments"
    assert len(seen) == len(set(seen)) >= 8
    at = (
        next(button for button in at.button if button.label == "Previous").click().run()
    )
    assert at.session_state[keys.PAGE_SHOWN] == "frequent_attenders"


def test_a_chip_takes_its_filter_off(loaded):
    at = opened(
        "pages/understand/overview.py", loaded, {"age_from": "30", "sex": "Female"}
    )
    labels = [button.label for button in at.button]
    assert "Ages 30 and over ✕" in labels and "Sex: Female ✕" in labels
    at = at.button(key="chip_age_from").click().run()
    assert at.number_input(key="age_from").value is None
    assert [b.label for b in at.button if b.key and b.key.startswith("chip")] == [
        "Sex: Female ✕"
    ]


def test_a_figure_enters_the_pack_as_a_meeting_may_see_it(loaded):
    at = opened("pages/understand/frequent_attenders.py", loaded, {})
    name = next(b.key for b in at.button if b.key and b.key.startswith("pack_"))
    at = at.button(key=name).click().run()
    kept = at.session_state[keys.PACK]
    assert [one.figure.name for one in kept] == [name.removeprefix("pack_")]
    assert kept[0].figure.aggregate
    assert at.toggle(key="meeting").value is False


def test_a_link_says_that_the_data_changed_and_shows_them_as_they_were(refreshed):
    dataset, earlier = refreshed
    at = opened(
        "pages/understand/overview.py", dataset, {"made_on": earlier.fingerprint[:8]}
    )
    assert any("data have changed since this link was made" in i.value for i in at.info)
    before = [m.value for m in at.metric]
    at = next(b for b in at.button if b.label == "See them as they were").click().run()
    assert any("as they were when the link was made" in i.value for i in at.info)
    assert [m.value for m in at.metric] != before
    at = at.switch_page(str(APP.parent / "pages/compare/places.py")).run()
    assert any("as they were when the link was made" in i.value for i in at.info)


def test_a_link_made_on_these_data_says_nothing(loaded):
    at = opened(
        "pages/understand/overview.py", loaded, {"made_on": loaded.fingerprint[:8]}
    )
    assert not at.info


def test_a_link_made_on_data_no_longer_kept_says_so(loaded):
    at = opened("pages/understand/overview.py", loaded, {"made_on": "0123abcd"})
    assert any("no longer kept" in i.value for i in at.info)


def test_a_person_chosen_in_the_list_is_shown_and_in_no_meeting(loaded):
    page, asked = "pages/understand/frequent_attenders.py", {"tab": "The list"}
    at = opened(page, loaded, asked)
    person = at.dataframe[0].value["Pseudonym"].iloc[0]
    at.session_state[keys.CHOSEN_ROWS] = {"listing": person}
    at = at.run()
    assert not at.exception and any(person in one.value for one in at.caption)
    at.toggle(key="meeting").set_value(True).run()
    told = [one.value for one in (*at.caption, *at.markdown, *at.header, *at.title)]
    assert not at.exception and not any(person in text for text in told)
    assert not [one for one in at.dataframe if "Pseudonym" in one.value]
