"""Each exhibit is declared once, and pages, meeting, pack and story show those and no
others."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

from analytics.definitions.event_kinds import GP
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, Gate
from analytics.exhibits.exhibit import Exhibit, Where
from analytics.exhibits.pages import PAGES
from analytics.exhibits.story import CHAPTERS
from pages.shell import view as shell_view
from tests.app.tabs import TABS
from tests.app.test_pages import opened

ROOT = Path(__file__).resolve().parents[2]
FILES = {path.stem: path for path in ROOT.glob("pages/*/*.py")}
SHOWING = [path for path in FILES.values() if path.stem in PAGES]
WITHOUT = {"audit", "definitions", "pack"}  # pages that show nothing of the data
BELOW = ("figures", "disclosure", "export", "methods", "engine", "store")


def calls(tree: ast.AST, names: set[str]) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in names
        and getattr(node.func.value, "id", "") == "view"
    ]


def test_every_page_that_shows_data_declares_its_exhibits():
    pages = {stem for stem in FILES if FILES[stem].parent.name != "shell"}
    assert pages == set(PAGES) | WITHOUT
    titles = dict(
        re.findall(r'/(\w+)\.py", title="([^"]+)"', (ROOT / "app.py").read_text())
    )
    assert {stem: page.title for stem, page in PAGES.items()} == {
        stem: title for stem, title in titles.items() if stem in PAGES
    }


def test_exhibits_have_names_and_questions_of_their_own():
    for page in PAGES.values():
        names = [exhibit.name for exhibit in page.exhibits]
        assert len(names) == len(set(names)), page.stem
        for exhibit in page.exhibits:
            assert exhibit.question.endswith("?") and exhibit.where, exhibit.name


@pytest.mark.parametrize("path", SHOWING, ids=lambda p: p.stem)
def test_a_page_shows_what_it_declares_and_all_of_it(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = {
        one.asname or one.name: getattr(import_module(node.module), one.name, None)
        or import_module(f"{node.module}.{one.name}")
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("analytics.exhibits")
        for one in node.names
    }
    named = [
        getattr(modules[node.value.id], node.attr)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and getattr(node.value, "id", "") in modules
        and node.attr.isupper()
    ]
    every = [one for some in named for one in (some if type(some) is tuple else [some])]
    shown = {one for one in every if isinstance(one, Exhibit)}
    declared = set(PAGES[path.stem].exhibits)
    elsewhere = path.stem == "extracts"  # versions are shown by loading/datasets.py
    assert shown == declared or (elsewhere and shown < declared)


@pytest.mark.parametrize("path", SHOWING, ids=lambda p: p.stem)
def test_a_page_says_no_number_of_its_own(path):
    """What it imports draws no figure; what it says is written in the page itself."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module.startswith("analytics."):
            assert node.module.split(".")[1] not in BELOW, node.module
    for call in calls(tree, {"hint", "where_next"}):
        assert all(isinstance(one, ast.Constant) for one in call.args)
    streamlit = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "st"
    }
    assert streamlit <= {"columns", "segmented_control", "caption"}


def test_the_story_is_made_of_its_pages_exhibits(sample):
    gate = Gate(sample, Filters(), Audience.PSEUDONYMISED).for_meeting[0]
    for chapter in CHAPTERS:
        page = chapter.page
        for exhibit, _about in chapter.told(gate):
            assert exhibit in page.exhibits and PAGES[page.stem] is page
            assert Where.PACK in exhibit.where


@pytest.fixture
def noted(monkeypatch):
    """What the app shows while it runs: (page, exhibit, about)."""
    found, show = [], shell_view.View.show

    def noting(view, exhibit, *about, **how):
        found.append((view.page, exhibit, about))
        return show(view, exhibit, *about, **how)

    monkeypatch.setattr(shell_view.View, "show", noting)
    return found


def test_the_story_asks_what_its_pages_ask_as_their_controls_start(sample, noted):
    """In a meeting, tab after tab: the story adds no question of its own."""
    gate = Gate(sample, Filters(), Audience.PSEUDONYMISED).for_meeting[0]
    for page in {chapter.page.stem: chapter.page for chapter in CHAPTERS}.values():
        place = str(FILES[page.stem].relative_to(ROOT))
        for tab in TABS.get(place.removeprefix("pages/").removesuffix(".py"), [None]):
            if tab in ("Asked other ways", "When no programme ran", "One by one"):
                continue  # not in the story, and slow
            asked = {"meeting": "true"} | ({"tab": tab} if tab else {})
            at = opened(place, sample, asked)
            assert not at.exception and not at.error
        seen = [(exhibit, about) for stem, exhibit, about in noted if stem == page.stem]
        telling = [one for c in CHAPTERS if c.page is page for one in c.told(gate)]
        for exhibit, about in telling:
            there = [other for one, other in seen if one is exhibit]
            if page.stem == "frequent_attenders" and about == (GP,):
                there.append(about)  # the page shows one service at a time
            assert about in there, (exhibit.name, about, there)


@pytest.mark.parametrize("stem", sorted(PAGES))
@pytest.mark.parametrize("meeting", ["false", "true"])
def test_a_running_page_shows_only_what_it_declares(stem, meeting, loaded, noted):
    at = opened(str(FILES[stem].relative_to(ROOT)), loaded, {"meeting": meeting})
    assert not at.exception
    shown = {exhibit for page, exhibit, _about in noted if page == stem}
    assert shown and shown <= set(PAGES[stem].exhibits)
