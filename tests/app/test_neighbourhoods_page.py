"""Where edges could be, through app.py: a plan picked, an area moved, refused, taken
back and locked; the plan saved; and no meeting does any of it."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, Gate
from analytics.errors import InputError
from analytics.exhibits import neighbourhoods as exhibits
from analytics.measures.places.by_place import neighbourhoods
from analytics.store.dataset import open_dataset
from pages.shell import keys
from tests.app.test_pages import opened
from tests.neighbourhoods.town import CODES, areas, town

PAGE = "pages/compare/neighbourhoods.py"
TAB = {"tab": "Where edges could be", "plan_count": "3", "plan_within": "within 20%"}


@pytest.fixture(scope="module")
def place(data_home):
    """A dataset of this test's own, since its live version changes."""
    return town(data_home, "town-app")


def button(at: AppTest, label: str):
    return next(one for one in at.button if one.label == label)


def said(at: AppTest) -> str:
    assert not at.exception, [e.value for e in at.exception]
    boxes = (*at.success, *at.error, *at.warning)
    return " ".join(one.value for one in boxes).replace("\\", "")


def heads(at: AppTest) -> str:
    assert not at.exception, [e.value for e in at.exception]
    return " | ".join(one.value for one in at.header)


def moves(place, plan: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Of a plan, the moves that can be made and those that are refused."""
    gate = Gate(place, Filters(), Audience.PSEUDONYMISED)
    design = exhibits.Design(exhibits.Rules(3, 0.2), plan=plan)
    fine, refused = [], []
    for code, names in exhibits.beside(gate, design).items():
        try:
            exhibits.within(gate, replace(design, moves=((code, names[0]),)))
        except InputError:
            refused.append((code, names[0]))
        else:
            fine.append((code, names[0]))
    return fine, refused


def there(at: AppTest):
    """Where the area chosen could go; its label says where it is."""
    return next(one for one in at.selectbox if one.label.startswith("Move it"))


def asked(at: AppTest, move: tuple[str, str]) -> None:
    """Chooses an area and where it goes, and moves it."""
    at.selectbox(key=keys.PLAN_AREA).select(move[0]).run()
    there(at).select(move[1])
    button(at, "Move").click().run()


def test_an_area_is_moved_and_taken_back_and_the_plan_saved(place):
    at = opened(PAGE, place, TAB)
    assert "3 neighbourhoods of" in heads(at) and "moved" not in heads(at)
    best = heads(at)
    assert "does best by what was asked" in best
    at.selectbox(key=keys.PLAN_NUMBER).select("7").run()
    assert "Plan 7 is on the map" in heads(at)
    before = heads(at)
    code, to = moves(place, "7")[0][0]
    asked(at, (code, to))
    assert "1 area moved: furthest from equal" in heads(at)
    button(at, "Undo the last move").click().run()
    assert heads(at) == before
    asked(at, (code, to))
    at.text_input(key=f"{keys.PLAN_CALLED}_Neighbourhood 1").input("Harbour").run()
    button(at, "Save as the neighbourhoods of this dataset").click().run()
    assert "Saved: the plan is the neighbourhoods of this dataset now" in said(at)
    now = open_dataset(place.name)
    saved = neighbourhoods(now)
    assert set(saved.values()) == {"East", "West", "Harbour"}
    assert now.folder != place.folder and place.folder.is_dir()
    assert saved[code] == ("Harbour" if to == "Neighbourhood 1" else to)


def test_what_is_refused_says_why_and_changes_nothing(place):
    plan, (code, to) = next(
        (str(n), refused[0])
        for n in range(1, 60)
        if (refused := moves(place, str(n))[1])
    )
    at = opened(PAGE, place, TAB | {"plan_number": f"Plan {plan}"})
    before = heads(at)
    asked(at, (code, to))
    refused = said(at)
    name = areas().set_index("lsoa_code")["lsoa_name"][code]
    assert f"Without {name}" in refused and "pieces" in refused
    assert heads(at) == before


def test_an_area_locked_stays_in_every_plan(place):
    at = opened(PAGE, place, TAB)
    at.selectbox(key=keys.PLAN_AREA).select(CODES[0]).run()
    label = there(at).label
    assert label.startswith("Move it from")
    button(at, "Lock").click().run()
    locked = at.multiselect(key=keys.PLAN_LOCKED)
    assert len(locked.value) == 1
    for plan in ("3", "90", "200"):
        at.selectbox(key=keys.PLAN_NUMBER).select(plan).run()
        assert there(at).label == label and not at.error
    at.multiselect(key=keys.PLAN_LOCKED).set_value([]).run()
    assert not at.exception and not at.error


def test_by_size_and_by_district(place):
    at = opened(
        PAGE,
        place,
        TAB | {"plan_by": "By size", "plan_low": "8000", "plan_high": "14000"},
    )
    assert "neighbourhoods of" in heads(at) and not at.error
    at.pills(key=keys.PLAN_UNCROSSED).set_value(["district"]).run()
    assert "4 neighbourhoods of" in heads(at) and not at.error
    at.number_input(key=keys.PLAN_HIGH).set_value(8100).run()
    assert at.error, "told, and nothing drawn"


def test_no_meeting_moves_locks_or_saves(place):
    at = opened(PAGE, place, TAB | {"meeting": "true"})
    labels = {one.label for one in at.button}
    assert not labels & {
        "Move",
        "Lock",
        "Undo the last move",
        "Save as the neighbourhoods of this dataset",
    }
    assert not at.exception and not at.error
