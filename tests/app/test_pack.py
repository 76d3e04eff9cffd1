"""The pack through app.py: figures get in as a meeting may see them, in order, and
become files."""

import io

import pytest
from pptx import Presentation

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.exhibits import frequent_attenders as exhibits
from analytics.export import story
from analytics.measures.who.list_choice import ListChoice
from pages.shell import keys
from pages.shell import view as shell_view
from tests.app.test_pages import APP, opened

PAGE = str(APP.parent / "pages/share/pack.py")


@pytest.fixture
def at(loaded):
    return opened("pages/understand/overview.py", loaded, {})


def press(at, key: str):
    return at.button(key=key).click().run()


def pack_of(at) -> list:
    return at.session_state[keys.PACK] if keys.PACK in at.session_state else []  # noqa: SIM401


def test_a_figure_is_added_as_a_meeting_may_see_it(at):
    at = press(at, "pack_comings_and_goings_ae")
    assert not at.exception
    (one,) = pack_of(at)
    assert one.figure.aggregate and one.figure.name == "comings_and_goings_ae"
    assert "hidden (*)" in one.figure.source and one.sentence and one.method
    assert at.toggle(key="meeting").value is False, "what is on screen stays as it was"
    assert any("pack" in toast.value for toast in at.toast)


def test_adding_to_the_pack_runs_the_page_once_and_for_its_own_audience(
    at, monkeypatch
):
    """No second run, hidden or not, shows the page to a meeting to fill the pack."""
    runs = []
    shown = shell_view.View.show

    def noting(view, exhibit, *about, **how):
        runs.append((exhibit.name, about, view.aggregate))
        return shown(view, exhibit, *about, **how)

    monkeypatch.setattr(shell_view.View, "show", noting)
    at = press(at, "pack_comings_and_goings_ae")
    assert len(pack_of(at)) == 1
    assert runs and len(runs) == len(set(runs)), "something was shown twice"
    assert not any(aggregate for _name, _about, aggregate in runs)


def test_what_a_meeting_may_not_ask_does_not_get_in_and_is_said(loaded):
    """Beside everyone there is nothing once a meeting's question is of everyone."""
    at = opened(
        "pages/understand/overview.py",
        loaded,
        {"age_from": "30", "compare": "Everyone in the extracts"},
    )
    at = press(at, "pack_side_by_side")
    assert not at.exception and pack_of(at) == []
    assert any("may not see this" in toast.value for toast in at.toast)


def test_a_figure_added_twice_is_there_once(at):
    at = press(press(at, "pack_comings_and_goings_ae"), "pack_comings_and_goings_ae")
    assert len(pack_of(at)) == 1
    practice = at.multiselect(key="practice")
    practice.set_value(practice.options[:1]).run()
    assert len(pack_of(press(at, "pack_comings_and_goings_ae"))) == 2, (
        "other filters make another figure"
    )


def test_a_pack_asks_what_a_meeting_may_ask(at):
    at.number_input(key="months").set_value(7).run()
    at = at.switch_page(PAGE).run()
    at = next(b for b in at.button if b.label == "Add the whole story").click().run()
    assert {"7 months" in one.sentence for one in pack_of(at)} == {False}
    assert any("12 months" in said.value for said in at.success)
    assert at.number_input(key="months").value == 7, "what is on screen stays as it was"


def test_rows_about_people_do_not_get_in(loaded):
    at = opened(
        "pages/understand/frequent_attenders.py",
        loaded,
        {"tab": "The list"},
    )
    name = next(button.key for button in at.button if button.key.startswith("pack_"))
    assert at.button(key=name).disabled
    gate, _changed = story.room(loaded, Filters())
    assert story.chosen(gate, exhibits.PAGE, exhibits.LIST, (ListChoice(AE),)) == []


def test_order_removal_and_files(at):
    at = (
        press(press(at, "pack_comings_and_goings_ae"), "pack_comings_and_goings_gp")
        .switch_page(PAGE)
        .run()
    )
    titles = [one.figure.title for one in pack_of(at)]
    at = press(at, "down_0")
    assert [one.figure.title for one in pack_of(at)] == titles[::-1]
    at = press(at, "make_slides")
    assert not at.exception and not at.error
    stamp, made = at.session_state[keys.PACK_MADE]["slides"]
    deck = Presentation(io.BytesIO(made))
    assert [s.shapes.title.text_frame.text for s in deck.slides][1:3] == titles[::-1]
    at = press(at, "remove_0")
    assert [one.figure.title for one in pack_of(at)] == titles[:1]
    assert at.button(key="make_slides"), "a file of another pack is no longer offered"


def test_the_empty_pack_says_what_to_do_and_the_story_fills_it(at):
    at = at.switch_page(PAGE).run()
    assert any("empty" in box.value for box in at.info)
    at = next(b for b in at.button if b.label == "Add the whole story").click().run()
    assert not at.exception and not at.error, [e.value for e in at.error]
    assert len(pack_of(at)) >= 8 and all(one.figure.aggregate for one in pack_of(at))
    assert any("figures of the story" in said.value for said in at.success)
