"""What the guides name is there: a stale list of files to touch misleads."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDES = ("README.md", "CONTRIBUTING.md", "docs/how_it_works.md")
BELOW = ("", "analytics", "analytics/store", "analytics/extract", "tests")
MADE = ("data/", ".venv")  # there once the dashboard has run


def named(guide: str) -> list[str]:
    """The paths in a guide's code marks: with a folder, and no placeholder in them."""
    text = (ROOT / guide).read_text(encoding="utf-8")
    marks = re.findall(r"`([\w./]+/[\w./]*)`", text)
    return [mark for mark in marks if not mark.startswith(MADE)]


@pytest.mark.parametrize("guide", GUIDES)
def test_each_file_that_a_guide_names_is_there(guide):
    paths = named(guide)
    assert len(paths) > 5
    gone = [
        path
        for path in paths
        if not any((ROOT / folder / path).exists() for folder in BELOW)
    ]
    assert gone == []


def test_the_guide_says_how_to_add_each_thing():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for thing in (
        "a measure",
        "a figure",
        "an exhibit",
        "a page",
        "a filter",
        "an event kind",
        "an extract profile",
        "a rule preset",
    ):
        assert f"**{thing}**" in text, thing
